package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/schema"
)

const (
	filterSetClass = "django_filters.filterset.BaseFilterSet"
	filterClass    = "django_filters.filters.Filter"
)

// filterSets is what classes of django-filter add to querysets. A request gives
// any of a filter's parameters or none, so that all of them are conditional. What a
// class adds is the same wherever it is used: it is found out once, on a queryset
// without conditions, and then put on those of the views.
type filterSets struct {
	x       *extractor
	filters map[*eval.Class]filtersMade
	bases   map[fieldsOn]*eval.Class
	added   map[filterUse]*addition
	metas   map[eval.Value]eval.Value // _meta of the classes whose Meta it is made of
}

// A filterUse is a FilterSet class on querysets of one kind.
type filterUse struct {
	class, querySet *eval.Class
	model           *django.Model
	whole           bool // with what the class's constructor and its qs do, not its filters alone
}

// A filter is one parameter of a FilterSet.
type filter struct {
	name     string
	nodes    []*node        // what it adds
	instance *eval.Instance // set where Python says what it adds: in method, or in its class's filter()
	method   eval.Value
	// predicate tells that its class says what to ask, once it knows the value.
	predicate bool
}

// An addition is what a piece of code adds to a queryset.
type addition struct {
	where       []*node
	annotated   []*node // on names that the model does not have: those of annotations
	steps       []Step
	annotations []annotation
	joins       []string
	unknown     []string
	made        *state // where the last of it stands, nil for what no step made
	ordered     *state // whose order it gives, nil where it leaves the order alone
}

func (x *extractor) registerFilterSets(n *eval.Natives) {
	fs := &filterSets{x: x, filters: map[*eval.Class]filtersMade{}, bases: map[fieldsOn]*eval.Class{}, added: map[filterUse]*addition{}, metas: map[eval.Value]eval.Value{}}
	x.filters = fs
	n.Func(filterSetClass+"._default", func(c *eval.Call) eval.Value {
		return fs.queryset(classOf(c.Self()))
	})
	n.Func(filterSetClass+".__getattr__", func(c *eval.Call) eval.Value {
		switch name, _ := eval.AsStr(c.Arg(1, "name")); name {
		case "queryset":
			return fs.queryset(classOf(c.Self()))
		case "request":
			return x.restRequest()
		default:
			return eval.Unknownf("%s of a FilterSet", name)
		}
	})
	n.Func(filterSetClass+".filter_queryset", func(c *eval.Call) eval.Value {
		return fs.apply(classOf(c.Self()), c.Arg(1, "queryset"), false)
	})
	n.Func(filterSetClass+".get_filters", fs.byName)
	n.Func("django_filters.filterset._Options.__get__", fs.options)
	n.Func("django_filters.filterset.FilterSetMetaclass.__call__", fs.make)
	n.Func(filterClass+".filter", func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		if !ok {
			return c.Arg(1, "qs")
		}
		nodes := fs.nodes(self, "")
		return x.eachQuerySet(c.Arg(1, "qs"), func(i *eval.Instance, s *state) eval.Value {
			return x.with(i, s, &addition{where: slices.Clone(nodes)})
		})
	})
	const backend = "django_filters.rest_framework.backends.DjangoFilterBackend."
	n.Func(backend+"get_filterset_class", func(c *eval.Call) eval.Value {
		return filterSetOf(x, c.Arg(1, "view"))
	})
	n.Func(backend+"filter_queryset", func(c *eval.Call) eval.Value {
		return fs.backend(c.Self(), c.Arg(1, "request"), c.Arg(2, "queryset"), c.Arg(3, "view"))
	})
}

// options is _meta of a FilterSet class, made once of its Meta. Constructors that
// add filters for rows of the database learn nothing from it.
func (fs *filterSets) options(c *eval.Call) eval.Value {
	in := fs.x.project.In
	if instance := c.Arg(1, "instance"); instance != nil && instance != eval.Value(eval.None) {
		return eval.Unknownf("_meta of a FilterSet")
	}
	meta, ok := in.TryAttr(c.Arg(2, "owner"), "Meta")
	if !ok {
		meta = eval.None
	}
	class, isClass := meta.(*eval.Class)
	if made := fs.metas[meta]; isClass && made != nil {
		return made
	}
	made := in.Call(in.Lookup("django_filters.filterset.FilterSetOptions"), []eval.Value{meta}, nil)
	if isClass && class.Evaluated() {
		fs.metas[meta] = made
	}
	return made
}

