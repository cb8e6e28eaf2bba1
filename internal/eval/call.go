package eval

import (
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// A Call is one call under evaluation: what natives get.
type Call struct {
	In    *Interp
	Scope *Scope // where the call stands; nil for calls that natives make
	Site  Place
	Expr  py.Expr // the expression that calls; nil for calls that natives make
	Args  []Value // of a method self is the first
	Kw    []Keyword
	Open  bool // *args or **kwargs may hold more than is known
	// Adrift is how many of the last Args stand behind an *args of which not all
	// is known: their positions are not known.
	Adrift  int32
	starred *starred // an argument that is several; nil once it is settled
}

// A Keyword is one keyword argument.
type Keyword struct {
	Name  string
	Value Value
	Maybe bool // given on some ways through the code only
}

// NativeFunc is a function of a library as Go code.
type NativeFunc func(*Call) Value

// Arg returns an argument by position or name, nil where it is not given.
func (c *Call) Arg(i int, name string) Value {
	if i >= 0 && i < len(c.Args) {
		return c.Args[i]
	}
	return c.Keyword(name)
}

// Keyword returns a keyword argument, nil where it is not given.
func (c *Call) Keyword(name string) Value {
	for i := range c.Kw {
		if c.Kw[i].Name == name {
			return c.Kw[i].Value
		}
	}
	return nil
}

// Self returns the first argument.
func (c *Call) Self() Value {
	if len(c.Args) == 0 {
		return Unknownf("called without an object")
	}
	return c.Args[0]
}

// Module returns the module in which the call stands, nil where a native makes it.
func (c *Call) Module() *Module {
	if c.Scope == nil {
		return nil
	}
	return c.Scope.module
}

// Call calls a value with arguments.
func (in *Interp) Call(f Value, args []Value, kw []Keyword) Value {
	return in.call(f, &Call{In: in, Args: args, Kw: kw})
}

// CallMethod calls a method of an object.
func (in *Interp) CallMethod(self Value, name string, args ...Value) Value {
	f, found := in.attr(self, name)
	if !found {
		return Unknownf("%s has no %s", what(self), name)
	}
	return in.Call(f, args, nil)
}

func (in *Interp) evalCall(s *Scope, e *py.Call) Value {
	if name, ok := e.Func.(*py.Name); ok && name.ID == "super" && len(e.Args) < 3 {
		if _, shadowed := s.get("super"); !shadowed {
			return in.evalSuper(s, e)
		}
	}
	// A method of a plain value is called without making a bound method first.
	if attr, ok := e.Func.(*py.Attribute); ok {
		self := in.eval(s, attr.Value)
		if in.raising != nil {
			return Unknownf("an error was raised")
		}
		if method := in.builtinMethod(self, attr.Attr); method != nil {
			c := &Call{In: in, Args: append(make([]Value, 0, 1+len(e.Args)), self)}
			in.evalArguments(s, e, c)
			if in.raising != nil {
				return Unknownf("an error was raised")
			}
			if in.depth >= in.deepest() {
				return Unknownf("calls are nested too deeply")
			}
			c.Scope, c.Expr, c.Site = s, e, Place{s.module.Source.File, e.Extent()}
			in.depth++
			v := c.each(func(c *Call) Value { return method(c) })
			in.depth--
			return v
		}
		f := in.attrOf(self, attr.Attr)
		c := &Call{In: in}
		if method, ok := f.(*BoundMethod); ok {
			return in.callMethod(s, e, method, c)
		}
		in.evalArguments(s, e, c)
		return in.finish(s, e, f, c)
	}
	f := in.eval(s, e.Func)
	c := &Call{In: in}
	in.evalArguments(s, e, c)
	return in.finish(s, e, f, c)
}

// callMethod calls a bound method: its object goes before the arguments at once.
func (in *Interp) callMethod(s *Scope, e *py.Call, method *BoundMethod, c *Call) Value {
	c.Args = append(make([]Value, 0, 1+len(e.Args)), method.Self)
	in.evalArguments(s, e, c)
	if in.depth >= in.deepest() {
		return Unknownf("calls are nested too deeply")
	}
	in.depth++
	v := in.finish(s, e, method.Func, c)
	in.depth--
	return v
}

func (in *Interp) finish(s *Scope, e py.Expr, f Value, c *Call) Value {
	if in.raising != nil {
		return Unknownf("an error was raised")
	}
	return c.each(func(c *Call) Value { return in.callAt(s, e, f, c) })
}

func (in *Interp) callAt(s *Scope, e py.Expr, f Value, c *Call) Value {
	c.In, c.Scope, c.Expr = in, s, e
	c.Site = Place{s.module.Source.File, e.Extent()}
	return in.call(f, c)
}

func (in *Interp) evalArguments(s *Scope, e *py.Call, c *Call) {
	if c.Args == nil && len(e.Args) > 0 {
		c.Args = make([]Value, 0, len(e.Args))
	}
	if len(e.Keywords) > 0 {
		c.Kw = make([]Keyword, 0, len(e.Keywords))
	}
	adrift := false
	for _, arg := range e.Args {
		if star, ok := arg.(*py.Starred); ok {
			v := in.eval(s, star.Value)
			elts, all := in.iterate(v)
			if alts, ok := v.(*Alternatives); ok && c.starred == nil && !adrift {
				if several := sequences(alts); several != nil {
					elts, all = several[0], true
					c.starred = &starred{at: len(c.Args), count: len(elts), others: several[1:]}
				}
			}
			c.Args = append(c.Args, elts...)
			if adrift {
				c.Adrift += int32(len(elts))
			}
			c.Open = c.Open || !all
			adrift = adrift || !all
			continue
		}
		c.Args = append(c.Args, in.eval(s, arg))
		if adrift {
			c.Adrift++
		}
	}
	for _, k := range e.Keywords {
		v := in.eval(s, k.Value)
		if k.Name != "" {
			c.Kw = append(c.Kw, Keyword{Name: k.Name, Value: v})
			continue
		}
		d := oneDict(v)
		if d == nil {
			c.Open = true
			continue
		}
		c.Open = c.Open || d.Open
		d.Each(func(key, v Value) {
			if name, ok := AsStr(key); ok {
				c.Kw = append(c.Kw, Keyword{name, v, d.Maybe(key)})
			} else {
				c.Open = true
			}
		})
	}
}

// oneDict is a dict, or several possible ones as one; nil for anything else.
func oneDict(v Value) *Dict {
	alts, ok := v.(*Alternatives)
	if !ok {
		d, _ := v.(*Dict)
		return d
	}
	dicts := make([]*Dict, len(alts.Values))
	for i, alt := range alts.Values {
		if dicts[i], ok = alt.(*Dict); !ok {
			return nil
		}
	}
	return joinDicts(dicts)
}

// evalSuper is super() in a method, or super(Class, self).
func (in *Interp) evalSuper(s *Scope, e *py.Call) Value {
	var after *Class
	var self Value
	if len(e.Args) == 2 {
		c, ok := in.eval(s, e.Args[0]).(*Class)
		if !ok {
			return Unknownf("super() of a class that is not known")
		}
		after, self = c, in.eval(s, e.Args[1])
	} else {
		for at := s; at != nil; at = at.parent {
			if at.kind == functionScope && at.class != nil && len(at.values) > 0 {
				after, self = at.class, at.values[0]
				break
			}
		}
	}
	if after == nil {
		return Unknownf("super() outside of a method")
	}
	switch self := self.(type) {
	case *Instance:
		return &superProxy{after, self.Class, self}
	case *Class:
		return &superProxy{after, self, self}
	}
	return Unknownf("super() of an object that is not known")
}

// deepest is how deeply calls may be nested.
func (in *Interp) deepest() int {
	if in.exploring {
		return exploredDepth
	}
	return maxDepth
}

func (in *Interp) call(f Value, c *Call) Value {
	if in.depth >= in.deepest() {
		return Unknownf("calls are nested too deeply")
	}
	in.depth++
	defer func() { in.depth-- }()
	switch f := f.(type) {
	case *Unknown:
		if in.exploring && in.missed != nil {
			in.missed(c, f.Reason)
		}
		if in.natives.missing != nil {
			if v := in.natives.missing(calledName(c.Expr), f.Reason, c); v != nil {
				return v
			}
		}
		if fallback := in.fallbackOf(c); fallback != nil {
			return Join(fallback, &Unknown{Reason: f.Reason})
		}
		return &Unknown{Reason: f.Reason}
	case *Function:
		return in.callFunction(f, c)
	case *BoundMethod:
		bound := *c
		bound.Args = append([]Value{f.Self}, c.Args...)
		return in.call(f.Func, &bound)
	case *Native:
		return f.Call(c)
	case *Partial:
		bound := *c
		bound.Args = append(append([]Value(nil), f.Args...), c.Args...)
		bound.Kw = nil
		for _, kw := range f.Kw {
			if c.Keyword(kw.Name) == nil {
				bound.Kw = append(bound.Kw, kw)
			}
		}
		bound.Kw = append(bound.Kw, c.Kw...)
		return in.call(f.Func, &bound)
	case *Class:
		return in.instantiate(f, c)
	case *TypeExpr:
		return in.call(f.Origin, c)
	case *Alternatives:
		return in.each(f, func(alt Value) Value {
			again := *c
			again.Args = append([]Value(nil), c.Args...)
			return in.call(alt, &again)
		})
	case *staticMethod:
		return in.call(f.fn, c)
	case *classMethod:
		return in.call(f.fn, c)
	case *Instance:
		if m, _ := f.Class.Find("__call__"); m != nil {
			bound := *c
			bound.Args = append([]Value{f}, c.Args...)
			return in.call(m, &bound)
		}
	}
	return Unknownf("the result of calling %s", what(f))
}

// fallbackOf is the string that get(key, "x") of something unknown returns where
// it has no such key, as mappings do; nil for any other call.
func (in *Interp) fallbackOf(c *Call) Value {
	if !in.exploring || len(c.Args) != 2 || len(c.Kw) > 0 || calledName(c.Expr) != "get" {
		return nil
	}
	_, key := c.Args[0].(Str)
	if fallback, ok := c.Args[1].(Str); ok && key && fallback != "" {
		return fallback
	}
	return nil
}

// calledName is the last name of what an expression calls, "" where it has none.
func calledName(e py.Expr) string {
	call, ok := e.(*py.Call)
	if !ok {
		return ""
	}
	switch f := call.Func.(type) {
	case *py.Name:
		return f.ID
	case *py.Attribute:
		return f.Attr
	}
	return ""
}

// instantiate calls a class.
func (in *Interp) instantiate(class *Class, c *Call) Value {
	if make := in.types.constructor(class); make != nil {
		return make(c)
	}
	if class.isEnum() {
		return in.memberOf(class, c)
	}
	if meta := class.Metaclass(); meta != nil {
		if f, owner := meta.Find("__call__"); f != nil && owner.Module != nil && owner.Module.Source.Origin == resolve.Native {
			return in.Call(f, append([]Value{class}, c.Args...), c.Kw)
		}
	}
	if len(c.Args) == 3 && class.IsSubclass(in.types.typ) {
		if f, owner := class.Find("__new__"); f == nil || owner == in.types.object || owner.Module != nil && owner.Module.Source.Origin == resolve.Native {
			return in.MakeType(class, c.Args, c)
		}
	}
	var i *Instance
	if f, owner := class.Find("__new__"); f != nil && owner != in.types.object {
		bound := *c
		bound.Args = append([]Value{class}, c.Args...)
		v := in.call(unwrapStatic(f), &bound)
		made, ok := v.(*Instance)
		if !ok || !made.Class.IsSubclass(class) {
			if !IsUnknown(v) {
				return v
			}
		}
		i = made
	}
	if i == nil {
		i = in.NewInstance(class)
	}
	i.Made = c.Site
	if i.Args == nil {
		i.Args = &Call{In: in, Scope: c.Scope, Site: c.Site, Expr: c.Expr, Args: c.Args, Kw: c.Kw, Open: c.Open}
	}
	if f, owner := class.Find("__init__"); f != nil && owner != in.types.object {
		bound := *c
		bound.Args = append([]Value{i}, c.Args...)
		if v := in.call(f, &bound); in.exploring && IsUnknown(v) {
			i.Open = true // what it sets is not known
		}
	}
	return i
}

// NewInstance returns an object of a class without calling anything.
func (in *Interp) NewInstance(class *Class) *Instance {
	in.serial++
	return &Instance{Class: class, Serial: in.serial, born: in.birth()}
}

func unwrapStatic(v Value) Value {
	switch v := v.(type) {
	case *staticMethod:
		return v.fn
	case *classMethod:
		return v.fn
	}
	return v
}

func (in *Interp) makeFunction(s *Scope, def *py.FunctionDef) *Function {
	f := &Function{Name: def.Name, Module: s.module, Def: def, scope: s}
	if s.kind == classScope {
		f.Owner = s.class
	}
	in.evalDefaults(s, f, def.Args)
	in.notice(f)
	if s.module.Source.Origin == resolve.Native {
		f.native = in.nativeOf(f, s)
	} else if of := in.natives.overrides[s.module.Name]; of != nil {
		f.native = of[qualify(s, f.Name)]
	}
	return f
}

// nativeOf returns what Go registers for a function that is only declared. A
// constructor that is declared and not registered keeps its arguments as
// attributes; any other declared function has a result that is not known.
func (in *Interp) nativeOf(f *Function, s *Scope) NativeFunc {
	name := s.module.Name + "." + qualify(s, f.Name)
	if native := in.natives.functions[name]; native != nil {
		return native
	}
	if !declaredOnly(f.Def.Body) {
		return nil
	}
	if f.Name == "__init__" {
		return func(c *Call) Value { return in.record(f, c) }
	}
	reason := name + " is not described"
	return func(*Call) Value { return &Unknown{Reason: reason} }
}

func declaredOnly(body []py.Stmt) bool {
	if len(body) != 1 {
		return false
	}
	e, ok := body[0].(*py.ExprStmt)
	if !ok {
		return false
	}
	c, ok := e.Value.(*py.Constant)
	return ok && c.Kind == py.Ellipsis
}

// record keeps the arguments of a constructor as attributes of self. One that
// the class has a property for is kept behind it, under its name with an underscore.
func (in *Interp) record(f *Function, c *Call) Value {
	s := &Scope{kind: functionScope, module: f.Module}
	in.bind(f, f.Def.Args, c, s)
	self, ok := s.values[0].(*Instance)
	if !ok {
		return None
	}
	in.touch(self)
	properties := f.propertiesOf(self.Class, s.names)
	for i, name := range s.names[1:] {
		if properties[name] {
			name = "_" + name
		}
		self.set(name, s.values[i+1])
	}
	return None
}

// propertiesOf returns which of some names are properties of a class.
func (f *Function) propertiesOf(c *Class, names []string) map[string]bool {
	if found, ok := f.properties[c]; ok {
		return found
	}
	var found map[string]bool
	for _, name := range names {
		if v, _ := c.Find(name); v != nil {
			if p, ok := v.(*Property); ok && !p.Cached {
				found = add(found, []string{name})
			}
		}
	}
	if f.properties == nil {
		f.properties = map[*Class]map[string]bool{}
	}
	f.properties[c] = found
	return found
}

func (in *Interp) makeLambda(s *Scope, e *py.Lambda) *Function {
	f := &Function{Name: "<lambda>", Module: s.module, Lambda: e, scope: s}
	in.evalDefaults(s, f, e.Args)
	in.notice(f)
	return f
}

func (in *Interp) evalDefaults(s *Scope, f *Function, args *py.Arguments) {
	if args == nil {
		return
	}
	for _, d := range args.Defaults {
		f.defaults = append(f.defaults, in.eval(s, d))
	}
	for _, d := range args.KwDefaults {
		var v Value
		if d != nil {
			v = in.eval(s, d)
		}
		f.kwonly = append(f.kwonly, v)
	}
}

func (in *Interp) callFunction(f *Function, c *Call) Value {
	if f.native != nil {
		return f.native(c)
	}
	if f.Def == nil && f.Lambda == nil {
		return Unknownf("the result of %s", f.Name)
	}
	f.called = f.called || f.Nested()
	if f.Lambda != nil {
		s := in.calledScope(f)
		in.bind(f, f.Lambda.Args, c, s)
		return in.eval(s, f.Lambda.Body)
	}
	if in.exploring && in.follow != nil {
		return in.follow(f, c, func() Value { return in.runFunction(f, c) })
	}
	return in.runFunction(f, c)
}

// runFunction evaluates the body of a function that is written as Python.
func (in *Interp) runFunction(f *Function, c *Call) Value {
	calls := in.active[f.Def]
	if calls == nil {
		calls = &activity{}
		in.active[f.Def] = calls
	}
	if calls.depth >= maxRecursion {
		return Unknownf("%s calls itself", f.Name)
	}
	if in.costly[f.Def] > 0 && in.givesUp(f, calls) {
		return Unknownf("%s takes too many steps", f.Name)
	}
	calls.depth++
	calls.number++
	defer in.leave(f, calls, in.limit, in.steps)
	if f.Module.Source.Origin == resolve.Package && !in.building {
		in.limit = min(in.limit, in.steps+maxPackageSteps)
	}
	if in.exploring && f.Def != in.explored && f.Module.Source.Origin != resolve.Native {
		in.limit = min(in.limit, in.steps+followedSteps)
	}
	s := in.calledScope(f)
	s.call.call = c
	if s.facts.generator {
		s.call.yields = &List{}
	}
	in.bind(f, f.Def.Args, c, s)
	end := in.execBody(s, f.Def.Body)
	if len(s.names) > len(s.facts.order) {
		s.facts.order, s.facts.index = s.names, s.index
	}
	if s.call.yields != nil {
		return s.call.yields
	}
	results := s.call.results
	if end == flowRaise && (len(results) > 0 || in.tries == 0) {
		in.raising = nil // some paths return, or nobody would catch it: see Raise
	}
	if end == flowNext {
		results = append(results, None)
	}
	if len(results) == 0 {
		return &Unknown{Reason: f.Name + " does not return", Never: end == flowRaise && in.steps <= in.limit}
	}
	joined := results[0]
	for _, r := range results[1:] {
		joined = Join(joined, r)
	}
	return joined
}

// calledScope returns the scope of one call of f. Its names are those of an
// earlier call, in the same places and without values.
func (in *Interp) calledScope(f *Function) *Scope {
	if f.Def == nil {
		return &Scope{kind: functionScope, parent: f.scope, module: f.Module, class: f.Owner, born: in.birth()}
	}
	both := &struct {
		scope Scope
		call  activation
	}{
		Scope{kind: functionScope, parent: f.scope, module: f.Module, class: f.Owner, born: in.birth()},
		activation{function: f},
	}
	s := &both.scope
	s.call = &both.call
	s.facts = in.factsOf(f.Def)
	if names := s.facts.order; names != nil {
		s.names, s.values, s.index = names[:len(names):len(names)], make([]Value, len(names)), s.facts.index
	} else {
		s.names, s.values = make([]string, 0, 8), make([]Value, 0, 8)
	}
	return s
}

// leave ends a call of f that began with a limit at a step. What used up a
// budget of its own, or most of its caller's, is not called again.
func (in *Interp) leave(f *Function, calls *activity, limit, began int) {
	calls.depth--
	if in.steps > in.limit && (in.limit < limit || in.steps-began > maxSteps/2) {
		in.costly[f.Def]++
	}
	in.limit = limit
}

// givesUp reports whether a function that has used up its budget is not called
// again. Below explorations it is given some more chances, and the more the
// more of its calls were none too long: what it costs depends on its arguments.
func (in *Interp) givesUp(f *Function, calls *activity) bool {
	return !in.exploring || f.Def != in.explored && in.costly[f.Def] > maxTedious+calls.number/easyCalls
}

// activity is the calls of a function.
type activity struct {
	depth  int // those under way
	number int
}

// within gives whatever run evaluates at most some steps of the budget.
func (in *Interp) within(steps int, run func() Value) (v Value, exceeded bool) {
	limit := in.limit
	in.limit = min(limit, in.steps+steps)
	v = run()
	exceeded = in.steps > in.limit && in.limit < limit
	in.limit = limit
	return v, exceeded
}

// bind gives the parameters of a function their values.
func (in *Interp) bind(f *Function, params *py.Arguments, c *Call, s *Scope) {
	if params == nil {
		return
	}
	used := 0
	var taken map[string]bool // keywords that are parameters; only a **parameter asks
	if params.Kwarg != nil && len(c.Kw) > 0 {
		taken = make(map[string]bool, len(c.Kw))
	}
	positional := len(params.PosOnly) + len(params.Args)
	for i := 0; i < positional; i++ {
		p := positionalParam(params, i)
		switch {
		case i < len(c.Args)-int(c.Adrift):
			s.set(p.Name, c.Args[i])
			used++
		default:
			if v := c.Keyword(p.Name); v != nil && i >= len(params.PosOnly) {
				s.set(p.Name, v)
				if taken != nil {
					taken[p.Name] = true
				}
				continue
			}
			var fallback Value
			if at := i - (positional - len(f.defaults)); at >= 0 {
				fallback = f.defaults[at]
			}
			s.set(p.Name, in.missing(f, p.Name, fallback, c))
		}
	}
	if params.Vararg != nil {
		rest := append([]Value(nil), c.Args[used:]...)
		if c.Open {
			s.set(params.Vararg.Name, &List{Elts: rest, Open: true})
		} else {
			s.set(params.Vararg.Name, &Tuple{rest})
		}
	}
	for i, p := range params.KwOnly {
		if v := c.Keyword(p.Name); v != nil {
			s.set(p.Name, v)
			if taken != nil {
				taken[p.Name] = true
			}
			continue
		}
		s.set(p.Name, in.missing(f, p.Name, f.kwonly[i], c))
	}
	if params.Kwarg != nil {
		rest := NewDict()
		rest.Open = c.Open
		rest.keywords = c.Open && in.exploring && c.Scope == nil // nobody in the program calls it so
		for _, k := range c.Kw {
			if !taken[k.Name] {
				rest.put(Str(k.Name), k.Value)
				if k.Maybe {
					rest.sometimes(Str(k.Name))
				}
			}
		}
		s.set(params.Kwarg.Name, rest)
	}
}

func positionalParam(params *py.Arguments, i int) *py.Arg {
	if i < len(params.PosOnly) {
		return params.PosOnly[i]
	}
	return params.Args[i-len(params.PosOnly)]
}

// missing is the value of a parameter for which the call has no argument.
func (in *Interp) missing(f *Function, name string, fallback Value, c *Call) Value {
	switch {
	case c.Open:
		return Unknownf("argument %s of %s is made at run time", name, f.Name)
	case fallback != nil:
		return fallback
	}
	return Unknownf("argument %s of %s is not given", name, f.Name)
}

// wraps reports whether f stands for inner: functools.wraps says so, or it closes over it.
func (f *Function) wraps(inner *Function) bool {
	for _, a := range f.attrs {
		if a.Name == "__wrapped__" {
			return true
		}
	}
	for at := f.scope; at != nil; at = at.parent {
		for _, v := range at.values {
			if v == Value(inner) {
				return true
			}
		}
	}
	return false
}

// Signature returns the names of a function's parameters that may be given by position.
func (f *Function) Signature() []string {
	params := f.params()
	if params == nil {
		return nil
	}
	names := make([]string, 0, len(params.PosOnly)+len(params.Args))
	for i := 0; i < len(params.PosOnly)+len(params.Args); i++ {
		names = append(names, positionalParam(params, i).Name)
	}
	return names
}

func (f *Function) params() *py.Arguments {
	if f.Def != nil {
		return f.Def.Args
	}
	if f.Lambda != nil {
		return f.Lambda.Args
	}
	return nil
}

// CallFresh calls a value apart from the branches and errors of the moment.
func (in *Interp) CallFresh(f Value, args []Value) Value {
	return in.undisturbed(func() Value {
		v := in.Call(f, args, nil)
		in.raising = nil
		return v
	})
}

// SetKey puts a value into a dict under a string.
func (in *Interp) SetKey(d *Dict, name string, v Value) {
	in.touch(d)
	d.put(Str(name), v)
}

// DeleteKey takes a string out of a dict.
func (in *Interp) DeleteKey(d *Dict, name string) {
	in.touch(d)
	d.remove(Str(name))
}

// RaiseClass starts an exception of a class of the program.
func (in *Interp) RaiseClass(dotted string) {
	if c, ok := in.Lookup(dotted).(*Class); ok && in.raising == nil && in.tries > 0 {
		in.raising = &Raised{Class: c}
	}
}
