package eval

import (
	"fmt"
	"maps"

	"github.com/ormlint/ormlint/internal/py"
)

// A Value is what an expression stands for. Its types are those of this file,
// and Class, Instance, Function, BoundMethod, Native and Module.
type Value interface{ value() }

// Scalars.
type (
	// Unknown is a value that the source does not decide, and why.
	Unknown struct {
		Reason string
		// Never tells that there is no such value: what should give it always raises.
		Never bool
		// OrNone tells that the source says of the value that it may be None.
		OrNone bool
	}
	// NoneType is the type of None.
	NoneType struct{}
	// EllipsisType is the type of Ellipsis.
	EllipsisType struct{}
	Bool         bool
	Int          int64
	Float        float64
	Str          string
	Bytes        string
)

// None is Python's None.
var None = NoneType{}

// Containers. They are shared and mutable, as in Python; change them through
// the Interp so that an undecided branch can be undone.
type (
	List struct {
		Elts    []Value
		Open    bool // may hold more than is known, or not all of it
		Perhaps bool // may be empty: what it holds came in under tests that are not decided
		uneven  bool // how many of the elements there are depends on such tests
	}
	Tuple struct{ Elts []Value }
	Set   struct {
		Elts    []Value
		Open    bool
		Perhaps bool // as of a list
		uneven  bool // as of a list
		// Frozen tells that it is a frozenset.
		Frozen bool
		at     map[any]bool // keys of a large set; made anew where it has another length
	}
	// A Dict keeps its keys in order of insertion.
	Dict struct {
		keys   []Value
		values []Value
		at     map[any]int
		maybe  map[any]bool // keys that came in on some ways only
		shared bool         // a branch or a copy keeps keys, values and at: copy them before a change
		Open   bool         // may hold other keys as well
		// Perhaps is as of a list.
		Perhaps  bool
		keywords bool // the keyword arguments of an explored function: nobody knows which are given
		Class    *Class
		of       *Instance // whose __dict__ it is
		names    *Scope    // the namespace that the dict is: what is stored in it is bound there
	}
)

// Alternatives is one of several values: the join of branches.
type Alternatives struct{ Values []Value }

// An Instance is an object of a class that the program or a native declares.
type Instance struct {
	Class  *Class
	Attrs  []Attribute // in order of assignment
	Args   *Call       // how it was made: the arguments of its class, nil where not called
	Made   Place
	Serial int  // counts up in order of creation
	born   int  // the branch in which it was made
	Data   any  // what a native keeps with it
	Open   bool // made elsewhere: it may have attributes that are not known
}

// An Attribute is one name of an object.
type Attribute struct {
	Name  string
	Value Value
}

// A Function is a def or a lambda with what it closes over.
type Function struct {
	Name     string
	Module   *Module
	Def      *py.FunctionDef // nil for a lambda
	Lambda   *py.Lambda
	Owner    *Class // the class whose body it stands in
	scope    *Scope
	defaults []Value // of the last positional parameters
	kwonly   []Value // of keyword-only parameters, nil where there is none
	native   NativeFunc
	attrs    []Attribute
	called   bool // of one that stands in another function
	escaped  bool // see Exploration.Escaped
	// properties are, by class, the parameters of a declared constructor that the class has a property for.
	properties map[*Class]map[string]bool
}

// A BoundMethod is a function with its first argument.
type BoundMethod struct {
	Self Value
	Func Value // Function or Native
}

// A Native is a function that Go implements.
type Native struct {
	Name string
	Call NativeFunc
}

// A Partial is functools.partial.
type Partial struct {
	Func Value
	Args []Value
	Kw   []Keyword
}

// Wrappers of functions in class bodies.
type (
	staticMethod struct{ fn Value }
	classMethod  struct{ fn Value }
	// A Property calls its getter when it is read.
	Property struct {
		Get    Value
		Set    Value // nil where there is no setter
		Cached bool
	}
	superProxy struct {
		after *Class // start behind this class
		of    *Class // in the MRO of this class
		self  Value  // instance or class
	}
	sliceValue struct{ lower, upper, step Value }
	// typeExpr is a generic alias or a union: what annotations are made of.
	TypeExpr struct {
		Origin Value
		Args   []Value
	}
)

