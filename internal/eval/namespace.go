package eval

import "github.com/ormlint/ormlint/internal/py"

// What globals(), locals() and vars() give, and who binds names by them.

// builtinLocals is locals(). That of a class body or a module is its namespace itself.
func builtinLocals(c *Call) Value {
	d := NewDict()
	if c.Scope == nil {
		d.Open = true
		return d
	}
	if c.Scope.kind == moduleScope {
		return builtinGlobals(c)
	}
	for i, name := range c.Scope.names {
		if c.Scope.values[i] == nil {
			continue // not bound in this call
		}
		d.put(Str(name), c.Scope.forced(i))
	}
	if c.Scope.kind == classScope {
		d.names = c.Scope
	}
	return d
}

func builtinVars(c *Call) Value {
	if len(c.Args) == 0 {
		return builtinLocals(c)
	}
	return c.In.Attr(c.Self(), "__dict__")
}

// builtinGlobals is globals(): the namespace of the module. What star imports bring is not among its keys.
func builtinGlobals(c *Call) Value {
	d := NewDict()
	if m := c.Module(); m != nil {
		for i, name := range m.scope.names {
			if _, unread := m.scope.values[i].(*lazy); unread {
				d.put(Str(name), Unknownf("a name of %s", m.Name))
			} else if m.scope.values[i] != nil {
				d.put(Str(name), m.scope.values[i])
			}
		}
		d.names = m.scope
	}
	d.Open = true
	return d
}

// bindsNames reports whether a call that stands alone binds names of the module
// that are not spelled there: globals().update(…), include("base.py").
func bindsNames(call *py.Call) bool {
	switch fn := call.Func.(type) {
	case *py.Attribute:
		return changingMethods[fn.Attr] && isNamespace(fn.Value)
	case *py.Name:
		return fn.ID == "include"
	}
	return false
}

// isNamespace reports whether an expression is globals(), locals() or vars().
func isNamespace(e py.Expr) bool {
	call, ok := e.(*py.Call)
	if !ok || len(call.Args) > 0 {
		return false
	}
	name, ok := call.Func.(*py.Name)
	return ok && (name.ID == "globals" || name.ID == "locals" || name.ID == "vars")
}
