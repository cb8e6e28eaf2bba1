package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/source"
)

// unsolved is what becomes of the calls that look like the ORM's.
type unsolved struct {
	stepped map[site]bool   // those that are steps, or calls of the project's own methods
	reasons map[site]string // those on something that is not known
}

// distinctive are the methods that nothing but a queryset or a manager is likely to have.
var distinctive = map[string]bool{
	"filter": true, "exclude": true, "order_by": true, "select_related": true, "prefetch_related": true, "annotate": true,
	"values_list": true, "select_for_update": true, "get_or_create": true, "update_or_create": true, "bulk_create": true,
	"bulk_update": true, "in_bulk": true, "aggregate": true, "aget": true, "afirst": true, "acount": true, "aexists": true,
	"aget_or_create": true, "aupdate_or_create": true, "abulk_create": true,
}

// missed notes that the ORM's method is called on something that is not known.
func (x *extractor) missed(c *eval.Call, reason string) {
	m := c.Module()
	if m == nil || m.Source.Origin != resolve.Project || m.Source.File == nil {
		return
	}
	call, ok := c.Expr.(*py.Call)
	if !ok {
		return
	}
	attr, ok := call.Func.(*py.Attribute)
	if ok && attr.Attr == "as_view" {
		x.dependent = true
	}
	if !ok || !distinctive[attr.Attr] && builders[attr.Attr] == nil && terminals[attr.Attr].operation == "" {
		return
	}
	if strings.HasPrefix(reason, "parameter ") {
		x.dependent = true
	}
	at := site{m.Source.File.Path, attr.AttrAt.Start}
	if x.reasons[at] == "" {
		x.reasons[at] = reason
	}
}

// entersOwn notes that a call which looks like the ORM's is one of a method that
// the project has written: what is sent is told by the calls in its body.
func (x *extractor) entersOwn(c *eval.Call) {
	m := c.Module()
	if m == nil || m.Source.File == nil || x.stepped == nil {
		return
	}
	if call, ok := c.Expr.(*py.Call); ok {
		if attr, ok := call.Func.(*py.Attribute); ok {
			x.stepped[site{m.Source.File.Path, attr.AttrAt.Start}] = true
		}
	}
}

// unresolved returns the calls of the judged modules that look like the ORM's
// and that no query has as a step.
func (x *extractor) unresolved() []Unresolved {
	var found []Unresolved
	for _, m := range x.modules {
		if m.File == nil {
			continue
		}
		candidates := slices.DeleteFunc(candidates(m.Text()), func(at uint32) bool { return x.stepped[site{m.File.Path, at}] })
		if len(candidates) == 0 {
			continue
		}
		for _, call := range callsAt(m.Tree(), candidates) {
			reason := x.reasons[site{m.File.Path, call.Span.Start}]
			if reason == "" {
				reason = "nothing that was followed gets there"
			}
			call.File, call.Reason = m.File, reason
			found = append(found, call)
		}
	}
	slices.SortStableFunc(found, func(a, b Unresolved) int { return strings.Compare(a.File.Path, b.File.Path) })
	return found
}

// candidates returns where a text mentions a call of a distinctive method, or
// of any method of the ORM on .objects.
func candidates(text string) []uint32 {
	var found []uint32
	manager := false // what stands before is .objects
	for i := 0; ; {
		next := strings.IndexByte(text[i:], '.')
		if next < 0 {
			return found
		}
		manager = manager && next == 0
		start := i + next + 1
		end := start
		for end < len(text) && isNameByte(text[end]) {
			end++
		}
		name := text[start:end]
		if end < len(text) && text[end] == '(' && (distinctive[name] || manager && (builders[name] != nil || terminals[name].operation != "")) {
			found = append(found, uint32(start))
		}
		manager = name == "objects"
		i = end
	}
}

// callsAt returns the calls of a module whose method's name stands at one of
// some offsets: what stands in comments and strings is none.
func callsAt(tree *py.Module, offsets []uint32) []Unresolved {
	var found []Unresolved
	holds := func(span source.Span) bool {
		i, _ := slices.BinarySearch(offsets, span.Start)
		return i < len(offsets) && offsets[i] < span.End
	}
	for _, s := range tree.Body {
		py.Walk(s, func(n py.Node) bool {
			switch n := n.(type) {
			case *py.Call:
				if attr, ok := n.Func.(*py.Attribute); ok {
					if _, is := slices.BinarySearch(offsets, attr.AttrAt.Start); is {
						found = append(found, Unresolved{Span: attr.AttrAt, Call: attr.Attr})
					}
				}
				return holds(n.Span)
			case py.Stmt:
				return holds(n.Extent())
			case py.Expr:
				return holds(n.Extent())
			}
			return true
		})
	}
	slices.SortFunc(found, func(a, b Unresolved) int { return int(a.Span.Start) - int(b.Span.Start) })
	return found
}
