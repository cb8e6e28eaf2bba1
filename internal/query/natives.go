package query

import (
	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/source"
	"slices"
)

// Register puts what querysets and managers do behind their declarations. It
// is what django.Options.Register wants, and Extract needs.
func Register(n *eval.Natives, p *django.Project) {
	x := &extractor{project: p, bound: map[boundManager]*eval.Instance{}}
	p.Queries = x
	const querySet = querySetClass + "."
	for name, change := range builders {
		build := x.builder(stepName(name), change)
		if name == "order_by" {
			build = eachOrder(build)
		}
		n.Func(querySet+name, build)
	}
	for name, t := range terminals {
		n.Func(querySet+name, x.terminal(name, t))
		n.Func(querySet+"a"+name, x.terminal("a"+name, t))
	}
	for _, name := range []string{"__iter__", "__aiter__", "__len__", "__bool__", "__contains__"} {
		n.Func(querySet+name, x.consumer(name))
	}
	for _, name := range []string{"__or__", "__and__", "__xor__"} {
		n.Func(querySet+name, x.combiner(name))
		n.Func(querySet+"__r"+name[2:], x.combiner(name))
	}
	n.Func(querySet+"__init__", x.initQuerySet)
	n.Func(querySet+"__getitem__", x.item)
	n.Func(querySet+"iterator", x.iterator)
	n.Func(querySet+"aiterator", x.iterator)
	n.Func(querySet+"_chain", func(c *eval.Call) eval.Value { return c.Self() })
	n.Func(querySet+"_clone", func(c *eval.Call) eval.Value { return c.Self() })
	n.Func(qClass+"._joinable", func(c *eval.Call) eval.Value {
		if q, ok := c.Self().(*eval.Instance); ok {
			q.Data = &qData{x: x}
			for _, arg := range c.Args[1:] {
				x.nest(arg, 0)
			}
		}
		return eval.None
	})
	n.Func("django.views.generic.base.View.as_view", x.asView)
	n.Override("django.contrib.auth", "get_user_model", func(*eval.Call) eval.Value {
		in := x.project.In
		return in.CallMethod(in.Lookup("django.apps.apps"), "get_model", x.project.Settings.Get("AUTH_USER_MODEL"))
	})
	x.registerManagers(n)
	x.registerObjects(n)
	x.registerWrites(n)
	x.registerFrameworks(n)
	x.registerRestFramework(n)
	x.registerFilterSets(n)
	n.Func("django.db.models.query.QuerySet.ordered", x.isOrdered)
	n.Func("django.shortcuts._get_queryset", func(c *eval.Call) eval.Value { // projects write shortcuts of their own with it
		return x.querySetFrom(c.Self())
	})
	for _, a := range []string{"", "a"} {
		n.Func("django.shortcuts."+a+"get_object_or_404", x.shortcut(a+"get_object_or_404", true))
		n.Func("django.shortcuts."+a+"get_list_or_404", x.shortcut(a+"get_list_or_404", false))
	}
}

func stepName(name string) string {
	if name == "__getitem__" {
		return "slice"
	}
	return name
}

// step returns the step that a call is, ok false where it does not stand in the
// project's source. In a method that only hands its own call on (an override of
// filter() that calls super().filter()) the outer call is the step.
func (x *extractor) step(c *eval.Call, call string) (Step, *eval.Call, bool) {
	for {
		f, outer := c.Outer()
		if f == nil || f.Name != call || outer == nil || outer.Expr == nil || !hands(f, outer) {
			break
		}
		c = outer
	}
	m := c.Module()
	if m == nil || c.Expr == nil || m.Source.Origin != resolve.Project || m.Source.File == nil {
		return Step{}, nil, false
	}
	return Step{File: m.Source.File, Span: nameSpan(c.Expr), Call: call}, c, true
}

// hands reports whether a call of a function of Django's name is the one to name.
func hands(f *eval.Function, call *eval.Call) bool {
	if f.Owner == nil {
		return f.Module.Source.Origin != resolve.Project // rest_framework.generics.get_object_or_404
	}
	i, ok := call.Self().(*eval.Instance)
	return ok && (i.Class.Is(managerClass) || i.Class.Is(querySetClass))
}

