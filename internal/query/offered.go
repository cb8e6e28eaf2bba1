package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// offered reports whether the view that the explored method or property makes is
// put anywhere: a class with a view for everything offers some of them only
// `if self.copy_enabled`. Where nobody in the class reads the method, others may.
func (x *extractor) offered() bool {
	f, self := x.rooted, x.receiver
	if f == nil || f.Def == nil || self == nil {
		return true
	}
	read := false
	for _, k := range self.Class.MRO() {
		if k.Def == nil || k.Module == nil || k.Module.Source.Origin != resolve.Project {
			continue
		}
		text := k.Module.Source.Text()
		for _, s := range k.Def.Body {
			method, ok := s.(*py.FunctionDef)
			if !ok || method == f.Def || !strings.Contains(text[method.Span.Start:method.Span.End], "self."+f.Def.Name) {
				continue
			}
			for _, tests := range readings(method.Body, f.Def.Name, nil, nil) {
				read = true
				if !slices.ContainsFunc(tests, x.isFalse) {
					return true
				}
			}
		}
	}
	return !read
}

// isFalse reports whether an attribute of the receiver is known to be false.
func (x *extractor) isFalse(name string) bool {
	truth, known := x.project.In.Truth(x.project.In.Attr(x.receiver, name))
	return known && !truth
}

// readings returns, for each place that reads an attribute of self, the
// attributes of self that must hold for it to be reached.
func readings(body []py.Stmt, name string, under []string, found [][]string) [][]string {
	for _, s := range body {
		test, ok := s.(*py.If)
		if !ok {
			py.Walk(s, func(n py.Node) bool {
				if e, ok := n.(py.Expr); ok && ofSelf(e) == name {
					found = append(found, under)
				}
				return true
			})
			continue
		}
		found = readings(test.Body, name, append(slices.Clip(under), required(test.Test)...), found)
		found = readings(test.Else, name, under, found)
	}
	return found
}

// required returns the attributes of self without which a test does not hold.
func required(test py.Expr) []string {
	if both, ok := test.(*py.BoolOp); ok && !both.Or {
		var names []string
		for _, part := range both.Values {
			names = append(names, required(part)...)
		}
		return names
	}
	if name := ofSelf(test); name != "" {
		return []string{name}
	}
	return nil
}

// ofSelf is the name of an attribute that is read of self, "" for any other expression.
func ofSelf(e py.Expr) string {
	if attr, ok := e.(*py.Attribute); ok {
		if of, ok := attr.Value.(*py.Name); ok && of.ID == "self" {
			return attr.Attr
		}
	}
	return ""
}