func (*Unknown) value()      {}
func (NoneType) value()      {}
func (EllipsisType) value()  {}
func (Bool) value()          {}
func (Int) value()           {}
func (Float) value()         {}
func (Str) value()           {}
func (Bytes) value()         {}
func (*List) value()         {}
func (*Tuple) value()        {}
func (*Set) value()          {}
func (*Dict) value()         {}
func (*Alternatives) value() {}
func (*Instance) value()     {}
func (*Function) value()     {}
func (*BoundMethod) value()  {}
func (*Native) value()       {}
func (*Partial) value()      {}
func (*Class) value()        {}
func (*Module) value()       {}
func (*staticMethod) value() {}
func (*classMethod) value()  {}
func (*Property) value()     {}
func (*superProxy) value()   {}
func (*sliceValue) value()   {}
func (*TypeExpr) value()     {}

// Unknownf returns an Unknown with a reason.
func Unknownf(format string, args ...any) *Unknown {
	if len(args) == 0 {
		return &Unknown{Reason: format}
	}
	return &Unknown{Reason: fmt.Sprintf(format, args...)}
}

// IsUnknown reports whether nothing is known of v.
func IsUnknown(v Value) bool {
	_, ok := v.(*Unknown)
	return ok || v == nil
}

// Reason returns why v is unknown, or "".
func Reason(v Value) string {
	if u, ok := v.(*Unknown); ok {
		return u.Reason
	}
	return ""
}

// NewDict returns a dict of the given keys and values.
func NewDict(pairs ...Value) *Dict {
	d := &Dict{}
	for i := 0; i+1 < len(pairs); i += 2 {
		d.put(pairs[i], pairs[i+1])
	}
	return d
}

// key returns what a dict or set compares, nil for a value that has no known identity.
func key(v Value) any {
	switch v := v.(type) {
	case *Unknown, nil, *Alternatives, *List, *Dict, *Set:
		return nil
	case Bool:
		if v {
			return Int(1)
		}
		return Int(0)
	case Float:
		if float64(int64(v)) == float64(v) {
			return Int(int64(v))
		}
		return v
	case *Tuple:
		text := appendKey(nil, v)
		if text == nil {
			return nil
		}
		return string(text)
	case *Instance:
		if s, ok := AsStr(v); ok {
			return Str(s)
		}
		if n, ok := AsInt(v); ok {
			return Int(n)
		}
		if v.Class.comparesByValue() {
			return nil
		}
		return v
	default:
		return v
	}
}

// appendKey appends what makes a tuple's element different from others; nil
// where it has no known identity, or is too long to be told.
func appendKey(text []byte, v Value) []byte {
	t, ok := v.(*Tuple)
	if !ok {
		k := key(v)
		switch k := k.(type) {
		case nil:
			return nil
		case Str, Bytes:
			return fmt.Appendf(text, "%T%q,", k, k)
		case Int, Float, NoneType, EllipsisType:
			return fmt.Appendf(text, "%T%v,", k, k)
		}
		return fmt.Appendf(text, "%p,", k)
	}
	text = append(text, '(')
	for _, elt := range t.Elts {
		text = appendKey(text, elt)
		if text == nil || len(text) > maxText {
			return nil
		}
	}
	return append(text, ')')
}

func (d *Dict) put(k, v Value) {
	id := key(k)
	if id == nil {
		d.Open = true
		return
	}
	if name, ok := k.(Str); ok && d.names != nil {
		d.names.set(string(name), v)
	}
	d.own()
	delete(d.maybe, id)
	if i, ok := d.at[id]; ok {
		d.values[i] = v
		return
	}
	if len(d.keys) >= maxElements {
		d.Open = true
		return
	}
	if d.at == nil {
		d.at = map[any]int{}
	}
	d.at[id] = len(d.keys)
	d.keys = append(d.keys, k)
	d.values = append(d.values, v)
}

