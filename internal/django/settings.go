package django

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// Settings are the settings of a project as far as they are static.
type Settings struct {
	Module string // "" where none was found
	in     *eval.Interp
	module *eval.Module
	memo   map[string]eval.Value
	busy   map[string]bool
}

// findSettings takes the chosen settings module, else the one that a manage.py names.
func (p *Project) findSettings(chosen string) *Settings {
	s := &Settings{in: p.In, memo: map[string]eval.Value{}, busy: map[string]bool{}}
	names := []string{chosen}
	if chosen == "" {
		names = names[:0]
		sites := p.Program.Projects()
		if p.site != nil {
			sites = []resolve.DjangoProject{*p.site}
		}
		for _, project := range sites {
			names = append(names, project.Settings)
			names = append(names, project.Candidates...)
		}
	}
	for _, name := range names {
		if name == "" {
			continue
		}
		if m := p.In.Module(name); m != nil {
			s.Module, s.module = name, m
			settle(m, map[*eval.Module]bool{})
			break
		}
	}
	return s
}

// settle runs the calls that stand alone in a settings module and in those it
// star-imports: some projects write their settings as a class and load it with one.
func settle(m *eval.Module, seen map[*eval.Module]bool) {
	if seen[m] {
		return
	}
	seen[m], m.Configured = true, true
	for _, name := range m.StarImports() {
		if from := m.Sibling(name); from != nil {
			settle(from, seen)
		}
	}
	m.Effects()
}

// Get returns a setting: of the settings module, else Django's default.
func (s *Settings) Get(name string) eval.Value {
	if v, ok := s.memo[name]; ok {
		return v
	}
	if s.busy[name] {
		return eval.Unknownf("setting %s depends on itself", name)
	}
	s.busy[name] = true
	defer delete(s.busy, name)
	v := s.find(name)
	if v == nil {
		v = eval.Unknownf("setting %s is not set", name)
	}
	s.memo[name] = v
	return v
}

// Has reports whether the setting is set or has a default, and whether that is known.
func (s *Settings) Has(name string) (has, known bool) {
	v := s.Get(name)
	return !eval.IsUnknown(v), s.module != nil && !eval.IsUnknown(v) || s.module != nil && !s.module.Open()
}

func (s *Settings) find(name string) eval.Value {
	if s.module != nil {
		if v, ok := s.module.Get(name); ok {
			return v
		}
		if s.module.Open() {
			return eval.Unknownf("setting %s may come from a module that is not there", name)
		}
	}
	if m := s.in.Module("django.conf.global_settings"); m != nil {
		if v, ok := m.Get(name); ok {
			return v
		}
	}
	return nil
}

// Str returns a setting that is a string, "" where it is not known.
func (s *Settings) Str(name string) string {
	text, _ := eval.AsStr(s.Get(name))
	return text
}

// Engine returns the ENGINE of the default database, and whether it is known.
func (s *Settings) Engine() (string, bool) {
	databases, ok := s.Get("DATABASES").(*eval.Dict)
	if !ok {
		return "", false
	}
	first, _ := databases.Get(eval.Str("default"))
	database, ok := first.(*eval.Dict)
	if !ok {
		return "", false
	}
	engine, _ := database.Get(eval.Str("ENGINE"))
	return eval.AsStr(engine)
}

