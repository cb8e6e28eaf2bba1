package query

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// Bounds of the exploration of one function.
const (
	maxSteps     = 30_000 // of the evaluator
	maxReceivers = 2      // classes that a method is explored with
)

// Options say what to look for beside the queries that the code builds.
type Options struct {
	Implicit bool // those that Django sends by itself; costs the exploration of many more functions
}

// Extract returns the queries that the functions, classes and top levels of
// modules build, by file, line, end line and operation. The project must have
// been loaded with Register.
func Extract(ctx context.Context, project *django.Project, s *schema.Schema, modules []*resolve.Module, options Options) (*Result, error) {
	x, ok := project.Queries.(*extractor)
	if !ok {
		return nil, errors.New("extract queries: the project was loaded without query.Register")
	}
	x.begin(s, modules)
	x.implying = newImplying(options.Implicit, s)
	project.In.PlainClasses, project.In.Heirs = true, x.heirs
	defer func() { project.In.PlainClasses, project.In.Heirs = false, nil }()
	x.connect(modules)
	for _, m := range modules {
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("extract queries: %w", err)
		}
		x.module(m, x.signsOf(m))
	}
	x.frameworkHeirs()
	if err := x.callers(ctx); err != nil {
		return nil, err
	}
	x.register(slices.Concat(modules, x.installed()))
	x.registeredObjects()
	x.madeViews()
	x.takeReturned()
	x.takeStatic()
	x.giveContexts()
	slices.SortStableFunc(x.queries, byPlace)
	slices.SortStableFunc(x.implied, byPlace)
	unresolved := x.unresolved()
	return &Result{Queries: x.queries, Implicit: x.implied, Unresolved: unresolved, Sites: countSites(x.queries, unresolved)}, nil
}

func byPlace(a, b *Query) int {
	if c := strings.Compare(a.File.Path, b.File.Path); c != 0 {
		return c
	}
	return cmp.Or(
		cmp.Compare(a.File.Line(a.Span.Start), b.File.Line(b.Span.Start)),
		cmp.Compare(a.File.Line(a.Span.End), b.File.Line(b.Span.End)),
		cmp.Compare(a.Operation, b.Operation),
		cmp.Compare(a.Span.Start, b.Span.Start),
		cmp.Compare(len(a.Where), len(b.Where)),
	)
}

// An extractor is behind the natives of Manager and QuerySet: they tell it what
// is built and what is run.
type extractor struct {
	project   *django.Project
	schema    *schema.Schema
	models    map[string]*schema.Model     // by label
	orderings map[*schema.Model][]orderKey // Meta.ordering
	layouts   map[*schema.Model]*layout
	reverse   map[*schema.Model][]*backward

	classes    map[string]*django.Model // by label
	bound      map[boundManager]*eval.Instance
	bases      map[*eval.Instance]eval.Value // what get_queryset() of a bound manager returns
	plain      *eval.Instance                // the manager of models without one
	managersOf map[*eval.Class][]namedManager
	users      map[*eval.Class][]*django.Model // of a manager or queryset class, a model or a mixin: the models that use it
	managers   map[string]bool                 // names of managers
	related    map[string]bool                 // names of related managers

	// What an extraction remembers, part by part.
	reading
	hierarchy
	following
	idling
	callGraph
	parameters
	attributes
	requests
	unsolved
	views
	registrations
	implying
	ofQ readingQ

	filters  *filterSets
	given    eval.Value // what a method is explored with that a framework calls with one thing after the other
	returned []handedOn // querysets that functions return

	judged  map[*source.File]bool
	defs    map[*source.File][]source.Span // functions that stand in no other function
	root    *root                          // what is being explored; nil outside
	pending []*state                       // built in the root
	static  []taken                        // built outside of functions
	seen    map[string]*Query              // by shape
	queries []*Query
}