// Get returns the value of a key. Where the dict is open a missing key may still be there.
func (d *Dict) Get(k Value) (Value, bool) {
	id := key(k)
	if id == nil {
		return nil, false
	}
	if i, ok := d.at[id]; ok {
		return d.values[i], true
	}
	if name, ok := k.(Str); ok && d.names != nil && d.names.kind == moduleScope {
		return d.names.module.Get(string(name))
	}
	return nil, false
}

// Len returns the number of known keys.
func (d *Dict) Len() int { return len(d.keys) }

// Each calls f for every known key in order.
func (d *Dict) Each(f func(k, v Value)) {
	for i, k := range d.keys {
		f(k, d.values[i])
	}
}

func (d *Dict) remove(k Value) {
	id := key(k)
	i, ok := d.at[id]
	if id == nil || !ok {
		return
	}
	d.keys = append(append([]Value(nil), d.keys[:i]...), d.keys[i+1:]...)
	d.values = append(append([]Value(nil), d.values[:i]...), d.values[i+1:]...)
	d.reindex()
}

func (d *Dict) reindex() {
	d.shared = false
	d.at = make(map[any]int, len(d.keys))
	for i, k := range d.keys {
		d.at[key(k)] = i
	}
}

// copy returns a dict with the same keys; the two part when one of them changes.
func (d *Dict) copy() *Dict {
	d.shared = true
	c := *d
	c.of = nil
	c.names = nil // a copy is a dict like any other
	return &c
}

// own makes sure that nobody else keeps what is about to change.
func (d *Dict) own() {
	if !d.shared {
		return
	}
	d.shared = false
	d.keys = append(make([]Value, 0, len(d.keys)+4), d.keys...)
	d.values = append(make([]Value, 0, len(d.values)+4), d.values...)
	at := make(map[any]int, len(d.keys))
	for id, i := range d.at {
		at[id] = i
	}
	d.at = at
	d.maybe = maps.Clone(d.maybe)
}

// Maybe reports whether a known key is there on some ways through the code only.
func (d *Dict) Maybe(k Value) bool { return len(d.maybe) > 0 && d.maybe[key(k)] }

// sometimes notes that a key is there on some ways only.
func (d *Dict) sometimes(k Value) {
	if d.maybe == nil {
		d.maybe = map[any]bool{}
	}
	d.maybe[key(k)] = true
}

func (i *Instance) lookup(name string) (Value, bool) {
	for k := range i.Attrs {
		if i.Attrs[k].Name == name {
			return i.Attrs[k].Value, true
		}
	}
	return nil, false
}

// Lasting reports whether the instance was made outside of explorations: by a
// module or a class body, for everybody.
func (i *Instance) Lasting() bool { return i.born == 0 }

// Own returns an attribute of the instance itself, not of its class.
func (i *Instance) Own(name string) (Value, bool) { return i.lookup(name) }

func (i *Instance) set(name string, v Value) {
	for k := range i.Attrs {
		if i.Attrs[k].Name == name {
			i.Attrs[k].Value = v
			return
		}
	}
	if i.Attrs == nil {
		i.Attrs = make([]Attribute, 0, 4)
	}
	i.Attrs = append(i.Attrs, Attribute{name, v})
}

// Elements returns the known elements of a list, tuple or set (the keys of a dict), and whether these are all.
func Elements(v Value) (elts []Value, all bool) {
	switch v := v.(type) {
	case *List:
		return v.Elts, !v.Open
	case *Tuple:
		return v.Elts, true
	case *Set:
		return v.Elts, !v.Open
	case *Dict:
		return v.keys, !v.Open
	case *Instance:
		return v.row()
	}
	return nil, false
}

