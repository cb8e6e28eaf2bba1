package eval

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/py"
)

// Strings made of values: f-strings, str.format, % and format specifications.

// text is a string that the program makes, unknown where it is too long to be kept.
func text(s string) Value {
	if len(s) > maxText {
		return Unknownf("a string of more than %d bytes", maxText)
	}
	return Str(s)
}

func unknownText() Value { return Unknownf("a string made at run time") }

func (in *Interp) evalJoined(s *Scope, e *py.JoinedStr) Value {
	var b strings.Builder
	for _, part := range e.Values {
		switch part := part.(type) {
		case *py.Constant:
			b.WriteString(part.Text())
		case *py.FormattedValue:
			v := in.eval(s, part.Value)
			if IsUnknown(v) {
				return v
			}
			spec := ""
			if part.Format != nil {
				known, ok := in.evalJoined(s, part.Format).(Str)
				if !ok {
					return Unknownf("formatted in a way that is not known")
				}
				spec = string(known)
			}
			formatted, ok := in.formatted(v, part.Conversion, spec)
			if !ok || b.Len() > maxText {
				return unknownText()
			}
			b.WriteString(formatted)
		default:
			return unknownText()
		}
	}
	return text(b.String())
}

// formatted is a value after a conversion (!r, !s, !a, 0 for none) and a format specification.
func (in *Interp) formatted(v Value, conversion byte, spec string) (string, bool) {
	switch conversion {
	case 'r', 'a':
		repr, ok := in.repr(v)
		if !ok || conversion == 'a' && !ascii(repr) {
			return "", false
		}
		v = Str(repr)
	case 's':
		converted, ok := in.Text(v)
		if !ok {
			return "", false
		}
		v = Str(converted)
	}
	if spec == "" {
		return in.Text(v)
	}
	return formatSpec(plain(v), spec)
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// Text is str(v).
func (in *Interp) Text(v Value) (string, bool) {
	switch v := v.(type) {
	case Str:
		return string(v), true
	case *Instance:
		return in.instanceText(v)
	}
	return in.repr(v)
}

func (in *Interp) instanceText(i *Instance) (string, bool) {
	if f, owner := i.Class.Find("__str__"); f != nil && owner != in.types.object {
		s, ok := in.CallMethod(i, "__str__").(Str)
		return string(s), ok
	}
	inner, isMember := i.lookup("_value_")
	switch {
	case isMember && i.Class.Is("enum.ReprEnum"):
		return in.Text(inner)
	case isMember && i.Class.isEnum():
		name, _ := i.lookup("_name_")
		member, ok := AsStr(name)
		return i.Class.Qualname + "." + member, ok
	}
	return in.repr(i)
}

// repr is repr(v), ok false where not everything inside v is known.
func (in *Interp) repr(v Value) (string, bool) {
	if i, ok := v.(*Instance); ok && i.Class.has("__repr__") {
		s, ok := in.CallMethod(i, "__repr__").(Str)
		return string(s), ok
	}
	left := maxElements
	if !shows(v, 0, &left) {
		return "", false
	}
	shown := Repr(v)
	return shown, len(shown) <= maxText
}

// shows reports whether Repr of v is what Python writes.
func shows(v Value, depth int, left *int) bool {
	*left--
	if depth > maxReprDepth || *left < 0 {
		return false
	}
	switch v := v.(type) {
	case Str, Bytes, Int, Float, Bool, NoneType, EllipsisType:
		return true
	case *List, *Tuple:
		elts, all := Elements(v)
		for _, elt := range elts {
			if !shows(elt, depth+1, left) {
				return false
			}
		}
		return all
	case *Dict:
		for i := range v.keys {
			if !shows(v.keys[i], depth+1, left) || !shows(v.values[i], depth+1, left) {
				return false
			}
		}
		return !v.Open && v.Class == nil
	}
	return false
}

// formatMethod is str.format with fields that are names, numbers or empty.
func formatMethod(s string, c *Call) Value {
	var b strings.Builder
	next := 0
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '{' && i+1 < len(s) && s[i+1] == '{', s[i] == '}' && i+1 < len(s) && s[i+1] == '}':
			b.WriteByte(s[i])
			i++
		case s[i] == '{':
			end := strings.IndexByte(s[i:], '}')
			if end < 0 {
				return unknownText()
			}
			formatted, ok := formatReplacement(s[i+1:i+end], c, &next)
			if !ok || b.Len() > maxText {
				return unknownText()
			}
			i += end
			b.WriteString(formatted)
		default:
			b.WriteByte(s[i])
		}
	}
	return text(b.String())
}