// A taken query is one that is run, or that nobody runs, outside of functions.
type taken struct {
	state     *state
	operation Operation
	declared  bool // see declaredFields
}

func (x *extractor) begin(s *schema.Schema, modules []*resolve.Module) {
	x.schema, x.queries, x.seen = s, nil, map[string]*Query{}
	x.models = make(map[string]*schema.Model, len(s.Models))
	for _, m := range s.Models {
		x.models[m.Label] = m
	}
	x.classes = make(map[string]*django.Model, len(s.Models))
	for _, m := range x.project.Models {
		if x.schemaOf(m) != nil {
			x.classes[m.Label()] = m
		}
	}
	x.bases = map[*eval.Instance]eval.Value{}
	x.layouts = map[*schema.Model]*layout{}
	x.reading = newReading(modules)
	x.hierarchy = newHierarchy()
	x.following = newFollowing()
	x.idling = newIdling()
	x.callGraph = newCallGraph()
	x.attributes = newAttributes()
	x.requests = requests{values: map[string]eval.Value{}}
	x.unsolved = unsolved{stepped: map[site]bool{}, reasons: map[site]string{}}
	x.parameters, x.views, x.returned = parameters{}, views{vain: map[madeMethod]int{}}, nil
	x.registrations = registrations{}
	x.orderings = map[*schema.Model][]orderKey{}
	x.judged = make(map[*source.File]bool, len(modules))
	for _, m := range modules {
		if m.File != nil {
			x.judged[m.File] = true
		}
	}
	x.relate()
	x.findUsers()
	x.listClasses(modules)
	x.listFunctions()
}

// callers explores the functions that mention nothing of the ORM and call what
// returns something of it, or needs to be told more.
func (x *extractor) callers(ctx context.Context) error {
	x.hinted = map[*source.File][]uint32{}
	for _, m := range x.modules {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("extract queries: %w", err)
		}
		if m.File != nil {
			x.module(m, x.hintsOf(m))
		}
	}
	x.connected()
	return nil
}

// module explores the functions of a module in which a sign stands, and, the
// first time, evaluates its classes' and its own top level.
func (x *extractor) module(m *resolve.Module, signs []uint32) {
	if m.File == nil || len(signs) == 0 {
		return
	}
	tree := m.Tree()
	module := x.project.In.Module(m.Name)
	if module == nil || module.Source != m {
		return
	}
	w := &walker{x: x, module: module, file: m.File, signs: signs, again: x.walked[m]}
	x.walked[m] = true
	w.block(tree.Body, nil, m.Name)
	if w.top && !w.again {
		x.project.In.Request()
		module.Names()
		x.project.In.Request()
	}
}

// function explores one function with everything that its first parameter may be.
func (w *walker) function(def *py.FunctionDef, class *eval.Class, name string) {
	x := w.x
	if x.visited[def] {
		return
	}
	x.visited[def] = true
	f := w.module.FunctionOf(def, class)
	x.root = &root{file: w.file, name: name + "." + def.Name}
	x.everyReceiver(f, class, def)
	x.root = nil
}

