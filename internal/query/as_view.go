package query

import (
	"slices"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// views are those that are given something when they are made.
type views struct {
	made   []madeView
	making bool               // one of them is being explored
	vain   map[madeMethod]int // explorations in a row that showed nothing new
}

// A madeView is a view class with what View.as_view() is given for it: a class
// that says nothing of its model is told it there.
type madeView struct {
	class *eval.Class
	given []eval.Keyword
}

// asView notes a view that is made with a model or a queryset.
func (x *extractor) asView(c *eval.Call) eval.Value {
	class, ok := c.Self().(*eval.Class)
	if ok && slices.ContainsFunc(c.Kw, func(k eval.Keyword) bool { return relevant(k.Value, 0) }) {
		made := madeView{class, slices.Clone(c.Kw)}
		if !slices.ContainsFunc(x.made, made.like) && len(x.made) < maxMade && x.offered() {
			x.made = append(x.made, made)
		}
	}
	return eval.Unknownf("a view")
}

// maxMade is how many views with arguments of their own are looked at.
const maxMade = 300

// like reports whether two views are given the same models and querysets.
func (m madeView) like(other madeView) bool {
	relevantOf := func(m madeView) []eval.Value {
		var values []eval.Value
		for _, k := range m.given {
			if relevant(k.Value, 0) {
				values = append(values, k.Value)
			}
		}
		return values
	}
	return m.class == other.class && slices.Equal(relevantOf(m), relevantOf(other))
}

// madeViews explores the methods of the views that as_view() was given something for.
func (x *extractor) madeViews() {
	x.making = true
	defer func() { x.making = false }()
	for i := 0; i < len(x.made); i++ { // exploring one may make another
		made := x.made[i]
		for _, f := range x.methodsOf(made.class) {
			receiver := x.object(made.class)
			for _, k := range made.given {
				receiver.Attrs = append(receiver.Attrs, eval.Attribute{Name: k.Name, Value: k.Value})
			}
			x.root = &root{file: made.class.Made.File, name: made.class.FullName()}
			x.exploreMade(f, receiver)
			x.root = nil
		}
	}
}

// A madeMethod is a method of views of one class.
type madeMethod struct {
	class *eval.Class
	def   *py.FunctionDef
}

// exploreMade explores a method of a view that was given something, unless many
// others of its class in a row showed nothing new.
func (x *extractor) exploreMade(f *eval.Function, view *eval.Instance) {
	method := madeMethod{view.Class, f.Def}
	if x.vain[method] >= fruitless {
		return
	}
	before := x.shown()
	x.explore(f, view)
	if x.shown() > before {
		x.vain[method] = 0
	} else {
		x.vain[method]++
	}
}

// methodsOf returns the methods of a class that mention the ORM, as its MRO gives
// them, and those of its frameworks that the framework calls.
func (x *extractor) methodsOf(class *eval.Class) []*eval.Function {
	return x.methodsWith(class, x.signsOf)
}

// methodsWith is methodsOf with other places that tell which methods count.
func (x *extractor) methodsWith(class *eval.Class, places func(*resolve.Module) []uint32) []*eval.Function {
	var found []*eval.Function
	seen := map[string]bool{}
	add := func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		v, _ := class.Find(name)
		if p, ok := v.(*eval.Property); ok {
			v = p.Get
		}
		if f, ok := v.(*eval.Function); ok && f.Def != nil {
			found = append(found, f)
		}
	}
	for _, entry := range frameworkEntries {
		if class.Is(entry.class) {
			for _, name := range entry.methods {
				add(name)
			}
		}
	}
	for _, k := range class.MRO() {
		if k.Def == nil || k.Module == nil || k.Module.Source.Origin != resolve.Project {
			continue
		}
		signs := places(k.Module.Source)
		for _, s := range k.Def.Body {
			if def, ok := s.(*py.FunctionDef); ok {
				if i, _ := slices.BinarySearch(signs, def.Span.Start); i < len(signs) && signs[i] < def.Span.End {
					add(def.Name)
				}
			}
		}
	}
	return found
}
