package eval

import (
	"fmt"
	"strconv"
	"strings"
)

// builtinMethod returns a method of one of Python's own types, nil where there is none.
func (in *Interp) builtinMethod(v Value, name string) NativeFunc {
	switch v.(type) {
	case Str:
		return in.types.strMethods[name]
	case *List, *Tuple:
		return in.types.listMethods[name]
	case *Dict:
		return in.types.dictMethods[name]
	case *Set:
		return in.types.setMethods[name]
	}
	return nil
}

func strMethod(f func(s string, c *Call) Value) NativeFunc {
	return func(c *Call) Value {
		s, _ := c.Args[0].(Str)
		return f(string(s), c)
	}
}

// mapped is a method that maps a string to a string and takes no argument.
func mapped(f func(string) string) NativeFunc {
	return strMethod(func(s string, _ *Call) Value { return Str(f(s)) })
}

func trimmed(all func(string) string, cut func(s, cutset string) string) NativeFunc {
	return strMethod(func(s string, c *Call) Value {
		if len(c.Args) == 1 {
			return Str(all(s))
		}
		if set, ok := AsStr(c.Args[1]); ok {
			return Str(cut(s, set))
		}
		return Unknownf("a string made at run time")
	})
}

const space = " \t\n\r\v\f"

var strMethods = map[string]NativeFunc{
	"lower": mapped(strings.ToLower),
	"upper": mapped(strings.ToUpper),
	"title": mapped(title),
	"capitalize": mapped(func(s string) string {
		return strings.ToUpper(s[:min(1, len(s))]) + strings.ToLower(s[min(1, len(s)):])
	}),
	"casefold":     mapped(strings.ToLower),
	"swapcase":     mapped(strings.ToUpper),
	"strip":        trimmed(strings.TrimSpace, strings.Trim),
	"lstrip":       trimmed(func(s string) string { return strings.TrimLeft(s, space) }, strings.TrimLeft),
	"rstrip":       trimmed(func(s string) string { return strings.TrimRight(s, space) }, strings.TrimRight),
	"removeprefix": trimmed(func(s string) string { return s }, strings.TrimPrefix),
	"removesuffix": trimmed(func(s string) string { return s }, strings.TrimSuffix),
	"split":        strMethod(func(s string, c *Call) Value { return split(s, c, false) }),
	"rsplit":       strMethod(func(s string, c *Call) Value { return split(s, c, true) }),
	"splitlines":   strMethod(func(s string, _ *Call) Value { return strs(strings.Split(strings.TrimSuffix(s, "\n"), "\n")) }),
	"partition": strMethod(func(s string, c *Call) Value {
		sep, _ := AsStr(c.Arg(1, "sep"))
		before, after, found := strings.Cut(s, sep)
		if !found {
			sep = ""
		}
		return &Tuple{[]Value{Str(before), Str(sep), Str(after)}}
	}),
	"rpartition": strMethod(func(s string, c *Call) Value {
		sep, _ := AsStr(c.Arg(1, "sep"))
		if i := strings.LastIndex(s, sep); i >= 0 && sep != "" {
			return &Tuple{[]Value{Str(s[:i]), Str(sep), Str(s[i+len(sep):])}}
		}
		return &Tuple{[]Value{Str(""), Str(""), Str(s)}}
	}),
	"replace": strMethod(func(s string, c *Call) Value {
		old, ok1 := AsStr(c.Arg(1, "old"))
		fresh, ok2 := AsStr(c.Arg(2, "new"))
		if ok1 && ok2 && len(c.Args) == 3 {
			return Str(strings.ReplaceAll(s, old, fresh))
		}
		return Unknownf("a string made at run time")
	}),
	"join": strMethod(func(s string, c *Call) Value {
		elts, all := c.In.iterate(c.Arg(1, ""))
		parts := make([]string, len(elts))
		for i, elt := range elts {
			text, ok := AsStr(elt)
			if !ok {
				return Unknownf("a string made at run time")
			}
			parts[i] = text
		}
		if !all {
			return Unknownf("a string made at run time")
		}
		return Str(strings.Join(parts, s))
	}),
	"format":     strMethod(formatMethod),
	"startswith": strMethod(func(s string, c *Call) Value { return affix(s, c, strings.HasPrefix) }),
	"endswith":   strMethod(func(s string, c *Call) Value { return affix(s, c, strings.HasSuffix) }),
	"find":       strMethod(func(s string, c *Call) Value { return position(s, c, strings.Index) }),
	"rfind":      strMethod(func(s string, c *Call) Value { return position(s, c, strings.LastIndex) }),
	"index":      strMethod(func(s string, c *Call) Value { return position(s, c, strings.Index) }),
	"count": strMethod(func(s string, c *Call) Value {
		sub, ok := AsStr(c.Arg(1, ""))
		if !ok {
			return Unknownf("a count")
		}
		return Int(strings.Count(s, sub))
	}),
	"isdigit": strMethod(func(s string, _ *Call) Value {
		return Bool(s != "" && strings.Trim(s, "0123456789") == "")
	}),
	"isupper": strMethod(func(s string, _ *Call) Value { return Bool(s != strings.ToLower(s) && s == strings.ToUpper(s)) }),
	"islower": strMethod(func(s string, _ *Call) Value { return Bool(s != strings.ToUpper(s) && s == strings.ToLower(s)) }),
	"zfill": strMethod(func(s string, c *Call) Value {
		n, ok := AsInt(c.Arg(1, ""))
		if !ok || n > 1000 {
			return Unknownf("a string made at run time")
		}
		return Str(strings.Repeat("0", max(0, int(n)-len(s))) + s)
	}),
	"encode": strMethod(func(s string, _ *Call) Value { return Bytes(s) }),
}

