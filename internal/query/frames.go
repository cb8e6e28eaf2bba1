package query

import (
	"slices"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/source"
)

// A root is a function under exploration.
type root struct {
	file  *source.File
	name  string
	kinds []string // contexts that the file, the class and the decorators tell
}

// frames returns the name of the function in which a call stands and the
// contexts that it, and the calls that lead to it from the root, run in.
func (x *extractor) frames(c *eval.Call, offset uint32) (function string, contexts []string) {
	contexts = slices.Clone(x.root.kinds)
	function = x.root.name
	first := true
	for depth := 0; c != nil && depth < 20; depth++ {
		f, outer := c.Outer()
		if f == nil {
			break
		}
		if f.Module.Source.Origin == resolve.Project && f.Def != nil {
			if first && !f.Nested() {
				function = nameOf(f)
			}
			first = first && f.Nested()
			if c.Expr != nil {
				offset = c.Expr.Extent().Start
			}
			if x.inLoop(f.Def, offset) {
				contexts = append(contexts, "loop")
			}
			contexts = append(contexts, decoratorContexts(f.Def)...)
		}
		c = outer
	}
	slices.Sort(contexts)
	return function, slices.Compact(contexts)
}

// nameOf is the dotted name of a function.
func nameOf(f *eval.Function) string {
	if f.Owner != nil {
		return f.Module.Name + "." + f.Owner.Qualname + "." + f.Name
	}
	return f.Module.Name + "." + f.Name
}

// inLoop reports whether a place stands in the body of a loop of a function.
func (x *extractor) inLoop(def *py.FunctionDef, offset uint32) bool {
	loops, ok := x.loops[def]
	if !ok {
		loops = loopsIn(def.Body, nil)
		x.loops[def] = loops
	}
	return slices.ContainsFunc(loops, func(l source.Span) bool { return l.Contains(offset) })
}
