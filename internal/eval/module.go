package eval

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// A Module is one module of the program as a value.
type Module struct {
	Name   string
	Source *resolve.Module
	in     *Interp
	scope  *Scope
	state  moduleState
	// residue are the statements that must run in order: they bind a name that
	// is bound more than once or changed, or stand in a compound statement.
	residue  []py.Stmt
	typeOnly map[string]typeImport // names that annotations may use beside those that are bound
	stars    []star
	effects  []*py.ExprStmt
	boundAt  map[string]uint32 // where names are bound lazily; kept only where star imports compete with them
	bound    map[string]int    // how often each name is bound
	// wholesale tells that names are bound whose spelling is made at run time.
	wholesale bool
	rebinds   map[string]bool  // see rebound
	attrs     map[string]Value // memo of names found outside the scope
	settled   map[string]Value // see settle
	finding   map[string]int   // names whose search is under way: the star import that is searched
	// Configured tells that the module holds what is decided where the program runs.
	Configured bool
}

type moduleState uint8

const (
	fresh moduleState = iota
	running
	done
)

// A star is a star import that has taken effect.
type star struct {
	from string
	at   uint32
	open bool // the module is not there: any name may come from it
}

// Module returns a module of the program, nil where there is none.
func (in *Interp) Module(name string) *Module {
	if m, ok := in.modules[name]; ok {
		return m
	}
	src := in.Program.Module(name)
	if src == nil {
		in.modules[name] = nil
		return nil
	}
	// One file is one module, whatever name it is asked for by.
	if src.Name != name {
		m := in.Module(src.Name)
		in.modules[name] = m
		return m
	}
	m := &Module{Name: name, Source: src, in: in}
	m.scope = &Scope{kind: moduleScope, module: m}
	in.modules[name] = m
	m.scope.set("__name__", Str(name))
	m.scope.set("__package__", Str(src.PackageName()))
	if src.File != nil {
		m.scope.set("__file__", Str(src.File.Path))
	}
	m.prepare(src.Tree().Body)
	return m
}

// prepare binds every name that is bound once, by a plain statement, lazily,
// and keeps the other statements for later.
func (m *Module) prepare(body []py.Stmt) {
	b := readBindings(body)
	m.bound, m.wholesale = b.count, b.wholesale
	if b.count["*"] > 0 {
		m.boundAt = map[string]uint32{}
	}
	for _, s := range body {
		if name, ok := boundOnce(s, b); ok && !(b.wholesale && assigns(s)) {
			m.bindLazily(name, s)
			if m.boundAt != nil {
				m.boundAt[name] = s.Extent().Start
			}
			continue
		}
		switch s := s.(type) {
		case *py.Import:
			for _, alias := range s.Names {
				m.bindImport(alias)
			}
		case *py.ImportFrom:
			if len(s.Names) == 1 && s.Names[0].Name == "*" {
				m.addStar(s)
				if len(m.residue) > 0 {
					m.residue = append(m.residue, s) // it also replaces what is bound before it
				}
				continue
			}
			// Names bound elsewhere too are bound in order; the others lazily.
			var rest []*py.Alias
			for _, alias := range s.Names {
				if name := alias.Bound(); b.count[name] == 1 && !b.changed[name] {
					m.bindImportFrom(s, alias)
					if m.boundAt != nil {
						m.boundAt[name] = s.Start
					}
				} else {
					rest = append(rest, alias)
				}
			}
			if len(rest) > 0 {
				m.residue = append(m.residue, &py.ImportFrom{Span: s.Span, Module: s.Module, Names: rest, Level: s.Level})
			}
		case *py.ExprStmt:
			if call, ok := s.Value.(*py.Call); ok {
				if b.orders(call) || bindsNames(call) {
					m.residue = append(m.residue, s)
				} else {
					m.effects = append(m.effects, s)
				}
			}
		case *py.If:
			if isTypeChecking(s.Test) {
				m.bindTypeChecking(s.Body)
			}
			m.residue = append(m.residue, s)
		default:
			m.residue = append(m.residue, s)
		}
	}
	if len(m.residue) == 0 {
		m.state = done
	}
}

// bindTypeChecking notes imports that only a type checker makes: annotations use their names.
func (m *Module) bindTypeChecking(body []py.Stmt) {
	for _, s := range body {
		from, ok := s.(*py.ImportFrom)
		if !ok {
			continue
		}
		for _, alias := range from.Names {
			if m.typeOnly == nil {
				m.typeOnly = map[string]typeImport{}
			}
			m.typeOnly[alias.Bound()] = typeImport{from, alias.Name}
		}
	}
}

