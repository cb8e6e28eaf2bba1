// Package resolve turns a directory into a program of modules.
//
// In: a root directory and options. Out: a Program: the project's modules by
// dotted name, those of the installed packages that they import, found when
// they are asked for, the Django projects inside, and which versions of which
// distributions belong to them.
//
// Its one idea: a dotted name means what Python's import system would make of
// it, decided from directory listings alone. The project is walked once;
// installed packages are listed a directory at a time; no file is parsed, and
// no interpreter started, before somebody asks for a module's tree.
package resolve

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
)

// Options say what to read.
type Options struct {
	Root     string   // directory of the project, absolute or relative
	Paths    []string // files and directories to judge, as config.Paths writes them; empty for all
	Python   string   // interpreter, environment directory or site-packages directory chosen by the user
	Settings string   // settings module chosen by the user
	// PythonPath are further directories to import from, behind the project's own:
	// their modules are read where they are imported, and never judged.
	PythonPath []string
	Natives    fs.FS               // modules that replace installed ones, laid out as import packages
	Declared   fs.FS               // modules that stand in for packages that are not installed
	Getenv     func(string) string // environment variables; nil for none
	Exclude    []string            // patterns of paths that are left out
	Jobs       int                 // parallel readers; 0 for one a core
}

// A Program is the modules of a project and of what it imports. It is safe for
// concurrent use.
type Program struct {
	options    Options
	root       string // absolute, without symbolic links
	repository string // the directory above root that the checkout starts at, or root

	modules []*Module          // of the project, by name
	byName  map[string]*Module // of the project, with its namespace packages
	byPath  map[string]*Module // of the project, by path
	layout  *layout
	disk    *folder // the root

	natives  layer
	path     layer // the project's directories, what is around them, the environment
	declared layer
	aliases  layer    // directories that hold packages and may be on sys.path for all that is known
	memo     sync.Map // dotted name → *Module

	environment   *Environment
	projects      func() []DjangoProject
	distributions func() *inventory
	requirements  func() *requirements
	entryPoints   func() []EntryPoint

	mu      sync.Mutex
	errors  []error
	missing map[string]bool
}

// Build finds the modules of a project and the environment that belongs to it.
// The error speaks to the user: the root or the environment that was asked for
// is not there.
func Build(ctx context.Context, o Options) (*Program, error) {
	if o.Getenv == nil {
		o.Getenv = func(string) string { return "" }
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	root, err := rootDirectory(o.Root)
	if err != nil {
		return nil, err
	}
	p := &Program{options: o, root: root, repository: repositoryOf(root)}
	p.environment, err = findEnvironment(p)
	if err != nil {
		return nil, err
	}
	files, err := p.walk(ctx)
	if err != nil {
		return nil, err
	}
	for _, l := range []*layer{&p.natives, &p.path, &p.declared, &p.aliases} {
		l.program = p
	}
	p.natives.tops = embedded(Native, o.Natives)
	p.declared.tops = embedded(Declared, o.Declared)
	p.disk = &folder{tree: &tree{Project, os.DirFS(root), filepath.ToSlash(root), ""}, path: "."}
	p.layout = newLayout(p, files)
	p.layout.name(p)
	p.path.tops, p.aliases.tops = p.layout.path(p)
	if p.environment != nil {
		p.path.mapped = p.environment.finders
	}
	p.projects = sync.OnceValue(p.findProjects)
	p.distributions = sync.OnceValue(p.readInventory)
	p.requirements = sync.OnceValue(p.readRequirements)
	p.entryPoints = sync.OnceValue(p.readEntryPoints)
	return p, nil
}

// rootDirectory returns the absolute path of the directory to read.
func rootDirectory(path string) (string, error) {
	if path == "" {
		path = "."
	}
	root, err := filepath.Abs(path)
	if err == nil {
		root, err = filepath.EvalSymlinks(root)
	}
	if err != nil {
		return "", fmt.Errorf("read project %s: %w", path, err)
	}
	about, err := os.Stat(root)
	if err != nil {
		return "", fmt.Errorf("read project %s: %w", path, err)
	}
	if !about.IsDir() {
		return "", fmt.Errorf("read project %s: not a directory", path)
	}
	return root, nil
}

// Root returns the absolute path of the directory that the program was read from.
func (p *Program) Root() string { return p.root }

// Repository returns the absolute path of the checkout that holds the root, or the root itself.
func (p *Program) Repository() string { return p.repository }

// Modules returns the project's own modules, sorted by name.
func (p *Program) Modules() []*Module { return p.modules }

// ModuleOfFile returns the module of a file of the project, nil where there is none.
func (p *Program) ModuleOfFile(relpath string) *Module {
	return p.byPath[strings.TrimPrefix(filepath.ToSlash(relpath), "./")]
}

// Environment returns the Python environment that belongs to the project, nil where none was found.
func (p *Program) Environment() *Environment { return p.environment }

// Errors returns what could not be read so far, sorted.
func (p *Program) Errors() []error {
	p.mu.Lock()
	defer p.mu.Unlock()
	sorted := slices.Clone(p.errors)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Error() < sorted[j].Error() })
	return sorted
}

func (p *Program) remember(err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.errors = append(p.errors, err)
}

// Missing notes that a package was asked for that is not there.
func (p *Program) Missing(name string) {
	top, _, _ := strings.Cut(name, ".")
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.missing == nil {
		p.missing = map[string]bool{}
	}
	p.missing[top] = true
}

// MissingPackages returns the packages that were asked for and are not there, sorted.
func (p *Program) MissingPackages() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	names := make([]string, 0, len(p.missing))
	for name := range p.missing {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// ParseAll parses modules in parallel. It returns early when ctx is done.
func (p *Program) ParseAll(ctx context.Context, modules []*Module) {
	var group errgroup.Group
	group.SetLimit(p.options.Jobs)
	for _, m := range modules {
		if ctx.Err() != nil {
			break
		}
		group.Go(func() error {
			m.Tree()
			return nil
		})
	}
	group.Wait()
}