// nameSpan is where the name of the called method is written; of a subscript its bracket.
func nameSpan(e py.Expr) source.Span {
	switch e := e.(type) {
	case *py.Call:
		if attr, ok := e.Func.(*py.Attribute); ok {
			return attr.AttrAt
		}
		return e.Func.Extent()
	case *py.Subscript:
		return source.Span{Start: e.Value.Extent().End, End: e.Span.End}
	}
	return e.Extent()
}

// next chains a call to a queryset; change says what the call does to it.
func (x *extractor) next(c *eval.Call, call string, s *state, change func(*state)) *state {
	n := s.chain()
	step, at, ok := x.step(c, call)
	if ok {
		n.steps = append(n.steps, step)
		if x.stepped != nil {
			x.stepped[site{step.File.Path, step.Span.Start}] = true
		}
		n.last, n.span, n.call, n.got = step.File, at.Expr.Extent(), at, nil
	}
	if root := x.current(); root != nil {
		n.root = root
	}
	if change != nil {
		change(n)
	}
	if ok {
		x.use(s)
	}
	return n
}

// builder is the native of a method that returns a queryset.
func (x *extractor) builder(call string, change func(*extractor, *eval.Call, *state)) eval.NativeFunc {
	return func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		s := stateOf(c.Self())
		if !ok || s == nil {
			return eval.Unknownf("a queryset of a model that is not known")
		}
		n := x.next(c, call, s, func(n *state) { change(x, c, n) })
		if s.fetched && call == "all" {
			x.use(s)
			return withRows(x, derived(self, n))
		}
		x.built(c, n)
		return derived(self, n)
	}
}

// built notes a queryset that the project made, or a framework of one that the
// project made: in the definition of a class, such as one of a form's field, that changes nothing.
func (x *extractor) built(c *eval.Call, n *state) {
	if x.current() == nil && len(n.steps) == len(n.prev.steps) {
		return
	}
	x.use(n.prev)
	x.noted++
	if n.last != nil && c.Module() != nil {
		x.note(n)
	}
}

var builders = map[string]func(*extractor, *eval.Call, *state){
	"filter":            func(x *extractor, c *eval.Call, s *state) { x.narrow(c, s, 1, false) },
	"exclude":           func(x *extractor, c *eval.Call, s *state) { x.narrow(c, s, 1, true) },
	"complex_filter":    complexFilter,
	"order_by":          orderBy,
	"reverse":           func(_ *extractor, _ *eval.Call, s *state) { s.reversed = !s.reversed },
	"distinct":          func(_ *extractor, _ *eval.Call, s *state) { s.distinct = true },
	"select_related":    selectRelated,
	"prefetch_related":  prefetchRelated,
	"values":            values,
	"values_list":       values,
	"annotate":          annotate,
	"alias":             annotate,
	"extra":             func(_ *extractor, _ *eval.Call, s *state) { s.doubt("extra() adds SQL") },
	"defer":             nothing,
	"only":              nothing,
	"using":             nothing,
	"select_for_update": nothing,
	"all":               nothing,
	"none":              func(_ *extractor, _ *eval.Call, s *state) { s.empty = true },
	"union":             combine,
	"intersection":      combine,
	"difference":        combine,
	"dates":             dates,
	"datetimes":         dates,
}

func nothing(*extractor, *eval.Call, *state) {}

// narrow adds the arguments of a call behind the first skip as conditions.
func (x *extractor) narrow(c *eval.Call, s *state, skip int, negated bool, without ...string) {
	n, reasons := x.conditions(c, skip, without...)
	n.negated = negated
	if len(n.children) > 0 {
		s.where = append(s.where, n)
	}
	for _, r := range reasons {
		s.doubt(r)
	}
}

