package eval

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/py"
)

// builtinMethod returns a method of one of Python's own types, nil where there is none.
func (in *Interp) builtinMethod(v Value, name string) NativeFunc {
	switch v.(type) {
	case Str:
		return in.types.strMethods[name]
	case *List:
		return in.types.listMethods[name]
	case *Tuple:
		return in.types.tupleMethods[name]
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
		return unknownText()
	})
}

const space = " \t\n\r\v\f"

var strMethods = map[string]NativeFunc{
	"lower": mapped(strings.ToLower),
	"upper": mapped(strings.ToUpper),
	"title": mapped(title),
	"capitalize": mapped(func(s string) string {
		_, first := utf8.DecodeRuneInString(s)
		return strings.ToUpper(s[:first]) + strings.ToLower(s[first:])
	}),
	"casefold": mapped(strings.ToLower),
	"swapcase": mapped(func(s string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsUpper(r) {
				return unicode.ToLower(r)
			}
			return unicode.ToUpper(r)
		}, s)
	}),
	"strip":        trimmed(strings.TrimSpace, strings.Trim),
	"lstrip":       trimmed(func(s string) string { return strings.TrimLeft(s, space) }, strings.TrimLeft),
	"rstrip":       trimmed(func(s string) string { return strings.TrimRight(s, space) }, strings.TrimRight),
	"removeprefix": trimmed(func(s string) string { return s }, strings.TrimPrefix),
	"removesuffix": trimmed(func(s string) string { return s }, strings.TrimSuffix),
	"split":        strMethod(func(s string, c *Call) Value { return split(s, c, false) }),
	"rsplit":       strMethod(func(s string, c *Call) Value { return split(s, c, true) }),
	"splitlines":   strMethod(splitLines),
	"partition": strMethod(func(s string, c *Call) Value {
		sep, ok := AsStr(c.Arg(1, "sep"))
		if !ok || sep == "" {
			return Unknownf("the parts of a string")
		}
		before, after, found := strings.Cut(s, sep)
		if !found {
			sep = ""
		}
		return &Tuple{[]Value{Str(before), Str(sep), Str(after)}}
	}),
	"rpartition": strMethod(func(s string, c *Call) Value {
		sep, ok := AsStr(c.Arg(1, "sep"))
		if !ok || sep == "" {
			return Unknownf("the parts of a string")
		}
		if i := strings.LastIndex(s, sep); i >= 0 {
			return &Tuple{[]Value{Str(s[:i]), Str(sep), Str(s[i+len(sep):])}}
		}
		return &Tuple{[]Value{Str(""), Str(""), Str(s)}}
	}),
	"replace": strMethod(func(s string, c *Call) Value {
		old, ok1 := AsStr(c.Arg(1, "old"))
		fresh, ok2 := AsStr(c.Arg(2, "new"))
		limit := -1
		if v := c.Arg(3, "count"); v != nil {
			n, ok := AsInt(v)
			ok1, limit = ok1 && ok, int(n)
		}
		if !ok1 || !ok2 || (strings.Count(s, old)+1)*len(fresh) > maxText {
			return unknownText()
		}
		return text(strings.Replace(s, old, fresh, limit))
	}),
	"join": strMethod(func(s string, c *Call) Value {
		elts, all := c.In.iterate(c.Arg(1, ""))
		parts, size := make([]string, len(elts)), 0
		for i, elt := range elts {
			part, ok := AsStr(elt)
			size += len(part) + len(s)
			if !ok || size > maxText {
				return unknownText()
			}
			parts[i] = part
		}
		if !all {
			return unknownText()
		}
		return Str(strings.Join(parts, s))
	}),
	"format":     strMethod(formatMethod),
	"startswith": strMethod(func(s string, c *Call) Value { return affix(s, c, strings.HasPrefix) }),
	"endswith":   strMethod(func(s string, c *Call) Value { return affix(s, c, strings.HasSuffix) }),
	"find":       strMethod(func(s string, c *Call) Value { return position(s, c, strings.Index) }),
	"rfind":      strMethod(func(s string, c *Call) Value { return position(s, c, strings.LastIndex) }),
	"index": strMethod(func(s string, c *Call) Value {
		at := position(s, c, strings.Index)
		if at == Value(Int(-1)) {
			c.In.Raise("ValueError", "substring not found")
			return Unknownf("a position in a string")
		}
		return at
	}),
	"count": strMethod(func(s string, c *Call) Value {
		sub, ok := AsStr(c.Arg(1, ""))
		if !ok || len(c.Args) > 2 {
			return Unknownf("a count")
		}
		return Int(strings.Count(s, sub))
	}),
	"isdigit":   asciiTest(func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }),
	"isdecimal": asciiTest(func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }),
	"isnumeric": asciiTest(func(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }),
	"isalpha":   asciiTest(func(s string) bool { return s != "" && !strings.ContainsFunc(s, notLetter) }),
	"isalnum": asciiTest(func(s string) bool {
		return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return notLetter(r) && (r < '0' || r > '9') })
	}),
	"isidentifier": asciiTest(func(s string) bool {
		return s != "" && (s[0] < '0' || s[0] > '9') &&
			!strings.ContainsFunc(s, func(r rune) bool { return notLetter(r) && r != '_' && (r < '0' || r > '9') })
	}),
	"isspace": asciiTest(func(s string) bool { return s != "" && strings.Trim(s, space+"\x1c\x1d\x1e\x1f") == "" }),
	"isupper": strMethod(func(s string, _ *Call) Value { return Bool(s != strings.ToLower(s) && s == strings.ToUpper(s)) }),
	"islower": strMethod(func(s string, _ *Call) Value { return Bool(s != strings.ToUpper(s) && s == strings.ToLower(s)) }),
	"ljust":   padded("<"),
	"rjust":   padded(">"),
	"zfill": strMethod(func(s string, c *Call) Value {
		n, ok := AsInt(c.Arg(1, ""))
		if !ok || n > 1000 {
			return unknownText()
		}
		sign := ""
		if s != "" && (s[0] == '-' || s[0] == '+') {
			sign, s = s[:1], s[1:]
		}
		return Str(sign + strings.Repeat("0", max(0, int(n)-len(sign)-utf8.RuneCountInString(s))) + s)
	}),
	"encode": strMethod(func(s string, c *Call) Value {
		if name, ok := AsStr(c.Arg(1, "encoding")); ascii(s) || len(c.Args)+len(c.Kw) == 1 || ok && strings.EqualFold(name, "utf-8") {
			return Bytes(s)
		}
		return Unknownf("bytes made at run time")
	}),
}

