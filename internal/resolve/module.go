package resolve

import (
	"fmt"
	"strings"
	"sync"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// Origin says where a module comes from.
type Origin uint8

const (
	Project  Origin = iota // below the root
	Package                // an installed distribution of the environment
	Native                 // overrides what Django itself has
	Declared               // built-in knowledge of a package that is not installed
)

func (o Origin) String() string {
	switch o {
	case Project:
		return "project"
	case Package:
		return "package"
	case Native:
		return "native"
	}
	return "declared"
}

// A Module is one module by the name that Python would give it.
type Module struct {
	Name    string       // dotted: "shop.models"
	File    *source.File // nil for a namespace package; its Text is there once Tree or Text has been called
	Origin  Origin
	Package bool // a package: with an __init__.py, or a namespace

	program *Program
	in      *tree  // that the file is read from
	scope   *scope // what absolute names mean in it, where that is special
	read    sync.Once
	parse   sync.Once
	tree    *py.Module
}

// Tree returns the parsed module. It is empty where there is no file or it cannot be read.
func (m *Module) Tree() *py.Module {
	m.parse.Do(func() {
		if m.File == nil {
			m.tree = &py.Module{File: &source.File{}}
			return
		}
		m.Text()
		m.tree = py.Parse(m.File)
	})
	return m.tree
}

// Text returns the module's source, "" for a namespace package. It is read on
// first use; a file that cannot be read is among the program's errors.
func (m *Module) Text() string {
	if m.File == nil {
		return ""
	}
	m.read.Do(func() {
		if err := m.load(); err != nil {
			m.program.remember(fmt.Errorf("read %s: %w", m.File.Path, err))
		}
	})
	return m.File.Text
}

func (m *Module) load() error {
	data, err := m.in.read(m.File.Path)
	if err != nil {
		return err
	}
	file, err := source.NewFile(m.File.Path, data)
	if err != nil {
		return err
	}
	m.File.Text, m.File.Flaws = file.Text, file.Flaws
	return nil
}

// PackageName returns the package that relative imports start from.
func (m *Module) PackageName() string {
	if m.Package {
		return m.Name
	}
	return parentName(m.Name)
}

// parentName returns the name of the package that holds a module, "" for a top-level one.
func parentName(name string) string {
	return name[:max(strings.LastIndexByte(name, '.'), 0)]
}

// lastName returns a dotted name's last part.
func lastName(name string) string { return name[strings.LastIndexByte(name, '.')+1:] }

func topName(name string) string {
	top, _, _ := strings.Cut(name, ".")
	return top
}

// Import returns the absolute name of what a module imports: level leading dots,
// then target. It is "" where a relative import leaves the top-level package.
// An absolute name comes back as it is, unless the module's own project has
// another module of that name than the program at large.
func (p *Program) Import(from *Module, level int, target string) string {
	if level == 0 {
		if from == nil || from.scope == nil {
			return target
		}
		return from.scope.absolute(target)
	}
	base := from.PackageName()
	for range level - 1 {
		base = parentName(base)
	}
	switch {
	case base == "":
		return ""
	case target == "":
		return base
	}
	return base + "." + target
}
