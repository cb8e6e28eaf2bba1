// Package django is what Django and popular packages mean by their classes and functions.
//
// In: a resolve.Program. Out: its Django projects: settings, installed apps
// and every model as ModelBase would have made it, with the evaluator that all
// later packages go on using. Its one idea: Django's own classes are small
// Python declarations (natives/) that the evaluator reads like any other
// source; Go code stands only behind what the database layer decides. A
// package that is not installed is read from declarations too (declared/).
package django

import (
	"context"
	"embed"
	"io/fs"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

//go:embed all:natives
var natives embed.FS

//go:embed all:declared
var declared embed.FS

// Natives returns the modules that stand for Django's core and for Python's
// standard library, whatever is installed.
func Natives() fs.FS { return layers{sub(natives, "natives"), eval.Stdlib()} }

// Declared returns the modules that stand for packages that are not installed.
func Declared() fs.FS { return sub(declared, "declared") }

func sub(tree embed.FS, name string) fs.FS {
	s, err := fs.Sub(tree, name)
	if err != nil {
		panic(err) // the directory is embedded above
	}
	return s
}

// A Project is one Django project: a settings module and what follows from it.
type Project struct {
	In       *eval.Interp
	Program  *resolve.Program
	Version  Version
	Settings *Settings
	Apps     []*App
	Models   []*Model // of all loaded modules, abstract ones too, in the order in which they were made

	site      *resolve.DjangoProject // nil for the main one
	byLabel   map[string]*Model      // lower case: "shop.order"
	byClass   map[*eval.Class]*Model
	byApp     map[string]*App      // by label
	metas     map[*eval.Class]bool // Meta classes of models
	making    []*eval.Class        // classes whose metaclass is at work
	receivers []receiver           // of class_prepared
	// Connections are the functions that were seen to be connected to a signal of some sender.
	Connections []Connection
	including   []string                // files of settings that are being included
	collations  map[string]bool         // that are not deterministic, nil until asked for
	loaded      bool                    // all model modules are read
	relations   map[*Model][]eval.Value // by the model that they lead to, nil until asked for

	Queries any // what package query keeps with the project
}

// Options are the user's choices.
type Options struct {
	Settings string // settings module, "" to find it
	// Site is the Django project to read where a repository holds several, nil for the main one.
	Site    *resolve.DjangoProject
	Version string // Django version, "" to find it
	// Register adds the natives of a later package before anything is evaluated.
	Register func(*eval.Natives, *Project)
}

// Load evaluates settings and apps of a project and makes its models.
func Load(ctx context.Context, program *resolve.Program, o Options) (*Project, error) {
	p := &Project{
		Program: program,
		site:    o.Site,
		byLabel: map[string]*Model{},
		byClass: map[*eval.Class]*Model{},
		byApp:   map[string]*App{},
		metas:   map[*eval.Class]bool{},
	}
	p.Version = findVersion(program, o.Version)
	n := eval.NewNatives()
	p.register(n)
	if o.Register != nil {
		o.Register(n, p)
	}
	p.In = eval.New(program, n)
	p.Settings = p.findSettings(o.Settings)
	p.loadApps()
	if err := p.loadModels(ctx); err != nil {
		return nil, err
	}
	return p, nil
}

// module returns the module that a name in the settings means: each project of
// a repository has its own path to import from.
func (p *Project) module(name string) *resolve.Module {
	if p.site != nil {
		return p.Program.ModuleIn(*p.site, name)
	}
	return p.Program.Module(name)
}

// register names every native, in one place and in a fixed order.
func (p *Project) register(n *eval.Natives) {
	p.registerSettings(n)
	p.registerApps(n)
	p.registerModels(n)
	p.registerFields(n)
	registerQ(n)
	p.registerSignals(n)
	p.registerThrough(n)
	n.OnMissing(p.missingField)
	n.OnClass(func(c *eval.Class) { p.classMade(c) })
}