func notLetter(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }

// asciiTest is a method that tests a string, decided for ASCII.
func asciiTest(test func(string) bool) NativeFunc {
	return strMethod(func(s string, _ *Call) Value {
		if !ascii(s) {
			return Unknownf("a test of a string that is not ASCII")
		}
		return Bool(test(s))
	})
}

// padded is str.ljust or str.rjust.
func padded(align string) NativeFunc {
	return strMethod(func(s string, c *Call) Value {
		width, ok := AsInt(c.Arg(1, ""))
		fill := " "
		if v := c.Arg(2, ""); v != nil && ok {
			fill, ok = AsStr(v)
		}
		if !ok || width > 1000 || len(fill) != 1 {
			return unknownText()
		}
		f := formatting{fill: fill, align: align[0], width: int(width)}
		return Str(f.pad("", s, align[0]))
	})
}

func splitLines(s string, c *Call) Value {
	if len(c.Args)+len(c.Kw) > 1 {
		return &List{Open: true}
	}
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(s)
	if s == "" {
		return &List{}
	}
	return strs(strings.Split(strings.TrimSuffix(s, "\n"), "\n"))
}

func title(s string) string {
	var b strings.Builder
	inWord := false
	for _, r := range s {
		letter := unicode.IsLetter(r)
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
		fields := strings.Fields(s)
		if limit >= 0 && limit < len(fields) {
			return splitSpace(s, limit, fromRight)
		}
		return strs(fields)
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

// splitSpace is split(None, limit) where that leaves a rest.
func splitSpace(s string, limit int, fromRight bool) Value {
	var parts []string
	if fromRight {
		s = strings.TrimRight(s, space)
	} else {
		s = strings.TrimLeft(s, space)
	}
	for ; limit > 0; limit-- {
		if fromRight {
			at := strings.LastIndexAny(s, space) + 1
			parts = append([]string{s[at:]}, parts...)
			s = strings.TrimRight(s[:at], space)
		} else {
			at := strings.IndexAny(s, space)
			parts = append(parts, s[:at])
			s = strings.TrimLeft(s[at:], space)
		}
	}
	if fromRight {
		return strs(append([]string{s}, parts...))
	}
	return strs(append(parts, s))
}

func affix(s string, c *Call, has func(s, affix string) bool) Value {
	if len(c.Args) > 2 {
		return Unknownf("how a part of a string begins or ends")
	}
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
	if !ok || len(c.Args) > 2 {
		return Unknownf("a position in a string")
	}
	at := find(s, sub)
	if at > 0 {
		at = utf8.RuneCountInString(s[:at])
	}
	return Int(at)
}

var listMethods = map[string]NativeFunc{
	"append": func(c *Call) Value {
		if l, ok := c.Args[0].(*List); ok {
			c.In.extend(l, []Value{orNone(c.Arg(1, ""))}, true)
		}
		return None
	},
	"extend": func(c *Call) Value {
		if l, ok := c.Args[0].(*List); ok {
			elts, all := c.In.iterate(c.Arg(1, ""))
			c.In.extend(l, elts, all)
		}
		return None
	},
	"insert": func(c *Call) Value {
		return changeList(c, func(l *List) {
			n, ok := AsInt(c.Arg(1, ""))
			if n < 0 {
				n = max(0, n+int64(len(l.Elts)))
			}
			at := int(min(n, int64(len(l.Elts))))
			if !ok || len(l.Elts) >= maxElements {
				l.Open = true
				return
			}
			l.Elts = append(l.Elts[:at:at], append([]Value{c.Arg(2, "")}, l.Elts[at:]...)...)
		})
	},
	"remove": func(c *Call) Value {
		return changeList(c, func(l *List) {
			for i, elt := range l.Elts {
				eq, known := c.In.truthOf(c.In.equal(elt, orNone(c.Arg(1, ""))))
				if known && eq {
					l.Elts = append(l.Elts[:i:i], l.Elts[i+1:]...)
					return
				}
				if !known {
					l.Open = true
				}
			}
			if !l.Open {
				c.In.Raise("ValueError", "list.remove(x): x not in list")
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
			} else if !l.Open {
				c.In.Raise("IndexError", "pop index out of range")
			}
		})
		return popped
	},
	"clear": func(c *Call) Value { return changeList(c, func(l *List) { l.Elts, l.Open = nil, false }) },
	"sort": func(c *Call) Value {
		return changeList(c, func(l *List) { l.Open = !sortValues(c, l.Elts) || l.Open })
	},
	"reverse": func(c *Call) Value {
		return changeList(c, func(l *List) {
			for i, j := 0, len(l.Elts)-1; i < j; i, j = i+1, j-1 {
				l.Elts[i], l.Elts[j] = l.Elts[j], l.Elts[i]
			}
		})
	},
	"copy": func(c *Call) Value {
		elts, all := Elements(c.Args[0])
		return &List{Elts: append([]Value(nil), elts...), Open: !all}
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
	"count": func(c *Call) Value {
		elts, all := Elements(c.Args[0])
		n := 0
		for _, elt := range elts {
			eq, known := c.In.truthOf(c.In.equal(elt, orNone(c.Arg(1, ""))))
			all = all && known
			if eq {
				n++
			}
		}
		if !all {
			return Unknownf("a count")
		}
		return Int(n)
	},
}

// tupleMethods are the methods of a list that a tuple has too.
var tupleMethods = map[string]NativeFunc{"index": listMethods["index"], "count": listMethods["count"]}

// extend adds elements at the end of a list. States that branches keep of it do not see them.
func (in *Interp) extend(l *List, elts []Value, all bool) {
	in.touch(l)
	if room := maxElements - len(l.Elts); len(elts) > room {
		elts, all = elts[:max(room, 0)], false
	}
	l.Elts = append(l.Elts, elts...)
	l.Open = l.Open || !all
	l.uneven = l.uneven || in.looping > 0 // what is seen to come in once comes in any number of times
}

// changeList changes a list; its elements are copied first, as states that branches keep share them.
func changeList(c *Call, change func(*List)) Value {
	if l, ok := c.Args[0].(*List); ok {
		c.In.touch(l)
		c.In.charge(len(l.Elts))
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
				if c.In.exploring { // where the program runs it may be set
					return Join(fallback, Unknownf("a variable of the environment"))
				}
				return fallback // programs are read as in an environment where nothing is set
			}
			if one := c.In.oneOf(d, c.Arg(1, "")); one != nil {
				return Join(one, fallback)
			}
			if given := c.In.keyword(d, c.Arg(1, "")); given != nil {
				return Join(given, fallback)
			}
			return Join(fallback, Unknownf("key %s of a dict", brief(c.Arg(1, ""))))
		}
		return fallback
	},
	"pop": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		k := orNone(c.Arg(1, ""))
		if v, ok := d.Get(k); ok {
			c.In.dropKey(d, k)
			return v
		}
		fallback := c.Arg(2, "default")
		if given := c.In.keyword(d, k); given != nil {
			if fallback == nil {
				return given
			}
			return Join(given, fallback)
		}
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
		c.In.putKey(d, k, v)
		return v
	},
	"update": func(c *Call) Value {
		d, more := c.Args[0].(*Dict), NewDict()
		c.In.touch(d)
		if len(c.Args) > 1 {
			c.In.unpackInto(more, c.Args[1])
		}
		more.Each(func(k, v Value) { c.In.putKey(d, k, v) })
		for _, k := range c.Kw {
			c.In.putKey(d, Str(k.Name), k.Value)
		}
		d.Open = d.Open || more.Open || c.Open
		return None
	},
	"popitem": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		if d.Open || len(d.keys) == 0 {
			return Unknownf("an item of a dict")
		}
		last := len(d.keys) - 1
		item := &Tuple{[]Value{d.keys[last], d.values[last]}}
		c.In.dropKey(d, d.keys[last])
		return item
	},
	"items": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		l := &List{Open: d.Open}
		d.Each(func(k, v Value) { l.Elts = append(l.Elts, &Tuple{[]Value{k, v}}) })
		return l
	},
	"keys": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		return &List{Elts: append([]Value(nil), d.keys...), Open: d.Open}
	},
	"values": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		return &List{Elts: append([]Value(nil), d.values...), Open: d.Open}
	},
	"copy": func(c *Call) Value { return c.Args[0].(*Dict).copy() },
	"clear": func(c *Call) Value {
		d := c.Args[0].(*Dict)
		c.In.touch(d)
		d.keys, d.values, d.at, d.Open, d.shared = nil, nil, nil, false, false
		return None
	},
}

