package eval

import "github.com/ormlint/ormlint/internal/py"

// bindings counts how often the names of a module are bound and which are changed in place.
type bindings struct {
	count   map[string]int
	changed map[string]bool
	// wholesale tells that names are bound whose spelling is made at run time.
	wholesale bool
}

// read goes through statements of one scope; nested tells that they stand below a compound statement.
func (b *bindings) read(body []py.Stmt, nested bool) {
	for _, s := range body {
		b.readOne(s, nested)
		for _, block := range blocks(s) {
			b.read(block, true)
		}
	}
}

func (b *bindings) bind(name string, nested bool) {
	b.count[name]++
	if nested {
		b.count[name]++ // whether it is bound depends on something: never once
	}
}

func (b *bindings) readOne(s py.Stmt, nested bool) {
	switch s := s.(type) {
	case *py.FunctionDef:
		b.bind(s.Name, nested)
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
			if name := changes(call); name != "" {
				b.changed[name] = true
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
	}
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
		default:
			return ""
		}
	}
}

// changingMethods are the methods of containers and modules that change their receiver.
var changingMethods = map[string]bool{
	"append": true, "extend": true, "insert": true, "remove": true, "pop": true, "update": true,
	"setdefault": true, "add": true, "discard": true, "clear": true, "sort": true, "reverse": true,
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
		if fn.ID == "setattr" && len(call.Args) > 0 {
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

// boundOnce returns the name of a plain statement that is the only one to bind it.
func boundOnce(s py.Stmt, b *bindings) (string, bool) {
	name := ""
	switch s := s.(type) {
	case *py.FunctionDef:
		name = s.Name
	case *py.ClassDef:
		name = s.Name
	case *py.TypeAlias:
		name = s.Name.ID
	case *py.Assign:
		if target, ok := s.Targets[0].(*py.Name); ok && len(s.Targets) == 1 {
			name = target.ID
		}
	case *py.AnnAssign:
		if target, ok := s.Target.(*py.Name); ok && s.Value != nil {
			name = target.ID
		}
	}
	return name, name != "" && b.count[name] == 1 && !b.changed[name]
}

// annotated returns the names that a class body annotates, in order.
func annotated(def *py.ClassDef) []string {
	var names []string
	for _, s := range def.Body {
		if a, ok := s.(*py.AnnAssign); ok {
			if name, ok := a.Target.(*py.Name); ok {
				names = append(names, name.ID)
			}
		}
	}
	return names
}
