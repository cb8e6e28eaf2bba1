package query

import (
	"slices"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

const (
	maxHeirs  = 1_000 // classes that a method is looked at for, beside the one it stands in
	fruitless = 6     // of them in a row that show nothing new, before the rest is left out
	blank     = 40    // of them in a row that show nothing at all
)

// hierarchy is which classes derive from which, and with which of them functions have been explored.
type hierarchy struct {
	byBase   map[string][]classAt // class statements by the last names of their bases
	heirsOf  map[*eval.Class][]*eval.Class
	explored map[*py.FunctionDef][]*exploredAs
	barren   map[*py.FunctionDef]int // explorations in a row that showed nothing new
	blanks   map[*py.FunctionDef]int // explorations in a row that built nothing
	noted    int                     // querysets that were built so far
	rooted   *eval.Function          // the explored function
	receiver *eval.Instance          // its first argument
	asked    []ask                   // of the receiver
}

func newHierarchy() hierarchy {
	return hierarchy{
		heirsOf:  map[*eval.Class][]*eval.Class{},
		explored: map[*py.FunctionDef][]*exploredAs{},
		barren:   map[*py.FunctionDef]int{},
		blanks:   map[*py.FunctionDef]int{},
	}
}

// A classAt is a class statement at the top level of a module.
type classAt struct {
	module *resolve.Module
	def    *py.ClassDef
}

// listClasses notes the class statements of the judged modules and of installed
// apps by the last names of their bases, so that the heirs of a class are found
// without evaluating all other classes.
func (x *extractor) listClasses(modules []*resolve.Module) {
	x.byBase = map[string][]classAt{}
	for _, m := range modules {
		if m.File == nil || fileContexts(m.File.Path)&inTest != 0 {
			continue
		}
		x.listIn(m, m.Tree().Body)
	}
	for _, m := range x.installed() {
		x.listIn(m, m.Tree().Body)
	}
}

func (x *extractor) listIn(m *resolve.Module, body []py.Stmt) {
	for _, s := range body {
		switch s := s.(type) {
		case *py.ClassDef:
			for _, base := range s.Bases {
				if name := lastName(base); name != "" {
					x.byBase[name] = append(x.byBase[name], classAt{m, s})
				}
			}
		default:
			for _, block := range py.Blocks(s) {
				x.listIn(m, block)
			}
		}
	}
}

// lastName is the last name of a dotted expression; of a subscripted one that of what is subscripted.
func lastName(e py.Expr) string {
	switch e := e.(type) {
	case *py.Name:
		return e.ID
	case *py.Attribute:
		return e.Attr
	case *py.Subscript:
		return lastName(e.Value)
	case *py.Call: // a factory of base classes
		return lastName(e.Func)
	}
	return ""
}

// heirs returns the classes of the judged modules that derive from a class, in the order of the source.
func (x *extractor) heirs(class *eval.Class) []*eval.Class {
	if found, ok := x.heirsOf[class]; ok {
		return found
	}
	var found []*eval.Class
	seen := map[*py.ClassDef]bool{}
	names := []string{class.Name}
	for len(names) > 0 && len(found) < maxHeirs {
		name := names[0]
		names = names[1:]
		for _, at := range x.byBase[name] {
			if seen[at.def] {
				continue
			}
			seen[at.def] = true
			heir := x.classAt(at)
			if heir == nil || !heir.IsSubclass(class) {
				continue
			}
			found = append(found, heir)
			names = append(names, heir.Name)
		}
	}
	slices.SortStableFunc(found, func(a, b *eval.Class) int { return byMade(a.Made, b.Made) })
	// Those that others derive from come last: they are bases to be filled in, and
	// a few that show nothing would be the end of it.
	isBase := func(c *eval.Class) bool { return len(x.byBase[c.Name]) > 0 }
	found = slices.Concat(
		slices.DeleteFunc(slices.Clone(found), isBase),
		slices.DeleteFunc(found, func(c *eval.Class) bool { return !isBase(c) }))
	x.heirsOf[class] = found
	return found
}

func byMade(a, b eval.Place) int {
	if a.File != b.File && a.File != nil && b.File != nil {
		if a.File.Path < b.File.Path {
			return -1
		}
		return 1
	}
	return int(a.Span.Start) - int(b.Span.Start)
}

// classAt evaluates a class statement; nil where its name stands for something else.
func (x *extractor) classAt(at classAt) *eval.Class {
	in := x.project.In
	in.Request()
	module := in.Module(at.module.Name)
	if module == nil || module.Source != at.module {
		return nil
	}
	v, _ := module.Get(at.def.Name)
	class, ok := v.(*eval.Class)
	if !ok || class.Def != at.def {
		return nil
	}
	return class
}

// An exploredAs is the explorations of a function that asked the same of its
// receiver: with classes that answered so.
type exploredAs struct {
	asked   []ask
	answers [][]eval.Value
}

// answer is what a class says to everything that was asked.
func (x *extractor) answer(asked []ask, class *eval.Class) []eval.Value {
	answers := make([]eval.Value, len(asked))
	for i, a := range asked {
		answers[i] = x.answerTo(a, class)
	}
	return answers
}

// answers reports whether a class says some answers to what was asked.
func (x *extractor) answers(asked []ask, class *eval.Class, wanted []eval.Value) bool {
	for i, a := range asked {
		if x.answerTo(a, class) != wanted[i] {
			return false
		}
	}
	return true
}

// answerTo is what a class says to what was asked.
func (x *extractor) answerTo(a ask, class *eval.Class) (v eval.Value) {
	switch {
	case a.assigned:
		return x.assignerOf(class, a.name)
	case a.after != nil:
		v, _ = class.FindAfter(a.after, a.name)
	case a.name == "__class__":
		v = class
	default:
		v, _ = class.Find(a.name)
	}
	return v
}

// A frameworkEntry is a class of a framework and its methods that the framework calls.
type frameworkEntry struct {
	class   string
	methods []string
}

var frameworkEntries = []frameworkEntry{
	{"django.views.generic.base.View", []string{
		"get", "post", "put", "patch", "delete", "list", "retrieve", "create", "update", "partial_update", "destroy",
	}},
	{"django.contrib.admin.options.ModelAdmin", []string{"changelist_view", "changeform_view", "delete_view"}},
}

// frameworkHeirs explores, for the classes of the project, the methods that they
// inherit from a framework and that the framework calls: a view without a line
// of its own sends queries too.
func (x *extractor) frameworkHeirs() {
	for _, entry := range frameworkEntries {
		base, ok := x.project.In.Lookup(entry.class).(*eval.Class)
		if !ok {
			continue
		}
		for _, class := range x.heirsOfFramework(base) {
			for _, name := range entry.methods {
				v, _ := class.Find(name)
				f, ok := v.(*eval.Function)
				if !ok || f.Def == nil || f.Module.Source.Origin == resolve.Project {
					continue
				}
				x.root = &root{file: class.Made.File, name: class.FullName()}
				x.exploreAs(f, class)
				x.root = nil
			}
		}
	}
}

// heirsOfFramework are the heirs of a framework's class also through other classes of the framework.
func (x *extractor) heirsOfFramework(base *eval.Class) []*eval.Class {
	var found []*eval.Class
	seen := map[*py.ClassDef]bool{}
	var visit func(name string)
	visit = func(name string) {
		for _, at := range x.byBase[name] {
			if seen[at.def] {
				continue
			}
			class := x.classAt(at)
			if class == nil || !class.IsSubclass(base) {
				continue
			}
			seen[at.def] = true
			found = append(found, class)
			visit(class.Name)
		}
	}
	for _, name := range x.frameworkNames(base) {
		visit(name)
	}
	slices.SortStableFunc(found, func(a, b *eval.Class) int { return byMade(a.Made, b.Made) })
	return found
}

// frameworkNames are the names that classes of the project have as bases and
// that are no classes of the project.
func (x *extractor) frameworkNames(*eval.Class) []string {
	var names []string
	for name, ats := range x.byBase {
		if len(ats) > 0 && viewName(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// viewName reports whether a base class may be a framework's view by its name.
func viewName(name string) bool {
	for _, suffix := range []string{"View", "ViewSet", "Mixin", "Admin", "Endpoint", "Resource"} {
		if len(name) >= len(suffix) && name[len(name)-len(suffix):] == suffix {
			return true
		}
	}
	return false
}

// exploreAs explores a function with an object of a class, unless another class that
// answers alike has been explored with it.
func (x *extractor) exploreAs(f *eval.Function, class *eval.Class) {
	for _, before := range x.explored[f.Def] {
		if slices.ContainsFunc(before.answers, func(known []eval.Value) bool { return x.answers(before.asked, class, known) }) {
			return
		}
	}
	if x.barren[f.Def] >= fruitless || x.blanks[f.Def] >= blank {
		return
	}
	x.asked = x.asked[:0]
	before, noted := x.shown(), x.noted
	x.exploreNamed(f, class)
	switch {
	case x.shown() > before:
		x.barren[f.Def], x.blanks[f.Def] = 0, 0
	case x.noted == noted: // a class without a model tells nothing about those that have one
		x.blanks[f.Def]++
	default:
		x.barren[f.Def]++
	}
	asked := distinct(x.asked)
	for _, before := range x.explored[f.Def] {
		if slices.Equal(before.asked, asked) {
			before.answers = append(before.answers, x.answer(before.asked, class))
			return
		}
	}
	now := &exploredAs{asked: asked}
	now.answers = append(now.answers, x.answer(now.asked, class))
	x.explored[f.Def] = append(x.explored[f.Def], now)
}

// exploreNamed explores a method with an object of its class, and where a
// framework calls it with one thing after the other, with each of them.
func (x *extractor) exploreNamed(f *eval.Function, class *eval.Class) {
	object := x.object(class)
	var each []eval.Value
	switch {
	case class.Is(filterSetClass) && x.filters != nil:
		each = x.filters.namesFor(class, f.Name)
	case class.Is(baseModelAdmin) && len(choosing[f.Name]) > 0:
		each = x.fieldsOfAdmin(object, choosing[f.Name])
	}
	for _, x.given = range each {
		x.explore(f, x.object(class))
	}
	x.given = nil
	if len(each) == 0 {
		x.explore(f, object)
	}
}

func distinct(asked []ask) []ask {
	var out []ask
	for _, a := range asked {
		if !slices.Contains(out, a) {
			out = append(out, a)
		}
	}
	return out
}
