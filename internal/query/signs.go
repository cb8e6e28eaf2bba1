package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/source"
)

// reading is what an extraction knows of the texts it goes through.
type reading struct {
	modules   []*resolve.Module         // the judged ones
	signed    map[*source.File][]uint32 // see signs
	hinted    map[*source.File][]uint32 // see hints
	telling   map[string]bool           // names of functions whose callers are worth looking at
	dependent bool                      // the function under exploration calls methods of its parameters
	walked    map[*resolve.Module]bool
	visited   map[*py.FunctionDef]bool
}

func newReading(modules []*resolve.Module) reading {
	return reading{
		modules: modules,
		signed:  map[*source.File][]uint32{},
		hinted:  map[*source.File][]uint32{},
		telling: map[string]bool{},
		walked:  map[*resolve.Module]bool{},
		visited: map[*py.FunctionDef]bool{},
	}
}

// signs returns the offsets at which the text mentions a manager, a related
// manager or a shortcut: most functions have none and need not be explored.
func (x *extractor) signs(text string) []uint32 {
	var found []uint32
	own := strings.Contains(text, "QuerySet") || strings.Contains(text, "Manager") // their methods call themselves
	for i := 0; ; i++ {
		next := strings.IndexByte(text[i:], '.')
		if next < 0 {
			break
		}
		i += next
		end := i + 1
		for end < len(text) && isNameByte(text[end]) {
			end++
		}
		if end < i+3 {
			continue
		}
		switch name := text[i+1 : end]; name {
		case "objects", "_default_manager", "_base_manager", "get_queryset", "filter_queryset", "qs":
			found = append(found, uint32(i))
		case "as_view":
			if end+1 < len(text) && text[end] == '(' && text[end+1] != ')' {
				found = append(found, uint32(i))
			}
		case "queryset":
			if end < len(text) && text[end] == '.' {
				found = append(found, uint32(i))
			}
		case "filter", "exclude", "all", "get", "order_by", "annotate", "create", "update", "count", "exists", "first", "values", "values_list":
			before := text[:i]
			if own && strings.HasSuffix(before, "self") || strings.HasSuffix(before, "queryset") || strings.HasSuffix(before, "(qs") || strings.HasSuffix(before, " qs") {
				found = append(found, uint32(i))
			}
		default:
			if x.wanted && (x.relating[name] || byHand[name] && end < len(text) && text[end] == '(') {
				found = append(found, uint32(i))
			}
			if x.managers[name] || x.related[name] && end < len(text) && strings.IndexByte(".[(", text[end]) >= 0 {
				found = append(found, uint32(i))
			}
		}
		i = end - 1
	}
	for _, shortcut := range []string{"get_object_or_404(", "get_list_or_404("} {
		for i := 0; ; {
			next := strings.Index(text[i:], shortcut)
			if next < 0 {
				break
			}
			i += next
			found = append(found, uint32(i))
			i += len(shortcut)
		}
	}
	slices.Sort(found)
	return found
}

// signsOf returns the signs of a module, looked for once.
func (x *extractor) signsOf(m *resolve.Module) []uint32 {
	found, ok := x.signed[m.File]
	if !ok {
		found = x.signs(m.Text())
		x.signed[m.File] = found
	}
	return found
}

// hintsOf returns the signs of a module and the places where it calls or reads
// what has signs itself.
func (x *extractor) hintsOf(m *resolve.Module) []uint32 {
	found, ok := x.hinted[m.File]
	if !ok {
		found = x.hints(m.Text(), x.signsOf(m))
		x.hinted[m.File] = found
	}
	return found
}

// hints adds the mentions of telling names to the signs of a text.
func (x *extractor) hints(text string, signs []uint32) []uint32 {
	found := slices.Clone(signs)
	for i := 0; i < len(text); i++ {
		// Names are looked at where they are called, or read as an attribute.
		if text[i] != '(' && text[i] != '.' {
			continue
		}
		start, end := i, i
		if text[i] == '(' {
			for start > 0 && isNameByte(text[start-1]) {
				start--
			}
		} else {
			start++
			for end = start; end < len(text) && isNameByte(text[end]); {
				end++
			}
			if end < len(text) && text[end] == '(' {
				continue
			}
		}
		if end-start > 1 && x.telling[text[start:end]] && !strings.HasSuffix(text[:start], "def ") {
			found = append(found, uint32(start))
		}
		i = max(i, end-1)
	}
	slices.Sort(found)
	return found
}

// tells reports whether who calls a function by its name may be worth looking
// at: it returns a queryset, a manager or an object of a model, or it built
// something of what its parameters are. Names that everybody has for other
// things tell nothing.
func (x *extractor) tells(f *eval.Function, result eval.Value) bool {
	name := f.Def.Name
	if len(name) < 2 || builders[name] != nil || terminals[name].operation != "" || strings.HasPrefix(name, "__") || common[name] ||
		f.Module.Source.Origin != resolve.Project {
		return false
	}
	return x.dependent || relevant(result, 0)
}

// relevant reports whether a value is one that queries start from, or holds one.
func relevant(v eval.Value, depth int) bool {
	switch v := v.(type) {
	case *eval.Instance:
		return concerned(v, 0) || v.Class.Is(modelClass)
	case *eval.Class:
		return v.Is(modelClass)
	case *eval.Alternatives:
		return slices.ContainsFunc(v.Values, func(alt eval.Value) bool { return relevant(alt, depth) })
	case *eval.Tuple:
		return depth < 2 && slices.ContainsFunc(v.Elts, func(elt eval.Value) bool { return relevant(elt, depth+1) })
	case *eval.List:
		return depth < 2 && slices.ContainsFunc(v.Elts, func(elt eval.Value) bool { return relevant(elt, depth+1) })
	}
	return false
}

var common = map[string]bool{
	"clean": true, "handle": true, "save": true, "post": true, "patch": true, "setup": true, "process": true, "validate": true,
	"get_context_data": true, "dispatch": true, "form_valid": true, "render": true, "build": true, "execute": true, "list": true,
	"retrieve": true, "destroy": true, "send": true, "load": true,
}

func isNameByte(c byte) bool {
	return c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= 0x80
}

// loopsIn returns where the bodies of loops and comprehensions stand.
func loopsIn(body []py.Stmt, loops []source.Span) []source.Span {
	for _, s := range body {
		py.Walk(s, func(n py.Node) bool {
			switch n := n.(type) {
			case *py.For:
				if len(n.Body) > 0 {
					loops = append(loops, source.Span{Start: n.Body[0].Extent().Start, End: n.Body[len(n.Body)-1].Extent().End})
				}
			case *py.While:
				loops = append(loops, source.Span{Start: n.Test.Extent().Start, End: n.Span.End})
			case *py.ListComp:
				loops = comprehensionLoops(n.Elt, n.Generators, loops)
			case *py.SetComp:
				loops = comprehensionLoops(n.Elt, n.Generators, loops)
			case *py.GeneratorExp:
				loops = comprehensionLoops(n.Elt, n.Generators, loops)
			case *py.DictComp:
				loops = comprehensionLoops(n.Key, n.Generators, loops)
				if n.Value != nil {
					loops = append(loops, n.Value.Extent())
				}
			}
			return true
		})
	}
	return loops
}

func comprehensionLoops(elt py.Expr, generators []py.Comprehension, loops []source.Span) []source.Span {
	loops = append(loops, elt.Extent())
	for i, g := range generators {
		for _, test := range g.Ifs {
			loops = append(loops, test.Extent())
		}
		if i > 0 {
			loops = append(loops, g.Iter.Extent())
		}
	}
	return loops
}
