package eval

import "strings"

// Enumerations: a plain value in the body of an Enum class is a member
// (Python documentation, enum). Members are made when they are asked for.

// member returns the member that a name of an enumeration's body stands for, nil where it is none.
func (in *Interp) member(c *Class, name string, v Value) Value {
	if strings.HasPrefix(name, "_") || c.Module == nil || c.FullName() == "enum."+c.Name {
		return nil
	}
	switch v := v.(type) {
	case *Function, *staticMethod, *classMethod, *Property, *Native, *BoundMethod:
		return nil
	case *Class:
		return nil
	case *Instance:
		if v.Class.FullName() == "enum.nonmember" {
			return nil
		}
		if v.Class == c {
			return v
		}
		if get, owner := v.Class.Find("__get__"); get != nil && owner != in.types.object {
			return nil
		}
	}
	made, _ := c.Data.(map[string]*Instance)
	if made == nil {
		made = map[string]*Instance{}
		c.Data = made
	}
	if m := made[name]; m != nil {
		return m
	}
	m := in.NewInstance(c)
	made[name] = m
	m.Made = c.Made
	m.set("_name_", Str(name))
	if i, ok := v.(*Instance); ok && i.Class.FullName() == "enum.auto" {
		v = in.auto(c, name)
	}
	m.set("_value_", v)
	args := []Value{v}
	if t, ok := v.(*Tuple); ok {
		args = t.Elts
	}
	if f, owner := c.Find("__new__"); f != nil && owner != in.types.object && owner.Module != nil && owner.FullName() != "enum."+owner.Name {
		if i, ok := in.Call(unwrapStatic(f), append([]Value{c}, args...), nil).(*Instance); ok {
			for _, a := range i.Attrs {
				m.set(a.Name, a.Value)
			}
		}
	}
	if f, owner := c.Find("__init__"); f != nil && owner != in.types.object {
		in.Call(f, append([]Value{m}, args...), nil)
	}
	return m
}

// auto is the value of an auto() member: its lower-case name in a StrEnum, else its number.
func (in *Interp) auto(c *Class, name string) Value {
	if gen, owner := c.Find("_generate_next_value_"); gen != nil && owner.Module != nil && owner.FullName() != "enum."+owner.Name {
		return in.Call(unwrapStatic(gen), []Value{Str(name), Int(1), Int(0), &List{}}, nil)
	}
	if c.isStrEnum() {
		return Str(strings.ToLower(name))
	}
	n := 0
	for _, other := range c.OwnNames() {
		if v, ok := c.Own(other); ok && in.member(c, other, v) != nil || other == name {
			n++
		}
		if other == name {
			break
		}
	}
	return Int(n)
}

// members returns the members of an enumeration in order.
func (in *Interp) members(c *Class) []Value {
	var all []Value
	for _, name := range c.OwnNames() {
		v, ok := c.Own(name)
		if !ok {
			continue
		}
		if m := in.member(c, name, v); m != nil {
			all = append(all, m)
		}
	}
	return all
}

// memberOf is Enum(value).
func (in *Interp) memberOf(c *Class, call *Call) Value {
	if len(call.Args) == 0 {
		return Unknownf("an enumeration made at run time")
	}
	if len(call.Args) > 1 { // Enum("Name", members): the functional API
		return Unknownf("an enumeration made at run time")
	}
	for _, m := range in.members(c) {
		v, _ := m.(*Instance).lookup("_value_")
		if eq, known := in.truthOf(in.equal(v, call.Args[0])); known && eq {
			return m
		}
		if m == call.Args[0] {
			return m
		}
	}
	return Unknownf("a member of %s", c.Name)
}