// putKey sets a key of a dict; in the __dict__ of an object that is an attribute.
func (in *Interp) putKey(d *Dict, k, v Value) {
	in.touch(d)
	d.put(k, v)
	if name, ok := AsStr(k); ok && d.of != nil {
		in.touch(d.of)
		d.of.set(name, v)
	}
}

func (in *Interp) dropKey(d *Dict, k Value) {
	in.touch(d)
	in.charge(len(d.keys))
	d.remove(k)
	if name, ok := AsStr(k); ok && d.of != nil {
		in.dropAttr(d.of, name)
	}
}

func (in *Interp) dropAttr(i *Instance, name string) {
	in.touch(i)
	for k := range i.Attrs {
		if i.Attrs[k].Name == name {
			i.Attrs = append(i.Attrs[:k:k], i.Attrs[k+1:]...)
			return
		}
	}
}

// setChange is a method that changes a set by one argument.
func setChange(change func(c *Call, set *Set, v Value)) NativeFunc {
	return func(c *Call) Value {
		set := c.Args[0].(*Set)
		c.In.touch(set)
		change(c, set, orNone(c.Arg(1, "")))
		return None
	}
}

func (set *Set) drop(v Value) (found bool) {
	id := key(v)
	if id == nil {
		set.Open = true
		return true
	}
	for i, have := range set.Elts {
		if key(have) == id {
			set.Elts = append(set.Elts[:i:i], set.Elts[i+1:]...)
			set.at = nil
			return true
		}
	}
	return set.Open
}

