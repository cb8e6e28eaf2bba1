package eval

import (
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// A flow is how a statement ends.
type flow uint8

const (
	flowNext flow = iota
	flowReturn
	flowRaise
	flowBreak
	flowContinue
)

// A Raised is an exception on its way.
type Raised struct {
	Class   *Class // nil where it is not known
	Value   Value
	Message string
}

// An activation is one call of a function under way.
type activation struct {
	function *Function
	call     *Call // what calls it
	results  []Value
	yields   *List
}

// Raise starts an exception of one of Python's own classes.
//
// Outside of every try statement it does nothing: the program would end there,
// so it is the evaluation that went wrong, and it goes on with what it has.
func (in *Interp) Raise(class, message string) {
	if in.raising == nil && in.tries > 0 {
		c, _ := in.builtin[class].(*Class)
		in.raising = &Raised{Class: c, Message: message}
	}
}

func (in *Interp) execBody(s *Scope, body []py.Stmt) flow {
	for _, stmt := range body {
		if f := in.exec(s, stmt); f != flowNext {
			return f
		}
	}
	return flowNext
}

// execAll executes the statements of a module or class body. An error there
// would end the program, so it is one of evaluation, and the next statement follows.
func (in *Interp) execAll(s *Scope, body []py.Stmt) {
	budgets := maxBudgets
	for _, stmt := range body {
		if in.exec(s, stmt) == flowNext {
			continue
		}
		in.raising = nil
		if in.steps > in.limit && budgets > 0 {
			in.steps = 0
			budgets--
		}
		if a, ok := stmt.(*py.Assign); ok {
			for _, target := range a.Targets {
				if name, ok := target.(*py.Name); ok {
					s.set(name.ID, Unknownf("evaluating %s raises an error", name.ID))
				}
			}
		}
	}
}

// exec executes one statement in a scope.
func (in *Interp) exec(s *Scope, stmt py.Stmt) flow {
	if in.exhausted() {
		return flowReturn
	}
	f := in.execStmt(s, stmt)
	if in.raising != nil {
		return flowRaise
	}
	return f
}

func (in *Interp) execStmt(s *Scope, stmt py.Stmt) flow {
	switch stmt := stmt.(type) {
	case *py.ExprStmt:
		in.eval(s, stmt.Value)
	case *py.Assign:
		v := in.kept(s, stmt.Value)
		if in.raising == nil {
			for _, target := range stmt.Targets {
				in.store(s, target, v)
			}
		}
	case *py.AnnAssign:
		if stmt.Value != nil {
			in.store(s, stmt.Target, in.kept(s, stmt.Value))
		}
	case *py.AugAssign:
		in.augment(s, stmt)
	case *py.FunctionDef:
		v := Value(in.makeFunction(s, stmt))
		if len(stmt.Decorators) > 0 {
			v = in.decorated(s, stmt.Decorators, v)
		}
		in.assign(s, stmt.Name, v)
	case *py.ClassDef:
		in.execClass(s, stmt)
	case *py.Return:
		var v Value = None
		if stmt.Value != nil {
			v = in.kept(s, stmt.Value)
		}
		if in.raising == nil && s.call != nil {
			s.call.results = append(s.call.results, v)
		}
		return flowReturn
	case *py.If:
		return in.execIf(s, stmt)
	case *py.For:
		return in.execFor(s, stmt)
	case *py.While:
		return in.execWhile(s, stmt)
	case *py.With:
		for _, item := range stmt.Items {
			v := in.enter(in.eval(s, item.Context))
			if item.Vars != nil {
				in.store(s, item.Vars, v)
			}
		}
		return in.execBody(s, stmt.Body)
	case *py.Try:
		return in.execTry(s, stmt)
	case *py.Match:
		return in.execMatch(s, stmt)
	case *py.Raise:
		in.raise(s, stmt)
		return flowRaise
	case *py.Import, *py.ImportFrom:
		in.execImport(s, stmt)
	case *py.Delete:
		for _, target := range stmt.Targets {
			in.unbind(s, target)
		}
	case *py.Assert:
		in.eval(s, stmt.Test)
		in.narrow(s, stmt.Test, true)
	case *py.Break:
		return flowBreak
	case *py.Continue:
		return flowContinue
	case *py.TypeAlias:
		in.assign(s, stmt.Name.ID, in.eval(s, stmt.Value))
	}
	return flowNext
}

func (in *Interp) execClass(s *Scope, stmt *py.ClassDef) {
	class := in.newClass(s, stmt)
	if s.kind == functionScope {
		class.run() // its body may read variables that change later
	}
	if len(stmt.Keywords) == 0 && len(stmt.Bases) == 0 && len(stmt.Decorators) == 0 {
		in.assign(s, stmt.Name, class)
		return
	}
	v := in.madeBy(class)
	if len(stmt.Decorators) > 0 {
		v = in.decorated(s, stmt.Decorators, v)
	}
	in.assign(s, stmt.Name, v)
	if s.kind == functionScope && !in.exploring && in.natives.classMade != nil {
		in.natives.classMade(class)
	}
}

// decorated applies decorators from the innermost outwards. One that is not known is taken to return what it gets.
func (in *Interp) decorated(s *Scope, decorators []py.Expr, v Value) Value {
	for i := len(decorators) - 1; i >= 0; i-- {
		decorator := in.eval(s, decorators[i])
		if IsUnknown(decorator) {
			continue
		}
		if in.dull[decorator] {
			continue
		}
		budget, before := maxDecoratorSteps, in.building
		if c, ok := v.(*Class); ok && installed(decorator) && in.ofLibrary(c.Metaclass()) {
			budget, in.building = maxBuildingSteps, true // it may build other classes of this one
		}
		result, exceeded := in.within(budget, func() Value {
			return in.callAt(s, decorators[i], decorator, &Call{Args: []Value{v}})
		})
		in.building = before
		if exceeded {
			in.dull[decorator] = true
			if f, ok := decorator.(*Function); ok && f.Def != nil {
				in.costly[f.Def]++ // also what the same factory returns next time
			}
			continue
		}
		if in.raising != nil {
			in.raising = nil
			continue
		}
		switch result := result.(type) {
		case *Unknown, NoneType, nil:
		case *Alternatives:
			// A decorator that sometimes wraps: the plain one is what others mean.
			if !contains(result.Values, v) {
				v = result
			}
		case *Function:
			// A wrapper around a function still is that function to its callers, unless it
			// is a factory of something else: keep the function, so that its body is read.
			if f, ok := v.(*Function); ok && result != f && result.wraps(f) {
				continue
			}
			v = result
		default:
			v = result
		}
	}
	return v
}

// installed reports whether a decorator comes from an installed package: those
// build models; a project's own check and mark what they get.
func installed(decorator Value) bool {
	f, ok := decorator.(*Function)
	return ok && f.Module.Source.Origin != resolve.Project
}

func contains(values []Value, v Value) bool {
	for _, have := range values {
		if same(have, v) {
			return true
		}
	}
	return false
}

func (in *Interp) execIf(s *Scope, stmt *py.If) flow {
	if s.kind == moduleScope && isTypeChecking(stmt.Test) {
		return in.execBody(s, stmt.Else)
	}
	_, truth, known := in.decided(s, stmt.Test)
	if in.raising != nil {
		return flowRaise
	}
	if known {
		body := stmt.Body
		if !truth {
			body = stmt.Else
		}
		end := in.execBody(s, body)
		if end == flowRaise && in.tries == 0 && len(in.branches) == 0 && !in.exploring {
			// The program would end here, so it is the test that was taken wrongly.
			in.raising = nil
			return flowNext
		}
		return end
	}
	return in.fork(
		func() flow {
			in.narrow(s, stmt.Test, true)
			return in.execBody(s, stmt.Body)
		},
		func() flow {
			in.narrow(s, stmt.Test, false)
			return in.execBody(s, stmt.Else)
		})
}

func (in *Interp) execFor(s *Scope, stmt *py.For) flow {
	iterable, doubtful := in.weigh(s, stmt.Iter)
	if in.raising != nil {
		return flowRaise
	}
	elts, all := in.iterate(iterable)
	if doubtful && len(elts) == 0 { // a setting that is empty here and is set where the program runs
		iterable, all = Unknownf("an element of a setting"), false
	}
	broken := in.broken
	defer func() { in.broken = broken }()
	f, all := in.execLoop(s, stmt, elts, all, 0)
	if f == flowReturn || f == flowRaise {
		return f
	}
	if f == flowBreak {
		return flowNext
	}
	if all {
		return in.execBody(s, stmt.Else)
	}
	in.fork(
		func() flow {
			in.store(s, stmt.Target, in.elementOf(iterable))
			in.looping++
			defer func() { in.looping-- }()
			if f := in.execBody(s, stmt.Body); f == flowReturn || f == flowRaise {
				return f
			}
			return flowNext
		},
		func() flow { return flowNext })
	return in.execBody(s, stmt.Else)
}

// execLoop runs the body of a for loop for known elements; whole is false where
// there may be others. Behind a break that may have been taken the rest of the
// loop is a branch of its own.
func (in *Interp) execLoop(s *Scope, stmt *py.For, elts []Value, all bool, breaks int) (f flow, whole bool) {
	before := in.steps
	for n, elt := range elts {
		if n >= maxIterations || in.steps > in.limit || in.exploring && n >= exploredIterations && !(isClass(elt) && in.steps-before < classSteps) {
			return flowNext, false
		}
		in.broken = false
		in.store(s, stmt.Target, elt)
		if f := in.execBody(s, stmt.Body); f != flowNext && f != flowContinue {
			return f, all
		}
		if in.broken && breaks < maxAlternatives && n+1 < len(elts) {
			f := in.fork(
				func() flow {
					rest, known := in.execLoop(s, stmt, elts[n+1:], all, breaks+1)
					all = known
					if rest == flowReturn || rest == flowRaise {
						return rest
					}
					return flowNext
				},
				func() flow { return flowNext })
			return f, all
		}
	}
	return flowNext, all
}

func (in *Interp) execWhile(s *Scope, stmt *py.While) flow {
	if in.exploring {
		return in.exploreWhile(s, stmt)
	}
	broken := in.broken
	defer func() { in.broken = broken }()
	for n := 0; n < maxIterations && (n == 0 || !in.broken); n++ {
		in.broken = false
		truth, known := in.Truth(in.eval(s, stmt.Test))
		if in.raising != nil {
			return flowRaise
		}
		if !known {
			break
		}
		if !truth {
			return in.execBody(s, stmt.Else)
		}
		switch f := in.execBody(s, stmt.Body); f {
		case flowBreak:
			return flowNext
		case flowReturn, flowRaise:
			return f
		}
		if in.steps > in.limit {
			return flowNext
		}
	}
	if in.broken {
		return flowNext
	}
	return in.fork(
		func() flow {
			if f := in.execBody(s, stmt.Body); f == flowReturn || f == flowRaise {
				return f
			}
			return flowNext
		},
		func() flow { return flowNext })
}

func (in *Interp) execTry(s *Scope, stmt *py.Try) flow {
	if in.exploring {
		return in.exploreTry(s, stmt)
	}
	in.tries++
	f := in.execBody(s, stmt.Body)
	in.tries--
	if f == flowRaise && in.raising != nil {
		raised := in.raising
		in.raising = nil
		f = flowRaise
		handled := false
		for _, h := range stmt.Handlers {
			catches, known := in.catches(s, h, raised)
			if known && !catches {
				continue
			}
			if h.Name != "" {
				in.assign(s, h.Name, raised.value())
			}
			outer := in.handling
			in.handling = raised
			f = in.execBody(s, h.Body)
			in.handling = outer
			handled = true
			break
		}
		if !handled {
			in.raising = raised
		}
	} else if f == flowNext {
		f = in.execBody(s, stmt.Else)
	}
	return in.execFinally(s, stmt, f)
}

// execFinally executes what happens in any case; f is how the statement ended before.
func (in *Interp) execFinally(s *Scope, stmt *py.Try, f flow) flow {
	raised := in.raising
	in.raising = nil
	if g := in.execBody(s, stmt.Finally); g != flowNext {
		return g
	}
	in.raising = raised
	return f
}

func (r *Raised) value() Value {
	if r.Value != nil {
		return r.Value
	}
	return Unknownf("an exception")
}

// catches reports whether a handler takes an exception.
func (in *Interp) catches(s *Scope, h *py.ExceptHandler, raised *Raised) (catches, known bool) {
	if h.Type == nil || raised.Class == nil {
		return true, true
	}
	t := in.eval(s, h.Type)
	in.raising = nil
	classes := []Value{t}
	if tuple, ok := t.(*Tuple); ok {
		classes = tuple.Elts
	}
	known = true
	for _, c := range classes {
		if c, ok := c.(*Class); ok {
			if raised.Class.IsSubclass(c) {
				return true, true
			}
		} else {
			known = false
		}
	}
	return false, known
}

func (in *Interp) raise(s *Scope, stmt *py.Raise) {
	r := &Raised{}
	if stmt.Exc == nil && in.handling != nil {
		r = in.handling
	}
	if stmt.Exc != nil {
		v := in.eval(s, stmt.Exc)
		if in.raising != nil {
			return
		}
		switch v := v.(type) {
		case *Class:
			r.Class = v
		case *Instance:
			r.Class, r.Value = v.Class, v
		}
	}
	in.raising = r
}

func (in *Interp) execMatch(s *Scope, stmt *py.Match) flow {
	subject := in.eval(s, stmt.Subject)
	var sides []func() flow
	exhaustive := false
	for i := range stmt.Cases {
		c := &stmt.Cases[i]
		matches, known := in.matches(s, subject, c.Pattern)
		if known && !matches {
			continue
		}
		if known && c.Guard != nil {
			in.bindPattern(s, c.Pattern, subject)
			if matches, known = in.Truth(in.eval(s, c.Guard)); known && !matches {
				continue
			}
		}
		if known && len(sides) == 0 {
			in.bindPattern(s, c.Pattern, subject)
			return in.execBody(s, c.Body)
		}
		sides = append(sides, func() flow {
			in.bindPattern(s, c.Pattern, subject)
			return in.execBody(s, c.Body)
		})
		if known {
			exhaustive = true
			break
		}
	}
	if !exhaustive {
		sides = append(sides, func() flow { return flowNext })
	}
	return in.fork(sides...)
}

func (in *Interp) matches(s *Scope, subject Value, p py.Pattern) (matches, known bool) {
	switch p := p.(type) {
	case *py.MatchAs:
		if p.Pattern == nil {
			return true, true
		}
		return in.matches(s, subject, p.Pattern)
	case *py.MatchOr:
		known = true
		for _, alt := range p.Patterns {
			m, k := in.matches(s, subject, alt)
			if k && m {
				return true, true
			}
			known = known && k
		}
		return false, known
	case *py.MatchValue:
		return in.truthOf(in.equal(subject, in.eval(s, p.Value)))
	case *py.MatchSingleton:
		return in.truthOf(in.is(subject, constant(&py.Constant{Kind: p.Kind})))
	case *py.MatchSequence:
		return in.matchesSequence(s, subject, p)
	case *py.MatchMapping:
		if d, ok := subject.(*Dict); ok {
			return in.matchesMapping(s, d, p)
		}
		return false, in.TypeOf(subject) != nil && in.TypeOf(subject).native
	case *py.MatchClass:
		isA, known := in.truthOf(isA(in, in.TypeOf(subject), in.eval(s, p.Class)))
		return isA, known && (!isA || len(p.Patterns)+len(p.KwdPatterns) == 0)
	}
	return false, false
}

func (in *Interp) matchesSequence(s *Scope, subject Value, p *py.MatchSequence) (matches, known bool) {
	elts, all := Elements(subject)
	switch subject.(type) {
	case *List, *Tuple:
	default:
		t := in.TypeOf(subject)
		return false, t != nil && t.native
	}
	for _, sub := range p.Patterns {
		if _, star := sub.(*py.MatchStar); star {
			return false, all && len(elts) < len(p.Patterns)-1
		}
	}
	if !all || len(elts) != len(p.Patterns) {
		return false, all
	}
	known = true
	for i, sub := range p.Patterns {
		m, k := in.matches(s, elts[i], sub)
		if k && !m {
			return false, true
		}
		known = known && k
	}
	return true, known
}

func (in *Interp) matchesMapping(s *Scope, subject *Dict, p *py.MatchMapping) (matches, known bool) {
	known = true
	for i, k := range p.Keys {
		v, ok := subject.Get(in.eval(s, k))
		if !ok {
			return false, !subject.Open
		}
		m, sure := in.matches(s, v, p.Patterns[i])
		if sure && !m {
			return false, true
		}
		known = known && sure
	}
	return true, known
}

// bindPattern binds the names of a pattern that matched.
func (in *Interp) bindPattern(s *Scope, p py.Pattern, v Value) {
	switch p := p.(type) {
	case *py.MatchAs:
		if p.Pattern != nil {
			in.bindPattern(s, p.Pattern, v)
		}
		if p.Name != "" {
			in.assign(s, p.Name, v)
		}
	case *py.MatchStar:
		if p.Name != "" {
			in.assign(s, p.Name, Unknownf("captured by a pattern"))
		}
	case *py.MatchOr:
		in.bindPattern(s, p.Patterns[0], v)
	case *py.MatchSequence:
		elts, all := Elements(v)
		for i, sub := range p.Patterns {
			var elt Value = Unknownf("captured by a pattern")
			if all && len(elts) == len(p.Patterns) {
				elt = elts[i]
			}
			in.bindPattern(s, sub, elt)
		}
	case *py.MatchMapping:
		d, _ := v.(*Dict)
		for i, sub := range p.Patterns {
			var elt Value = Unknownf("captured by a pattern")
			if d != nil {
				if got, ok := d.Get(in.eval(s, p.Keys[i])); ok {
					elt = got
				}
			}
			in.bindPattern(s, sub, elt)
		}
		if p.Rest != "" {
			in.assign(s, p.Rest, Unknownf("captured by a pattern"))
		}
	case *py.MatchClass:
		for _, sub := range append(p.Patterns[:len(p.Patterns):len(p.Patterns)], p.KwdPatterns...) {
			in.bindPattern(s, sub, Unknownf("captured by a pattern"))
		}
	}
}

func (in *Interp) execImport(s *Scope, stmt py.Stmt) {
	switch stmt := stmt.(type) {
	case *py.Import:
		for _, alias := range stmt.Names {
			if alias.AsName != "" {
				in.assign(s, alias.AsName, in.importModule(alias.Name))
				continue
			}
			v := in.importModule(alias.Name)
			if m, ok := v.(*Module); ok {
				top := firstPart(m.Name)
				if t := in.Module(top); t != nil {
					v = t
				}
			}
			in.assign(s, firstPart(alias.Name), v)
		}
	case *py.ImportFrom:
		m := s.module
		for _, alias := range stmt.Names {
			if alias.Name == "*" {
				if from := in.Program.Import(m.Source, stmt.Level, stmt.Module); in.Module(from) == nil {
					in.missingModule(from)
				}
				if in.raising == nil {
					m.takeStar(stmt)
				}
				return
			}
			v, _ := in.importFrom(m, stmt, alias.Name)
			if in.raising != nil {
				return
			}
			in.assign(s, alias.Bound(), v)
		}
	}
}

func firstPart(dotted string) string {
	for i := range dotted {
		if dotted[i] == '.' {
			return dotted[:i]
		}
	}
	return dotted
}

// enter is what a with statement binds.
func (in *Interp) enter(v Value) Value {
	if i, ok := v.(*Instance); ok && i.Class.has("__enter__") {
		return in.CallMethod(i, "__enter__")
	}
	return v
}

func isClass(v Value) bool {
	_, ok := v.(*Class)
	return ok
}
