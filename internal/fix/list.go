package fix

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// A row is a list or tuple as it is written: its brackets and what is between.
type row struct {
	open, close int // offsets of the brackets
	items       []item
	tuple       bool
}

// An item is an element with the parentheses around it.
type item struct {
	inner      source.Span // without parentheses
	start, end int
	comma      int // offset of the comma behind it, or -1
}

// rowOf reads how a list or tuple literal is written; false for a tuple without brackets.
func (d *document) rowOf(e py.Expr) (row, bool) {
	var elts []py.Expr
	r := row{open: int(e.Extent().Start), close: int(e.Extent().End) - 1}
	switch e := e.(type) {
	case *py.List:
		elts = e.Elts
	case *py.Tuple:
		elts, r.tuple = e.Elts, true
	default:
		return r, false
	}
	if r.close <= r.open || !strings.ContainsRune("[(", rune(d.text[r.open])) || !strings.ContainsRune("])", rune(d.text[r.close])) {
		return r, false
	}
	at, depth := r.open+1, 0
	for i, elt := range elts {
		span := elt.Extent()
		start := int(span.Start)
		for _, p := range d.marks(at, start) {
			if d.text[p] == '(' {
				start = min(start, p)
				depth++
			}
		}
		it := item{inner: span, start: start, end: int(span.End), comma: -1}
		limit := r.close
		if i+1 < len(elts) {
			limit = int(elts[i+1].Extent().Start)
		}
		at = it.end
		for _, p := range d.marks(at, limit) {
			switch d.text[p] {
			case ')':
				depth--
				it.end = p + 1
			case ',':
				it.comma = p
			}
			if it.comma >= 0 || depth < 0 {
				break
			}
		}
		if depth != 0 { // the brackets are those of the first and of the last element
			return r, false
		}
		at = max(it.end, it.comma+1)
		r.items = append(r.items, it)
	}
	return r, true
}

// marks returns the offsets of what is neither white space nor comment.
func (d *document) marks(from, to int) []int {
	var found []int
	for at := from; at < to; at++ {
		switch d.text[at] {
		case ' ', '\t', '\f', '\r', '\n', '\\':
		case '#':
			at = d.lineEnd(at)
		default:
			found = append(found, at)
		}
	}
	return found
}

// change removes elements of a row and adds others. A new one takes the place of
// one that goes, so that a difference shows which index another one extends.
func (d *document) change(r row, remove []source.Span, add []piece, indent, unit string) {
	gone := make([]bool, len(r.items))
	for i, it := range r.items {
		gone[i] = slices.Contains(remove, it.inner)
		if gone[i] && len(add) > 0 {
			d.replace(int(it.inner.Start), int(it.inner.End), add[0].lines(d.column(it.start), unit, d.width))
			add, gone[i] = add[1:], false
		}
	}
	if len(add) > 0 {
		d.extend(r, add, indent, unit)
		return
	}
	d.shrink(r, gone)
}

// column is white space as wide as what stands before an offset in its line.
func (d *document) column(at int) string {
	var b strings.Builder
	for _, r := range d.text[d.lineStart(at):at] {
		if r != '\t' {
			r = ' '
		}
		b.WriteRune(r)
	}
	return b.String()
}

// extend writes elements behind the last one, as the row is written.
func (d *document) extend(r row, add []piece, indent, unit string) {
	closesAlone := d.isFirst(r.close)
	if len(r.items) == 0 {
		text := ""
		for _, p := range add {
			text += indent + unit + p.lines(indent+unit, unit, d.width) + ",\n"
		}
		if closesAlone {
			d.insert(d.lineStart(r.close), text)
		} else {
			d.replace(r.open+1, r.close, "\n"+text+indent)
		}
		return
	}
	first, last := r.items[0], r.items[len(r.items)-1]
	switch {
	case closesAlone:
		inner := d.indentOf(r.close) + unit
		if d.isFirst(last.start) {
			inner = d.indentOf(last.start)
		}
		if last.comma < 0 {
			d.insert(last.end, ",")
		}
		text := ""
		for _, p := range add {
			text += inner + p.lines(inner, unit, d.width) + ",\n"
		}
		d.insert(d.lineStart(r.close), text)
	case d.lineStart(r.open) == d.lineStart(r.close):
		d.extendLine(r, add, indent, unit)
	default:
		inner := d.column(first.start)
		if d.isFirst(last.start) {
			inner = d.indentOf(last.start)
		}
		text := ""
		for _, p := range add {
			text += ",\n" + inner + p.lines(inner, unit, d.width)
		}
		d.insert(last.end, text)
	}
}

// extendLine extends a row that stands on one line, and breaks it where it would get too long.
func (d *document) extendLine(r row, add []piece, indent, unit string) {
	last := r.items[len(r.items)-1]
	text := ""
	for _, p := range add {
		text += ", " + p.line()
	}
	start, end := d.lineStart(r.open), d.lineEnd(r.close)
	if utf8.RuneCountInString(d.text[start:end])+utf8.RuneCountInString(text) <= d.width {
		d.insert(last.end, text)
		return
	}
	inner := indent + unit
	d.replace(r.open+1, r.items[0].start, "\n"+inner)
	for i := 1; i < len(r.items); i++ {
		d.replace(r.items[i-1].comma+1, r.items[i].start, "\n"+inner)
	}
	for _, p := range add {
		d.insert(last.end, ",\n"+inner+p.lines(inner, unit, d.width))
	}
	if last.comma < 0 {
		d.replace(last.end, r.close, ",\n"+indent)
	} else {
		d.replace(last.comma+1, r.close, "\n"+indent)
	}
}

// shrink takes elements out.
func (d *document) shrink(r row, gone []bool) {
	for i, it := range r.items {
		if !gone[i] {
			continue
		}
		behind := max(it.end, it.comma+1)
		rest := d.text[behind:d.lineEnd(behind)]
		alone := isBlank(rest) || strings.HasPrefix(strings.TrimLeft(rest, " \t"), "#")
		switch {
		case d.isFirst(it.start) && alone && behind <= r.close && d.lineEnd(behind) < r.close:
			d.replace(d.lineStart(it.start), d.nextLine(behind), "")
		case it.comma >= 0 && i+1 < len(r.items):
			for behind < r.close && (d.text[behind] == ' ' || d.text[behind] == '\t') {
				behind++
			}
			d.replace(it.start, behind, "")
		case i > 0 && !gone[i-1] && isBlank(d.text[r.items[i-1].comma+1:it.start]):
			from := r.items[i-1].comma
			if r.tuple || it.comma >= 0 {
				from++
			}
			d.replace(from, behind, "")
		default:
			d.replace(it.start, behind, "")
		}
	}
}