// A typeImport is a name that is imported for annotations only.
type typeImport struct {
	from *py.ImportFrom
	name string
}

func isTypeChecking(test py.Expr) bool {
	switch t := test.(type) {
	case *py.Name:
		return t.ID == "TYPE_CHECKING"
	case *py.Attribute:
		return t.Attr == "TYPE_CHECKING"
	}
	return false
}

func (m *Module) bindLazily(name string, s py.Stmt) {
	in, scope := m.in, m.scope
	switch s := s.(type) {
	case *py.FunctionDef:
		if len(s.Decorators) == 0 {
			m.scope.set(name, &lazy{force: func() Value { return in.makeFunction(scope, s) }})
			return
		}
		m.scope.set(name, &lazy{force: func() Value { return in.decorated(scope, s.Decorators, in.makeFunction(scope, s)) }})
	case *py.ClassDef:
		class := in.newClass(scope, s)
		if len(s.Decorators) == 0 && len(s.Bases) == 0 && len(s.Keywords) == 0 {
			m.scope.set(name, class)
			return
		}
		m.scope.set(name, &lazy{force: func() Value {
			if in.PlainClasses {
				return class
			}
			return in.decorated(scope, s.Decorators, in.madeBy(class))
		}})
	case *py.Assign:
		m.scope.set(name, &lazy{force: func() Value { return in.eval(scope, s.Value) }})
	case *py.AnnAssign:
		m.scope.set(name, &lazy{force: func() Value { return in.eval(scope, s.Value) }})
	case *py.TypeAlias:
		m.scope.set(name, &lazy{force: func() Value { return in.eval(scope, s.Value) }})
	}
}

func (m *Module) bindImport(alias *py.Alias) {
	in, name := m.in, alias.Name
	if alias.AsName != "" {
		m.scope.set(alias.AsName, &lazy{force: func() Value { return in.importModule(name) }})
		return
	}
	top, _, _ := strings.Cut(name, ".")
	m.scope.set(top, &lazy{force: func() Value { return in.importModule(top) }})
}

func (m *Module) bindImportFrom(s *py.ImportFrom, alias *py.Alias) {
	in, name := m.in, alias.Name
	m.scope.set(alias.Bound(), &lazy{force: func() Value {
		v, _ := in.importFrom(m, s, name)
		return v
	}})
}

func (m *Module) addStar(s *py.ImportFrom) {
	from := m.in.Program.Import(m.Source, s.Level, s.Module)
	m.stars = append(m.stars, star{from: from, at: s.Start, open: m.in.Program.Module(from) == nil})
}

// run executes the statements that depend on order, once.
func (m *Module) run() {
	if m.state != fresh {
		return
	}
	m.state = running
	m.in.undisturbed(func() Value {
		m.in.execAll(m.scope, m.residue)
		return nil
	})
	m.state = done
}

// mayBind reports whether a statement of the module binds a name, so that its
// statements have to run before the name is known.
func (m *Module) mayBind(name string) bool {
	return len(m.stars) > 0 || m.wholesale || m.bound[name] > 0 || m.scope.find(name) >= 0
}

// Get returns what a name of the module stands for.
func (m *Module) Get(name string) (Value, bool) {
	if m.busy(name) {
		// X = f(X) reads what a star import brought before.
		if v, ok := m.fromStars(name, 0); ok {
			return v, true
		}
	}
	if i := m.scope.find(name); i >= 0 && m.scope.values[i] != nil {
		if _, unread := m.scope.values[i].(*lazy); unread || m.state != fresh || m.bound[name] <= 1 && !m.wholesale {
			return m.overridden(name, i), true
		}
	}
	m.run()
	if i := m.scope.find(name); i >= 0 && m.scope.values[i] != nil {
		return m.overridden(name, i), true
	}
	if v, ok := m.fromStars(name, 0); ok {
		return v, true
	}
	return nil, false
}

// settle keeps what a name stands for, for functions that are explored, until
// the module binds a name again. Where there are star imports other modules
// have a say in it.
func (m *Module) settle(name string, v Value) {
	if !m.in.exploring || m.state != done || len(m.stars) > 0 {
		return
	}
	if m.settled == nil {
		m.settled = map[string]Value{}
	}
	m.settled[name] = v
}

// overridden returns the i-th name of the scope, or what a later star import puts in its place.
func (m *Module) overridden(name string, i int) Value {
	if at, ok := m.boundAt[name]; ok && len(m.stars) > 0 && m.stars[len(m.stars)-1].at > at {
		if v, ok := m.fromStars(name, at); ok {
			return v
		}
	}
	return m.scope.forced(i)
}