// explore runs the root with one receiver and takes down what it builds and does not run.
func (x *extractor) explore(f *eval.Function, receiver eval.Value) {
	x.pending = x.pending[:0]
	x.dependent = false
	clear(x.loaded)
	first := true
	parameter := func(name string, annotation eval.Value) eval.Value {
		if first && receiver != nil {
			first = false
			return receiver
		}
		first = false
		if v := x.handed(f, receiver, name); v != nil {
			return v
		}
		return x.parameter(f, name, annotation)
	}
	x.rooted = f
	x.receiver, _ = receiver.(*eval.Instance)
	kept := map[*state]bool{}
	keep := func() {
		if x.receiver == nil || f.Def == nil || len(x.pending) == 0 {
			return
		}
		for _, a := range x.receiver.Attrs {
			before := len(kept)
			collectStates(a.Value, kept, 0)
			if len(kept) > before && !x.readElsewhere(x.receiver.Class, a.Name, f.Def) {
				clear(kept)
				return
			}
		}
	}
	result, whole := x.project.In.Explore(f, eval.Exploration{
		Steps: maxSteps, Parameter: parameter, Enter: x.enter, Attribute: x.attribute, Missed: x.missed, Stored: x.assignedQuerySet, Done: keep, Escaped: x.escaped,
		Asking: eval.Asking{Of: x.receiver, Hear: func(name string, after *eval.Class) { x.asked = append(x.asked, ask{name: name, after: after}) }},
	})
	if !whole {
		return // what was built may have gone further
	}
	if f.Def != nil && x.tells(f, result) {
		x.telling[f.Def.Name] = true
	}
	returned := map[*state]bool{}
	collectStates(result, returned, 0)
	for _, s := range x.pending {
		switch {
		case kept[s]:
			// What becomes of it is told where it is read.
		case s.flags.used:
		case returned[s] && f.Name == "get_queryset" && x.receiver != nil && x.receiver.Class.Is(managerClass):
			// What is made of it comes after it wherever the manager is used.
		case returned[s] && f.Module.Source.Origin == resolve.Project:
			x.returned = append(x.returned, handedOn{f.Def, s, x.root})
		default:
			x.takeBuilt(s)
		}
	}
	x.pending = x.pending[:0]
}

// escaped says what stands for the parameters of a function that was made and
// given to somebody who is not read (a callback, what a decorator returns); nil
// for one that mentions nothing of the ORM.
func (x *extractor) escaped(f *eval.Function) func(name string, annotation eval.Value) eval.Value {
	signs := x.hintsOf(f.Module.Source)
	span := f.Extent()
	if i, _ := slices.BinarySearch(signs, span.Start); i == len(signs) || signs[i] >= span.End {
		return nil
	}
	return func(name string, annotation eval.Value) eval.Value { return x.parameter(f, name, annotation) }
}

// A handedOn is a queryset that a function returns: what becomes of it is its callers' affair.
type handedOn struct {
	by    *py.FunctionDef
	state *state
	root  *root
}

// takeReturned takes down what functions return that nobody was seen to call.
func (x *extractor) takeReturned() {
	for _, r := range x.returned {
		if !x.entered[r.by] {
			x.root = r.root
			x.takeBuilt(r.state)
		}
	}
	x.root, x.returned = nil, nil
}

// collectStates collects the querysets in a value.
func collectStates(v eval.Value, found map[*state]bool, depth int) {
	if depth > 3 {
		return
	}
	switch v := v.(type) {
	case *eval.Instance:
		if s := stateOf(v); s != nil {
			found[s] = true
		}
	case *eval.Alternatives:
		for _, alt := range v.Values {
			collectStates(alt, found, depth)
		}
	case *eval.Tuple:
		for _, elt := range v.Elts {
			collectStates(elt, found, depth+1)
		}
	}
}

// object is some object of a class.
func (x *extractor) object(class *eval.Class) *eval.Instance {
	i := x.project.In.NewInstance(class)
	i.Open = true
	return i
}

// modelOf returns the model of a class as the schema has it, nil for any other class.
func (x *extractor) modelOf(class *eval.Class) *schema.Model {
	if !class.Is(modelClass) {
		return nil
	}
	return x.schemaOf(x.project.ModelOf(class))
}

func (x *extractor) schemaOf(m *django.Model) *schema.Model {
	if m == nil || m.Abstract || !x.project.Registered(m) {
		return nil
	}
	return x.models[m.Label()]
}

