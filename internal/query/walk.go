package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// A walker goes through the definitions of a module.
type walker struct {
	x      *extractor
	module *eval.Module
	file   *source.File
	signs  []uint32
	again  bool // the module has been walked before: only functions are new
	top    bool // a sign stands in a statement that module.run executes
}

// signed reports whether a sign of the ORM stands inside a span.
func (w *walker) signed(span source.Span) bool {
	i, _ := slices.BinarySearch(w.signs, span.Start)
	return i < len(w.signs) && w.signs[i] < span.End
}

func (w *walker) block(body []py.Stmt, class *eval.Class, name string) {
	for _, s := range body {
		if !w.signed(s.Extent()) {
			continue
		}
		switch s := s.(type) {
		case *py.FunctionDef:
			w.function(s, class, name)
		case *py.ClassDef:
			if c := w.class(s, class); c != nil {
				w.block(s.Body, c, name+"."+s.Name)
				if !w.again {
					w.x.declaredFields(c)
				}
			}
		case *py.If:
			w.nested(class, name, s.Body, s.Else)
		case *py.Try:
			w.nested(class, name, s.Body, s.Else, s.Finally)
			for _, h := range s.Handlers {
				w.nested(class, name, h.Body)
			}
		case *py.With:
			w.nested(class, name, s.Body)
		case *py.For:
			w.nested(class, name, s.Body)
		case *py.ExprStmt:
			if !w.again {
				w.lambdas(s.Value, class, name)
			}
		case *py.Assign:
			if w.again {
				continue
			}
			w.lambdas(s.Value, class, name)
			if class == nil {
				w.force(s.Targets)
			} else {
				w.chains(s.Value, class)
			}
		case *py.AnnAssign:
			if w.again {
				continue
			}
			if class == nil {
				w.force([]py.Expr{s.Target})
			} else if s.Value != nil {
				w.chains(s.Value, class)
			}
		}
	}
}

// lambdas explores the lambdas of a statement outside of functions: what a
// filter or a tab of a view is given to call later.
func (w *walker) lambdas(e py.Expr, class *eval.Class, name string) {
	py.Walk(e, func(n py.Node) bool {
		lambda, ok := n.(*py.Lambda)
		if !ok {
			part, isExpr := n.(py.Expr)
			return !isExpr || w.signed(part.Extent())
		}
		if w.signed(lambda.Body.Extent()) {
			w.x.root = &root{file: w.file, name: name}
			w.x.explore(w.module.LambdaOf(lambda, class), nil)
			w.x.root = nil
		}
		return false
	})
}

func (w *walker) nested(class *eval.Class, name string, blocks ...[]py.Stmt) {
	w.top = w.top || class == nil
	for _, b := range blocks {
		w.block(b, class, name)
	}
}

// force evaluates the names that a top-level statement binds.
func (w *walker) force(targets []py.Expr) {
	for _, t := range targets {
		if name, ok := t.(*py.Name); ok {
			w.x.project.In.Request()
			w.module.Get(name.ID)
		}
	}
}

// chains evaluates the chains in an expression of a class body, and not what
// is made of them there: fields and forms cost much and run no query.
func (w *walker) chains(e py.Expr, class *eval.Class) {
	py.Walk(e, func(n py.Node) bool {
		part, ok := n.(py.Expr)
		if !ok {
			return true
		}
		if !w.signed(part.Extent()) {
			return false
		}
		switch part := part.(type) {
		case *py.Lambda:
			return false
		case *py.ListComp, *py.SetComp, *py.DictComp, *py.GeneratorExp:
			w.evaluate(part, class)
			return false
		case *py.Call, *py.Subscript, *py.Attribute, *py.BinOp:
			if w.begins(part) {
				w.evaluate(part, class)
				return false
			}
		}
		return true
	})
}

func (w *walker) evaluate(e py.Expr, class *eval.Class) {
	w.x.project.In.Request()
	w.module.Eval(e, class)
}

// begins reports whether a sign stands on the spine of a chain: in what its
// calls and attributes are taken of, not in their arguments.
func (w *walker) begins(e py.Expr) bool {
	for {
		switch at := e.(type) {
		case *py.Call:
			if name, ok := at.Func.(*py.Name); ok {
				return strings.HasPrefix(name.ID, "get_")
			}
			e = at.Func
		case *py.Subscript:
			e = at.Value
		case *py.BinOp:
			return w.begins(at.Left) || w.begins(at.Right)
		case *py.Attribute:
			if w.signed(source.Span{Start: at.Value.Extent().End, End: at.AttrAt.End}) {
				return true
			}
			e = at.Value
		default:
			return false
		}
	}
}

// class returns the class of a class statement.
func (w *walker) class(def *py.ClassDef, outer *eval.Class) *eval.Class {
	w.x.project.In.Request()
	var v eval.Value
	if outer != nil {
		v, _ = outer.Own(def.Name)
	} else {
		v, _ = w.module.Get(def.Name)
	}
	class, ok := v.(*eval.Class)
	if !ok || class.Def != def {
		class = w.module.ClassOf(def, outer)
	}
	w.x.project.In.Request()
	return class
}