func title(s string) string {
	var b strings.Builder
	inWord := false
	for _, r := range s {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 127
		if letter && !inWord {
			b.WriteString(strings.ToUpper(string(r)))
		} else {
			b.WriteString(strings.ToLower(string(r)))
		}
		inWord = letter
	}
	return b.String()
}

func strs(parts []string) Value {
	l := &List{Elts: make([]Value, len(parts))}
	for i, p := range parts {
		l.Elts[i] = Str(p)
	}
	return l
}

func split(s string, c *Call, fromRight bool) Value {
	limit := -1
	if n := c.Arg(2, "maxsplit"); n != nil {
		k, ok := AsInt(n)
		if !ok {
			return &List{Open: true}
		}
		limit = int(k)
	}
	sepValue := orNone(c.Arg(1, "sep"))
	if sepValue == Value(None) {
		return strs(strings.Fields(s))
	}
	sep, ok := AsStr(sepValue)
	if !ok || sep == "" {
		return &List{Open: true}
	}
	parts := strings.Split(s, sep)
	if limit >= 0 && len(parts) > limit+1 {
		if fromRight {
			at := len(parts) - limit
			parts = append([]string{strings.Join(parts[:at], sep)}, parts[at:]...)
		} else {
			parts = append(parts[:limit:limit], strings.Join(parts[limit:], sep))
		}
	}
	return strs(parts)
}

func affix(s string, c *Call, has func(s, affix string) bool) Value {
	options := []Value{c.Arg(1, "")}
	if t, ok := options[0].(*Tuple); ok {
		options = t.Elts
	}
	for _, o := range options {
		text, ok := AsStr(o)
		if !ok {
			return Unknownf("how a string begins or ends")
		}
		if has(s, text) {
			return Bool(true)
		}
	}
	return Bool(false)
}

func position(s string, c *Call, find func(s, sub string) int) Value {
	sub, ok := AsStr(c.Arg(1, ""))
	if !ok {
		return Unknownf("a position in a string")
	}
	return Int(find(s, sub))
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
				return Unknownf("a string made at run time")
			}
			field, spec, _ := strings.Cut(s[i+1:i+end], ":")
			i += end
			v := formatField(field, c, &next)
			if v == nil {
				return Unknownf("a string made at run time")
			}
			text, ok := c.In.Text(v)
			if spec != "" {
				text, ok = formatSpec(v, spec, text, ok)
			}
			if !ok {
				return Unknownf("a string made at run time")
			}
			b.WriteString(text)
		default:
			b.WriteByte(s[i])
		}
	}
	return Str(b.String())
}

