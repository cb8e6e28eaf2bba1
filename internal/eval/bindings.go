package eval

import (
	"strings"

	"github.com/ormlint/ormlint/internal/py"
)

// bindings counts how often the names of a module are bound and which are changed in place.
type bindings struct {
	count   map[string]int
	changed map[string]bool
	last    map[string]uint32 // where the last statement that binds or changes a name begins
	at      uint32            // where the statement begins that is read
	// displays are the names that are bound to a list, set or dict: a function
	// that gets one of them may change it.
	displays map[string]bool
	aliases  [][2]string         // name and what it is another name of, in order
	globals  map[string][]string // function → names that it says are global
	// wholesale tells that names are bound whose spelling is made at run time.
	wholesale bool
}

func readBindings(body []py.Stmt) *bindings {
	b := &bindings{
		count: map[string]int{}, changed: map[string]bool{}, last: map[string]uint32{},
		displays: map[string]bool{},
		globals:  map[string][]string{},
	}
	b.read(body, false)
	for i := len(b.aliases) - 1; i >= 0; i-- {
		alias, name := b.aliases[i][0], b.aliases[i][1]
		if b.changed[alias] {
			b.changed[name] = true
			b.last[name] = max(b.last[name], b.last[alias])
		}
	}
	return b
}

// read goes through statements of one scope; nested tells that they stand below a compound statement.
func (b *bindings) read(body []py.Stmt, nested bool) {
	for _, s := range body {
		b.at = s.Extent().Start
		b.readOne(s, nested)
		for _, block := range py.Blocks(s) {
			b.read(block, true)
		}
	}
}

func (b *bindings) bind(name string, nested bool) {
	b.count[name]++
	b.last[name] = b.at
	if nested {
		b.count[name]++ // whether it is bound depends on something: never once
	}
}

func (b *bindings) readOne(s py.Stmt, nested bool) {
	switch s := s.(type) {
	case *py.FunctionDef:
		b.bind(s.Name, nested)
		for _, inner := range s.Body {
			if g, ok := inner.(*py.Global); ok {
				b.globals[s.Name] = append(b.globals[s.Name], g.Names...)
			}
		}
	case *py.ClassDef:
		b.bind(s.Name, nested)
	case *py.TypeAlias:
		b.bind(s.Name.ID, nested)
	case *py.Import:
		for _, alias := range s.Names {
			if alias.AsName != "" {
				b.bind(alias.AsName, nested)
			}
		}
	case *py.ImportFrom:
		for _, alias := range s.Names {
			b.bind(alias.Bound(), nested)
		}
	case *py.Assign:
		for _, target := range s.Targets {
			b.target(target, nested)
		}
		b.value(s)
	case *py.AnnAssign:
		if s.Value != nil {
			b.target(s.Target, nested)
		}
	case *py.AugAssign:
		b.target(s.Target, nested)
		b.change(s.Target)
	case *py.Delete:
		for _, target := range s.Targets {
			b.change(target)
		}
	case *py.For:
		b.target(s.Target, true)
	case *py.With:
		for _, item := range s.Items {
			if item.Vars != nil {
				b.target(item.Vars, true)
			}
		}
	case *py.Try:
		for _, h := range s.Handlers {
			if h.Name != "" {
				b.bind(h.Name, true)
			}
		}
	case *py.ExprStmt:
		if call, ok := s.Value.(*py.Call); ok {
			b.call(call)
			for _, arg := range call.Args {
				if name, ok := arg.(*py.Name); ok && b.displays[name.ID] {
					b.change(name)
				}
			}
			b.wholesale = b.wholesale || bindsNames(call)
		}
	}
}

func (b *bindings) target(e py.Expr, nested bool) {
	switch e := e.(type) {
	case *py.Name:
		b.bind(e.ID, nested)
	case *py.Tuple:
		for _, elt := range e.Elts {
			b.target(elt, true)
		}
	case *py.List:
		for _, elt := range e.Elts {
			b.target(elt, true)
		}
	case *py.Starred:
		b.target(e.Value, true)
	case *py.Attribute, *py.Subscript:
		b.change(e)
		if item, ok := e.(*py.Subscript); ok && isNamespace(item.Value) {
			b.wholesale = true
		}
	}
}

// change marks the name at the root of a target: x in x.a, x["k"], x += 1, del x.
func (b *bindings) change(e py.Expr) {
	if name := root(e); name != "" {
		b.changed[name] = true
		b.last[name] = b.at
	}
}

// call marks the name that a call changes.
func (b *bindings) call(call *py.Call) {
	names := b.globalsOf(call)
	if name := changes(call); name != "" {
		names = append(names[:len(names):len(names)], name)
	}
	for _, name := range names {
		b.changed[name] = true
		b.last[name] = b.at
	}
}

// globalsOf returns the names of the module that a call of one of its functions binds.
func (b *bindings) globalsOf(call *py.Call) []string {
	if name, ok := call.Func.(*py.Name); ok {
		return b.globals[name.ID]
	}
	return nil
}

