package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/rules"
)

// known is what the configuration and --select may name.
func known() config.Known {
	return config.Known{Codes: rules.Codes(), Families: rules.FamilyCodes()}
}

// options gathers what the user wants of the project that paths belong to.
func (c *command) options(paths []string) (engine.Options, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	for _, path := range paths {
		if err := checkPath(path); err != nil {
			return engine.Options{}, err
		}
	}
	start := commonDirectory(paths)
	file := c.config
	if file == "" {
		var err error
		if file, err = config.Find(start); err != nil {
			return engine.Options{}, err
		}
	}
	cfg := config.Default()
	if file != "" {
		var err error
		if cfg, err = config.Read(file, known()); err != nil {
			return engine.Options{}, err
		}
	}
	options := engine.Options{Config: cfg, Jobs: c.jobs, Getenv: os.Getenv, PythonPath: c.pythonPath}
	if options.Root = paths[0]; len(paths) > 1 || !isRoot(paths[0]) {
		options.Root = rootAbove(start, cfg.Dir)
		for _, path := range paths {
			relative, err := below(options.Root, path)
			if err != nil {
				return engine.Options{}, err
			}
			options.Paths = append(options.Paths, relative)
		}
	}
	c.locateStats(cfg, options.Root)
	return options, c.versions(cfg)
}

// versions settles which packages and which Django are read, as far as the user
// says; what is not said is found by the engine.
func (c *command) versions(cfg *config.Config) error {
	if c.python != "" {
		cfg.Python = c.python
		cfg.From("python", "--python")
	} else if err := locate(cfg); err != nil {
		return err
	}
	if c.settings != "" {
		cfg.Settings = c.settings
		cfg.From("settings", "--settings")
	}
	if c.django != "" {
		if err := config.CheckDjango(c.django); err != nil {
			return fmt.Errorf("--django: %w", err)
		}
		cfg.Django = c.django
		cfg.From("django", "--django")
	}
	return nil
}

// locate turns the environment that the configuration names, which is relative
// to the configuration's directory, into a path that can be opened from here.
func locate(cfg *config.Config) error {
	if cfg.Python == "" || cfg.Python == resolve.NoPython || strings.HasPrefix(cfg.Python, "~") {
		return nil
	}
	if !filepath.IsAbs(cfg.Python) {
		cfg.Python = config.Shown(filepath.Join(cfg.Dir, cfg.Python))
	}
	if !exists(cfg.Python) {
		return fmt.Errorf("%s: %s does not exist; name an interpreter, the directory of an environment, or \"none\"",
			cfg.Origin("python"), cfg.Python)
	}
	return nil
}

func checkPath(path string) error {
	_, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("%s does not exist; name a file or a directory of the project", path)
	case err != nil:
		return fmt.Errorf("%s cannot be read: %w", path, errors.Unwrap(err))
	}
	return nil
}

// isRoot reports whether a path is a project by itself: a directory that is not
// a part of a Python package, or one that has what only the top of a project has.
func isRoot(path string) bool {
	if stat, err := os.Stat(path); err != nil || !stat.IsDir() {
		return false
	}
	if !exists(filepath.Join(path, "__init__.py")) {
		return true
	}
	return slices.ContainsFunc([]string{"manage.py", "ormlint.toml", "pyproject.toml", "setup.py", ".git"}, func(name string) bool {
		return exists(filepath.Join(path, name))
	})
}

// rootAbove is the project that a directory belongs to: where its configuration
// lies, else the nearest directory above that is a root.
func rootAbove(dir, configured string) string {
	if configured != "" {
		if _, err := below(configured, dir); err == nil {
			return config.Shown(configured)
		}
	}
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return dir
	}
	for !isRoot(absolute) && filepath.Dir(absolute) != absolute {
		absolute = filepath.Dir(absolute)
	}
	return config.Shown(absolute)
}

// commonDirectory is the deepest directory that holds all paths.
func commonDirectory(paths []string) string {
	common := ""
	for i, path := range paths {
		dir, err := filepath.Abs(path)
		if err != nil {
			return "."
		}
		if stat, err := os.Stat(dir); err == nil && !stat.IsDir() {
			dir = filepath.Dir(dir)
		}
		if i == 0 {
			common = dir
		}
		for !within(common, dir) {
			common = filepath.Dir(common)
		}
	}
	return common
}

func within(dir, path string) bool {
	relative, err := filepath.Rel(dir, path)
	return err == nil && filepath.IsLocal(relative)
}

// below returns a path relative to root, with "/".
func below(root, path string) (string, error) {
	absoluteRoot, err := filepath.Abs(root)
	if err != nil {
		return "", err
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	relative, err := filepath.Rel(absoluteRoot, absolute)
	if err != nil || !filepath.IsLocal(relative) {
		return "", fmt.Errorf("%s does not lie in the project %s; judge one project at a time", path, root)
	}
	return filepath.ToSlash(relative), nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// onePath takes the PATH of a command that reads a whole project.
func onePath(args []string) ([]string, error) {
	if len(args) > 1 {
		return nil, fmt.Errorf("one PATH is enough, got %s", strings.Join(args, " "))
	}
	return args, nil
}