// filterSetOf is the FilterSet class that a view names, None where it names none.
func filterSetOf(x *extractor, view eval.Value) eval.Value {
	for _, name := range []string{"filterset_class", "filter_class"} { // the latter before django-filter 2
		if v := x.attributeOr(view, name); v != nil {
			return v
		}
	}
	return eval.None
}

// backend is DjangoFilterBackend.filter_queryset().
func (fs *filterSets) backend(self, request, queryset, view eval.Value) eval.Value {
	x := fs.x
	backend := classOf(self)
	if written(backend, "get_filterset") || written(backend, "get_filterset_kwargs") {
		made := x.project.In.CallMethod(self, "get_filterset", request, queryset, view)
		if made == eval.Value(eval.None) || eval.IsUnknown(made) {
			return queryset
		}
		return x.project.In.Attr(made, "qs")
	}
	var chosen eval.Value
	if written(backend, "get_filterset_class") {
		chosen = x.project.In.CallMethod(self, "get_filterset_class", view, queryset)
	} else {
		chosen = filterSetOf(x, view)
	}
	var result eval.Value
	for _, v := range alternatives(chosen) {
		filtered := queryset
		if class, ok := v.(*eval.Class); ok {
			filtered = fs.apply(class, queryset, true)
		} else if v == eval.Value(eval.None) {
			filtered = fs.fields(queryset, view, backend)
		}
		result = join(result, filtered)
	}
	return result
}

// fields applies what a view's filterset_fields names, with the class that the
// project makes a FilterSet of them from.
func (fs *filterSets) fields(queryset, view eval.Value, backend *eval.Class) eval.Value {
	fields := fs.x.attributeOr(view, "filterset_fields")
	if fields == nil {
		fields = fs.x.attributeOr(view, "filter_fields")
	}
	if fields == nil {
		return queryset
	}
	return fs.x.eachQuerySet(queryset, func(i *eval.Instance, s *state) eval.Value {
		if class := fs.fromBase(backend, s.model, fields); class != nil {
			return fs.x.with(i, s, fs.adds(filterUse{class, i.Class, s.model, true}, i))
		}
		a := &addition{}
		fs.generated(fs.x.schemaOf(s.model), fields, nil, func(_ string, n *node) { a.where = append(a.where, n) })
		a.settle(fs.x, s.model)
		return fs.x.with(i, s, a)
	})
}

// apply puts what a FilterSet class adds on a queryset.
func (fs *filterSets) apply(class *eval.Class, queryset eval.Value, whole bool) eval.Value {
	if class == nil {
		return queryset
	}
	return fs.x.eachQuerySet(queryset, func(i *eval.Instance, s *state) eval.Value {
		return fs.x.with(i, s, fs.adds(filterUse{class, i.Class, s.model, whole}, i))
	})
}

// adds returns what a FilterSet class adds to querysets like one.
func (fs *filterSets) adds(use filterUse, like *eval.Instance) *addition {
	if a, ok := fs.added[use]; ok {
		return a
	}
	if fs.x.schema == nil || use.model == nil {
		return &addition{}
	}
	fs.added[use] = &addition{} // for a FilterSet that asks itself
	a := &addition{}
	// Apart from the function under exploration: it is the same for the next one.
	root := fs.x.root
	fs.x.root = nil
	fs.x.project.In.CallFresh(&eval.Native{Name: "filter_queryset", Call: func(*eval.Call) eval.Value {
		if use.whole && (changes(use.class, "__init__") || written(use.class, "qs") || written(use.class, "filter_queryset")) {
			a = fs.evaluated(use, like)
		} else {
			a = fs.all(use, like)
		}
		return eval.None
	}}, nil)
	fs.x.root = root
	a.settle(fs.x, use.model)
	fs.added[use] = a
	return a
}

