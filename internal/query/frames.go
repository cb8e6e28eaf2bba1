package query

import (
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// A root is a function under exploration.
type root struct {
	file *source.File
	name string
}

// A placement is where a query's last call stands.
type placement struct {
	function *py.FunctionDef // nil outside of functions
	file     *source.File    // that the function stands in
	here     contexts        // that the place itself is in
	// shared tells that the function is a method of a manager or a queryset which
	// nobody was seen to call: many models may have it, and what its callers run in
	// says nothing of one of them.
	shared bool
}

// placeOf returns the name of the function in which a queryset's last call stands, and where it runs.
func (x *extractor) placeOf(s *state) (string, placement) {
	name, place := x.placed(s.call, s.span.Start)
	if s.got != nil && place.shared {
		_, place = x.placed(s.got, s.span.Start)
	}
	return name, place
}

// placed returns the name of the function in which a call stands, and where it
// runs: a method of a manager or a queryset runs where it is called from.
func (x *extractor) placed(c *eval.Call, offset uint32) (string, placement) {
	f, at, outer := outermost(c, offset)
	if f == nil {
		return x.root.name, placement{}
	}
	name := nameOf(f)
	var here contexts
	for {
		s := x.surroundingOf(f.Module.Source.File, f.Def, f.Owner)
		here |= s.at(at)
		shared := f.Owner != nil && (f.Owner.Is(managerClass) || f.Owner.Is(querySetClass))
		if !shared {
			return name, placement{function: f.Def, file: f.Module.Source.File, here: here}
		}
		by, where, further := outermost(outer, 0)
		if by == nil {
			return name, placement{function: f.Def, file: f.Module.Source.File, here: here, shared: true}
		}
		here |= s.own
		f, at, outer = by, where, further
	}
}

// nameOf is the dotted name of a function.
func nameOf(f *eval.Function) string {
	if f.Owner != nil {
		return f.Module.Name + "." + f.Owner.Qualname + "." + f.Name
	}
	return f.Module.Name + "." + f.Name
}