// receivers are what the first parameter of a function may be; nil for a function without self.
func (x *extractor) receivers(class *eval.Class, def *py.FunctionDef) []eval.Value {
	if class == nil {
		return []eval.Value{nil}
	}
	classMethod := def.Name == "__new__" || def.Name == "__init_subclass__"
	for _, d := range def.Decorators {
		if name, ok := d.(*py.Name); ok {
			if name.ID == "staticmethod" {
				return []eval.Value{nil}
			}
			classMethod = classMethod || name.ID == "classmethod"
		}
	}
	var found []eval.Value
	isManager, isQuerySet := class.Is(managerClass), class.Is(querySetClass)
	for _, m := range x.users[class] {
		if len(found) == maxReceivers {
			break
		}
		var v eval.Value
		switch {
		case isManager:
			v = x.managerWith(m, class)
		case isQuerySet:
			v = x.querySetWith(m, class)
		case classMethod:
			v = m.Class
		default:
			v = x.object(m.Class)
		}
		if v != nil {
			found = append(found, v)
		}
	}
	if len(found) == 0 && classMethod {
		found = append(found, class)
	}
	return found
}

// everyReceiver explores a function with everything that its first parameter may
// be: a method of a class that others derive from with each of them that would
// answer it differently.
func (x *extractor) everyReceiver(f *eval.Function, class *eval.Class, def *py.FunctionDef) {
	if found := x.receivers(class, def); len(found) > 0 {
		for _, receiver := range found {
			x.explore(f, receiver)
		}
		return
	}
	x.exploreAs(f, class)
	for _, heir := range x.heirs(class) {
		if v, owner := heir.Find(def.Name); owner == class && v != nil {
			x.exploreAs(f, heir)
		}
	}
}

// current is what is being explored, nil while a definition is evaluated that the exploration needs.
func (x *extractor) current() *root {
	if x.root == nil || !x.project.In.Exploring() {
		return nil
	}
	return x.root
}

// topLevel reports whether a place of a judged file stands outside of all functions.
func (x *extractor) topLevel(file *source.File, offset uint32) bool {
	if x.judged != nil && !x.judged[file] {
		return false
	}
	spans, ok := x.defs[file]
	if !ok {
		if m := x.project.Program.ModuleOfFile(file.Path); m != nil {
			spans = functionSpans(m.Tree().Body, nil)
		}
		if x.defs == nil {
			x.defs = map[*source.File][]source.Span{}
		}
		x.defs[file] = spans
	}
	i, found := slices.BinarySearchFunc(spans, offset, func(s source.Span, at uint32) int { return cmp.Compare(s.Start, at) })
	return !found && (i == 0 || !spans[i-1].Contains(offset))
}

// functionSpans returns where the functions stand that are in no other, in order.
func functionSpans(body []py.Stmt, spans []source.Span) []source.Span {
	for _, s := range body {
		switch s := s.(type) {
		case *py.FunctionDef:
			spans = append(spans, s.Span)
		case *py.ClassDef:
			spans = functionSpans(s.Body, spans)
		default:
			for _, block := range py.Blocks(s) {
				spans = functionSpans(block, spans)
			}
		}
	}
	return spans
}

// note remembers a queryset that was built, until it is known what becomes of it.
func (x *extractor) note(s *state) {
	switch {
	case s.root != nil:
		x.pending = append(x.pending, s)
	case x.topLevel(s.last, s.span.Start):
		x.static = append(x.static, taken{state: s, operation: Select})
	}
}

// use marks a state that is chained or run, where that happens in the function that built it.
func (x *extractor) use(s *state) {
	if s.root == nil || s.root == x.current() {
		s.flags.used = true
	}
}

// take takes down a query.
func (x *extractor) take(s *state, operation Operation) {
	if s.empty || s.last == nil || x.root == nil {
		return
	}
	function, place := x.placeOf(s)
	x.add(s, operation, function, place)
	switch operation {
	case Select, Get, First, Last:
		x.prefetch(s)
	case Delete:
		x.cascadeOf(s)
	}
}