func setOperator(op py.Operator) NativeFunc {
	return func(c *Call) Value {
		set := c.Args[0].(*Set)
		result := &Set{Elts: append([]Value(nil), set.Elts...), Open: set.Open}
		for _, other := range c.Args[1:] {
			result = c.In.setBinary(result, op, other)
		}
		return result
	}
}

// setUpdate is the method that changes the set itself as an operator does.
func setUpdate(op py.Operator) NativeFunc {
	return func(c *Call) Value {
		set := c.Args[0].(*Set)
		for _, other := range c.Args[1:] {
			c.In.becomes(set, c.In.setBinary(set, op, other))
		}
		return None
	}
}

// becomes gives a set the elements of another.
func (in *Interp) becomes(set, other *Set) {
	in.touch(set)
	set.Elts, set.Open, set.at = other.Elts, other.Open, nil
}

func setTest(op py.CompareOperator) NativeFunc {
	return func(c *Call) Value {
		elts, all := c.In.iterate(orNone(c.Arg(1, "")))
		return compareSets(c.Args[0].(*Set), op, c.In.makeSet(elts, !all))
	}
}

var setMethods = map[string]NativeFunc{
	"add":     setChange(func(_ *Call, set *Set, v Value) { set.add(v) }),
	"discard": setChange(func(_ *Call, set *Set, v Value) { set.drop(v) }),
	"remove": setChange(func(c *Call, set *Set, v Value) {
		if !set.drop(v) {
			c.In.Raise("KeyError", brief(v))
		}
	}),
	"pop": func(c *Call) Value {
		set := c.Args[0].(*Set)
		popped := c.In.elementOf(set)
		c.In.touch(set)
		set.Open = true
		return popped
	},
	"clear":                       setChange(func(c *Call, set *Set, _ Value) { c.In.becomes(set, &Set{}) }),
	"update":                      setUpdate(py.BitOr),
	"difference_update":           setUpdate(py.Sub),
	"intersection_update":         setUpdate(py.BitAnd),
	"symmetric_difference_update": setUpdate(py.BitXor),
	"union":                       setOperator(py.BitOr),
	"intersection":                setOperator(py.BitAnd),
	"difference":                  setOperator(py.Sub),
	"symmetric_difference":        setOperator(py.BitXor),
	"copy":                        setOperator(py.BitOr),
	"issubset":                    setTest(py.LtE),
	"issuperset":                  setTest(py.GtE),
	"isdisjoint": func(c *Call) Value {
		both := c.In.setBinary(c.Args[0].(*Set), py.BitAnd, orNone(c.Arg(1, "")))
		if len(both.Elts) > 0 || !both.Open {
			return Bool(len(both.Elts) == 0)
		}
		return Unknownf("whether two sets have something in common")
	},
}

