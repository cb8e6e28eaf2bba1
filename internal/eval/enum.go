package eval

import (
	"math/bits"
	"slices"
	"strings"
)

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
	// The value of a member depends on those before it.
	var before []*Instance
	for _, other := range c.OwnNames() {
		if other == name {
			break
		}
		if v, ok := c.Own(other); ok {
			if m, ok := in.member(c, other, v).(*Instance); ok && !slices.Contains(before, m) {
				before = append(before, m)
			}
		}
	}
	m := in.NewInstance(c)
	made[name] = m
	m.Made = c.Made
	m.set("_name_", Str(name))
	if i, ok := v.(*Instance); ok && i.Class.FullName() == "enum.auto" {
		v = in.auto(c, name, before)
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
			if v, ok := i.lookup("_value_"); ok { // what __new__ says counts, whatever __init__ is given
				defer m.set("_value_", v)
			}
		}
	}
	if f, owner := c.Find("__init__"); f != nil && owner != in.types.object {
		in.Call(f, append([]Value{m}, args...), nil)
	}
	value, _ := m.lookup("_value_")
	for _, other := range before {
		known, _ := other.lookup("_value_")
		if eq, decided := in.truthOf(in.equal(known, value)); decided && eq {
			made[name] = other // an alias
			return other
		}
	}
	return m
}

// auto is the value of an auto() member: what the class says, its lower-case
// name in a StrEnum, the next power of two in a Flag, else one more than the highest.
func (in *Interp) auto(c *Class, name string, before []*Instance) Value {
	values := make([]Value, len(before))
	for i, m := range before {
		values[i], _ = m.lookup("_value_")
	}
	if gen, owner := c.Find("_generate_next_value_"); gen != nil && owner.Module != nil && owner.FullName() != "enum."+owner.Name {
		return in.Call(unwrapStatic(gen), []Value{Str(name), Int(1), Int(len(before)), &List{Elts: values}}, nil)
	}
	if c.Is("enum.StrEnum") {
		return Str(strings.ToLower(name))
	}
	var highest Int
	for _, v := range values {
		n, ok := AsInt(v)
		if !ok || n >= 1<<60 {
			return Unknownf("the value of %s.%s", c.Name, name)
		}
		highest = max(highest, Int(n))
	}
	if c.Is("enum.Flag") {
		return Int(1) << bits.Len64(uint64(highest))
	}
	return highest + 1
}

// newEnum is Enum("Name", members): the functional API. Members are names, or
// pairs of a name and a value.
func (in *Interp) newEnum(base *Class, call *Call) Value {
	name, ok := AsStr(call.Args[0])
	spec := call.Args[1]
	if text, isText := AsStr(spec); isText {
		spec = strs(strings.Fields(strings.ReplaceAll(text, ",", " ")))
	}
	elts, all := Elements(spec)
	auto, _ := in.Lookup("enum.auto").(*Class)
	if !ok || !all || call.Scope == nil || auto == nil {
		return Unknownf("an enumeration made at run time")
	}
	namespace := NewDict()
	mapping, _ := spec.(*Dict)
	for _, elt := range elts {
		var v Value = in.NewInstance(auto)
		if pair, ok := elt.(*Tuple); ok && len(pair.Elts) == 2 {
			elt, v = pair.Elts[0], pair.Elts[1]
		}
		if mapping != nil {
			v, _ = mapping.Get(elt)
		}
		namespace.put(elt, v)
	}
	return in.MakeClass(name, []Value{base}, namespace, call.Scope, call.Site)
}

// members returns the members of an enumeration in order, without aliases.
func (in *Interp) members(c *Class) []Value {
	var all []Value
	for _, name := range c.OwnNames() {
		v, ok := c.Own(name)
		if !ok {
			continue
		}
		m, ok := in.member(c, name, v).(*Instance)
		if own, _ := m.ownName(); ok && own == name {
			all = append(all, m)
		}
	}
	return all
}

// ownName is the name of a member, which an alias of it has too.
func (i *Instance) ownName() (string, bool) {
	if i == nil {
		return "", false
	}
	name, _ := i.lookup("_name_")
	return AsStr(name)
}

// memberOf is Enum(value).
func (in *Interp) memberOf(c *Class, call *Call) Value {
	if len(call.Args) == 0 {
		return Unknownf("an enumeration made at run time")
	}
	if len(call.Args) > 1 {
		return in.newEnum(c, call)
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
