package query

import (
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// requests is what the project's middleware puts on requests.
type requests struct {
	values    map[string]eval.Value   // by attribute, as far as asked for
	assigning map[string][]functionAt // functions that assign an attribute; nil before it is asked for
}

// A functionAt is a function of the project and the class around it.
type functionAt struct {
	module *resolve.Module
	class  *py.ClassDef // nil for a plain function
	def    *py.FunctionDef
}

// ofRequest is what the project's middleware puts on every request: the value
// that some function assigns to request.name.
func (x *extractor) ofRequest(request *eval.Instance, name string) eval.Value {
	if v, ok := x.requests.values[name]; ok {
		return x.renew(v, nil)
	}
	if len(x.preparing) > 2 {
		return nil
	}
	x.requests.values[name] = nil // a function that assigns it may read it
	var found eval.Value
	for _, at := range x.requestAssigners()[name] {
		f, self := x.functionAt(at)
		if f == nil {
			continue
		}
		x.preparing = append(x.preparing, name)
		x.callWith(f, self, request)
		x.preparing = x.preparing[:len(x.preparing)-1]
		if v, ok := request.Own(name); ok && !eval.IsUnknown(v) {
			found = v
			break
		}
	}
	x.requests.values[name] = plainObject(found)
	return x.requests.values[name]
}

// plainObject is a value as somebody else may find it: what was set on it meanwhile is left out.
func plainObject(v eval.Value) eval.Value {
	i, ok := v.(*eval.Instance)
	if !ok || i.Data != nil {
		return v
	}
	c := i.With(nil)
	c.Attrs, c.Args, c.Open = nil, nil, true
	return c
}

// functionAt evaluates a function of the project and makes an object to call it on.
func (x *extractor) functionAt(at functionAt) (f *eval.Function, self eval.Value) {
	module := x.project.In.Module(at.module.Name)
	if module == nil || module.Source != at.module {
		return nil, nil
	}
	if at.class == nil {
		return module.FunctionOf(at.def, nil), nil
	}
	class := x.classAt(classAt{at.module, at.class})
	if class == nil {
		return nil, nil
	}
	return module.FunctionOf(at.def, class), x.object(class)
}

// requestAssigners returns the functions that assign an attribute of their request, by attribute.
func (x *extractor) requestAssigners() map[string][]functionAt {
	if x.assigning != nil {
		return x.assigning
	}
	x.assigning = map[string][]functionAt{}
	for _, m := range x.modules {
		if m.File == nil {
			continue
		}
		text := m.Text()
		for i := 0; ; {
			next := strings.Index(text[i:], "request.")
			if next < 0 {
				break
			}
			start := i + next + len("request.")
			end := start
			for end < len(text) && isNameByte(text[end]) {
				end++
			}
			i = end
			if end > start && strings.HasPrefix(text[end:], " = ") {
				if at := functionAround(m, m.Tree().Body, nil, uint32(start)); at.def != nil {
					x.assigning[text[start:end]] = append(x.assigning[text[start:end]], at)
				}
			}
		}
	}
	return x.assigning
}

// functionAround returns the function at the top level of a module or of a class in which a place stands.
func functionAround(m *resolve.Module, body []py.Stmt, class *py.ClassDef, offset uint32) functionAt {
	for _, s := range body {
		if !s.Extent().Contains(offset) {
			continue
		}
		switch s := s.(type) {
		case *py.FunctionDef:
			return functionAt{m, class, s}
		case *py.ClassDef:
			if class == nil {
				return functionAround(m, s.Body, s, offset)
			}
		}
	}
	return functionAt{}
}