// row returns the elements of a named tuple.
func (i *Instance) row() (elts []Value, ok bool) {
	if !i.Class.IsSubclass(i.Class.in.types.tuple) {
		return nil, false
	}
	fields, _ := i.Class.Find("_fields")
	names, ok := fields.(*Tuple)
	if !ok {
		return nil, false
	}
	for _, name := range names.Elts {
		text, _ := AsStr(name)
		v, ok := i.lookup(text)
		if !ok {
			return nil, false
		}
		elts = append(elts, v)
	}
	return elts, true
}

// Truth returns whether v is true, and whether that is known.
func (in *Interp) Truth(v Value) (truth, known bool) {
	switch v := v.(type) {
	case NoneType:
		return false, true
	case Bool:
		return bool(v), true
	case Int:
		return v != 0, true
	case Float:
		return v != 0, true
	case Str:
		return v != "", true
	case Bytes:
		return v != "", true
	case *List:
		return len(v.Elts) > 0, !v.Perhaps && (len(v.Elts) > 0 || !v.Open)
	case *Tuple:
		return len(v.Elts) > 0, true
	case *Set:
		return len(v.Elts) > 0, !v.Perhaps && (len(v.Elts) > 0 || !v.Open)
	case *Dict:
		return len(v.keys) > 0, !v.Perhaps && (len(v.keys) > 0 || !v.Open)
	case *Alternatives:
		first, known := in.Truth(v.Values[0])
		for _, other := range v.Values[1:] {
			t, k := in.Truth(other)
			if !k || t != first {
				return false, false
			}
		}
		return first, known
	case *Class, *Function, *BoundMethod, *Native, *Module, *Property, *Partial:
		return true, true
	case *Instance:
		if v.Class.has("__bool__") {
			return in.truthOf(in.CallMethod(v, "__bool__"))
		}
		if v.Class.has("__len__") {
			return in.truthOf(in.CallMethod(v, "__len__"))
		}
		if inner, ok := v.lookup("_value_"); ok && (v.Class.isIntEnum() || v.Class.isStrEnum()) {
			return in.Truth(inner)
		}
		if row, ok := v.row(); ok {
			return len(row) > 0, true
		}
		return true, !v.Class.Open() && !v.Class.holdsValue()
	}
	return false, false
}

func (in *Interp) truthOf(v Value) (bool, bool) {
	switch v.(type) {
	case Bool, Int:
		return in.Truth(v)
	}
	return false, false
}

// AsStr returns the string v is; also of a member of a string enumeration.
func AsStr(v Value) (string, bool) {
	switch v := v.(type) {
	case Str:
		return string(v), true
	case *Instance:
		if inner, ok := v.lookup("_value_"); ok && v.Class.isStrEnum() {
			return AsStr(inner)
		}
	}
	return "", false
}

// AsInt returns the integer v is; also of a member of an integer enumeration.
func AsInt(v Value) (int64, bool) {
	switch v := v.(type) {
	case Int:
		return int64(v), true
	case Bool:
		if v {
			return 1, true
		}
		return 0, true
	case *Instance:
		if inner, ok := v.lookup("_value_"); ok && v.Class.isIntEnum() {
			return AsInt(inner)
		}
	}
	return 0, false
}

// brief is Repr of a plain key, and what() of anything else.
func brief(v Value) string {
	switch v.(type) {
	case Str, Int, Bool, NoneType:
		return Repr(v)
	}
	return what(v)
}

// what says in a few words what kind of value v is, for reasons.
func what(v Value) string {
	switch v := v.(type) {
	case *Unknown:
		return "something unknown"
	case *Alternatives:
		return "one of several values"
	case *List:
		return "a list"
	case *Tuple:
		return "a tuple"
	case *Set:
		return "a set"
	case *Dict:
		return "a dict"
	case *Class:
		return v.Name
	case *Instance:
		return "a " + v.Class.Name
	case Str:
		return "a string"
	case *Module:
		return "module " + v.Name
	case *Function:
		return v.Name + "()"
	case NoneType:
		return "None"
	}
	return "a value"
}