// settle sets the conditions apart whose names the model does not have: they mean
// an annotation of the queryset, or nothing.
func (a *addition) settle(x *extractor, model *django.Model) {
	m := x.schemaOf(model)
	a.where = slices.DeleteFunc(a.where, func(n *node) bool {
		if m == nil || !n.conditional || n.leaf == nil || n.leaf.path == "" || x.lead(m, n.leaf.path).problem == "" {
			return false
		}
		a.annotated = append(a.annotated, n)
		return true
	})
}

// evaluated is what a FilterSet with a constructor or a qs of the project's own adds.
func (fs *filterSets) evaluated(use filterUse, like *eval.Instance) *addition {
	in := fs.x.project.In
	plain := fs.plain(use.model, like)
	var made eval.Value
	if changes(use.class, "__init__") {
		made = in.Call(use.class, nil, []eval.Keyword{
			{Name: "data", Value: eval.Unknownf("the parameters of a request")}, {Name: "queryset", Value: plain}, {Name: "request", Value: fs.x.restRequest()}})
	} else {
		made = fs.instance(use.class, plain)
	}
	a := &addition{}
	a.add(stateOf(plain), in.Attr(made, "qs"), false)
	return a
}

// all is what the filters of a class add.
func (fs *filterSets) all(use filterUse, like *eval.Instance) *addition {
	a := &addition{}
	found, known := fs.filtersOf(use.class)
	if !known {
		a.unknown = append(a.unknown, use.class.Name+" makes filters itself")
	}
	var self *eval.Instance
	for _, f := range found {
		a.where = append(a.where, f.nodes...)
		if f.predicate {
			a.unknown = append(a.unknown, "what filter "+f.name+" asks depends on its value")
		}
		if f.instance == nil {
			continue
		}
		plain := fs.plain(use.model, like)
		if self == nil {
			self = fs.instance(use.class, plain)
		}
		fs.x.project.In.SetAttr(f.instance, "parent", self)
		result := fs.python(self, f, plain)
		a.add(stateOf(plain), result, true)
		if f.method == nil { // its filter() is called whatever the request gives
			a.sort(result)
		}
	}
	return a
}

// sort takes over the order that a piece of code gives every queryset.
func (a *addition) sort(result eval.Value) {
	if s := stateOf(result); s != nil && s.ordered {
		a.ordered = s
		if slices.Contains(s.unknown, unknownOrder) {
			a.unknown = append(a.unknown, unknownOrder)
		}
	}
}

// python calls what the project's code does for a filter.
func (fs *filterSets) python(self *eval.Instance, f filter, queryset *eval.Instance) eval.Value {
	in := fs.x.project.In
	value := eval.Unknownf("parameter %s of a request", f.name)
	if f.method == nil {
		return in.CallMethod(f.instance, "filter", queryset, value)
	}
	method := f.method
	if name, ok := eval.AsStr(method); ok {
		method = in.Attr(self, name)
	}
	return in.Call(method, []eval.Value{queryset, attributeOf(f.instance, "field_name"), value}, nil)
}

// instance is a FilterSet as a view makes it.
func (fs *filterSets) instance(class *eval.Class, queryset eval.Value) *eval.Instance {
	in := fs.x.project.In
	i := in.NewInstance(class)
	i.Open = true
	in.SetAttr(i, "queryset", queryset)
	in.SetAttr(i, "request", fs.x.restRequest())
	in.SetAttr(i, "data", eval.Unknownf("the parameters of a request"))
	return i
}

// make is a call of a FilterSet class. A constructor that does not mention the
// queryset hands it on, and what else it does is looked at where it stands.
func (fs *filterSets) make(c *eval.Call) eval.Value {
	in := fs.x.project.In
	class, ok := c.Self().(*eval.Class)
	if !ok {
		return eval.Unknownf("a FilterSet")
	}
	if changes(class, "__init__") {
		i := in.NewInstance(class)
		init, _ := in.TryAttr(i, "__init__")
		in.Call(init, c.Args[1:], c.Kw)
		return i
	}
	queryset := c.Arg(2, "queryset")
	switch {
	case queryset == nil && len(c.Args) == 1 && len(c.Kw) == 0: // its arguments are made at run time
		queryset = eval.Unknownf("the queryset of a FilterSet")
	case queryset == nil, queryset == eval.Value(eval.None):
		queryset = fs.queryset(class)
	}
	i := fs.instance(class, queryset)
	if data := c.Arg(1, "data"); data != nil {
		in.SetAttr(i, "data", data)
	}
	if request := c.Keyword("request"); request != nil {
		in.SetAttr(i, "request", request)
	}
	return i
}