// narrowToOne is narrow for what finds one row: where the keywords are made at
// run time and there is nothing else, it is perhaps by its key.
func (x *extractor) narrowToOne(c *eval.Call, s *state) {
	before := len(s.where)
	x.narrow(c, s, 1, false)
	if c.Open && len(s.where) == before {
		s.where = append(s.where, &node{leaf: &leaf{path: "pk", span: c.Site.Span}, conditional: true})
	}
}

func complexFilter(x *extractor, c *eval.Call, s *state) {
	if d, ok := c.Arg(1, "filter_obj").(*eval.Dict); ok {
		n := &node{}
		d.Each(func(k, v eval.Value) {
			if path, ok := eval.AsStr(k); ok {
				leaf, _ := x.keyword(path, v, c.Site.Span)
				n.children = append(n.children, &node{leaf: leaf})
			}
		})
		s.where = append(s.where, n)
		if d.Open {
			s.doubt("conditions made at run time")
		}
		return
	}
	x.narrow(c, s, 1, false)
}

func orderBy(x *extractor, c *eval.Call, s *state) {
	s.order, s.ordered, s.reversed = nil, true, false
	for _, arg := range c.Args[1:] {
		key, ok := x.orderKey(arg)
		if !ok {
			s.doubt(unknownOrder)
		}
		s.order = append(s.order, key)
	}
	if c.Open {
		s.doubt(unknownOrder)
		s.order = append(s.order, orderKey{expression: "…"})
	}
}

// maxOrders is how many orders of one call are told apart.
const maxOrders = 4

// eachOrder sorts by every key that an argument may be.
func eachOrder(build eval.NativeFunc) eval.NativeFunc {
	var each eval.NativeFunc
	each = func(c *eval.Call) eval.Value {
		at := slices.IndexFunc(c.Args, func(v eval.Value) bool {
			alts, ok := v.(*eval.Alternatives)
			return ok && len(alts.Values) <= maxOrders
		})
		if at < 1 {
			return build(c)
		}
		var sorted eval.Value
		for _, key := range alternatives(c.Args[at]) {
			one := *c
			one.Args = slices.Clone(c.Args)
			one.Args[at] = key
			sorted = join(sorted, each(&one))
		}
		return sorted
	}
	return each
}

// orderKey reads one argument of order_by().
func (x *extractor) orderKey(v eval.Value) (orderKey, bool) {
	if name, ok := eval.AsStr(v); ok {
		return namedOrder(name), true
	}
	i, ok := v.(*eval.Instance)
	if !ok {
		return orderKey{expression: "…"}, false
	}
	switch {
	case i.Class.Is(orderByClass):
		key, ok := x.orderKey(attributeOf(i, "expression"))
		desc, _ := x.project.In.Truth(attributeOf(i, "descending"))
		key.desc = desc
		for _, end := range []string{"first", "last"} {
			if truth, _ := x.project.In.Truth(attributeOf(i, "nulls_"+end)); truth {
				key.nulls = map[string]string{"first": "FIRST", "last": "LAST"}[end]
			}
		}
		return key, ok
	case i.Class.Is(fClass):
		if name, ok := eval.AsStr(attributeOf(i, "name")); ok {
			return orderKey{name: name, exact: true}, true
		}
	}
	x.nest(i, 0)
	return orderKey{expression: i.Class.Name}, true
}

func namedOrder(name string) orderKey {
	key := orderKey{}
	switch {
	case name == "":
		key.expression = "…"
		return key
	case name[0] == '-':
		key.desc, name = true, name[1:]
	case name[0] == '+':
		name = name[1:]
	}
	if name == "?" {
		key.expression = "?"
	} else {
		key.name = name
	}
	return key
}

func selectRelated(_ *extractor, c *eval.Call, s *state) {
	s.wide = s.wide || len(c.Args) == 1
	for _, arg := range c.Args[1:] {
		if path, ok := eval.AsStr(arg); ok {
			s.joins = append(s.joins, path)
		}
	}
}

func (x *extractor) nestArguments(c *eval.Call) {
	for _, arg := range c.Args[1:] {
		x.nest(arg, 0)
	}
	for _, k := range c.Kw {
		x.nest(k.Value, 0)
	}
}