// otherNames are the attributes of Python's own types that are not described
// here: that they are there is known.
var otherNames = map[string]string{
	"all": "__class__ __dir__ __doc__ __eq__ __format__ __ge__ __getattribute__ __gt__ __hash__ __init__ __init_subclass__ " +
		"__le__ __lt__ __ne__ __new__ __reduce__ __reduce_ex__ __repr__ __setattr__ __delattr__ __sizeof__ __str__ __subclasshook__",
	"str": "__add__ __contains__ __getitem__ __iter__ __len__ __mod__ __mul__ __rmod__ __rmul__ __getnewargs__ center " +
		"expandtabs format_map isascii isprintable istitle maketrans translate",
	"list": "__add__ __class_getitem__ __contains__ __delitem__ __getitem__ __iadd__ __imul__ __iter__ __len__ __mul__ " +
		"__reversed__ __rmul__ __setitem__",
	"tuple": "__add__ __class_getitem__ __contains__ __getitem__ __getnewargs__ __iter__ __len__ __mul__ __rmul__",
	"dict": "__class_getitem__ __contains__ __delitem__ __getitem__ __ior__ __iter__ __len__ __or__ __reversed__ __ror__ " +
		"__setitem__ fromkeys",
	"int": "__abs__ __add__ __and__ __bool__ __ceil__ __divmod__ __float__ __floor__ __floordiv__ __getnewargs__ __index__ " +
		"__int__ __invert__ __lshift__ __mod__ __mul__ __neg__ __or__ __pos__ __pow__ __radd__ __rand__ __rdivmod__ " +
		"__rfloordiv__ __rlshift__ __rmod__ __rmul__ __ror__ __round__ __rpow__ __rrshift__ __rshift__ __rsub__ __rtruediv__ " +
		"__rxor__ __sub__ __truediv__ __trunc__ __xor__ as_integer_ratio bit_count bit_length conjugate denominator " +
		"from_bytes imag is_integer numerator real to_bytes",
	"NoneType": "__bool__",
}

// undescribed reports whether one of Python's own types has an attribute that is not described here.
func undescribed(typeName, attr string) bool {
	if typeName == "bool" {
		typeName = "int"
	}
	for _, names := range []string{otherNames["all"], otherNames[typeName]} {
		if slices.Contains(strings.Fields(names), attr) {
			return true
		}
	}
	return false
}