// plain is a queryset without conditions.
func (fs *filterSets) plain(m *django.Model, like *eval.Instance) *eval.Instance {
	return derived(like, &state{x: fs.x, model: m, limit: NoLimit, flags: &flags{}})
}

// queryset is what a FilterSet starts from that is given none: every object of its model.
func (fs *filterSets) queryset(class *eval.Class) eval.Value {
	return fs.x.querySetFrom(orNone(metaOf(class, "model")))
}

// add adds what was made of a queryset without conditions. Where several results
// are possible, and always where the code runs only sometimes, it is conditional.
func (a *addition) add(base *state, result eval.Value, sometimes bool) {
	all := alternatives(result)
	for _, v := range all {
		s := stateOf(v)
		if s == nil || s == base || s.model != base.model || s.empty {
			continue
		}
		s.flags.used = true // the framework goes on with it
		for _, n := range s.where {
			if sometimes || len(all) > 1 {
				n = n.sometimes()
			}
			if !slices.ContainsFunc(a.where, n.equal) {
				a.where = append(a.where, n)
			}
		}
		for _, step := range s.steps {
			if !slices.Contains(a.steps, step) {
				a.steps = append(a.steps, step)
			}
		}
		a.annotations = append(a.annotations, s.annotations...)
		a.joins = append(a.joins, s.joins...)
		if !sometimes {
			a.unknown = append(a.unknown, s.unknown...)
		}
		if s.last != nil {
			a.made = s
		}
	}
}

// with returns the queryset that the framework makes of another by an addition.
func (x *extractor) with(i *eval.Instance, s *state, a *addition) eval.Value {
	if len(a.where) == 0 && len(a.annotated) == 0 && len(a.steps) == 0 {
		return i
	}
	n := s.chain()
	n.where = append(n.where, a.where...)
	for _, loose := range a.annotated {
		if a, _ := (&compiler{state: n}).annotated(loose.leaf.path); a != nil {
			n.where = append(n.where, loose)
		}
	}
	n.steps = append(n.steps, a.steps...)
	n.annotations = append(n.annotations, a.annotations...)
	n.joins = append(n.joins, a.joins...)
	for _, reason := range a.unknown {
		n.doubt(reason)
	}
	if o := a.ordered; o != nil {
		n.order, n.ordered, n.reversed = o.order, true, o.reversed
	}
	if n.last == nil && a.made != nil {
		n.last, n.span, n.call = a.made.last, a.made.span, a.made.call
	}
	x.goOn(s, n)
	return derived(i, n)
}

// goOn notes that the framework goes on from a queryset that the function under exploration built.
func (x *extractor) goOn(s, n *state) {
	if root := x.current(); root != nil && s.root == root && !s.flags.used {
		x.pending = append(x.pending, n)
	}
	x.use(s)
}

// eachQuerySet changes every queryset that a value may be, and leaves what is none.
func (x *extractor) eachQuerySet(v eval.Value, change func(*eval.Instance, *state) eval.Value) eval.Value {
	var result eval.Value
	for _, alt := range alternatives(v) {
		if i, ok := alt.(*eval.Instance); ok {
			if s := stateOf(i); s != nil {
				alt = change(i, s)
			} else if i.Class.Is(managerClass) {
				if qs, ok := x.querySetOf(i).(*eval.Instance); ok && stateOf(qs) != nil {
					alt = change(qs, stateOf(qs))
				}
			}
		}
		result = join(result, alt)
	}
	return result
}