func annotate(x *extractor, c *eval.Call, s *state) {
	for _, arg := range c.Args[1:] {
		if i, ok := arg.(*eval.Instance); ok {
			x.addAnnotation(s, x.defaultAlias(i), i)
		}
	}
	for _, k := range c.Kw {
		x.addAnnotation(s, k.Name, k.Value)
	}
	if c.Open {
		s.doubt("annotations made at run time")
	}
}

func (x *extractor) addAnnotation(s *state, name string, v eval.Value) {
	a := annotation{name: name}
	if i, ok := v.(*eval.Instance); ok {
		a.path = pathOf(i)
	}
	x.nest(v, 0)
	s.annotations = append(s.annotations, a)
	s.grouped = s.grouped || x.aggregates(v, 0)
}

// pathOf is the path that an expression stands for: that of F("a__b"), and
// a__length of Length("a"), as a lookup names a transform; "" of any other.
func pathOf(i *eval.Instance) string {
	switch {
	case i.Class.Is(outerRefClass):
		return ""
	case i.Class.Is(fClass):
		name, _ := eval.AsStr(attributeOf(i, "name"))
		return name
	case !i.Class.Is(transformClass) || i.Args == nil || len(i.Args.Args) != 1 || len(i.Args.Kw) > 0:
		return ""
	}
	name, _ := i.Class.Find("lookup_name")
	transform, ok := eval.AsStr(orNone(name))
	if !ok {
		return ""
	}
	inner, ok := eval.AsStr(i.Args.Args[0])
	if expression, isInstance := i.Args.Args[0].(*eval.Instance); isInstance {
		inner = pathOf(expression)
		ok = inner != ""
	}
	if !ok {
		return ""
	}
	return inner + "__" + transform
}

// defaultAlias is the name of an aggregate that is given none: "total__sum".
func (x *extractor) defaultAlias(i *eval.Instance) string {
	if i.Args == nil || len(i.Args.Args) == 0 {
		return ""
	}
	path, ok := eval.AsStr(i.Args.Args[0])
	if !ok {
		return ""
	}
	lower := []byte(i.Class.Name)
	for k, b := range lower {
		if b >= 'A' && b <= 'Z' {
			lower[k] = b + 'a' - 'A'
		}
	}
	return path + "__" + string(lower)
}

func values(x *extractor, c *eval.Call, s *state) {
	s.plain = true
	for _, arg := range c.Args[1:] {
		if i, ok := arg.(*eval.Instance); ok {
			x.addAnnotation(s, x.defaultAlias(i), i)
		}
	}
	for _, k := range c.Kw {
		if k.Name != "flat" && k.Name != "named" {
			x.addAnnotation(s, k.Name, k.Value)
		}
	}
}

func combine(_ *extractor, c *eval.Call, s *state) {
	s.doubt("a union or the like of several queries")
	s.ordered, s.order = true, nil
	for _, arg := range c.Args[1:] {
		if o := stateOf(arg); o != nil {
			o.flags.used = true
		}
	}
}

func dates(x *extractor, c *eval.Call, s *state) {
	s.plain, s.distinct = true, true
	s.ordered, s.order = true, []orderKey{{expression: "Trunc"}}
	if name, ok := eval.AsStr(orNone(c.Arg(1, "field_name"))); ok {
		not := &leaf{path: name + "__isnull", span: c.Site.Span, value: value{Value: Value{Known: true, Text: "False"}}}
		s.where = append(s.where, &node{leaf: not})
	}
}

