package eval

import (
	"math"

	"github.com/ormlint/ormlint/internal/py"
)

type scopeKind uint8

const (
	moduleScope scopeKind = iota
	classScope
	functionScope
)

// A Scope maps names to values, in order of first assignment. A value may be a
// lazy one that is evaluated when it is asked for.
type Scope struct {
	kind          scopeKind
	parent        *Scope
	module        *Module
	class         *Class         // of a class scope, and of a function written in a class
	facts         *functionFacts // of a function
	call          *activation    // of a function
	names         []string
	values        []Value
	index         map[string]int // only of large scopes
	shared        bool           // a branch keeps the slices: copy them before a change
	born          int            // the branch in which it was made
	comprehension bool
}

// indexFrom is the number of names from which a map beats a linear search.
const indexFrom = 12

func (s *Scope) find(name string) int {
	if s.index != nil {
		// The index is shared with the states that branches keep: it has every
		// name of all of them, the place may be that of another state.
		i, ok := s.index[name]
		if !ok {
			return -1
		}
		if i < len(s.names) && s.names[i] == name {
			return i
		}
	}
	for i, n := range s.names {
		if n == name {
			return i
		}
	}
	return -1
}

func (s *Scope) get(name string) (Value, bool) {
	if i := s.find(name); i >= 0 && s.values[i] != nil {
		return s.values[i], true
	}
	return nil, false
}

// startOf is what the variable of the scope holds that an expression of
// attributes and subscripts starts with, nil for none.
func (s *Scope) startOf(e py.Expr) Value {
	for {
		switch at := e.(type) {
		case *py.Attribute:
			e = at.Value
		case *py.Subscript:
			e = at.Value
		case *py.Name:
			v, _ := s.get(at.ID)
			return v
		default:
			return nil
		}
	}
}

func (s *Scope) set(name string, v Value) {
	s.own()
	s.unsettle()
	if i := s.find(name); i >= 0 {
		s.values[i] = v
		return
	}
	s.names = append(s.names, name)
	s.values = append(s.values, v)
	if s.index != nil {
		s.index[name] = len(s.names) - 1
	} else if len(s.names) > indexFrom {
		s.index = make(map[string]int, 2*len(s.names))
		for i, n := range s.names {
			s.index[n] = i
		}
	}
}

// unsettle forgets what the names of a module are known to stand for: one of them changes.
func (s *Scope) unsettle() {
	if s.kind == moduleScope && s.module != nil {
		s.module.settled = nil
	}
}

// own makes sure that nobody else keeps what is about to change.
func (s *Scope) own() {
	if !s.shared {
		return
	}
	s.shared = false
	s.names = s.names[:len(s.names):len(s.names)]
	s.values = append(make([]Value, 0, len(s.values)+4), s.values...)
}

// A lazy value stands for what a name will be once somebody asks.
type lazy struct {
	force   func() Value
	pending pending
}

func (*lazy) value() {}

// A pending is a definition under evaluation. Where definitions depend on each
// other, what was made of one that was not finished is not kept, unless it
// comes out unfinished again and again.
type pending struct {
	busy  bool
	at    int // position among all that are under way
	tries int
}

// How often a definition is evaluated anew: one that is made of something
// unfinished, and one that a native called provisional.
const (
	maxTries       = 3
	maxProvisional = 50
)

// unfinished notes that a definition under way was asked for.
func (in *Interp) unfinished(p *pending) { in.lowest = min(in.lowest, p.at) }

// Provisional says, for a native, that its result depends on something that is
// not there yet: definitions that use it are evaluated anew when they are asked for again.
func (in *Interp) Provisional() { in.lowest = -1 }

// define evaluates a definition apart from everything else, and tells whether
// what came out may be kept.
func (in *Interp) define(p *pending, f func() Value) (v Value, final bool) {
	outer := in.lowest
	in.lowest = math.MaxInt
	p.busy, p.at = true, in.underway
	in.underway++
	v = in.undisturbed(f)
	in.underway--
	p.busy = false
	p.tries++
	final = in.lowest >= p.at || p.tries >= maxTries && in.lowest >= 0 || p.tries >= maxProvisional
	if final {
		in.lowest = outer
	} else {
		in.lowest = min(in.lowest, outer)
	}
	if in.underway == 0 {
		in.lowest = math.MaxInt
	}
	return v, final
}

// forced evaluates the i-th value of the scope if it is lazy.
func (s *Scope) forced(i int) Value {
	l, ok := s.values[i].(*lazy)
	if !ok {
		return s.values[i]
	}
	in := s.module.in
	if l.pending.busy {
		in.unfinished(&l.pending)
		return Unknownf("%s is defined by itself", s.names[i])
	}
	v, final := in.define(&l.pending, l.force)
	// The name may have been assigned while it was evaluated.
	if final && i < len(s.values) && s.values[i] == Value(l) {
		s.values[i] = v // a branch that keeps the slice may know it too
	}
	return v
}