// formatReplacement is one field of str.format: name!conversion:spec.
func formatReplacement(replacement string, c *Call, next *int) (string, bool) {
	field, spec, _ := strings.Cut(replacement, ":")
	field, conversion, converted := strings.Cut(field, "!")
	v := formatField(field, c, next)
	if v == nil || strings.ContainsAny(spec, "{}") || converted && len(conversion) != 1 {
		return "", false
	}
	var how byte
	if converted {
		how = conversion[0]
	}
	return c.In.formatted(v, how, spec)
}

func formatField(field string, c *Call, next *int) Value {
	name, rest := field, ""
	if at := strings.IndexAny(field, ".["); at >= 0 {
		name, rest = field[:at], field[at:]
	}
	var v Value
	if n, err := strconv.Atoi(name); err == nil || name == "" {
		if name == "" {
			n = *next
			*next++
		}
		if n < 0 || n+1 >= len(c.Args) {
			return nil
		}
		v = c.Args[n+1]
	} else {
		v = c.Keyword(name)
	}
	for rest != "" && v != nil {
		part := rest[1:]
		if rest[0] == '[' {
			end := strings.IndexByte(part, ']')
			if end < 0 {
				return nil
			}
			part, rest = part[:end], part[end+1:]
			if n, err := strconv.Atoi(part); err == nil {
				v = c.In.subscript(v, Int(n))
			} else {
				v = c.In.subscript(v, Str(part))
			}
			continue
		}
		end := strings.IndexAny(part, ".[")
		if end < 0 {
			end = len(part)
		}
		part, rest = part[:end], part[end:]
		v = c.In.Attr(v, part)
	}
	return v
}

// A formatting is a format specification of Python's (documentation, "Format
// Specification Mini-Language") without its rarer parts.
type formatting struct {
	fill      string
	align     byte // of "<>^=", 0 for the type's own
	plus      bool
	width     int
	comma     bool
	precision int // -1 for none
	kind      byte
}

func readFormatting(spec string) (f formatting, ok bool) {
	f.fill, f.precision = " ", -1
	if _, size := utf8.DecodeRuneInString(spec); len(spec) > size && strings.IndexByte("<>^=", spec[size]) >= 0 {
		f.fill, f.align, spec = spec[:size], spec[size], spec[size+1:]
	} else if spec != "" && strings.IndexByte("<>^=", spec[0]) >= 0 {
		f.align, spec = spec[0], spec[1:]
	}
	if strings.HasPrefix(spec, "+") {
		f.plus, spec = true, spec[1:]
	}
	if strings.HasPrefix(spec, "0") && f.align == 0 {
		f.fill, f.align = "0", '='
	}
	digits := func() int {
		n := 0
		for ; spec != "" && spec[0] >= '0' && spec[0] <= '9' && n < 1000; spec = spec[1:] {
			n = n*10 + int(spec[0]-'0')
		}
		return n
	}
	f.width = digits()
	if strings.HasPrefix(spec, ",") {
		f.comma, spec = true, spec[1:]
	}
	if strings.HasPrefix(spec, ".") {
		spec = spec[1:]
		f.precision = digits()
	}
	if len(spec) == 1 {
		f.kind, spec = spec[0], ""
	}
	return f, spec == "" && f.width < 1000 && f.precision < 100
}

// formatSpec is format(v, spec) of a string or number.
func formatSpec(v Value, spec string) (string, bool) {
	f, ok := readFormatting(spec)
	if !ok {
		return "", false
	}
	switch v := v.(type) {
	case Str:
		s := string(v)
		if f.kind != 0 && f.kind != 's' || f.comma || f.plus || f.align == '=' {
			return "", false
		}
		if runes := []rune(s); f.precision >= 0 && len(runes) > f.precision {
			s = string(runes[:f.precision])
		}
		return f.pad("", s, '<'), true
	case Int:
		return f.integer(int64(v))
	case Float:
		return f.float(float64(v))
	}
	return "", false
}

func (f *formatting) integer(n int64) (string, bool) {
	bases := map[byte]int{0: 10, 'd': 10, 'x': 16, 'X': 16, 'o': 8, 'b': 2}
	base, ok := bases[f.kind]
	if !ok && (f.kind == 'f' || f.kind == 'F' || f.kind == '%') && max(n, -n) < 1<<53 {
		return f.float(float64(n))
	}
	if !ok || f.precision >= 0 || n == math.MinInt64 || f.comma && base != 10 {
		return "", false
	}
	digits := strconv.FormatInt(max(n, -n), base)
	if f.kind == 'X' {
		digits = strings.ToUpper(digits)
	}
	return f.number(n < 0, digits), true
}