// orders reports whether a call that stands alone changes a name of the module.
func (b *bindings) orders(call *py.Call) bool {
	if b.changed[changes(call)] || len(b.globalsOf(call)) > 0 {
		return true
	}
	for _, arg := range call.Args {
		if name, ok := arg.(*py.Name); ok && b.displays[name.ID] {
			return true
		}
	}
	return false
}

// value reads what the value of an assignment does and is.
func (b *bindings) value(s *py.Assign) {
	target, _ := s.Targets[0].(*py.Name)
	switch v := s.Value.(type) {
	case *py.List, *py.Dict, *py.Set:
		if target != nil {
			b.displays[target.ID] = true
		}
	case *py.Name:
		if target != nil {
			b.aliases = append(b.aliases, [2]string{target.ID, v.ID})
		}
	case *py.Call:
		b.call(v)
	}
}

// disturbed reports whether an expression reads a name that a later statement
// binds anew or changes: then it has its value only in its place.
func (b *bindings) disturbed(e py.Expr, at uint32) bool {
	found := false
	py.Walk(e, func(n py.Node) bool {
		switch n := n.(type) {
		case *py.Lambda:
			return false
		case *py.Name:
			found = found || b.last[n.ID] > at && (b.count[n.ID] > 1 || b.changed[n.ID])
		}
		return !found
	})
	return found
}

func root(e py.Expr) string {
	for {
		switch at := e.(type) {
		case *py.Name:
			return at.ID
		case *py.Attribute:
			e = at.Value
		case *py.Subscript:
			e = at.Value
		case *py.Call: // x.setdefault("k", []).append(…)
			method, ok := at.Func.(*py.Attribute)
			if !ok || !changingMethods[method.Attr] && method.Attr != "get" {
				return ""
			}
			e = method.Value
		default:
			return ""
		}
	}
}

// changingMethods are the methods of containers and modules that change their receiver.
var changingMethods = map[string]bool{
	"append": true, "extend": true, "insert": true, "remove": true, "pop": true, "update": true,
	"setdefault": true, "add": true, "discard": true, "clear": true, "sort": true, "reverse": true,
	"popitem": true, "difference_update": true, "intersection_update": true, "symmetric_difference_update": true,
	"appendleft": true, "extendleft": true,
	"add_to_class": true, "contribute_to_class": true,
}

// changes returns the name that a call on its own changes: x of x.append(…), x["a"].update(…), "" for none.
func changes(call *py.Call) string {
	switch fn := call.Func.(type) {
	case *py.Attribute:
		if changingMethods[fn.Attr] {
			return root(fn.Value)
		}
	case *py.Name:
		if (fn.ID == "setattr" || fn.ID == "delattr") && len(call.Args) > 0 {
			return root(call.Args[0])
		}
	}
	return ""
}

func assigns(s py.Stmt) bool {
	switch s.(type) {
	case *py.Assign, *py.AnnAssign:
		return true
	}
	return false
}

// boundOnce returns the name of a plain statement that is the only one to bind
// it, if its value is the same whenever it is evaluated.
func boundOnce(s py.Stmt, b *bindings) (string, bool) {
	name := ""
	var value py.Expr
	switch s := s.(type) {
	case *py.FunctionDef:
		name = s.Name
		if b.count[name] == 1 && s.Args != nil {
			for _, d := range s.Args.Defaults {
				if b.disturbed(d, s.Extent().Start) {
					return name, false
				}
			}
		}
	case *py.ClassDef:
		name = s.Name
	case *py.TypeAlias:
		name = s.Name.ID
	case *py.Assign:
		if target, ok := s.Targets[0].(*py.Name); ok && len(s.Targets) == 1 {
			name, value = target.ID, s.Value
		}
	case *py.AnnAssign:
		if target, ok := s.Target.(*py.Name); ok && s.Value != nil {
			name, value = target.ID, s.Value
		}
	}
	if name == "" || b.count[name] != 1 || b.changed[name] {
		return name, false
	}
	if call, ok := value.(*py.Call); ok && (changes(call) != "" || len(b.globalsOf(call)) > 0) {
		return name, false
	}
	return name, value == nil || !b.disturbed(value, s.Extent().Start)
}

// annotated returns the names that a class body annotates, in order; what is
// annotated as a class variable is none of its fields.
func annotated(def *py.ClassDef) []string {
	var names []string
	for _, s := range def.Body {
		if a, ok := s.(*py.AnnAssign); ok {
			if name, ok := a.Target.(*py.Name); ok && !isClassVar(a.Annotation) {
				names = append(names, name.ID)
			}
		}
	}
	return names
}

func isClassVar(annotation py.Expr) bool {
	switch a := annotation.(type) {
	case *py.Name:
		return a.ID == "ClassVar" || a.ID == "KW_ONLY"
	case *py.Attribute:
		return a.Attr == "ClassVar" || a.Attr == "KW_ONLY"
	case *py.Subscript:
		return isClassVar(a.Value)
	case *py.Constant:
		return a.Kind == py.String && strings.Contains(a.Text(), "ClassVar")
	}
	return false
}