// takeBuilt takes down a queryset that was built and not seen to be run. In a
// loop it runs only if all of it was built there: one that is narrowed again and
// again runs behind the loop, and a part of another one not by itself.
func (x *extractor) takeBuilt(s *state) {
	if s.empty || s.last == nil || x.root == nil {
		return
	}
	function, place := x.placeOf(s)
	if place.here&inLoop != 0 && (s.flags.nested || x.begunOutside(s)) {
		place.here &^= inLoop
	}
	x.add(s, Select, function, place)
}

// begunOutside reports whether a queryset that was built in a loop goes on from
// one of the same exploration that was not.
func (x *extractor) begunOutside(s *state) bool {
	for at := s.prev; at != nil && at.root == s.root; at = at.prev {
		if at.call == nil {
			continue
		}
		if _, place := x.placed(at.call, at.span.Start); place.here&inLoop == 0 {
			return true
		}
	}
	return false
}

func (x *extractor) add(s *state, operation Operation, function string, place placement) {
	q := x.compile(s, operation)
	if q == nil {
		return
	}
	x.taken++
	key := q.shape()
	if before := x.seen[key]; before != nil {
		if !slices.Contains(before.places, place) {
			before.places = append(before.places, place)
		}
		return
	}
	q.Function, q.places = function, []placement{place}
	x.seen[key] = q
	x.queries = append(x.queries, q)
}

// takeStatic takes down what is built outside of functions, also before the extraction began.
func (x *extractor) takeStatic() {
	// One expression may have been evaluated several times, and only one of the values used.
	used := map[site]bool{}
	for _, t := range x.static {
		if t.state.flags.used {
			used[site{t.state.last.Path, t.state.span.End}] = true
		}
	}
	for _, t := range x.static {
		if !x.judged[t.state.last] || t.state.empty || t.operation == Select && !t.declared && used[site{t.state.last.Path, t.state.span.End}] {
			continue
		}
		name := ""
		if m := x.project.Program.ModuleOfFile(t.state.last.Path); m != nil {
			name = m.Name
		}
		x.add(t.state, t.operation, name, placement{here: fileContexts(t.state.last.Path)})
	}
}

// shape tells queries of one place apart.
func (q *Query) shape() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d-%d %s %s %s %t", q.File.Path, q.Span.Start, q.Span.End, q.Operation, q.Model.Label, q.Limit, q.Distinct)
	for i := range q.Where {
		q.Where[i].writeTo(&b)
	}
	for _, o := range q.OrderBy {
		fmt.Fprintf(&b, ">%s.%s %t", o.Table, o.Column, o.Desc)
	}
	told := false
	for _, s := range q.Steps {
		if !neutral[s.Call] {
			fmt.Fprintf(&b, "@%s %d", s.File.Path, s.Span.Start)
			told = true
		}
	}
	if !told && len(q.Steps) > 0 {
		fmt.Fprintf(&b, "@%s %d", q.Steps[0].File.Path, q.Steps[0].Span.Start)
	}
	return b.String()
}

// writeTo writes what tells a term from others; a query may have a hundred.
func (t *Term) writeTo(b *strings.Builder) {
	for _, part := range [...]string{"|", t.Table, ".", t.Column, " ", t.Lookup} {
		b.WriteString(part)
	}
	for _, flag := range [...]bool{t.Negated, t.Conditional} {
		if flag {
			b.WriteString("!")
		} else {
			b.WriteString(" ")
		}
	}
	if t.Group != 0 || t.Arm != 0 {
		fmt.Fprintf(b, "%d %d", t.Group, t.Arm)
	}
}

// neutral are the calls that change neither the condition nor the order nor the
// limit: queries that differ in nothing else are one.
var neutral = map[string]bool{
	"all": true, "using": true, "iterator": true, "aiterator": true, "select_related": true, "prefetch_related": true,
	"only": true, "defer": true, "annotate": true, "alias": true, "values": true, "values_list": true, "distinct": true,
	"select_for_update": true,
}
