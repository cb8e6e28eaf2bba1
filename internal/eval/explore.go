package eval

import (
	"math"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// Bounds of an exploration: it asks what a function may do, not what it computes.
const (
	maxTedious         = 2     // times that a function may take too many steps below explorations
	easyCalls          = 20    // calls of a function that let it take too many steps once more
	exploredIterations = 16    // of one loop over known elements
	classSteps         = 3000  // of one loop over classes, as over the models of all apps
	exploredSorting    = 100   // elements that are sorted by a key
	exploredDepth      = 40    // nested calls
	followedSteps      = 20000 // below one call that is followed
)

// An Exploration says how a function is explored.
type Exploration struct {
	Steps     int                                       // the budget
	Parameter func(name string, annotation Value) Value // what stands for a parameter; annotation is nil where there is none
	Enter     Enter                                     // what a call below the explored function gives
	Asking    Asking                                    // who hears what the function asks of an object
	Missed    func(c *Call, reason string)              // hears of calls of something that is not known; may be nil
	Attribute Attribution                               // what an object has that nothing evaluated so far gave it; may be nil
	// Escaped says what stands for the parameters of a function that the explored
	// one made and did not call: it is called at the end, as whoever it was given to
	// may do. Nil leaves it alone; may be nil itself.
	Escaped func(f *Function) func(name string, annotation Value) Value
	// Stored hears of assignments to attributes; of is what the variable holds that the
	// target starts with (self in self.fields["x"].queryset), nil for none. May be nil.
	Stored func(target *py.Attribute, of, v Value)
	Done   func() // is called while what the function changed is still so; may be nil
}

// An Attribution says what an attribute of an object is which neither the object
// nor its class has, or for which the class has only a default. It returns nil
// where it does not know either.
type Attribution func(i *Instance, name string) Value

// Doubt says, for a native, that the value it returns is that of this program's
// source and may be another one where the program runs: no test on it is decided
// while a function is explored.
func (in *Interp) Doubt() { in.doubtful = true }

// decided is Truth of a test, not known where what it reads is in doubt.
func (in *Interp) decided(s *Scope, test py.Expr) (v Value, truth, known bool) {
	v, doubtful := in.weigh(s, test)
	truth, known = in.Truth(v)
	return v, truth, known && !doubtful
}

// weigh evaluates an expression and tells whether anything that it reads is in
// doubt, which never is the case outside of explorations. The doubt ends with it.
func (in *Interp) weigh(s *Scope, e py.Expr) (v Value, doubtful bool) {
	before := in.doubtful
	in.doubtful = false
	v = in.eval(s, e)
	doubtful = in.exploring && in.doubtful
	in.doubtful = before
	return v, doubtful
}

// kept is the value of an expression that a name or a caller keeps: of a truth
// value in doubt, both.
func (in *Interp) kept(s *Scope, e py.Expr) Value {
	v, doubtful := in.weigh(s, e)
	in.doubtful = in.doubtful || doubtful
	if b, ok := v.(Bool); ok && doubtful {
		return &Alternatives{Values: []Value{b, !b}}
	}
	return v
}

// Enter is what a call of a function below an explored one gives: run follows
// it; a value that is known already, or Unknown, spares that.
type Enter func(f *Function, c *Call, run func() Value) Value

// An Asking hears which attributes of an object, or of its class, are asked for:
// where they are looked up behind a class of its MRO (super), after says which.
type Asking struct {
	Of   *Instance
	Hear func(name string, after *Class)
}

// Exploring reports whether an exploration is under way, and not the evaluation
// of a definition that it needs.
func (in *Interp) Exploring() bool { return in.exploring }

// Active reports whether a call of a function is under way.
func (in *Interp) Active(def *py.FunctionDef) bool {
	calls := in.active[def]
	return calls != nil && calls.depth > 0
}

// Tedious reports whether following a function has once taken more steps than a call below an exploration gets.
func (in *Interp) Tedious(f *Function) bool { return in.tedious[f.Def] > 0 }

// Pure runs something and tells whether it left the objects alone that the
// exploration made before. What it changes of others (caches of a module, of a
// manager) is forgotten with the exploration.
func (in *Interp) Pure(run func() Value) (v Value, pure bool) {
	before, written := in.serial, in.written
	in.written = math.MaxInt
	v = run()
	pure = in.written > before
	in.written = min(in.written, written)
	return v, pure
}

// Explore evaluates the body of a function of which nobody knows how it is
// called. What an exception handler does happens too, a loop runs once, and
// nothing that the function changes outlasts the exploration. It returns what
// the function returns; whole is false where the budget did not suffice.
func (in *Interp) Explore(f *Function, e Exploration) (result Value, whole bool) {
	in.Request()
	in.limit = e.Steps
	// What a call that is followed costs is judged by another measure.
	costly, exploring, explored, made := in.costly, in.exploring, in.explored, in.made
	in.made = nil
	in.costly, in.exploring, in.explored, in.asking = in.tedious, true, f.Def, e.Asking
	in.attribute, in.missed, in.stored, in.parameter = e.Attribute, e.Missed, e.Stored, e.Parameter
	outside := in.openBranch()
	defer func() {
		in.closeBranch()
		for _, e := range outside.saved.entries {
			restore(e.object, e.state)
		}
		in.costly, in.exploring, in.explored, in.follow, in.asking = costly, exploring, explored, nil, Asking{}
		in.made = made
		in.attribute, in.missed, in.stored, in.parameter = nil, nil, nil, nil
		in.Request()
	}()
	c := in.openCall(f, e.Parameter)
	in.follow = func(_ *Function, _ *Call, run func() Value) Value {
		in.follow = e.Enter // all but the explored function itself
		return run()
	}
	result = in.callFunction(f, c)
	if e.Escaped != nil {
		in.callEscaped(e)
	}
	if e.Done != nil {
		e.Done()
	}
	return result, in.steps <= in.limit
}

// openCall is a call with a value for each parameter, and perhaps more.
func (in *Interp) openCall(f *Function, parameter func(name string, annotation Value) Value) *Call {
	c := &Call{In: in, Open: true}
	params := f.params()
	if params == nil {
		return c
	}
	value := func(p *py.Arg, standard Value) Value {
		var annotation Value
		if p.Annotation != nil {
			annotation = in.annotation(f, p.Annotation)
		}
		v := parameter(p.Name, annotation)
		if standard != Value(None) {
			return v
		}
		if u, ok := v.(*Unknown); ok {
			return &Unknown{Reason: u.Reason, Never: u.Never, OrNone: true}
		}
		return Join(v, None)
	}
	positional := len(params.PosOnly) + len(params.Args)
	for i := range positional {
		var standard Value
		if at := i - (positional - len(f.defaults)); at >= 0 {
			standard = f.defaults[at]
		}
		c.Args = append(c.Args, value(positionalParam(params, i), standard))
	}
	for i, p := range params.KwOnly {
		var standard Value
		if i < len(f.kwonly) {
			standard = f.kwonly[i]
		}
		c.Kw = append(c.Kw, Keyword{Name: p.Name, Value: value(p, standard)})
	}
	return c
}

// notice remembers a function that the explored one makes, or one of its own that escaped.
func (in *Interp) notice(f *Function) {
	if !in.exploring || !f.Nested() {
		return
	}
	if by := f.Around(); by != nil && (by.Def != nil && by.Def == in.explored || by.escaped) {
		in.made = append(in.made, f)
	}
}

// callEscaped calls the functions that the explored one made and did not call.
func (in *Interp) callEscaped(e Exploration) {
	for i := 0; i < len(in.made) && in.steps <= in.limit; i++ { // those that are called make more
		f := in.made[i]
		if f.called {
			continue
		}
		if parameter := e.Escaped(f); parameter != nil {
			in.raising = nil
			f.escaped = true
			in.callFunction(f, in.openCall(f, parameter))
		}
	}
	in.raising = nil
}

// Nested reports whether the function stands in another one.
func (f *Function) Nested() bool { return f.scope != nil && f.scope.kind == functionScope }

// Extent is where a function is written.
func (f *Function) Extent() source.Span {
	if f.Lambda != nil {
		return f.Lambda.Span
	}
	return f.Def.Span
}

// Around returns the function in which a nested one stands, nil for one that is not nested.
func (f *Function) Around() *Function {
	for at := f.scope; at != nil; at = at.parent {
		if at.call != nil {
			return at.call.function
		}
	}
	return nil
}

// annotation evaluates an annotation; one that is a string is looked up as a name.
func (in *Interp) annotation(f *Function, e py.Expr) Value { return in.annotationIn(f.scope, e) }

func (in *Interp) annotationIn(s *Scope, e py.Expr) Value {
	before := in.annotating
	in.annotating = true
	defer func() { in.annotating = before }()
	v := in.undisturbed(func() Value { return in.eval(s, e) })
	if text, ok := v.(Str); ok {
		inner := written(string(text))
		if inner == nil {
			return Unknownf("annotation %s", text)
		}
		return in.undisturbed(func() Value { return in.eval(s, inner) })
	}
	return v
}

// written is the expression that an annotation in quotes holds; nil where it holds none.
func written(text string) py.Expr {
	tree := py.Parse(&source.File{Text: "(" + text + ")\n"})
	if len(tree.Errors) > 0 || len(tree.Body) != 1 {
		return nil
	}
	stmt, ok := tree.Body[0].(*py.ExprStmt)
	if !ok {
		return nil
	}
	return stmt.Value
}

// exploreTry evaluates a try statement of which nobody knows whether its body
// raises: each handler may run, from the state before the body.
func (in *Interp) exploreTry(s *Scope, stmt *py.Try) flow {
	sides := []func() flow{func() flow {
		in.tries++
		f := in.execBody(s, stmt.Body)
		in.tries--
		if f == flowNext {
			f = in.execBody(s, stmt.Else)
		}
		return f
	}}
	for _, h := range stmt.Handlers {
		sides = append(sides, func() flow {
			if h.Name != "" {
				in.assign(s, h.Name, Unknownf("an exception"))
			}
			return in.execBody(s, h.Body)
		})
	}
	f := in.fork(sides...)
	return in.execFinally(s, stmt, f)
}

// exploreWhile runs the body of a while loop once, or not at all where its test allows.
func (in *Interp) exploreWhile(s *Scope, stmt *py.While) flow {
	test := in.eval(s, stmt.Test)
	if in.raising != nil {
		return flowRaise
	}
	truth, known := in.Truth(test)
	if known && !truth {
		return in.execBody(s, stmt.Else)
	}
	body := func() flow {
		if f := in.execBody(s, stmt.Body); f == flowReturn || f == flowRaise {
			return f
		}
		return flowNext
	}
	if known {
		return body()
	}
	return in.fork(body, func() flow { return in.execBody(s, stmt.Else) })
}

// A Joiner is the Data of instances that can be joined: where two branches
// leave one each, the join is one instance and not Alternatives.
type Joiner interface {
	// Join returns the joined instance, nil where the two stay apart.
	Join(a, b *Instance) *Instance
	// Lost hears that there were too many values at a join to keep this one.
	Lost()
}

// joinInstances joins two instances of a class whose data can be joined; nil where they stay apart.
func joinInstances(a, b Value) Value {
	x, ok1 := a.(*Instance)
	y, ok2 := b.(*Instance)
	if !ok1 || !ok2 || x.Class != y.Class || x == y {
		return nil
	}
	joiner, ok := x.Data.(Joiner)
	if !ok {
		return nil
	}
	if joined := joiner.Join(x, y); joined != nil {
		return joined
	}
	return nil
}

// With returns a copy of the instance that keeps other data.
func (i *Instance) With(data any) *Instance {
	c := *i
	c.Attrs = append([]Attribute(nil), i.Attrs...)
	c.Data = data
	return &c
}

// Anew is With for what a call returns: an object that is made now.
func (i *Instance) Anew(data any) *Instance {
	c := i.With(data)
	in := i.Class.in
	in.serial++
	c.Serial, c.born = in.serial, in.birth()
	return c
}

// Outer returns the function in whose body the call stands, and the call that
// runs it; nil where the call stands outside of functions.
func (c *Call) Outer() (*Function, *Call) {
	for at := c.Scope; at != nil; at = at.parent {
		if at.call != nil {
			return at.call.function, at.call.call
		}
	}
	return nil, nil
}

// SliceBounds returns the parts of a slice, None where they are left out; ok is false for any other index.
func SliceBounds(index Value) (lower, upper, step Value, ok bool) {
	if s, isSlice := index.(*sliceValue); isSlice {
		return s.lower, s.upper, s.step, true
	}
	return nil, nil, nil, false
}

// ClassOf returns the class of a class statement of the module that no name of
// it stands for; outer is the class around it, nil at the top level.
func (m *Module) ClassOf(def *py.ClassDef, outer *Class) *Class {
	return m.in.newClass(m.around(outer), def)
}

// FunctionOf returns the function of a def statement as it is written, without
// its decorators; class is the class around it, nil at the top level.
func (m *Module) FunctionOf(def *py.FunctionDef, class *Class) *Function {
	return m.in.makeFunction(m.around(class), def)
}

// LambdaOf returns the function of a lambda; class is the class around it, nil at the top level.
func (m *Module) LambdaOf(e *py.Lambda, class *Class) *Function {
	return m.in.makeLambda(m.around(class), e)
}

func (m *Module) around(class *Class) *Scope {
	if class != nil && class.body != nil {
		return class.body
	}
	return m.scope
}

// Eval evaluates an expression of the module's source; class is the class around it, nil at the top level.
func (m *Module) Eval(e py.Expr, class *Class) Value { return m.in.eval(m.around(class), e) }

// A Parameter is one positional parameter of a function.
type Parameter struct {
	Name       string
	Annotation Value // nil where there is none
}

// Parameters returns the parameters of a function that may be given by position.
func (f *Function) Parameters() []Parameter {
	params := f.params()
	if params == nil {
		return nil
	}
	found := make([]Parameter, 0, len(params.PosOnly)+len(params.Args))
	for i := 0; i < len(params.PosOnly)+len(params.Args); i++ {
		p := positionalParam(params, i)
		var annotation Value
		if p.Annotation != nil {
			annotation = f.Module.in.annotation(f, p.Annotation)
		}
		found = append(found, Parameter{p.Name, annotation})
	}
	return found
}

// Annotation evaluates an annotation that stands in the class's body.
func (c *Class) Annotation(e py.Expr) Value {
	return c.in.annotationIn(c.body, e)
}

// Quietly runs something whose errors are not those of the moment.
func (in *Interp) Quietly(run func()) {
	raising := in.raising
	in.raising = nil
	run()
	in.raising = raising
}

// CallOpen calls a value with some arguments and others that are not known.
func (in *Interp) CallOpen(f Value, args []Value) Value {
	return in.call(f, &Call{In: in, Args: args, Open: true})
}

// filled is a value that outlives the explored function, as the function finds
// it: an empty list, set or dict is there to be filled by somebody.
func (in *Interp) filled(v Value) Value {
	if !in.exploring {
		return v
	}
	return Filled(v)
}

// fills reports whether a module's own code changes a list, set or dict that it names.
func (m *Module) fills(name string) bool {
	if !m.changes(name) {
		return false
	}
	text := m.Source.Text()
	for at := 0; ; {
		next := strings.Index(text[at:], name)
		if next < 0 {
			return false
		}
		at += next + len(name)
		for _, how := range []string{".append(", ".extend(", ".add(", ".update(", ".setdefault(", ".insert("} {
			if strings.HasPrefix(text[at:], how) {
				return true
			}
		}
		if strings.HasPrefix(text[at:], "[") {
			if end := strings.IndexByte(text[at:], ']'); end > 0 && strings.HasPrefix(text[at+end:], "] =") {
				return true
			}
		}
	}
}

// changes reports whether a name of the module is bound to an empty container: who names one means to fill it.
func (m *Module) changes(name string) bool {
	v, _ := m.scope.get(name)
	return v != nil && Filled(v) != v
}

// Filled returns an empty list, set or dict as one that may hold something; any other value as it is.
func Filled(v Value) Value {
	switch v := v.(type) {
	case *List:
		if len(v.Elts) == 0 {
			return &List{Open: true}
		}
	case *Set:
		if len(v.Elts) == 0 && !v.Frozen {
			return &Set{Open: true}
		}
	case *Dict:
		if len(v.keys) == 0 && v.names == nil && v.of == nil {
			return &Dict{Open: true, Class: v.Class}
		}
	}
	return v
}

// rebound returns the names that functions of the module bind anew to a constant
// by a global statement: what such a switch is when a function runs depends on
// what ran before.
func (m *Module) rebound() map[string]bool {
	if m.rebinds == nil {
		m.rebinds = map[string]bool{}
		if strings.Contains(m.Source.Text(), "global ") {
			for _, s := range m.Source.Tree().Body {
				if f, ok := s.(*py.FunctionDef); ok {
					m.noteRebound(f)
				}
			}
		}
	}
	return m.rebinds
}

func (m *Module) noteRebound(f *py.FunctionDef) {
	declared := map[string]bool{}
	for _, s := range f.Body {
		switch s := s.(type) {
		case *py.Global:
			for _, name := range s.Names {
				declared[name] = true
			}
		case *py.Assign:
			c, ok := s.Value.(*py.Constant)
			if !ok || c.Kind != py.True && c.Kind != py.False {
				continue
			}
			for _, t := range s.Targets {
				if name, ok := t.(*py.Name); ok && declared[name.ID] {
					m.rebinds[name.ID] = true
				}
			}
		}
	}
}
