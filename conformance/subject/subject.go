// Package subject makes what conformance measures and runs it: ormlint built
// from this checkout, and other projects as they are published.
//
// In: the name of a project in conformance/projects/projects.toml and a
// directory to keep it in. Out: where its tree, settings and environment are;
// and of every run of a program, what it cost.
//
// The one idea: what is measured is always the same for everybody, so versions
// are pinned, and what has been set up once is used again as it is.
package subject

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// A Checkout is the directory of this module's source.
type Checkout string

// FindCheckout returns the checkout that the working directory lies in.
func FindCheckout(ctx context.Context) (Checkout, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("ask go for the module: %w", err)
	}
	mod := strings.TrimSpace(string(out))
	if mod == "" || mod == os.DevNull {
		return "", errors.New("find the module: run this inside a checkout of ormlint")
	}
	return Checkout(filepath.Dir(mod)), nil
}

// Place is where projects are kept: the directory given, or one in the user's cache.
func Place(given string) (string, error) {
	if given != "" {
		return given, nil
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", fmt.Errorf("find a place for projects (give one with --dest): %w", err)
	}
	return filepath.Join(cache, "ormlint-conformance"), nil
}

// Path joins parts to the directory of the checkout.
func (c Checkout) Path(parts ...string) string {
	return filepath.Join(append([]string{string(c)}, parts...)...)
}

// Build builds ormlint into dir and returns the path of the binary.
func (c Checkout) Build(ctx context.Context, dir string) (string, error) {
	binary := filepath.Join(dir, "ormlint")
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", binary, "./cmd/ormlint")
	build.Dir, build.Stdout, build.Stderr = string(c), os.Stderr, os.Stderr
	if err := build.Run(); err != nil {
		return "", fmt.Errorf("build ormlint: %w", err)
	}
	return binary, nil
}

// A Project is a published project that has been set up.
type Project struct {
	Name string `json:"-"`
	// Root is the directory that ormlint judges.
	Root     string `json:"root"`
	Settings string `json:"settings"`
	// PythonPath has the directories that come before installed packages, Root among them.
	PythonPath []string `json:"python_path"`
	// Variables are what the project's settings want to find in the process environment.
	Variables map[string]string `json:"variables"`
	// Environment has the installed packages; empty where only the source was wanted.
	Environment string `json:"environment"`
	// Django is the version that ormlint is told; empty where it finds it.
	Django string `json:"-"`
}

// features is what names of the project of schema/features begin with; a version of Django follows.
const features = "features-"

// Features returns the project of schema/features under a version of Django,
// and whether the name is one of it. It is in the checkout: nothing is downloaded.
func (c Checkout) Features(name string) (Project, bool) {
	version, ok := strings.CutPrefix(name, features)
	root := c.Path("conformance", "schema", "features")
	return Project{Name: name, Root: root, PythonPath: []string{root}, Settings: "config.settings", Django: version}, ok
}

// FeatureNames returns the names of the project of schema/features, one for each version that has a truth.
func (c Checkout) FeatureNames() ([]string, error) {
	truths, err := filepath.Glob(c.Path("conformance", "schema", "truth", features+"*.json.gz"))
	if err != nil {
		return nil, fmt.Errorf("look for truths: %w", err)
	}
	for i, truth := range truths {
		truths[i] = strings.TrimSuffix(filepath.Base(truth), ".json.gz")
	}
	return truths, nil
}

// Scope is how much of a project is set up.
type Scope uint8

const (
	Source            Scope = iota // the source tree
	SourceAndPackages              // and an environment with all that it needs
)

// ProjectNames returns the names of all projects, as listed.
func (c Checkout) ProjectNames(ctx context.Context) ([]string, error) {
	out, err := c.setup(ctx, "--list")
	return strings.Fields(string(out)), err
}

// SetUp downloads what dest does not hold of a project, and says where it is.
func (c Checkout) SetUp(ctx context.Context, name, dest string, scope Scope) (Project, error) {
	arguments := []string{name, dest, "--to-read"}
	if scope == Source {
		arguments = append(arguments, "--source-only")
	}
	out, err := c.setup(ctx, arguments...)
	if err != nil {
		return Project{}, err
	}
	project := Project{Name: name}
	if err := json.Unmarshal(out, &project); err != nil {
		return Project{}, fmt.Errorf("read the description of %s: %w", name, err)
	}
	return project, nil
}

func (c Checkout) setup(ctx context.Context, arguments ...string) ([]byte, error) {
	script := c.Path("conformance", "projects", "setup_project.py")
	setup := exec.CommandContext(ctx, "python3", append([]string{script}, arguments...)...)
	var out bytes.Buffer
	setup.Stdout, setup.Stderr = &out, os.Stderr
	if err := setup.Run(); err != nil {
		return nil, fmt.Errorf("set up %s: %w", arguments[0], err)
	}
	return out.Bytes(), nil
}

// Ormlint is a command that runs ormlint on the project as its settings want it.
// An empty environment means that ormlint must do with its built-in knowledge.
func (p Project) Ormlint(ctx context.Context, binary, environment string, arguments ...string) *exec.Cmd {
	if environment == "" {
		environment = "none"
	}
	arguments = append(arguments, "--python", environment, "--settings", p.Settings)
	if p.Django != "" {
		arguments = append(arguments, "--django", p.Django)
	}
	if roots := p.importRoots(); len(roots) > 0 {
		arguments = append(arguments, "--python-path", strings.Join(roots, ","))
	}
	run := exec.CommandContext(ctx, binary, append(arguments, p.Root)...)
	run.Env = os.Environ()
	for name, value := range p.Variables {
		run.Env = append(run.Env, name+"="+value)
	}
	return run
}

// importRoots are the directories that modules come from besides Root.
func (p Project) importRoots() []string {
	var roots []string
	for _, dir := range p.PythonPath {
		if dir != p.Root {
			roots = append(roots, dir)
		}
	}
	return roots
}