// undisturbed evaluates something that does not belong to the branches, errors
// and budget of the moment: it is evaluated now only because it is asked for
// now, and what comes out is kept for everybody.
func (in *Interp) undisturbed(f func() Value) Value {
	if in.nesting >= maxNesting {
		return Unknownf("definitions depend on each other too deeply")
	}
	branches, raising, steps, limit, depth, tries := in.branches, in.raising, in.steps, in.limit, in.depth, in.tries
	in.branches, in.raising, in.steps, in.limit, in.depth, in.tries = nil, nil, 0, maxSteps, 0, 0
	exploring, building := in.exploring, in.building
	in.exploring, in.building = false, false
	in.nesting++
	v := f()
	in.nesting--
	in.branches, in.raising, in.steps, in.limit, in.depth, in.tries = branches, raising, steps, limit, depth, tries
	in.exploring, in.building = exploring, building
	return v
}

// lookup finds a name as Python does: here, in the enclosing functions, in the
// module, among the builtins. Class scopes are seen only from themselves.
func (in *Interp) lookup(s *Scope, name string) Value {
	if s.facts != nil && s.facts.globals[name] {
		return in.lookupGlobal(s, name)
	}
	for at := s; at != nil; at = at.parent {
		if at.kind == moduleScope {
			break
		}
		if at.kind == classScope && at != s {
			continue
		}
		if i := at.find(name); i >= 0 && at.values[i] != nil {
			return at.forced(i)
		}
	}
	return in.lookupGlobal(s, name)
}

func (in *Interp) lookupGlobal(s *Scope, name string) Value {
	if in.exploring {
		if s.module.rebound()[name] {
			in.doubtful = true
		}
		if v, ok := s.module.settled[name]; ok {
			return v
		}
	}
	builtin, isBuiltin := in.builtin[name]
	if isBuiltin && !s.module.mayBind(name) {
		s.module.settle(name, builtin)
		return builtin
	}
	if v, ok := s.module.Get(name); ok {
		if in.exploring {
			if s.module.fills(name) {
				return Filled(v)
			}
			if now, _ := s.module.scope.get(name); now == v {
				s.module.settle(name, v)
			}
		}
		return v
	}
	if isBuiltin {
		return builtin
	}
	if only, ok := s.module.typeOnly[name]; ok && in.annotating {
		v, _ := in.importFrom(s.module, only.from, only.name)
		return v
	}
	if name == "__class__" {
		for at := s; at != nil; at = at.parent {
			if at.class != nil {
				return at.class
			}
		}
	}
	if s.kind == classScope && s.class != nil { // what Python puts into a class body first
		switch name {
		case "__qualname__":
			return Str(s.class.Qualname)
		case "__module__":
			return Str(s.class.ModuleName())
		}
	}
	if (s.module.state == done || s.kind == moduleScope) && !s.module.openStar() {
		in.Raise("NameError", name)
	}
	if s.module.openStar() {
		return Unknownf("name %s may come from a star import of %s that is not installed", name, s.module.Name)
	}
	return Unknownf("name %s is not defined in %s", name, s.module.Name)
}

// assign binds a name in the scope that a statement of s means.
func (in *Interp) assign(s *Scope, name string, v Value) {
	if s.facts != nil {
		if s.facts.globals[name] {
			in.touch(s.module.scope)
			s.module.scope.set(name, v)
			return
		}
		if s.facts.nonlocals[name] {
			for at := s.parent; at != nil; at = at.parent {
				if at.kind == functionScope && at.find(name) >= 0 {
					in.touch(at)
					at.set(name, v)
					return
				}
			}
		}
	}
	in.touch(s)
	s.set(name, v)
}

// functionFacts are what the body of a function says about its names; made once.
type functionFacts struct {
	globals   map[string]bool
	nonlocals map[string]bool
	generator bool
	order     []string       // the names that the longest call so far has bound
	index     map[string]int // of them, where they are many
}

func (in *Interp) factsOf(def *py.FunctionDef) *functionFacts {
	if f, ok := in.globals[def]; ok {
		return f
	}
	f := &functionFacts{generator: yields(def)}
	f.read(def.Body)
	in.globals[def] = f
	return f
}

// yields reports whether a function is a generator: a yield stands in its own body.
func yields(def *py.FunctionDef) bool {
	found := false
	for _, s := range def.Body {
		py.Walk(s, func(n py.Node) bool {
			switch n.(type) {
			case *py.Yield, *py.YieldFrom:
				found = true
			case *py.FunctionDef, *py.ClassDef, *py.Lambda:
				return false
			}
			return !found
		})
	}
	return found
}

func (f *functionFacts) read(body []py.Stmt) {
	for _, s := range body {
		switch s := s.(type) {
		case *py.Global:
			f.globals = add(f.globals, s.Names)
		case *py.Nonlocal:
			f.nonlocals = add(f.nonlocals, s.Names)
		}
		for _, block := range py.Blocks(s) {
			f.read(block)
		}
	}
}

func add(set map[string]bool, names []string) map[string]bool {
	if set == nil {
		set = map[string]bool{}
	}
	for _, n := range names {
		set[n] = true
	}
	return set
}

// Apart evaluates something that does not belong to the branches, errors and budget of the moment.
func (in *Interp) Apart(f func()) {
	in.undisturbed(func() Value {
		f()
		return nil
	})
}
