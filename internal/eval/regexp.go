package eval

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

// registerRegexps registers the functions of re that the declaration leaves
// open. What Go's regular expressions cannot say (looking around, references to
// groups) has a result that is not known.
func registerRegexps(n *Natives) {
	one := func(before, after string) NativeFunc {
		return func(c *Call) Value {
			re, text, ok := c.regexp(before, after, 1, 2)
			if !ok {
				return Unknownf("a match that is found at run time")
			}
			found := re.FindStringSubmatchIndex(text)
			if found == nil {
				return None
			}
			return c.In.match(re, text, found)
		}
	}
	n.Func("re.match", one(`\A(?:`, `)`))
	n.Func("re.fullmatch", one(`\A(?:`, `)\z`))
	n.Func("re.search", one("", ""))
	n.Func("re.findall", func(c *Call) Value {
		re, text, ok := c.regexp("", "", 1, 2)
		if !ok {
			return Unknownf("matches that are found at run time")
		}
		l := &List{}
		for _, found := range re.FindAllStringSubmatch(text, -1) {
			switch len(found) {
			case 1, 2:
				l.Elts = append(l.Elts, Str(found[len(found)-1]))
			default:
				t := &Tuple{}
				for _, group := range found[1:] {
					t.Elts = append(t.Elts, Str(group))
				}
				l.Elts = append(l.Elts, t)
			}
		}
		return l
	})
	n.Func("re.finditer", func(c *Call) Value {
		re, text, ok := c.regexp("", "", 1, 2)
		if !ok {
			return Unknownf("matches that are found at run time")
		}
		l := &List{}
		for _, found := range re.FindAllStringSubmatchIndex(text, -1) {
			l.Elts = append(l.Elts, c.In.match(re, text, found))
		}
		return l
	})
	n.Func("re.split", splitRegexp)
	n.Func("re.sub", subRegexp)
	n.Func("re.escape", func(c *Call) Value {
		text, ok := AsStr(c.Self())
		if !ok {
			return Unknownf("a pattern made at run time")
		}
		return Str(regexp.QuoteMeta(text))
	})
}

// regexp compiles the pattern of a call and returns it with the string to
// search, which stands at a position, as do the flags.
func (c *Call) regexp(before, after string, stringAt, flagsAt int) (*regexp.Regexp, string, bool) {
	pattern, flags := c.Arg(0, "pattern"), c.Arg(flagsAt, "flags")
	if p, ok := pattern.(*Instance); ok {
		pattern, flags = c.In.Attr(p, "pattern"), c.In.Attr(p, "flags")
	}
	source, ok1 := AsStr(orNil(pattern))
	text, ok2 := AsStr(orNil(c.Arg(stringAt, "string")))
	if !ok1 || !ok2 {
		return nil, "", false
	}
	letters := ""
	if flags != nil {
		bits, ok := flags.(Int)
		if !ok || bits&64 != 0 {
			return nil, "", false
		}
		for _, f := range []struct {
			bit    Int
			letter string
		}{{2, "i"}, {8, "m"}, {16, "s"}} {
			if bits&f.bit != 0 {
				letters += f.letter
			}
		}
	}
	if letters != "" {
		before = "(?" + letters + ")" + before
	}
	re, err := regexp.Compile(before + strings.ReplaceAll(source, `\Z`, `\z`) + after)
	return re, text, err == nil
}

func orNil(v Value) Value {
	if v == nil {
		return None
	}
	return v
}

// match returns the Match of the offsets of its groups.
func (in *Interp) match(re *regexp.Regexp, text string, found []int) Value {
	class, ok := in.Lookup("re.Match").(*Class)
	if !ok {
		return Unknownf("a match")
	}
	groups, names := &List{}, NewDict()
	for i := 0; i < len(found); i += 2 {
		if found[i] < 0 {
			groups.Elts = append(groups.Elts, None)
		} else {
			groups.Elts = append(groups.Elts, Str(text[found[i]:found[i+1]]))
		}
	}
	for i, name := range re.SubexpNames() {
		if name != "" {
			names.put(Str(name), Int(i))
		}
	}
	m := in.NewInstance(class)
	m.set("found", groups)
	m.set("names", names)
	m.set("at", Int(utf8.RuneCountInString(text[:found[0]])))
	m.set("to", Int(utf8.RuneCountInString(text[:found[1]])))
	return m
}

func splitRegexp(c *Call) Value {
	re, text, ok := c.regexp("", "", 1, 3)
	most, known := orZero(c.Arg(2, "maxsplit"))
	if !ok || !known {
		return Unknownf("parts that are found at run time")
	}
	l := &List{}
	last := 0
	for i, found := range re.FindAllStringSubmatchIndex(text, -1) {
		if most > 0 && i >= most {
			break
		}
		l.Elts = append(l.Elts, Str(text[last:found[0]]))
		for g := 2; g < len(found); g += 2 {
			if found[g] < 0 {
				l.Elts = append(l.Elts, None)
			} else {
				l.Elts = append(l.Elts, Str(text[found[g]:found[g+1]]))
			}
		}
		last = found[1]
	}
	l.Elts = append(l.Elts, Str(text[last:]))
	return l
}

func orZero(v Value) (int, bool) {
	if v == nil {
		return 0, true
	}
	n, ok := v.(Int)
	return int(n), ok
}

func subRegexp(c *Call) Value {
	re, text, ok := c.regexp("", "", 2, 4)
	most, known := orZero(c.Arg(3, "count"))
	repl := c.Arg(1, "repl")
	if !ok || !known || repl == nil {
		return Unknownf("a replacement made at run time")
	}
	var out strings.Builder
	last := 0
	for i, found := range re.FindAllStringSubmatchIndex(text, -1) {
		if most > 0 && i >= most {
			break
		}
		v := repl
		if template, ok := AsStr(repl); ok {
			v = Str(re.ExpandString(nil, goTemplate(template), text, found))
		} else {
			v = c.In.Call(repl, []Value{c.In.match(re, text, found)}, nil)
		}
		by, ok := AsStr(v)
		if !ok {
			return Unknownf("a replacement made at run time")
		}
		out.WriteString(text[last:found[0]])
		out.WriteString(by)
		last = found[1]
	}
	out.WriteString(text[last:])
	return Str(out.String())
}

var pythonReference = regexp.MustCompile(`\\(?:([0-9]+)|g<(\w+)>|(.))`)

// goTemplate turns \1 and \g<name> into ${1} and ${name}.
func goTemplate(template string) string {
	template = strings.ReplaceAll(template, "$", "$$")
	return pythonReference.ReplaceAllStringFunc(template, func(ref string) string {
		parts := pythonReference.FindStringSubmatch(ref)
		switch {
		case parts[1] != "" || parts[2] != "":
			return "${" + parts[1] + parts[2] + "}"
		case parts[3] == "n":
			return "\n"
		case parts[3] == "t":
			return "\t"
		}
		return parts[3]
	})
}
