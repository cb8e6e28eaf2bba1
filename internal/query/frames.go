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

// A placement is the function in which a query's last call stands.
type placement struct {
	function *py.FunctionDef // nil outside of functions
	here     contexts        // that the place itself is in
}

// placed returns the name of the function in which a call stands, and where in it.
func (x *extractor) placed(c *eval.Call, offset uint32) (string, placement) {
	f, at, _ := outermost(c, offset)
	if f == nil {
		return x.root.name, placement{}
	}
	s := x.surroundingOf(f.Module.Source.File, f.Def, f.Owner)
	return nameOf(f), placement{f.Def, s.at(at)}
}

// nameOf is the dotted name of a function.
func nameOf(f *eval.Function) string {
	if f.Owner != nil {
		return f.Module.Name + "." + f.Owner.Qualname + "." + f.Name
	}
	return f.Module.Name + "." + f.Name
}
