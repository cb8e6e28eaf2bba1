package fix

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// callAt returns the call that has a span, nil where none below the class has.
func callAt(class *py.ClassDef, span source.Span) *py.Call {
	var found *py.Call
	py.Walk(class, func(n py.Node) bool {
		if call, ok := n.(*py.Call); ok && call.Span == span {
			found = call
		}
		return found == nil
	})
	return found
}

// unindex takes the index of its own from a field: a declaration that asks for
// one no longer does; one that gets it unasked (byDefault) refuses it.
func (d *document) unindex(call *py.Call, byDefault bool) error {
	for _, k := range call.Keywords {
		switch {
		case k.Name == "":
			return errors.New("the arguments of the field are made elsewhere")
		case k.Name != "db_index":
		case byDefault:
			if c, ok := k.Value.(*py.Constant); !ok || c.Kind != py.True {
				return errors.New("db_index of the field is not plainly True")
			}
			d.replace(int(k.Value.Extent().Start), int(k.Value.Extent().End), "False")
			return nil
		default:
			if c, ok := k.Value.(*py.Constant); !ok || c.Kind != py.True {
				return errors.New("db_index of the field is not plainly True")
			}
			d.removeArgument(call, k.Span)
			return nil
		}
	}
	if !byDefault {
		return errors.New("the field does not say db_index=True")
	}
	for _, arg := range call.Args {
		if _, ok := arg.(*py.Starred); ok {
			return errors.New("the arguments of the field are made elsewhere")
		}
	}
	return d.addArgument(call, "db_index=False")
}

// arguments returns the spans of a call's arguments in the order of the text.
func arguments(call *py.Call) []source.Span {
	var spans []source.Span
	for _, arg := range call.Args {
		spans = append(spans, arg.Extent())
	}
	for _, k := range call.Keywords {
		spans = append(spans, k.Span)
	}
	return spans
}

// removeArgument takes an argument out with its comma.
func (d *document) removeArgument(call *py.Call, span source.Span) {
	from, to := int(span.Start), int(span.End)
	close := int(call.End) - 1
	spans := arguments(call)
	for i, s := range spans {
		if s != span {
			continue
		}
		if i+1 < len(spans) {
			next := int(spans[i+1].Start)
			if d.isFirst(from) && d.isFirst(next) {
				if comma := d.marks(to, next); len(comma) == 1 && isBlank(d.text[comma[0]+1:d.lineEnd(comma[0])]) {
					d.replace(d.lineStart(from), d.nextLine(comma[0]), "")
					return
				}
			}
			if marks := d.marks(to, next); len(marks) == 1 && isBlank(strings.Trim(d.text[marks[0]+1:next], "\r\n")) {
				d.replace(from, next, "")
				return
			}
			if marks := d.marks(to, next); len(marks) > 0 {
				d.replace(from, marks[0]+1, "")
				return
			}
		}
		if marks := d.marks(to, close); len(marks) > 0 && d.text[marks[0]] == ',' {
			to = marks[0] + 1
			if d.isFirst(from) && isBlank(d.text[to:d.lineEnd(to)]) && d.lineEnd(to) < close {
				d.replace(d.lineStart(from), d.nextLine(to), "")
				return
			}
		}
		if i > 0 && to == int(span.End) {
			between := d.text[spans[i-1].End:from]
			if at := strings.LastIndexByte(between, ','); at >= 0 && isBlank(strings.Trim(between[at+1:], "\r\n")) {
				from = int(spans[i-1].End) + at
			}
		}
		d.replace(from, to, "")
		return
	}
}

// addArgument writes an argument behind the others.
func (d *document) addArgument(call *py.Call, text string) error {
	spans := arguments(call)
	if len(spans) == 0 {
		d.insert(int(call.End)-1, text)
		return nil
	}
	close := int(call.End) - 1
	first, last := spans[0], spans[len(spans)-1]
	end, comma := int(last.End), -1
	for _, p := range d.marks(end, close) {
		switch d.text[p] {
		case ')':
			end = p + 1
		case ',':
			comma = p
		}
	}
	switch {
	case d.isFirst(close) && d.isFirst(int(last.Start)):
		if comma < 0 {
			d.insert(end, ",")
		}
		d.insert(d.lineStart(close), d.indentOf(int(last.Start))+text+",\n")
	case d.sameLine(int(call.Start), close) && utf8.RuneCountInString(d.text[d.lineStart(int(call.Start)):d.lineEnd(close)])+len(text)+2 > d.width:
		indent := d.indentOf(int(call.Start))
		unit := indent
		if unit == "" {
			unit = "    "
		}
		d.insert(d.openOf(call, int(first.Start)), "\n"+indent+unit)
		d.insert(end, ", "+text)
		if comma >= 0 {
			end = comma + 1
		}
		d.replace(end, close, "\n"+indent)
	default:
		d.insert(end, ", "+text)
	}
	return nil
}

// openOf returns the offset behind the parenthesis that opens a call's arguments.
func (d *document) openOf(call *py.Call, first int) int {
	for _, p := range d.marks(int(call.Func.Extent().End), first) {
		if d.text[p] == '(' {
			return p + 1
		}
	}
	return first
}