// takeStar is a star import that runs after statements that depend on order: its names are bound now.
func (m *Module) takeStar(s *py.ImportFrom) {
	at := slices.IndexFunc(m.stars, func(known star) bool { return known.at == s.Start })
	if at < 0 {
		at = len(m.stars)
		m.addStar(s)
	}
	from := m.in.Module(m.stars[at].from)
	if from == nil {
		return
	}
	m.in.touch(m.scope)
	for _, name := range from.exported(map[*Module]bool{}) {
		if m.boundAt[name] > s.Start || from.busy(name) {
			continue
		}
		before, _ := m.scope.get(name)
		m.scope.set(name, &lazy{force: func() Value {
			// In a cycle of imports the name is still what it was here before.
			if v, ok := from.Get(name); ok && (before == nil || !IsUnknown(v)) {
				return v
			}
			if l, ok := before.(*lazy); ok {
				return l.force()
			}
			return before
		}})
	}
}

// exported returns every name that a star import of the module takes.
func (m *Module) exported(seen map[*Module]bool) []string {
	if seen[m] {
		return nil
	}
	seen[m] = true
	m.run()
	if i := m.scope.find("__all__"); i >= 0 {
		elts, _ := Elements(m.scope.forced(i))
		var names []string
		for _, elt := range elts {
			if s, ok := elt.(Str); ok {
				names = append(names, string(s))
			}
		}
		return names
	}
	var names []string
	for _, s := range m.stars {
		if from := m.in.Module(s.from); from != nil {
			names = append(names, from.exported(seen)...)
		}
	}
	for _, name := range m.scope.names {
		if !strings.HasPrefix(name, "_") {
			names = append(names, name)
		}
	}
	return names
}

// fromStars looks for a name in what was star-imported behind an offset, the
// last import first. A module that is asked for the name while one of its star
// imports is searched for it has what the imports before that one brought.
func (m *Module) fromStars(name string, after uint32) (Value, bool) {
	if len(m.stars) == 0 {
		return nil, false
	}
	if m.finding == nil {
		m.finding = map[string]int{}
	}
	last, again := m.finding[name]
	if !again {
		last = len(m.stars)
	}
	defer func() {
		if again {
			m.finding[name] = last
		} else {
			delete(m.finding, name)
		}
	}()
	for i := last - 1; i >= 0; i-- {
		if m.stars[i].at < after {
			break
		}
		m.finding[name] = i
		from := m.in.Module(m.stars[i].from)
		if from == nil || from == m || from.busy(name) || !from.exports(name) {
			continue
		}
		if v, ok := from.Get(name); ok {
			return v, true
		}
	}
	return nil, false
}

// busy reports whether a name of the module is being evaluated: it is imported
// from where it is searched for now, so it came from somewhere else before.
func (m *Module) busy(name string) bool {
	if i := m.scope.find(name); i >= 0 {
		l, ok := m.scope.values[i].(*lazy)
		return ok && l.pending.busy
	}
	return false
}

// exports reports whether a star import takes the name, if the module has it.
func (m *Module) exports(name string) bool {
	if i := m.scope.find("__all__"); i >= 0 {
		v, _ := m.Get("__all__")
		elts, all := Elements(v)
		for _, elt := range elts {
			if elt == Value(Str(name)) {
				return true
			}
		}
		return !all
	}
	return !strings.HasPrefix(name, "_")
}

// openStar reports whether the module star-imports something that is not there.
func (m *Module) openStar() bool { return m.starOpen(map[*Module]bool{}) }

func (m *Module) starOpen(seen map[*Module]bool) bool {
	seen[m] = true
	for _, s := range m.stars {
		if s.open {
			return true
		}
		if from := m.in.Module(s.from); from != nil && !seen[from] && from.starOpen(seen) {
			return true
		}
	}
	return false
}

// dynamic reports whether the module binds names, or puts another object in its
// place, by what no statement shows: then a name that is not found may be there.
func (m *Module) dynamic() bool {
	text := m.Source.Text()
	return strings.Contains(text, "sys.modules[__name__]") || strings.Contains(text, "globals()") ||
		strings.Contains(text, "__dict__.update")
}

// Names returns the names that the module binds itself, in order; star imports are not among them.
func (m *Module) Names() []string {
	m.run()
	return append([]string(nil), m.scope.names...)
}

// StarImports returns the modules whose names the module star-imports, in order.
func (m *Module) StarImports() []string {
	m.run()
	names := make([]string, len(m.stars))
	for i, s := range m.stars {
		names[i] = s.from
	}
	return names
}

