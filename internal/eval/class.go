package eval

import (
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// A Class is a class of the program, of a library or of Python itself. Its
// bases and its body are evaluated when somebody asks for them.
type Class struct {
	Name     string
	Qualname string
	Module   *Module      // nil for Python's own types
	Def      *py.ClassDef // nil where no class statement made it
	Made     Place
	Keywords []Keyword // metaclass= and what else stands in the class statement
	Data     any       // what a native keeps with it

	in     *Interp
	scope  *Scope // where the class statement stands
	body   *Scope // its namespace
	bases  []Value
	mro    []*Class
	state  moduleState // of the body
	linear moduleState // of bases and mro
	basing pending     // of bases and mro
	open   string      // why a base is not known, "" where all are
	native bool        // one of Python's own types
	fields []string    // of a dataclass

	kept    *lineage          // see lineage
	found   map[string]member // see Find
	foundAt int
}

func (in *Interp) newClass(s *Scope, def *py.ClassDef) *Class {
	c := &Class{Name: def.Name, Qualname: qualify(s, def.Name), Module: s.module, Def: def, in: in, scope: s}
	c.Made = Place{s.module.Source.File, def.Span}
	c.body = &Scope{kind: classScope, parent: s, module: s.module, class: c}
	return c
}

func qualify(s *Scope, name string) string {
	if s.kind == classScope && s.class != nil {
		return s.class.Qualname + "." + name
	}
	return name
}

// FullName is the dotted name of the class where it is written.
func (c *Class) FullName() string {
	if c.Module == nil {
		return c.Qualname
	}
	return c.Module.Name + "." + c.Qualname
}

// ModuleName is the class's __module__.
func (c *Class) ModuleName() string {
	if v, ok := c.Own("__module__"); ok {
		if s, ok := v.(Str); ok {
			return string(s)
		}
	}
	if c.Module == nil {
		return "builtins"
	}
	return c.Module.Name
}

// Bases returns the values of the base expressions.
func (c *Class) Bases() []Value {
	c.linearize()
	return c.bases
}

// MRO returns the method resolution order, the class itself first. Bases that
// are not known are left out; Open tells.
func (c *Class) MRO() []*Class {
	c.linearize()
	return c.mro
}

// Open reports whether a class in the MRO is not known, so that attributes may come from there.
func (c *Class) Open() bool { return c.OpenReason() != "" }

// OpenReason says why the MRO is not known in full.
func (c *Class) OpenReason() string {
	c.linearize()
	for _, k := range c.mro {
		if k.open != "" {
			return k.open
		}
	}
	return c.open
}

func (c *Class) linearize() {
	if c.linear == running {
		c.in.unfinished(&c.basing)
	}
	if c.linear != fresh {
		return
	}
	c.linear = running
	c.bases, c.Keywords, c.open, c.kept = nil, nil, "", nil
	c.mro = []*Class{c} // for whoever asks while the bases are evaluated
	_, final := c.in.define(&c.basing, func() Value {
		if c.Def != nil {
			c.evalBases()
		}
		c.order()
		return nil
	})
	c.linear = done
	if !final {
		c.linear = fresh
	}
}

func (c *Class) evalBases() {
	in := c.in
	for _, base := range c.Def.Bases {
		if star, ok := base.(*py.Starred); ok {
			elts, all := Elements(in.eval(c.scope, star.Value))
			c.bases = append(c.bases, elts...)
			if !all {
				c.bases = append(c.bases, Unknownf("bases of %s are made at run time", c.Name))
			}
			continue
		}
		c.bases = append(c.bases, resolveBase(in.eval(c.scope, base)))
	}
	for _, k := range c.Def.Keywords {
		c.Keywords = append(c.Keywords, Keyword{Name: k.Name, Value: in.eval(c.scope, k.Value)})
	}
}

// order computes the MRO from the bases by C3 (Python documentation, "The Python 2.3 Method Resolution Order").
func (c *Class) order() {
	var known []*Class
	for _, base := range c.bases {
		switch base := baseClass(base).(type) {
		case *Class:
			if base != c {
				known = append(known, base)
			}
		case *Unknown:
			if c.open == "" {
				c.open = base.Reason
			}
		default:
			if c.open == "" {
				c.open = "base of " + c.Name + " is " + Repr(base)
			}
		}
	}
	if len(known) == 0 && c != c.in.types.object {
		known = []*Class{c.in.types.object}
	}
	var lists [][]*Class
	for _, base := range known {
		lists = append(lists, append([]*Class(nil), base.MRO()...))
	}
	lists = append(lists, append([]*Class(nil), known...))
	c.mro = append([]*Class{c}, merge(lists)...)
}

// resolveBase is a base as __bases__ has it: the class of a generic alias, not the alias.
func resolveBase(v Value) Value {
	if alias, ok := v.(*TypeExpr); ok {
		if class, ok := alias.Origin.(*Class); ok {
			return class
		}
	}
	return v
}

// baseClass returns the class that a base expression stands for.
func baseClass(v Value) Value {
	switch v := v.(type) {
	case *TypeExpr:
		return baseClass(v.Origin)
	case *Alternatives:
		for _, alt := range v.Values {
			if c, ok := baseClass(alt).(*Class); ok {
				return c
			}
		}
	}
	return v
}

func merge(lists [][]*Class) []*Class {
	var out []*Class
	for {
		var rest [][]*Class
		for _, l := range lists {
			if len(l) > 0 {
				rest = append(rest, l)
			}
		}
		if len(rest) == 0 {
			return out
		}
		lists = rest
		head := candidate(lists)
		out = append(out, head)
		for i, l := range lists {
			for j, k := range l {
				if k == head {
					lists[i] = append(l[:j:j], l[j+1:]...)
					break
				}
			}
		}
	}
}

// candidate is the first head that is in no other list's tail; where Python
// would refuse the class, the first head, so that an analysis can go on.
func candidate(lists [][]*Class) *Class {
next:
	for _, l := range lists {
		for _, other := range lists {
			for _, k := range other[1:] {
				if k == l[0] {
					continue next
				}
			}
		}
		return l[0]
	}
	return lists[0][0]
}

// run evaluates the body once.
func (c *Class) run() {
	if c.state != fresh || c.Def == nil {
		return
	}
	c.state = running
	in := c.in
	in.undisturbed(func() Value {
		for _, base := range c.MRO()[1:] {
			base.run() // so that what bases create is older than what the class creates
		}
		in.execAll(c.body, c.Def.Body)
		c.nameDescriptors()
		c.initSubclass()
		return nil
	})
	c.state = done
}

// initSubclass calls __init_subclass__ of the next class that has one, where the program says what it does.
func (c *Class) initSubclass() {
	f, owner := c.FindAfter(c, "__init_subclass__")
	if f == nil || owner.Module == nil || owner.Module.Source.Origin == resolve.Native {
		return
	}
	var kw []Keyword
	for _, k := range c.Keywords {
		if k.Name != "metaclass" {
			kw = append(kw, k)
		}
	}
	c.in.Call(unwrapStatic(f), []Value{c}, kw)
}

// nameDescriptors calls __set_name__ of what the body binds, where the program says what it does.
func (c *Class) nameDescriptors() {
	for i, name := range c.body.names {
		v, ok := c.body.values[i].(*Instance)
		if !ok {
			continue
		}
		if f, owner := v.Class.Find("__set_name__"); f != nil && owner.Module != nil && owner.Module.Source.Origin != resolve.Native {
			c.in.Call(f, []Value{v, c, Str(name)}, nil)
		}
	}
}

// Own returns a name of the class's own body.
func (c *Class) Own(name string) (Value, bool) {
	c.run()
	if c.body == nil {
		return nil, false
	}
	if i := c.body.find(name); i >= 0 && c.body.values[i] != nil {
		return c.body.forced(i), true
	}
	return nil, false
}

// OwnNames returns the names of the class's own body in order.
func (c *Class) OwnNames() []string {
	c.run()
	if c.body == nil {
		return nil
	}
	return c.body.names
}

// A member is what Find has found.
type member struct {
	value Value
	owner *Class
}

// Find returns a name as the MRO gives it, with the class that has it. Once
// metaclasses are out of the way classes hardly change, and the same names are
// looked up again and again: what was found is kept until some class changes. A
// body that is run for the first time changes nothing: the search has run all
// those in which it looked, but for one that is being run.
func (c *Class) Find(name string) (Value, *Class) {
	in := c.in
	if !in.exploring && !in.PlainClasses {
		return c.search(name)
	}
	if c.foundAt != in.reshaped {
		c.found, c.foundAt = nil, in.reshaped
	}
	if m, ok := c.found[name]; ok {
		return m.value, m.owner
	}
	v, owner := c.search(name)
	if c.foundAt == in.reshaped && c.linear == done && (owner == nil || owner.settled(name)) && c.whole() {
		if c.found == nil {
			c.found = map[string]member{}
		}
		c.found[name] = member{v, owner}
	}
	return v, owner
}

// Evaluated reports whether the class's own body has been run to its end.
func (c *Class) Evaluated() bool { return c.state == done }

// whole reports whether no body of the MRO is being run.
func (c *Class) whole() bool {
	for _, k := range c.MRO() {
		if k.state == running {
			return false
		}
	}
	return true
}

// settled reports whether a name of the class's own body is evaluated for good.
func (c *Class) settled(name string) bool {
	i := c.body.find(name)
	if i < 0 {
		return false
	}
	_, unread := c.body.values[i].(*lazy)
	return !unread
}

func (c *Class) search(name string) (Value, *Class) {
	for _, k := range c.MRO() {
		if v, ok := k.Own(name); ok {
			return v, k
		}
	}
	return nil, nil
}

// FindAfter is Find behind one class of the MRO, as super() looks.
func (c *Class) FindAfter(after *Class, name string) (Value, *Class) {
	mro := c.MRO()
	for i, k := range mro {
		if k != after {
			continue
		}
		for _, next := range mro[i+1:] {
			if v, ok := next.Own(name); ok {
				return v, next
			}
		}
	}
	return nil, nil
}

func (c *Class) has(name string) bool {
	v, owner := c.Find(name)
	return v != nil && owner != c.in.types.object
}

// IsSubclass reports whether other is in the MRO.
func (c *Class) IsSubclass(other *Class) bool {
	for _, k := range c.MRO() {
		if k == other {
			return true
		}
	}
	return false
}

// Is reports whether a class of the given full name is in the MRO.
func (c *Class) Is(fullName string) bool { return c.Ancestor(fullName) != nil }

// Ancestor returns the class of the MRO that has the given full name, nil where there is none.
func (c *Class) Ancestor(fullName string) *Class {
	for _, k := range c.MRO() {
		if k.hasFullName(fullName) {
			return k
		}
	}
	return nil
}

// hasFullName is FullName() == name without making the string.
func (c *Class) hasFullName(name string) bool {
	at := len(name) - len(c.Qualname)
	if at < 0 || name[at:] != c.Qualname {
		return false
	}
	if c.Module == nil {
		return at == 0
	}
	return at == len(c.Module.Name)+1 && name[at-1] == '.' && name[:at-1] == c.Module.Name
}

// lineage is what the MRO of a class says once and for all.
type lineage struct {
	meta *Class
	enum bool
}

// lineage returns what the MRO says; it is kept once the MRO is known for good.
func (c *Class) lineage() *lineage {
	if c.kept != nil {
		return c.kept
	}
	l := &lineage{meta: c.metaclass(), enum: c.Is("enum.Enum")}
	for _, k := range c.MRO() {
		if k.linear != done {
			return l
		}
	}
	c.kept = l
	return l
}

// Metaclass returns the class's metaclass where one is given or inherited, else nil.
func (c *Class) Metaclass() *Class { return c.lineage().meta }

func (c *Class) metaclass() *Class {
	for _, k := range c.MRO() {
		k.linearize()
		for _, kw := range k.Keywords {
			if kw.Name == "metaclass" {
				if meta, ok := kw.Value.(*Class); ok {
					return meta
				}
			}
		}
	}
	return nil
}

// holdsValue reports whether objects of the class are a string, a number or a
// container of Python's own with more to it: what they hold is not known.
func (c *Class) holdsValue() bool {
	t := &c.in.types
	for _, k := range c.MRO() {
		switch k {
		case t.str, t.int, t.float, t.bytes, t.list, t.tuple, t.dict, t.set, t.frozenset:
			return true
		}
	}
	return false
}

// comparesByValue reports whether == of objects of the class, as the program
// writes it, is something else than being the same.
func (c *Class) comparesByValue() bool { return c.has("__eq__") || c.holdsValue() }

// described reports whether a class of the MRO is a declaration that stands for
// a library's, which may compare its objects in a way of its own.
func (c *Class) described() bool {
	for _, k := range c.MRO() {
		if k.Module == nil {
			continue
		}
		if origin := k.Module.Source.Origin; origin == resolve.Native || origin == resolve.Declared {
			return true
		}
	}
	return false
}

func (c *Class) isIntEnum() bool { return c.IsSubclass(c.in.types.int) && c.isEnum() }

func (c *Class) isEnum() bool { return c.lineage().enum }

func (c *Class) isStrEnum() bool {
	return c.IsSubclass(c.in.types.str) && c.isEnum()
}

// Set binds a name of the class's namespace, as an assignment to Class.name does.
func (c *Class) Set(name string, v Value) {
	c.run()
	c.in.touch(c.body)
	c.in.reshaped++
	c.body.set(name, v)
}

// MakeClass returns a class as type(name, bases, namespace) does.
func (in *Interp) MakeClass(name string, bases []Value, namespace *Dict, at *Scope, made Place) *Class {
	c := &Class{Name: name, Qualname: name, Module: at.module, in: in, scope: at, Made: made, bases: bases, state: done}
	c.body = &Scope{kind: classScope, parent: at, module: at.module, class: c}
	if namespace != nil {
		namespace.Each(func(k, v Value) {
			if s, ok := AsStr(k); ok {
				c.body.set(s, v)
			}
		})
	}
	c.order()
	c.linear = done
	return c
}

// Scope is where the class statement stands.
func (c *Class) Scope() *Scope { return c.scope }

// Running reports whether the class's body is being evaluated: not all of its names are there yet.
func (c *Class) Running() bool { return c.state == running || c.linear != done }

// madeBy is what a class statement binds: the class, or what the __new__ of a
// metaclass of the program returns for it.
func (in *Interp) madeBy(c *Class) Value {
	if in.PlainClasses {
		return c
	}
	meta := c.Metaclass()
	if meta == nil || meta.Module == nil {
		return c
	}
	if in.ofLibrary(meta) {
		return c
	}
	f, owner := meta.Find("__new__")
	if f == nil || owner.Module == nil || owner.Module.Source.Origin == resolve.Native {
		return c
	}
	in.making = append(in.making, c)
	v := in.CallFresh(f, []Value{meta, Str(c.Name), &Tuple{c.Bases()}, in.Namespace(c)})
	in.making = in.making[:len(in.making)-1]
	if _, ok := v.(*Instance); ok {
		return v
	}
	return c
}

// ofLibrary reports whether the library's own package does what a metaclass does.
func (in *Interp) ofLibrary(meta *Class) bool {
	if meta == nil {
		return false
	}
	for _, k := range meta.MRO() {
		if in.natives.metaclasses[k.FullName()] {
			return true
		}
	}
	return false
}

// Namespace is the body of a class as its metaclass gets it.
func (in *Interp) Namespace(c *Class) *Dict {
	d := NewDict()
	d.put(Str("__module__"), Str(c.ModuleName()))
	d.put(Str("__qualname__"), Str(c.Qualname))
	for _, name := range c.OwnNames() {
		if v, ok := c.Own(name); ok {
			d.put(Str(name), v)
		}
	}
	if c.Def != nil {
		if names := annotated(c.Def); len(names) > 0 {
			annotations := NewDict()
			for _, name := range names {
				annotations.put(Str(name), Unknownf("an annotation"))
			}
			d.put(Str("__annotations__"), annotations)
		}
	}
	return d
}

// newType is type.__new__: the class whose statement is being evaluated, or a new one.
func newType(c *Call) Value {
	if n := len(c.In.making); n > 0 && len(c.Args) > 3 {
		top := c.In.making[n-1]
		if name, ok := AsStr(c.Args[1]); ok && name == top.Name {
			return top
		}
	}
	if len(c.Args) < 4 {
		return Unknownf("a type made at run time")
	}
	return c.In.MakeType(c.Args[0], c.Args[1:], c)
}