// item is qs[1:10] or qs[0].
func (x *extractor) item(c *eval.Call) eval.Value {
	self, _ := c.Self().(*eval.Instance)
	s := stateOf(c.Self())
	if s == nil {
		return eval.Unknownf("a part of a queryset that is not known")
	}
	if cached(self) {
		return &eval.List{Elts: []eval.Value{x.element(s)}, Open: true, Perhaps: true}
	}
	index := c.Arg(1, "k")
	lower, upper, _, isSlice := eval.SliceBounds(index)
	n := x.next(c, "slice", s, func(n *state) {
		n.limit = ConstantLimit
		bounds := []eval.Value{lower, upper}
		if !isSlice {
			bounds = []eval.Value{index}
		}
		for _, b := range bounds {
			if _, ok := eval.AsInt(b); !ok && b != eval.Value(eval.None) {
				n.limit = DynamicLimit
			}
		}
		if n.limit == ConstantLimit && !literalBounds(c.Expr) {
			n.limit = DynamicLimit
		}
	})
	if !isSlice {
		x.take(n, Select)
		n.flags.used = true
		return x.element(n)
	}
	x.built(c, n)
	return derived(self, n)
}

// literalBounds reports whether the bounds of a slice are numbers or names of
// constants in the source: others may vary, even where this evaluation knows them.
func literalBounds(e py.Expr) bool {
	sub, ok := e.(*py.Subscript)
	if !ok {
		return true
	}
	bounds := []py.Expr{sub.Index}
	if slice, ok := sub.Index.(*py.Slice); ok {
		bounds = []py.Expr{slice.Lower, slice.Upper}
	}
	for _, b := range bounds {
		if u, ok := b.(*py.UnaryOp); ok {
			b = u.Operand
		}
		switch b := b.(type) {
		case nil, *py.Constant:
		case *py.Name:
			if !capitals(b.ID) {
				return false
			}
		case *py.Attribute:
			if !capitals(b.Attr) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

func capitals(name string) bool {
	for i := range name {
		if c := name[i]; c >= 'a' && c <= 'z' {
			return false
		}
	}
	return true
}

// iterator is qs.iterator(): a step that runs the query.
func (x *extractor) iterator(c *eval.Call) eval.Value {
	s := stateOf(c.Self())
	if s == nil {
		return eval.Unknownf("rows of a queryset that is not known")
	}
	n := x.next(c, "iterator", s, nil)
	x.take(n, Select)
	return rows(x, n)
}

// consumer is what runs a queryset without being a step: for, list(), len(), bool().
func (x *extractor) consumer(name string) eval.NativeFunc {
	return func(c *eval.Call) eval.Value {
		s := stateOf(c.Self())
		if s == nil {
			return eval.Unknownf("rows of a queryset that is not known")
		}
		x.use(s)
		if !cached(c.Self()) {
			x.take(s, Select)
			x.project.In.SetAttr(c.Self(), resultCache, eval.Bool(true))
		}
		if name == "__iter__" || name == "__aiter__" {
			return &eval.List{Elts: []eval.Value{x.element(s)}, Open: true, Perhaps: true}
		}
		return eval.Unknownf("the rows of a queryset")
	}
}

// resultCache is the attribute of a queryset whose rows are there: it runs no further query for them.
const resultCache = "_result_cache"

// withRows says of a queryset that its rows are there.
func withRows(x *extractor, i *eval.Instance) *eval.Instance {
	x.project.In.SetAttr(i, resultCache, eval.Bool(true))
	return i
}

func cached(v eval.Value) bool {
	i, ok := v.(*eval.Instance)
	return ok && attributeOf(i, resultCache) == eval.Value(eval.Bool(true))
}

// derived is the queryset that a call makes of another: it has a state of its own and no rows.
func derived(i *eval.Instance, s *state) *eval.Instance {
	n := i.Anew(s)
	n.Attrs = slices.DeleteFunc(n.Attrs, func(a eval.Attribute) bool { return a.Name == resultCache })
	return n
}

// element is one row.
func (x *extractor) element(s *state) eval.Value {
	if s.plain || s.model == nil {
		return eval.Unknownf("a row of values")
	}
	object := x.object(s.model.Class)
	if came := x.rowOf(s); came != nil {
		object.Data = came
	}
	return object
}

// combiner is qs | other and qs & other. One side may not be known.
func (x *extractor) combiner(name string) eval.NativeFunc {
	return func(c *eval.Call) eval.Value {
		self, _ := c.Self().(*eval.Instance)
		s, o := stateOf(c.Self()), stateOf(c.Arg(1, "other"))
		if s == nil {
			return eval.Unknownf("a combination with something that is no queryset")
		}
		if o == nil {
			o = &state{x: x, flags: &flags{}, where: []*node{{leaf: &leaf{lookup: "expression", span: c.Site.Span}}},
				unknown: []string{"a combination with a queryset that is not known"}}
		}
		if o.empty || s.empty {
			if o.empty == (name == "__and__") {
				return c.Arg(1, "other")
			}
			return self
		}
		n := x.next(c, name, s, func(n *state) {
			n.prev = nil // its conditions do not begin with those of either
			n.steps = slices.Insert(n.steps, len(s.steps), o.steps...)
			if n.root != x.current() {
				n.root = o.root
			}
			n.where = slices.Concat(s.where, o.where)
			if name != "__and__" {
				n.where = []*node{{or: name == "__or__", children: []*node{{children: s.where}, {children: o.where}}}}
			}
			for _, r := range o.unknown {
				n.doubt(r)
			}
			if name == "__xor__" {
				n.doubt("one of two queries and not both")
			}
		})
		x.use(s)
		x.use(o)
		if n.root != nil && n.root == x.current() {
			x.pending = append(x.pending, n)
		}
		return derived(self, n)
	}
}

// initQuerySet is QuerySet(model=…).
func (x *extractor) initQuerySet(c *eval.Call) eval.Value {
	self, ok := c.Self().(*eval.Instance)
	if !ok {
		return eval.None
	}
	model := c.Arg(1, "model")
	if model == nil {
		return eval.None
	}
	x.project.In.SetAttr(self, "model", model)
	if class, ok := model.(*eval.Class); ok {
		if m := x.project.ModelOf(class); m != nil {
			self.Data = &state{x: x, model: m, limit: NoLimit, flags: &flags{}}
		}
	}
	return eval.None
}

// ranAt takes a query down where the call that runs it is a step.
func (x *extractor) ranAt(n, before *state, operation Operation) {
	switch {
	case len(n.steps) > len(before.steps):
		x.take(n, operation)
	case operation == Get && x.current() != nil:
		x.use(before)
		x.take(n, Get)
	}
}

// shortcut is get_object_or_404() and get_list_or_404().
func (x *extractor) shortcut(name string, one bool) eval.NativeFunc {
	return func(c *eval.Call) eval.Value {
		var results []eval.Value
		first := c.Self()
		all := []eval.Value{first}
		if alts, ok := first.(*eval.Alternatives); ok {
			all = alts.Values
		}
		for _, from := range all {
			qs, ok := x.querySetFrom(from).(*eval.Instance)
			if !ok || stateOf(qs) == nil {
				continue
			}
			n := x.next(c, name, stateOf(qs), func(n *state) {
				if one {
					x.narrowToOne(c, n)
				} else {
					x.narrow(c, n, 1, false)
				}
			})
			if one {
				x.ranAt(n, stateOf(qs), Get)
				results = append(results, x.element(n))
			} else {
				x.ranAt(n, stateOf(qs), Select)
				results = append(results, rows(x, n))
			}
		}
		if len(results) == 0 {
			return eval.Unknownf("an object of a model that is not known")
		}
		joined := results[0]
		for _, r := range results[1:] {
			joined = eval.Join(joined, r)
		}
		return joined
	}
}

// isOrdered is QuerySet.ordered: whether the code or the model says an order.
func (x *extractor) isOrdered(c *eval.Call) eval.Value {
	s := stateOf(c.Self())
	switch {
	case s == nil || s.plain || s.empty:
		return eval.Unknownf("whether a queryset is ordered")
	case s.ordered:
		return eval.Bool(len(s.order) > 0)
	case s.grouped || s.model == nil:
		return eval.Unknownf("whether a queryset is ordered")
	}
	m := x.schemaOf(s.model)
	if m == nil {
		return eval.Unknownf("whether a queryset is ordered")
	}
	return eval.Bool(len(x.metaOrdering(m)) > 0)
}
