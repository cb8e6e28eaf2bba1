package django

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// Migrations are those of one app, as Django's loader sees them on an empty
// database: a squashed migration stands for those that it replaces.
type Migrations struct {
	App     *App
	Package *resolve.Module
	Files   []*Migration // by name
	All     []string     // names, those that are replaced too
}

// A Migration is one file of a migrations package.
type Migration struct {
	Name   string
	Module *resolve.Module
	// Before are the migrations of the same app that run before it.
	Before []*Migration
}

// Migrations reads the migration graph of an app. The error says why a new
// migration has no place in it.
func (p *Project) Migrations(app *App) (*Migrations, error) {
	name, err := p.migrationsName(app)
	if err != nil {
		return nil, err
	}
	pkg := p.module(name)
	if pkg == nil || !pkg.Package {
		return nil, fmt.Errorf("app %s has no package %s; make it with \"manage.py makemigrations %s\"", app.Label, name, app.Label)
	}
	if pkg.Origin != resolve.Project {
		return nil, fmt.Errorf("the migrations of app %s belong to an installed package; name a package of your own for them in MIGRATION_MODULES", app.Label)
	}
	m := &Migrations{App: app, Package: pkg}
	if err := p.readMigrations(m); err != nil {
		return nil, err
	}
	return m, nil
}

// migrationsName is MigrationLoader.migrations_module.
func (p *Project) migrationsName(app *App) (string, error) {
	usual := app.Name + ".migrations"
	switch modules := p.Settings.Get("MIGRATION_MODULES").(type) {
	case *eval.Dict:
		v, listed := modules.Get(eval.Str(app.Label))
		text, known := eval.AsStr(v)
		switch {
		case listed && known:
			return text, nil
		case listed && v == eval.Value(eval.None):
			return "", fmt.Errorf("MIGRATION_MODULES switches the migrations of app %s off", app.Label)
		case listed || modules.Open:
			return "", fmt.Errorf("what MIGRATION_MODULES says of app %s is made at run time", app.Label)
		}
	}
	// Where the setting is not known, as beside a local_settings.py that is not
	// there, a package of that name speaks for itself.
	return usual, nil
}

// readMigrations fills Files and what runs before what.
func (p *Project) readMigrations(m *Migrations) error {
	found := map[string]*Migration{}
	classes := map[string]*eval.Class{}
	for _, module := range p.Program.Modules() {
		parent, name := split(module.Name)
		if parent != m.Package.Name || module.Package || strings.HasPrefix(name, "_") || strings.HasPrefix(name, "~") {
			continue
		}
		class, ok := p.In.Lookup(module.Name + ".Migration").(*eval.Class)
		if !ok {
			return fmt.Errorf("%s has no class Migration, which Django refuses too", module.File.Path)
		}
		found[name] = &Migration{Name: name, Module: module}
		classes[name] = class
		m.All = append(m.All, name)
	}
	slices.Sort(m.All)
	stands := map[string]*Migration{} // by name: itself, or the squashed one that replaces it
	for _, name := range m.All {
		replaces, err := p.migrationKeys(classes[name], "replaces")
		if err != nil {
			return fmt.Errorf("%s: %w", found[name].Module.File.Path, err)
		}
		if stands[name] == nil {
			stands[name] = found[name]
		}
		for _, key := range replaces {
			if key[0] == m.App.Label {
				stands[key[1]] = found[name]
			}
		}
	}
	settled := func(name string) *Migration {
		at := stands[name]
		for range len(m.All) { // a squash of a squash
			if at == nil || stands[at.Name] == at {
				break
			}
			at = stands[at.Name]
		}
		return at
	}
	for _, name := range m.All {
		if settled(name) == found[name] {
			m.Files = append(m.Files, found[name])
		}
	}
	return p.orderMigrations(m, found, classes, settled)
}

// orderMigrations fills Before from dependencies and run_before.
func (p *Project) orderMigrations(m *Migrations, found map[string]*Migration, classes map[string]*eval.Class, settled func(string) *Migration) error {
	before := func(first, then *Migration) {
		if first != nil && then != nil && first != then && !slices.Contains(then.Before, first) {
			then.Before = append(then.Before, first)
		}
	}
	for _, name := range m.All {
		for _, attribute := range []string{"dependencies", "run_before"} {
			keys, err := p.migrationKeys(classes[name], attribute)
			if err != nil {
				return fmt.Errorf("%s: %w", found[name].Module.File.Path, err)
			}
			for _, key := range keys {
				switch {
				case key[0] != m.App.Label || strings.HasPrefix(key[1], "__"):
				case attribute == "dependencies":
					before(settled(key[1]), settled(name))
				default:
					before(settled(name), settled(key[1]))
				}
			}
		}
	}
	return nil
}

// migrationKeys returns the pairs of app label and name that an attribute of a
// migration lists. What is swappable names another app, and is left out.
func (p *Project) migrationKeys(class *eval.Class, attribute string) ([][2]string, error) {
	v, ok := class.Own(attribute)
	if !ok {
		return nil, nil
	}
	elts, all := eval.Elements(v)
	if !all {
		return nil, fmt.Errorf("its %s are made at run time", attribute)
	}
	var keys [][2]string
	for _, elt := range elts {
		pair, _ := eval.Elements(elt)
		if len(pair) != 2 {
			continue
		}
		app, ok1 := eval.AsStr(pair[0])
		name, ok2 := eval.AsStr(pair[1])
		if !ok1 || !ok2 {
			continue
		}
		keys = append(keys, [2]string{app, name})
	}
	return keys, nil
}

// Leaves returns the migrations that no other of the app depends on.
func (m *Migrations) Leaves() []*Migration {
	inner := map[*Migration]bool{}
	for _, file := range m.Files {
		for _, before := range file.Before {
			inner[before] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(m.Files), func(file *Migration) bool { return inner[file] })
}

// Ordered returns the migrations in an order in which they can run.
func (m *Migrations) Ordered() []*Migration {
	var ordered []*Migration
	seen := map[*Migration]bool{}
	var visit func(*Migration)
	visit = func(file *Migration) {
		if seen[file] {
			return
		}
		seen[file] = true
		before := slices.SortedFunc(slices.Values(file.Before), func(a, b *Migration) int { return cmp.Compare(a.Name, b.Name) })
		for _, first := range before {
			visit(first)
		}
		ordered = append(ordered, file)
	}
	for _, file := range m.Files {
		visit(file)
	}
	return ordered
}