// declared returns the filters of a class's body and of those of its bases; a
// name that a derived class binds to something else is none.
func (fs *filterSets) declared(class *eval.Class) []namedFilter {
	var found []namedFilter
	mro := class.MRO()
	for i := len(mro) - 1; i >= 0; i-- {
		k := mro[i]
		if k.Module == nil || k.Module.Source.Origin == resolve.Native {
			continue
		}
		for _, name := range k.OwnNames() {
			v, _ := k.Own(name)
			found = slices.DeleteFunc(found, func(f namedFilter) bool { return f.name == name })
			if instance, ok := v.(*eval.Instance); ok && instance.Class.Is(filterClass) {
				found = append(found, namedFilter{name, instance})
			}
		}
	}
	return found
}

// namesFor returns the field names that a method of a FilterSet is called with:
// of the filters whose method= it is.
func (fs *filterSets) namesFor(class *eval.Class, method string) []eval.Value {
	var names []eval.Value
	found, _ := fs.filtersOf(class)
	for _, f := range found {
		if by, _ := eval.AsStr(orNone(f.method)); by != method || f.instance == nil {
			continue
		}
		if name := attributeOf(f.instance, "field_name"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// filter is one filter of a class body.
func (fs *filterSets) filter(name string, i *eval.Instance) filter {
	f := filter{name: name}
	if attributeOf(i, "field_name") == eval.Value(eval.None) {
		fs.x.project.In.SetAttr(i, "field_name", eval.Str(name))
	}
	method := attributeOf(i, "method")
	generated, isGenerated := i.Data.(*generatedBy)
	switch {
	case isGenerated:
		f.nodes = []*node{generated.node}
	case method != eval.Value(eval.None):
		f.instance, f.method = i, method
	case written(i.Class, "filter"):
		f.instance = i
	default:
		f.nodes = fs.nodes(i, name)
		f.predicate = written(i.Class, "get_filter_predicate")
	}
	return f
}

// nodes are the conditions that a filter of django-filter's own adds.
func (fs *filterSets) nodes(i *eval.Instance, name string) []*node {
	if text, ok := eval.AsStr(attributeOf(i, "field_name")); ok {
		name = text
	}
	if name == "" || i.Class.Is("django_filters.filters.OrderingFilter") {
		return nil
	}
	negated, _ := fs.x.project.In.Truth(attributeOf(i, "exclude"))
	if written(i.Class, "get_filter_predicate") {
		return fs.predicates(i, negated)
	}
	var nodes []*node
	for _, lookup := range fs.lookups(i) {
		n := lookedUpBy(name, lookup)
		n.negated = negated
		nodes = append(nodes, n)
	}
	return nodes
}

// predicates are the conditions of a MultipleChoiceFilter whose class makes them itself.
func (fs *filterSets) predicates(i *eval.Instance, negated bool) []*node {
	in := fs.x.project.In
	method, ok := in.TryAttr(i, "get_filter_predicate")
	if !ok {
		return nil
	}
	var nodes []*node
	for _, v := range alternatives(in.CallFresh(method, []eval.Value{eval.Unknownf("a choice")})) {
		d, ok := v.(*eval.Dict)
		if !ok {
			continue
		}
		d.Each(func(k, _ eval.Value) {
			if path, ok := eval.AsStr(k); ok {
				n := lookedUpBy(path, "")
				n.negated = negated
				nodes = append(nodes, n)
			}
		})
	}
	return nodes
}

// rangeLookups are what a filter with two ends asks for, by those that are given.
var rangeLookups = []string{"range", "gte", "lte"}

// lookups are those that a filter may use.
func (fs *filterSets) lookups(i *eval.Instance) []string {
	is := func(name string) bool { return i.Class.Is("django_filters.filters." + name) }
	switch {
	case is("RangeFilter"):
		return rangeLookups
	case is("DateRangeFilter"):
		return []string{"year", "month", "day", "gte", "lt"}
	case is("LookupChoiceFilter"):
		var found []string
		choices, _ := eval.Elements(attributeOf(i, "lookup_choices"))
		for _, choice := range choices {
			if pair, ok := choice.(*eval.Tuple); ok && len(pair.Elts) > 0 {
				choice = pair.Elts[0]
			}
			if text, ok := eval.AsStr(choice); ok {
				found = append(found, text)
			}
		}
		if len(found) > 0 {
			return found
		}
	}
	if given := attributeOf(i, "lookup_expr"); given != eval.Value(eval.None) {
		text, _ := eval.AsStr(given)
		return []string{text}
	}
	switch {
	case is("BaseInFilter"):
		return []string{"in"}
	case is("BaseRangeFilter"):
		return []string{"range"}
	}
	return []string{""}
}

// lookedUpBy is a condition that a request may ask for.
func lookedUpBy(path, lookup string) *node {
	if lookup != "" && lookup != "exact" {
		path += "__" + lookup
	}
	many := strings.HasSuffix(path, "__in") || strings.HasSuffix(path, "__range")
	return &node{conditional: true, leaf: &leaf{path: path, value: value{Value: Value{Many: many}}}}
}

// generated makes the filters that Meta.fields names, each with its parameter.
func (fs *filterSets) generated(m *schema.Model, fields, exclude eval.Value, add func(name string, n *node)) {
	var without []string
	excluded, _ := eval.Elements(orNone(exclude))
	for _, v := range excluded {
		if name, ok := eval.AsStr(v); ok {
			without = append(without, name)
		}
	}
	if text, ok := eval.AsStr(orNone(fields)); ok && text == "__all__" || fields == nil && exclude != nil {
		if m == nil {
			return
		}
		for _, c := range m.Columns {
			if !slices.Contains(without, c.Field) && !c.PrimaryKey {
				add(c.Field, lookedUpBy(c.Field, ""))
			}
		}
		for _, r := range m.Relations {
			if r.Kind == schema.ManyToMany && !slices.Contains(without, r.Field) {
				add(r.Field, lookedUpBy(r.Field, ""))
			}
		}
		return
	}
	field := func(k, lookups eval.Value) {
		name, ok := eval.AsStr(k)
		if !ok || slices.Contains(without, name) {
			return
		}
		if lookups == nil {
			add(name, lookedUpBy(name, ""))
			return
		}
		texts, _ := eval.Elements(lookups)
		for _, v := range texts {
			if lookup, ok := eval.AsStr(v); ok {
				n := lookedUpBy(name, lookup)
				add(n.leaf.path, n)
			}
		}
	}
	if d, ok := fields.(*eval.Dict); ok {
		d.Each(field)
		return
	}
	names, _ := eval.Elements(orNone(fields))
	for _, v := range names {
		field(v, nil)
	}
}

// metaOf is an attribute of a class's Meta, nil where there is none.
func metaOf(class *eval.Class, name string) eval.Value {
	if class == nil {
		return nil
	}
	v, _ := class.Find("Meta")
	if meta, ok := v.(*eval.Class); ok {
		v, _ := meta.Find(name)
		return v
	}
	return nil
}

// written reports whether a method of a class is the project's own or a package's, not the described one.
func written(class *eval.Class, name string) bool {
	if class == nil {
		return false
	}
	v, owner := class.Find(name)
	return v != nil && owner.Module != nil && owner.Module.Source.Origin != resolve.Native
}

// changes reports whether a method that is written mentions the queryset: another does not change it.
func changes(class *eval.Class, name string) bool {
	for _, k := range class.MRO() {
		v, ok := k.Own(name)
		if !ok || k.Module == nil || k.Module.Source.Origin == resolve.Native {
			continue
		}
		f, ok := v.(*eval.Function)
		if !ok || f.Def == nil {
			return true
		}
		if span := f.Def.Span; strings.Contains(f.Module.Source.Text()[span.Start:span.End], "queryset") {
			return true
		}
	}
	return false
}

// classOf is the class of an object, nil where it is not known.
func classOf(v eval.Value) *eval.Class {
	if i, ok := v.(*eval.Instance); ok {
		return i.Class
	}
	return nil
}

// alternatives are the values that a value may be.
func alternatives(v eval.Value) []eval.Value {
	if alts, ok := v.(*eval.Alternatives); ok {
		return alts.Values
	}
	return []eval.Value{v}
}

// join is one of two values; the first may be nil for none yet.
func join(a, b eval.Value) eval.Value {
	if a == nil {
		return b
	}
	return eval.Join(a, b)
}
