package eval

import (
	"slices"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// Attr returns an attribute, Unknown where there is none.
func (in *Interp) Attr(v Value, name string) Value {
	if got, ok := in.attr(v, name); ok {
		return got
	}
	if u, ok := v.(*Unknown); ok {
		return u
	}
	return Unknownf("%s has no attribute %s", what(v), name)
}

// TryAttr returns an attribute, and whether there is one.
func (in *Interp) TryAttr(v Value, name string) (Value, bool) { return in.attr(v, name) }

func (in *Interp) attrAt(s *Scope, e *py.Attribute) Value {
	v := in.eval(s, e.Value)
	if in.raising != nil {
		return Unknownf("an error was raised")
	}
	before := in.reading
	in.reading = reading{s, e}
	got := in.attrOf(v, e.Attr)
	in.reading = before
	if v == Value(None) && in.raising == nil && IsUnknown(got) {
		in.notNone(s, e)
	}
	return got
}

// notNone hears that an attribute was read of a variable that is None here, and
// which None has not: who goes on from there was called with something else.
func (in *Interp) notNone(s *Scope, e *py.Attribute) {
	name, ok := e.Value.(*py.Name)
	if ok && in.exploring && s.kind == functionScope && s.find(name.ID) >= 0 {
		in.assign(s, name.ID, Unknownf("%s, which is not None where its %s is read", name.ID, e.Attr))
	}
}

// A reading is an attribute that an expression takes.
type reading struct {
	scope *Scope
	expr  *py.Attribute
}

// Reading is the attribute that the expression under evaluation takes, as a call
// of what answers it: a descriptor's native asks where it is read. nil where no
// expression of the program takes one.
func (in *Interp) Reading() *Call {
	at := in.reading
	if at.expr == nil {
		return nil
	}
	return &Call{In: in, Scope: at.scope, Site: Place{at.scope.module.Source.File, at.expr.Extent()}, Expr: at.expr}
}

// attrOf is v.name in an expression: where it certainly is not there, AttributeError is raised.
func (in *Interp) attrOf(v Value, name string) Value {
	if got, ok := in.attr(v, name); ok {
		return got
	}
	if u, ok := v.(*Unknown); ok {
		return u
	}
	if in.lacks(v, name) {
		in.Raise("AttributeError", name)
	}
	return Unknownf("%s has no attribute %s", what(v), name)
}

// lacks reports whether an attribute that was not found on v is certainly not
// there. What is only declared may have more than is declared.
func (in *Interp) lacks(v Value, name string) bool {
	switch v := v.(type) {
	case *Module:
		return v.Source.Origin != resolve.Native && v.Source.Origin != resolve.Declared && !v.openStar() && !v.dynamic()
	case *Class:
		return v.closed()
	case *Instance:
		return !v.Open && v.Class.closed()
	case NoneType, Str, Int, Bool, *List, *Tuple, *Dict:
		return !undescribed(in.TypeOf(v).Name, name)
	}
	return false
}

// describedLacks is lacks for a question about an attribute: what a class of
// Django's own has is declared, so another name is not there.
func (in *Interp) describedLacks(v Value, name string) bool {
	class, ok := v.(*Class)
	if i, isInstance := v.(*Instance); isInstance {
		if i.Open {
			return false
		}
		class, ok = i.Class, true
	}
	if !ok {
		return in.lacks(v, name)
	}
	if class.Open() {
		return false
	}
	for _, k := range class.MRO() {
		if k.Module != nil && k.Module.Source.Origin == resolve.Declared {
			return false
		}
	}
	return true
}

// closed reports whether all attributes of a class can be read in the source.
func (c *Class) closed() bool {
	if c.Open() || c.Metaclass() != nil {
		return false
	}
	for _, k := range c.MRO() {
		if k.native && k != c.in.types.object {
			return false
		}
		if k.Module != nil && (k.Module.Source.Origin == resolve.Native || k.Module.Source.Origin == resolve.Declared) {
			return false
		}
	}
	return true
}

func (in *Interp) attr(v Value, name string) (Value, bool) {
	switch v := v.(type) {
	case *Module:
		if v.Configured {
			in.Doubt()
		}
		return v.attr(name)
	case *Class:
		return in.classAttr(v, name)
	case *Instance:
		return in.instanceAttr(v, name)
	case *superProxy:
		if in.asking.Of != nil && v.self == Value(in.asking.Of) {
			in.asking.Hear(name, v.after)
		}
		f, owner := v.of.FindAfter(v.after, name)
		if f == nil {
			// What a class of Django's makes up when it is asked is in its declared __getattr__.
			if get, by := v.of.FindAfter(v.after, "__getattr__"); get != nil && by.Module != nil && by.Module.Source.Origin == resolve.Native {
				return in.Call(get, []Value{v.self, Str(name)}, nil), true
			}
			if reason := v.of.OpenReason(); reason != "" {
				return Unknownf("super().%s: %s", name, reason), true
			}
			return nil, false
		}
		return in.bound(f, v.self, v.of, owner), true
	case *Alternatives:
		var joined Value
		for _, alt := range v.Values {
			got, ok := in.attr(alt, name)
			if u, unknown := alt.(*Unknown); unknown && in.exploring {
				got, ok = u, true
			}
			if !ok {
				continue
			}
			if joined == nil {
				joined = got
			} else {
				joined = Join(joined, got)
			}
		}
		return joined, joined != nil
	case *Function:
		return in.functionAttr(v, name)
	case *BoundMethod:
		switch name {
		case "__self__":
			return v.Self, true
		case "__func__":
			return v.Func, true
		}
		return in.attr(v.Func, name)
	case *Partial:
		if name == "func" {
			return v.Func, true
		}
	case *TypeExpr:
		switch name {
		case "__origin__":
			return v.Origin, true
		case "__args__":
			return &Tuple{v.Args}, true
		}
		return in.attr(v.Origin, name)
	case *Property:
		switch name {
		case "fget":
			return v.Get, true
		case "fset":
			return orNone(v.Set), true
		case "setter":
			return &Native{name, func(c *Call) Value { return &Property{Get: v.Get, Set: c.Self(), Cached: v.Cached} }}, true
		case "getter":
			return &Native{name, func(c *Call) Value { return &Property{Get: c.Self(), Set: v.Set, Cached: v.Cached} }}, true
		case "deleter":
			return &Native{name, func(*Call) Value { return v }}, true
		}
	case *Native:
		if name == "__name__" {
			return Str(v.Name), true
		}
	case *staticMethod:
		return in.attr(v.fn, name)
	case *classMethod:
		return in.attr(v.fn, name)
	}
	if m := in.builtinMethod(v, name); m != nil {
		return &BoundMethod{v, &Native{name, m}}, true
	}
	if name == "__class__" {
		if c := in.TypeOf(v); c != nil {
			return c, true
		}
	}
	return nil, false
}

func (in *Interp) classAttr(c *Class, name string) (Value, bool) {
	if c.native {
		if f := in.typeMethod(c, name); f != nil {
			return f, true
		}
	}
	if v, owner := c.Find(name); v != nil {
		if owner.isEnum() {
			if member := in.member(owner, name, v); member != nil {
				return member, true
			}
		}
		return in.bound(v, nil, c, owner), true
	}
	switch name {
	case "__name__":
		return Str(c.Name), true
	case "__qualname__":
		return Str(c.Qualname), true
	case "__module__":
		return Str(c.ModuleName()), true
	case "__mro__":
		t := &Tuple{}
		for _, k := range c.MRO() {
			t.Elts = append(t.Elts, k)
		}
		return t, true
	case "__bases__":
		return &Tuple{c.Bases()}, true
	case "__class__":
		if meta := c.Metaclass(); meta != nil {
			return meta, true
		}
		return in.types.typ, true
	case "__dict__":
		d := NewDict()
		for _, n := range c.OwnNames() {
			if v, ok := c.Own(n); ok {
				d.put(Str(n), v)
			}
		}
		return d, true
	case "__doc__":
		return None, true
	case "__members__":
		if c.isEnum() {
			d := NewDict()
			for _, n := range c.OwnNames() {
				if v, ok := c.Own(n); ok {
					if m := in.member(c, n, v); m != nil {
						d.put(Str(n), m)
					}
				}
			}
			return d, true
		}
	case "__subclasses__":
		if in.Heirs == nil {
			break
		}
		return &Native{"__subclasses__", func(*Call) Value {
			direct := &List{}
			for _, heir := range in.Heirs(c) {
				if slices.Contains(heir.Bases(), Value(c)) {
					direct.Elts = append(direct.Elts, heir)
				}
			}
			return direct
		}}, true
	case "mro":
		return &Native{"mro", func(*Call) Value {
			l := &List{}
			for _, k := range c.MRO() {
				l.Elts = append(l.Elts, k)
			}
			return l
		}}, true
	}
	if meta := c.Metaclass(); meta != nil {
		if v, owner := meta.Find(name); v != nil {
			return in.bound(v, c, meta, owner), true
		}
		if f, owner := meta.Find("__getattr__"); f != nil && owner != in.types.object {
			return in.Call(f, []Value{c, Str(name)}, nil), true
		}
	}
	if reason := c.OpenReason(); reason != "" {
		return Unknownf("%s.%s: %s", c.Name, name, reason), true
	}
	return nil, false
}

// typeMethod is a method of one of Python's own types that is read from the
// type, as in map(str.upper, names); nil where it is none.
func (in *Interp) typeMethod(c *Class, name string) Value {
	var method NativeFunc
	switch t := &in.types; c {
	case t.str:
		method = t.strMethods[name]
	case t.list:
		method = t.listMethods[name]
	case t.tuple:
		method = t.tupleMethods[name]
	case t.dict:
		method = t.dictMethods[name]
	case t.set:
		method = t.setMethods[name]
	}
	if method == nil {
		return nil
	}
	return &Native{name, func(call *Call) Value {
		if in.TypeOf(call.Self()) != c {
			return Unknownf("the result of %s.%s", c.Name, name)
		}
		return method(call)
	}}
}

func (in *Interp) instanceAttr(i *Instance, name string) (Value, bool) {
	if f, owner := i.Class.Find("__getattribute__"); f != nil && owner.Module != nil && owner.Module.Source.Origin != resolve.Native {
		if v := in.Call(f, []Value{i, Str(name)}, nil); !IsUnknown(v) || in.raising != nil {
			return v, true
		}
	}
	return in.plainAttr(i, name)
}

// plainAttr is object.__getattribute__, and __getattr__ where that finds nothing.
func (in *Interp) plainAttr(i *Instance, name string) (Value, bool) {
	if i == in.asking.Of && i != nil {
		in.asking.Hear(name, nil)
	}
	if v, ok := i.lookup(name); ok {
		if l, ok := v.(*lazy); ok {
			forced := l.force()
			i.set(name, forced)
			return forced, true
		}
		return v, true
	}
	if v, owner := i.Class.Find(name); v != nil {
		if in.exploring && in.attribute != nil && i.Open && assignedLater(v) {
			if got := in.attribute(i, name); got != nil {
				return Join(got, v), true
			}
		}
		if p, ok := v.(*Property); ok {
			got := in.Call(p.Get, []Value{i}, nil)
			if p.Cached && in.raising == nil {
				written := in.written
				in.touch(i)
				in.written = written // nobody sees a difference
				i.set(name, got)
			}
			return got, true
		}
		if owner.isEnum() {
			if member := in.member(owner, name, v); member != nil {
				return member, true
			}
		}
		return in.filled(in.bound(v, i, i.Class, owner)), true
	}
	switch name {
	case "__class__":
		return i.Class, true
	case "__dict__":
		d := &Dict{of: i}
		for _, a := range i.Attrs {
			d.put(Str(a.Name), a.Value)
		}
		return d, true
	case "value", "name":
		if i.Class.isEnum() {
			return i.lookup("_" + name + "_")
		}
	case "__module__", "__doc__":
		return in.classAttr(i.Class, name)
	}
	if in.exploring && in.attribute != nil {
		if got := in.attribute(i, name); got != nil {
			return got, true
		}
	}
	if f, owner := i.Class.Find("__getattr__"); f != nil && owner != in.types.object {
		return in.Call(f, []Value{i, Str(name)}, nil), true
	}
	if inner := plain(i); inner != Value(i) { // a member of a StrEnum has the methods of a string
		if m := in.builtinMethod(inner, name); m != nil {
			return &BoundMethod{inner, &Native{name, m}}, true
		}
	}
	if reason := i.Class.OpenReason(); reason != "" {
		return Unknownf("%s.%s: %s", i.Class.Name, name, reason), true
	}
	return nil, false
}

// assignedLater reports whether a value is what class bodies give attributes that
// methods assign: a plain default, or what a library makes more of step by step.
func assignedLater(v Value) bool {
	switch v := v.(type) {
	case NoneType, Bool, Int, Float, Str:
		return true
	case *Instance:
		_, ok := v.Data.(Joiner)
		return ok
	}
	return false
}

// bound is what reading a class's name through an object (self) or the class itself gives.
func (in *Interp) bound(v, self Value, class, owner *Class) Value {
	switch f := v.(type) {
	case *Function:
		switch f.Name {
		case "__new__", "__init_subclass__", "__class_getitem__":
			if f.Name == "__new__" {
				return f
			}
			return &BoundMethod{class, f}
		}
		if self != nil {
			return &BoundMethod{self, f}
		}
	case *staticMethod:
		return f.fn
	case *classMethod:
		return &BoundMethod{class, f.fn}
	case *Property:
		if self != nil {
			return in.Call(f.Get, []Value{self}, nil)
		}
	case *Instance:
		if get, o := f.Class.Find("__get__"); get != nil && o != in.types.object {
			var instance Value = None
			if self != nil {
				instance = self
			}
			return in.Call(get, []Value{f, instance, class}, nil)
		}
	case *Native:
		if self != nil && owner.native {
			return &BoundMethod{self, f}
		}
	}
	return v
}

func (in *Interp) functionAttr(f *Function, name string) (Value, bool) {
	for _, a := range f.attrs {
		if a.Name == name {
			return a.Value, true
		}
	}
	switch name {
	case "__name__":
		return Str(f.Name), true
	case "__qualname__":
		if f.Owner != nil {
			return Str(f.Owner.Qualname + "." + f.Name), true
		}
		return Str(f.Name), true
	case "__module__":
		return Str(f.Module.Name), true
	case "__doc__":
		return None, true
	case "__wrapped__":
		return nil, false
	}
	return nil, false
}

// SetAttr assigns an attribute of an object.
func (in *Interp) SetAttr(object Value, name string, v Value) {
	switch o := object.(type) {
	case *Instance:
		if f, owner := o.Class.Find("__setattr__"); f != nil && owner != in.types.object {
			in.Call(f, []Value{o, Str(name), v}, nil)
			return
		}
		if prop, _ := o.Class.Find(name); prop != nil {
			if p, ok := prop.(*Property); ok && p.Set != nil {
				in.Call(p.Set, []Value{o, v}, nil)
				return
			}
		}
		if class, ok := v.(*Class); ok && name == "__class__" {
			o.Class = class
			return
		}
		in.touch(o)
		o.set(name, v)
	case *Class:
		if text, ok := v.(Str); ok && name == "__name__" && !o.native {
			o.Name, o.Qualname = string(text), string(text)
			return
		}
		if !o.native {
			o.Set(name, v)
		}
	case *Module:
		in.touch(o.scope)
		o.scope.set(name, v)
		delete(o.attrs, name)
	case *Function:
		in.touch(o)
		for i := range o.attrs {
			if o.attrs[i].Name == name {
				o.attrs[i].Value = v
				return
			}
		}
		o.attrs = append(o.attrs, Attribute{name, v})
	case *BoundMethod:
		in.SetAttr(o.Func, name, v)
	case *Alternatives:
		for _, alt := range o.Values {
			in.SetAttr(alt, name, v)
		}
	}
}