func (p *Project) registerSettings(n *eval.Natives) {
	n.Func("django._version", func(*eval.Call) eval.Value {
		return &eval.Tuple{Elts: []eval.Value{
			eval.Int(p.Version.Major), eval.Int(p.Version.Minor), eval.Int(0), eval.Str("final"), eval.Int(0)}}
	})
	n.Func("split_settings.tools.include", p.include)
	n.Func("django.conf.LazySettings.__getattr__", func(c *eval.Call) eval.Value {
		name, ok := eval.AsStr(c.Arg(1, "name"))
		if !ok {
			return eval.Unknownf("a setting whose name is made at run time")
		}
		if p.Settings == nil { // a settings module that reads django.conf.settings
			return eval.Unknownf("setting %s is read while the settings are evaluated", name)
		}
		v := p.Settings.find(name)
		if v == nil && p.Settings.module != nil {
			c.In.Raise("AttributeError", name)
		}
		c.In.Doubt()
		if name == "DATABASES" {
			return onPostgreSQL(p.Settings.Get(name))
		}
		v = p.Settings.Get(name)
		if c.In.Exploring() {
			return perhapsFilled(v)
		}
		return v
	})
	n.Func("django.utils.module_loading.import_string", func(c *eval.Call) eval.Value {
		if path, ok := eval.AsStr(c.Arg(0, "dotted_path")); ok {
			return c.In.Lookup(path)
		}
		return eval.Unknownf("an import whose path is made at run time")
	})
}

// perhapsFilled is a setting as a function has it where the program runs: one that
// is empty here may hold something there.
func perhapsFilled(v eval.Value) eval.Value {
	if elts, all := eval.Elements(v); !all || len(elts) > 0 {
		return v
	}
	switch v.(type) {
	case *eval.List, *eval.Tuple:
		return &eval.List{Open: true}
	case *eval.Set:
		return &eval.Set{Open: true}
	}
	return v
}

// onPostgreSQL returns DATABASES as it is where the project runs on PostgreSQL:
// many settings have another engine as the default of a variable of the
// environment, and code asks for the engine to decide what it sends.
func onPostgreSQL(databases eval.Value) eval.Value {
	all, ok := databases.(*eval.Dict)
	if !ok {
		return databases
	}
	first, _ := all.Get(eval.Str("default"))
	database, ok := first.(*eval.Dict)
	if !ok {
		return databases
	}
	value, _ := database.Get(eval.Str("ENGINE"))
	engine, _ := eval.AsStr(value)
	dot := strings.LastIndexByte(engine, '.')
	if dot < 0 {
		return databases
	}
	other, known := map[string]string{
		"sqlite3": "postgresql", "mysql": "postgresql", "oracle": "postgresql", "spatialite": "postgis",
	}[engine[dot+1:]]
	if !known {
		return databases
	}
	return with(all, "default", with(database, "ENGINE", eval.Str(engine[:dot+1]+other)))
}

// with returns a dict with one more key, or another value of it.
func with(d *eval.Dict, key string, v eval.Value) *eval.Dict {
	pairs := []eval.Value{}
	d.Each(func(k, v eval.Value) {
		if k != eval.Value(eval.Str(key)) {
			pairs = append(pairs, k, v)
		}
	})
	c := eval.NewDict(append(pairs, eval.Str(key), v)...)
	c.Open = d.Open
	return c
}

// include executes settings files in the namespace of the module that calls it.
// Their paths and patterns are relative to the file in which the call stands.
func (p *Project) include(c *eval.Call) eval.Value {
	m := c.Module()
	if m == nil || m.Source.File == nil {
		return eval.None
	}
	from := m.Source.File.Path
	if n := len(p.including); n > 0 {
		from = p.including[n-1]
	}
	for _, arg := range c.Args {
		pattern, ok := eval.AsStr(arg)
		if !ok {
			continue
		}
		for _, file := range p.matching(path.Join(path.Dir(from), pattern)) {
			if slices.Contains(p.including, file.File.Path) {
				continue
			}
			p.including = append(p.including, file.File.Path)
			m.Include(file)
			p.including = p.including[:len(p.including)-1]
		}
	}
	return eval.None
}

// matching returns the modules whose files match a pattern, sorted by path.
func (p *Project) matching(pattern string) []*resolve.Module {
	var found []*resolve.Module
	for _, m := range p.Program.Modules() {
		if m.File == nil {
			continue
		}
		if ok, err := path.Match(pattern, m.File.Path); ok && err == nil {
			found = append(found, m)
		}
	}
	slices.SortFunc(found, func(a, b *resolve.Module) int { return cmp.Compare(a.File.Path, b.File.Path) })
	return found
}