// Sibling returns another module of the same program, nil where there is none.
func (m *Module) Sibling(name string) *Module { return m.in.Module(name) }

// Effects evaluates the calls that stand alone at the top level of the module
// and are not needed for any of its names: registrations, signal connections.
func (m *Module) Effects() {
	effects := m.effects
	m.effects = nil
	m.run()
	for _, s := range effects {
		m.in.Request()
		m.in.eval(m.scope, s.Value)
	}
	m.in.Request()
}

// attr is m.name: a name of its scope, a submodule, or what __getattr__ says.
func (m *Module) attr(name string) (Value, bool) {
	if v, ok := m.attrs[name]; ok {
		return v, v != nil
	}
	v, ok := m.Get(name)
	if ok {
		return v, true
	}
	if sub := m.in.Module(m.Name + "." + name); sub != nil {
		return m.remember(name, sub), true
	}
	if i := m.scope.find("__getattr__"); i >= 0 {
		return m.remember(name, m.in.Call(m.scope.forced(i), []Value{Str(name)}, nil)), true
	}
	return nil, false
}

func (m *Module) remember(name string, v Value) Value {
	if m.attrs == nil {
		m.attrs = map[string]Value{}
	}
	m.attrs[name] = v
	return v
}

// importModule returns the module of a dotted name as import does.
func (in *Interp) importModule(name string) Value {
	if m := in.Module(name); m != nil {
		return m
	}
	return in.missingModule(name)
}

// missingModule is what stands for a module that cannot be read.
func (in *Interp) missingModule(name string) Value {
	top, _, _ := strings.Cut(name, ".")
	switch {
	case resolve.Stdlib(top):
		return Unknownf("%s is in Python's standard library", name)
	case in.Module(top) != nil:
		in.Raise("ModuleNotFoundError", "No module named '"+name+"'")
		return Unknownf("there is no module %s", name)
	case in.Program.Environment() != nil:
		in.Raise("ModuleNotFoundError", "No module named '"+name+"'")
		return Unknownf("package %s is not installed", top)
	}
	return Unknownf("package %s is not installed", top)
}

// importFrom returns a name that a from-import takes.
func (in *Interp) importFrom(m *Module, s *py.ImportFrom, name string) (Value, bool) {
	from := in.Program.Import(m.Source, s.Level, s.Module)
	source := in.Module(from)
	if source == nil {
		return in.missingModule(from), false
	}
	if source == m {
		// from . import x in a package's own __init__: a submodule.
		if sub := in.Module(from + "." + name); sub != nil {
			return sub, true
		}
	}
	if v, ok := source.attr(name); ok {
		return v, true
	}
	if source.openStar() {
		return Unknownf("%s may come from a star import of %s that is not installed", name, from), false
	}
	if source.dynamic() {
		return Unknownf("%s makes its names at run time", from), false
	}
	if source.Source.Origin == resolve.Declared || source.Source.Origin == resolve.Native {
		return Unknownf("%s.%s is not described", from, name), false
	}
	in.Raise("ImportError", "cannot import name '"+name+"' from '"+from+"'")
	return Unknownf("%s has no %s", from, name), false
}

// Factories returns the names that the module assigns the result of a function
// with a class statement or a type(…) in it, in order.
func (m *Module) Factories() []string {
	var names []string
	for _, s := range m.Source.Tree().Body {
		a, ok := s.(*py.Assign)
		if !ok || len(a.Targets) != 1 {
			continue
		}
		target, isName := a.Targets[0].(*py.Name)
		call, isCall := a.Value.(*py.Call)
		if !isName || !isCall {
			continue
		}
		m.in.Request()
		if f, ok := m.in.eval(m.scope, call.Func).(*Function); ok && f.Def != nil && makesClasses(f.Def) {
			names = append(names, target.ID)
		}
	}
	return names
}

// makesClasses reports whether a class statement or a call of type stands in a function.
func makesClasses(def *py.FunctionDef) bool {
	found := false
	py.Walk(def, func(n py.Node) bool {
		switch n := n.(type) {
		case *py.ClassDef:
			found = true
		case *py.Call:
			name, ok := n.Func.(*py.Name)
			found = found || ok && name.ID == "type" && len(n.Args) == 3
		}
		return !found
	})
	return found
}

// Include executes the statements of another module as if they stood in this one.
func (m *Module) Include(other *resolve.Module) { m.in.execAll(m.scope, other.Tree().Body) }

// Open reports whether names of the module may come from a module that is not there.
func (m *Module) Open() bool {
	m.run()
	return m.openStar()
}