func formatField(field string, c *Call, next *int) Value {
	name, rest, dotted := strings.Cut(field, ".")
	var v Value
	if n, err := strconv.Atoi(name); err == nil || name == "" {
		if name == "" {
			n = *next
			*next++
		}
		if n+1 >= len(c.Args) {
			return nil
		}
		v = c.Args[n+1]
	} else {
		v = c.Keyword(name)
	}
	if dotted && v != nil {
		v = c.In.Attr(v, rest)
	}
	return v
}

// formatSpec applies the few format specifications that names are made with.
func formatSpec(v Value, spec, text string, ok bool) (string, bool) {
	if n, isInt := AsInt(v); isInt && strings.HasSuffix(spec, "d") {
		return fmt.Sprintf("%"+spec, n), true
	}
	if spec == "" {
		return text, ok
	}
	return "", false
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
		if v == nil || i >= len(format) {
			return "", false
		}
		text, ok := in.Text(v)
		switch format[i] {
		case 's', 'd', 'i':
		case 'r':
			text = Repr(v)
		default:
			ok = false
		}
		if !ok {
			return "", false
		}
		b.WriteString(text)
	}
	return b.String(), true
}

var listMethods = map[string]NativeFunc{
	"append": func(c *Call) Value { return changeList(c, func(l *List) { l.Elts = append(l.Elts, c.Arg(1, "")) }) },
	"extend": func(c *Call) Value {
		return changeList(c, func(l *List) {
			elts, all := c.In.iterate(c.Arg(1, ""))
			l.Elts = append(l.Elts, elts...)
			l.Open = l.Open || !all
		})
	},
	"insert": func(c *Call) Value {
		return changeList(c, func(l *List) {
			n, ok := AsInt(c.Arg(1, ""))
			if n < 0 {
				n = max(0, n+int64(len(l.Elts)))
			}
			at := min(int(n), len(l.Elts))
			if !ok {
				at = len(l.Elts)
			}
			l.Elts = append(l.Elts[:at:at], append([]Value{c.Arg(2, "")}, l.Elts[at:]...)...)
		})
	},
	"remove": func(c *Call) Value {
		return changeList(c, func(l *List) {
			for i, elt := range l.Elts {
				if eq, known := c.In.truthOf(c.In.equal(elt, c.Arg(1, ""))); known && eq {
					l.Elts = append(l.Elts[:i:i], l.Elts[i+1:]...)
					return
				}
			}
		})
	},
	"pop": func(c *Call) Value {
		var popped Value = Unknownf("an element of a list")
		changeList(c, func(l *List) {
			n := int64(len(l.Elts)) - 1
			if len(c.Args) > 1 {
				k, ok := AsInt(c.Args[1])
				if !ok {
					l.Open = true
					return
				}
				n = k
				if k < 0 {
					n += int64(len(l.Elts))
				}
			}
			if n >= 0 && n < int64(len(l.Elts)) {
				popped = l.Elts[n]
				l.Elts = append(l.Elts[:n:n], l.Elts[n+1:]...)
			}
		})
		return popped
	},
	"clear": func(c *Call) Value { return changeList(c, func(l *List) { l.Elts, l.Open = nil, false }) },
	"sort":  func(c *Call) Value { return changeList(c, func(l *List) { sortValues(c, l.Elts) }) },
	"reverse": func(c *Call) Value {
		return changeList(c, func(l *List) {
			for i, j := 0, len(l.Elts)-1; i < j; i, j = i+1, j-1 {
				l.Elts[i], l.Elts[j] = l.Elts[j], l.Elts[i]
			}
		})
	},
	"copy": func(c *Call) Value {
		elts, all := Elements(c.Args[0])
		return &List{append([]Value(nil), elts...), !all}
	},
	"index": func(c *Call) Value {
		elts, all := Elements(c.Args[0])
		for i, elt := range elts {
			eq, known := c.In.truthOf(c.In.equal(elt, c.Arg(1, "")))
			if !known {
				return Unknownf("a position in a list")
			}
			if eq {
				return Int(i)
			}
		}
		if all {
			c.In.Raise("ValueError", "not in list")
		}
		return Unknownf("a position in a list")
	},
	"count": func(*Call) Value { return Unknownf("a count") },
}

// changeList changes a list; its elements are copied first, as states that branches keep share them.
func changeList(c *Call, change func(*List)) Value {
	if l, ok := c.Args[0].(*List); ok && len(l.Elts) < maxElements {
		c.In.touch(l)
		l.Elts = append([]Value(nil), l.Elts...)
		change(l)
	}
	return None
}

