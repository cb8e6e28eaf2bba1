package eval

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// maxReprDepth is how deep containers are shown; one may hold itself.
const maxReprDepth = 12

// Repr renders v much as Python does, for messages and tests.
func Repr(v Value) string {
	var p printer
	p.value(v)
	return p.String()
}

// A printer renders values up to a length and depth.
type printer struct {
	strings.Builder
	depth int
}

func (p *printer) value(v Value) {
	if p.depth > maxReprDepth || p.Len() > maxText {
		p.WriteString("…")
		return
	}
	p.depth++
	defer func() { p.depth-- }()
	switch v := v.(type) {
	case nil:
		p.WriteString("<nil>")
	case *Unknown:
		p.WriteString("<unknown: " + v.Reason + ">")
	case NoneType:
		p.WriteString("None")
	case EllipsisType:
		p.WriteString("Ellipsis")
	case Bool:
		if v {
			p.WriteString("True")
		} else {
			p.WriteString("False")
		}
	case Int:
		p.WriteString(strconv.FormatInt(int64(v), 10))
	case Float:
		p.WriteString(formatFloat(float64(v)))
	case Str:
		p.WriteString(quote(string(v)))
	case Bytes:
		p.WriteString("b" + quoteBytes(string(v)))
	case *List:
		p.elements("[", v.Elts, v.Open, "]")
	case *Tuple:
		if len(v.Elts) == 1 {
			p.elements("(", v.Elts, false, ",)")
		} else {
			p.elements("(", v.Elts, false, ")")
		}
	case *Set:
		p.elements("{", v.Elts, v.Open, "}") // Python's order is another in each run
	case *Dict:
		p.dict(v)
	case *Alternatives:
		p.WriteString("<")
		for i, alt := range v.Values {
			if i > 0 {
				p.WriteString(" | ")
			}
			p.value(alt)
		}
		p.WriteString(">")
	case *Class:
		p.WriteString("<class " + v.FullName() + ">")
	case *Instance:
		p.WriteString("<" + v.Class.FullName() + " object>")
	case *Function:
		p.WriteString("<function " + v.Name + ">")
	case *BoundMethod:
		p.WriteString("<method of ")
		p.value(v.Self)
		p.WriteString(">")
	case *Native:
		p.WriteString("<function " + v.Name + ">")
	case *Module:
		p.WriteString("<module " + v.Name + ">")
	default:
		fmt.Fprintf(p, "<%T>", v)
	}
}

func (p *printer) elements(begin string, elts []Value, open bool, end string) {
	p.WriteString(begin)
	for i, elt := range elts {
		if i > 0 {
			p.WriteString(", ")
		}
		p.value(elt)
		if p.Len() > maxText {
			break
		}
	}
	if open {
		if len(elts) > 0 {
			p.WriteString(", ")
		}
		p.WriteString("…")
	}
	p.WriteString(end)
}

func (p *printer) dict(d *Dict) {
	p.WriteString("{")
	for i, k := range d.keys {
		if i > 0 {
			p.WriteString(", ")
		}
		p.value(k)
		p.WriteString(": ")
		p.value(d.values[i])
		if p.Len() > maxText {
			break
		}
	}
	if d.Open {
		if len(d.keys) > 0 {
			p.WriteString(", ")
		}
		p.WriteString("…")
	}
	p.WriteString("}")
}

func quote(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	var b strings.Builder
	b.Grow(len(s) + 2)
	b.WriteByte(q)
	for _, r := range s {
		writeQuoted(&b, r, q)
	}
	b.WriteByte(q)
	return b.String()
}

func quoteBytes(s string) string {
	q := byte('\'')
	if strings.Contains(s, "'") && !strings.Contains(s, `"`) {
		q = '"'
	}
	var b strings.Builder
	b.WriteByte(q)
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			fmt.Fprintf(&b, `\x%02x`, s[i])
		} else {
			writeQuoted(&b, rune(s[i]), q)
		}
	}
	b.WriteByte(q)
	return b.String()
}

func writeQuoted(b *strings.Builder, r rune, quote byte) {
	switch {
	case r == '\\' || r == rune(quote):
		b.WriteByte('\\')
		b.WriteRune(r)
	case r == '\n':
		b.WriteString(`\n`)
	case r == '\r':
		b.WriteString(`\r`)
	case r == '\t':
		b.WriteString(`\t`)
	case r < ' ' || r == 0x7f:
		fmt.Fprintf(b, `\x%02x`, r)
	default:
		b.WriteRune(r)
	}
}

// formatFloat writes the shortest digits that read as f, with an exponent where
// Python writes one: below 1e-4 and from 1e16.
func formatFloat(f float64) string {
	s := strconv.FormatFloat(f, 'e', -1, 64)
	_, exponent, found := strings.Cut(s, "e")
	if !found {
		return strings.ToLower(strings.TrimPrefix(s, "+")) // inf and nan
	}
	if e, _ := strconv.Atoi(exponent); e < -4 || e >= 16 {
		return s
	}
	s = strconv.FormatFloat(f, 'f', -1, 64)
	if !strings.Contains(s, ".") {
		s += ".0"
	}
	return s
}