func (f *formatting) float(n float64) (string, bool) {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return "", false
	}
	precision := f.precision
	if precision < 0 {
		precision = 6
	}
	switch f.kind {
	case 'f', 'F':
		return f.number(math.Signbit(n), strconv.FormatFloat(math.Abs(n), 'f', precision, 64)), true
	case '%':
		return f.number(math.Signbit(n), strconv.FormatFloat(math.Abs(n)*100, 'f', precision, 64)+"%"), true
	case 0:
		if f.precision < 0 {
			return f.number(math.Signbit(n), formatFloat(math.Abs(n))), true
		}
	}
	return "", false
}

func (f *formatting) number(negative bool, digits string) string {
	if f.comma {
		whole, rest := digits, ""
		if at := strings.IndexAny(digits, ".e%"); at >= 0 {
			whole, rest = digits[:at], digits[at:]
		}
		for at := len(whole) - 3; at > 0; at -= 3 {
			whole = whole[:at] + "," + whole[at:]
		}
		digits = whole + rest
	}
	sign := ""
	if negative {
		sign = "-"
	} else if f.plus {
		sign = "+"
	}
	return f.pad(sign, digits, '>')
}

// pad fills up to the width; own is the alignment of the type.
func (f *formatting) pad(sign, s string, own byte) string {
	align := f.align
	if align == 0 {
		align = own
	}
	missing := max(0, f.width-utf8.RuneCountInString(sign)-utf8.RuneCountInString(s))
	fill := func(n int) string { return strings.Repeat(f.fill, n) }
	switch align {
	case '<':
		return sign + s + fill(missing)
	case '^':
		return fill(missing/2) + sign + s + fill(missing-missing/2)
	case '=':
		return sign + fill(missing) + s
	}
	return fill(missing) + sign + s
}

// percentFormat is format % args.
func (in *Interp) percentFormat(format string, args Value) (string, bool) {
	values := []Value{args}
	if t, ok := args.(*Tuple); ok {
		values = t.Elts
	}
	mapping, _ := args.(*Dict)
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		i++
		if i < len(format) && format[i] == '%' {
			b.WriteByte('%')
			continue
		}
		var v Value
		if i < len(format) && format[i] == '(' {
			end := strings.IndexByte(format[i:], ')')
			if end < 0 || mapping == nil {
				return "", false
			}
			v, _ = mapping.Get(Str(format[i+1 : i+end]))
			i += end + 1
		} else if len(values) > 0 {
			v, values = values[0], values[1:]
		}
		end := i
		for end < len(format) && strings.IndexByte("-+0123456789.", format[end]) >= 0 {
			end++
		}
		if v == nil || end >= len(format) || b.Len() > maxText {
			return "", false
		}
		formatted, ok := in.percentField(v, format[i:end], format[end])
		if !ok {
			return "", false
		}
		i = end
		b.WriteString(formatted)
	}
	return b.String(), true
}

// percentField is one field of a % format: flags with width and precision, and the kind of conversion.
func (in *Interp) percentField(v Value, flags string, kind byte) (string, bool) {
	switch kind {
	case 's', 'r':
		var s string
		var ok bool
		if kind == 's' {
			s, ok = in.Text(v)
		} else {
			s, ok = in.repr(v)
		}
		if !ok {
			return "", false
		}
		if left, found := strings.CutPrefix(flags, "-"); found {
			return formatSpec(Str(s), "<"+left)
		}
		return formatSpec(Str(s), ">"+flags)
	case 'd', 'i', 'x', 'X', 'o':
		v = plain(v)
		if f, ok := v.(Float); ok && math.Abs(float64(f)) < 1<<53 && kind != 'x' {
			v = Int(f)
		}
		if _, ok := v.(Int); !ok || strings.Contains(flags, ".") {
			return "", false
		}
		if kind == 'i' {
			kind = 'd'
		}
	case 'f', 'F':
		n, ok := number(v)
		if !ok {
			return "", false
		}
		v = Float(n)
	default:
		return "", false
	}
	if left, found := strings.CutPrefix(flags, "-"); found {
		flags = "<" + left
	}
	return formatSpec(v, flags+string(kind))
}