var dictMethods = map[string]NativeFunc{
	"get": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		if v, ok := d.Get(orNone(c.Arg(1, ""))); ok {
			return v
		}
		fallback := orNone(c.Arg(2, "default"))
		if key(c.Arg(1, "")) == nil || d.Open {
			if d.Class != nil && d.Class.Name == "_Environ" {
				return fallback // programs are read as in an environment where nothing is set
			}
			return Join(fallback, Unknownf("key %s of a dict", brief(c.Arg(1, ""))))
		}
		return fallback
	},
	"pop": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		k := orNone(c.Arg(1, ""))
		if v, ok := d.Get(k); ok {
			c.In.touch(d)
			d.remove(k)
			return v
		}
		fallback := c.Arg(2, "default")
		if d.Open || key(k) == nil {
			return Join(orNone(fallback), Unknownf("key %s of a dict", brief(k)))
		}
		if fallback == nil {
			c.In.Raise("KeyError", Repr(k))
			return Unknownf("key %s of a dict", brief(k))
		}
		return fallback
	},
	"setdefault": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		k := orNone(c.Arg(1, ""))
		if v, ok := d.Get(k); ok {
			return v
		}
		v := orNone(c.Arg(2, "default"))
		if d.Open && (d.Class == nil || d.Class.Name != "_Environ") {
			v = Join(v, Unknownf("key %s of a dict", brief(k)))
		}
		c.In.touch(d)
		d.put(k, v)
		return v
	},
	"update": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		c.In.touch(d)
		if len(c.Args) > 1 {
			c.In.unpackInto(d, c.Args[1])
		}
		for _, k := range c.Kw {
			d.put(Str(k.Name), k.Value)
		}
		d.Open = d.Open || c.Open
		return None
	},
	"items": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		l := &List{Open: d.Open}
		d.Each(func(k, v Value) { l.Elts = append(l.Elts, &Tuple{[]Value{k, v}}) })
		return l
	},
	"keys": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		return &List{append([]Value(nil), d.keys...), d.Open}
	},
	"values": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		return &List{append([]Value(nil), d.values...), d.Open}
	},
	"copy": func(c *Call) Value { return c.Args[0].(*Dict).copy() },
	"clear": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		c.In.touch(d)
		d.keys, d.values, d.at, d.Open, d.shared = nil, nil, nil, false, false
		return None
	},
}

func setChange(change func(set *Set, elts []Value, all bool, v Value)) NativeFunc {
	return func(c *Call) Value {
		set := c.Args[0].(*Set)
		c.In.touch(set)
		set.Elts = append([]Value(nil), set.Elts...)
		v := orNone(c.Arg(1, ""))
		elts, all := c.In.iterate(v)
		change(set, elts, all, v)
		return None
	}
}

func (set *Set) drop(v Value) {
	for i, have := range set.Elts {
		if key(have) == key(v) {
			set.Elts = append(set.Elts[:i:i], set.Elts[i+1:]...)
			return
		}
	}
}

func setOperator(op string) NativeFunc {
	return func(c *Call) Value {
		operator, _ := operatorOf(op)
		result := Value(&Set{Elts: append([]Value(nil), c.Args[0].(*Set).Elts...), Open: c.Args[0].(*Set).Open})
		for _, other := range c.Args[1:] {
			result = c.In.setBinary(result.(*Set), operator, other)
		}
		return result
	}
}

var setMethods = map[string]NativeFunc{
	"add":     setChange(func(set *Set, _ []Value, _ bool, v Value) { set.add(v) }),
	"discard": setChange(func(set *Set, _ []Value, _ bool, v Value) { set.drop(v) }),
	"remove":  setChange(func(set *Set, _ []Value, _ bool, v Value) { set.drop(v) }),
	"update": setChange(func(set *Set, elts []Value, all bool, _ Value) {
		for _, elt := range elts {
			set.add(elt)
		}
		set.Open = set.Open || !all
	}),
	"union":                setOperator("__or__"),
	"intersection":         setOperator("__and__"),
	"difference":           setOperator("__sub__"),
	"symmetric_difference": setOperator("__xor__"),
	"copy":                 setOperator("__or__"),
}
