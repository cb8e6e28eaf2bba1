package eval

import (
	"sort"
	"strings"
)

// builtinTypes are Python's own types that the evaluator has to tell apart.
type builtinTypes struct {
	object, typ, str, int, float, bool, bytes, list, tuple, dict, set, frozenset *Class
	property, staticmethod, classmethod, super, exception, none, function        *Class

	constructors                                                   map[*Class]NativeFunc
	strMethods, listMethods, tupleMethods, dictMethods, setMethods map[string]NativeFunc
}

func (t *builtinTypes) constructor(c *Class) NativeFunc { return t.constructors[c] }

// exceptions are Python's own exceptions, each behind the one it derives from
// (Python documentation, "Exception hierarchy").
var exceptions = [][2]string{
	{"Exception", "BaseException"}, {"SystemExit", "BaseException"}, {"KeyboardInterrupt", "BaseException"},
	{"GeneratorExit", "BaseException"},
	{"ArithmeticError", "Exception"}, {"ZeroDivisionError", "ArithmeticError"}, {"OverflowError", "ArithmeticError"},
	{"AssertionError", "Exception"}, {"AttributeError", "Exception"}, {"BufferError", "Exception"}, {"EOFError", "Exception"},
	{"ImportError", "Exception"}, {"ModuleNotFoundError", "ImportError"}, {"LookupError", "Exception"},
	{"IndexError", "LookupError"}, {"KeyError", "LookupError"}, {"MemoryError", "Exception"}, {"NameError", "Exception"},
	{"UnboundLocalError", "NameError"}, {"OSError", "Exception"}, {"FileNotFoundError", "OSError"},
	{"FileExistsError", "OSError"}, {"PermissionError", "OSError"}, {"ConnectionError", "OSError"}, {"TimeoutError", "OSError"},
	{"ReferenceError", "Exception"}, {"RuntimeError", "Exception"}, {"NotImplementedError", "RuntimeError"},
	{"RecursionError", "RuntimeError"}, {"StopIteration", "Exception"}, {"StopAsyncIteration", "Exception"},
	{"SyntaxError", "Exception"}, {"SystemError", "Exception"}, {"TypeError", "Exception"}, {"ValueError", "Exception"},
	{"UnicodeError", "ValueError"}, {"UnicodeDecodeError", "UnicodeError"}, {"UnicodeEncodeError", "UnicodeError"},
	{"Warning", "Exception"}, {"DeprecationWarning", "Warning"}, {"PendingDeprecationWarning", "Warning"},
	{"RuntimeWarning", "Warning"}, {"UserWarning", "Warning"}, {"FutureWarning", "Warning"}, {"ImportWarning", "Warning"},
	{"ResourceWarning", "Warning"}, {"SyntaxWarning", "Warning"}, {"UnicodeWarning", "Warning"}, {"BytesWarning", "Warning"},
	{"BaseExceptionGroup", "BaseException"}, {"ExceptionGroup", "BaseExceptionGroup"},
}

func (in *Interp) makeBuiltins() {
	in.builtin = map[string]Value{}
	t := &in.types
	t.constructors = map[*Class]NativeFunc{}
	t.strMethods, t.listMethods, t.tupleMethods = strMethods, listMethods, tupleMethods
	t.dictMethods, t.setMethods = dictMethods, setMethods
	class := func(name string, base *Class, construct NativeFunc) *Class {
		c := &Class{Name: name, Qualname: name, in: in, state: done, native: true}
		c.body = &Scope{kind: classScope, class: c}
		if base != nil {
			c.bases = []Value{base}
		}
		if name == "object" {
			t.object = c
		}
		c.order()
		c.linear = done
		in.builtin[name] = c
		if construct != nil {
			t.constructors[c] = construct
		}
		return c
	}
	t.object = class("object", nil, nil)
	t.object.body.set("__init__", &Native{"__init__", func(*Call) Value { return None }})
	t.object.body.set("__new__", &staticMethod{&Native{"__new__", newObject}})
	t.object.body.set("__init_subclass__", &classMethod{&Native{"__init_subclass__", func(*Call) Value { return None }}})
	t.object.body.set("__setattr__", &Native{"__setattr__", setAttribute})
	t.object.body.set("__getattribute__", &Native{"__getattribute__", getAttribute})
	t.typ = class("type", t.object, makeType)
	t.typ.body.set("__new__", &staticMethod{&Native{"__new__", newType}})
	t.str = class("str", t.object, makeStr)
	t.int = class("int", t.object, makeInt)
	t.float = class("float", t.object, makeFloat)
	t.bool = class("bool", t.int, makeBool)
	t.bytes = class("bytes", t.object, func(*Call) Value { return Unknownf("bytes made at run time") })
	t.list = class("list", t.object, makeList)
	t.tuple = class("tuple", t.object, makeTuple)
	t.dict = class("dict", t.object, makeDict)
	t.dict.body.set("fromkeys", &staticMethod{&Native{"fromkeys", dictFromKeys}})
	t.set = class("set", t.object, makeSetValue)
	t.frozenset = class("frozenset", t.object, func(c *Call) Value {
		set := makeSetValue(c).(*Set)
		set.Frozen = true
		return set
	})
	t.property = class("property", t.object, func(c *Call) Value {
		if get := c.Arg(0, "fget"); get != nil {
			return &Property{Get: get, Set: c.Arg(1, "fset")}
		}
		return Unknownf("a property without a getter")
	})
	t.staticmethod = class("staticmethod", t.object, func(c *Call) Value { return &staticMethod{c.Self()} })
	t.classmethod = class("classmethod", t.object, func(c *Call) Value { return &classMethod{c.Self()} })
	t.super = class("super", t.object, nil)
	t.none = class("NoneType", t.object, nil)
	t.function = class("function", t.object, nil)
	class("complex", t.object, nil)
	class("bytearray", t.object, nil)
	class("memoryview", t.object, nil)
	class("slice", t.object, nil)
	t.exception = class("BaseException", t.object, nil)
	for _, e := range exceptions {
		class(e[0], in.builtin[e[1]].(*Class), nil)
	}
	in.builtin["IOError"] = in.builtin["OSError"]
	in.builtin["EnvironmentError"] = in.builtin["OSError"]
	in.builtin["NotImplemented"] = Unknownf("NotImplemented")
	in.builtin["Ellipsis"] = EllipsisType{}
	in.builtin["__debug__"] = Bool(true)
	in.builtin["Union"] = &Native{"Union", func(*Call) Value { return Unknownf("a union type") }}
	for name, f := range builtinFunctions {
		in.builtin[name] = &Native{name, f}
	}
}

var builtinFunctions = map[string]NativeFunc{
	"len":        builtinLen,
	"isinstance": builtinIsInstance,
	"issubclass": builtinIsSubclass,
	"getattr":    builtinGetattr,
	"hasattr":    builtinHasattr,
	"setattr":    builtinSetattr,
	"callable":   builtinCallable,
	"range":      builtinRange,
	"enumerate":  builtinEnumerate,
	"zip":        builtinZip,
	"sorted":     builtinSorted,
	"reversed":   builtinReversed,
	"map":        builtinMap,
	"filter":     builtinFilter,
	"any":        func(c *Call) Value { return quantify(c, true) },
	"all":        func(c *Call) Value { return quantify(c, false) },
	"min":        func(c *Call) Value { return extreme(c, -1) },
	"max":        func(c *Call) Value { return extreme(c, 1) },
	"sum":        builtinSum,
	"iter":       builtinIter,
	"next":       builtinNext,
	"repr":       builtinRepr,
	"id":         func(*Call) Value { return Unknownf("an object's id") },
	"abs":        builtinAbs,
	"round":      builtinRound,
	"print":      func(*Call) Value { return None },
	"vars":       builtinVars,
	"locals":     builtinLocals,
	"globals":    builtinGlobals,
	"__import__": func(c *Call) Value { return importByName(c) },
	"open":       func(*Call) Value { return Unknownf("the content of a file") },
	"input":      func(*Call) Value { return Unknownf("what a user types") },
	"hash":       func(*Call) Value { return Unknownf("a hash") },
	"dir":        builtinDir,
	"exec":       func(*Call) Value { return None },
	"eval":       func(*Call) Value { return Unknownf("eval()") },
	"chr":        builtinChr,
	"ord":        builtinOrd,
	"format":     builtinFormat,
	"delattr":    builtinDelattr,
	"divmod":     builtinDivmod,
	"pow":        builtinPow,
	"hex":        func(c *Call) Value { return inBase(c, "0x", 16) },
	"oct":        func(c *Call) Value { return inBase(c, "0o", 8) },
	"bin":        func(c *Call) Value { return inBase(c, "0b", 2) },
}

func newObject(c *Call) Value {
	if class, ok := c.Self().(*Class); ok {
		i := c.In.NewInstance(class)
		i.Made = c.Site
		return i
	}
	return Unknownf("an object of a class that is not known")
}

func setAttribute(c *Call) Value {
	if name, ok := AsStr(c.Arg(1, "")); ok && len(c.Args) > 2 {
		if i, ok := c.Self().(*Instance); ok {
			c.In.touch(i)
			i.set(name, c.Args[2])
		}
	}
	return None
}

func getAttribute(c *Call) Value {
	if name, ok := AsStr(c.Arg(1, "")); ok {
		i, isInstance := c.Self().(*Instance)
		if !isInstance {
			return c.In.Attr(c.Self(), name)
		}
		if v, found := c.In.plainAttr(i, name); found {
			return v
		}
		if c.In.lacks(i, name) {
			c.In.Raise("AttributeError", name)
		}
		return Unknownf("%s has no attribute %s", what(i), name)
	}
	return Unknownf("an attribute whose name is made at run time")
}

// makeType is type(x), or type(name, bases, namespace).
func makeType(c *Call) Value {
	if len(c.Args) == 1 {
		if t := c.In.TypeOf(c.Args[0]); t != nil {
			return t
		}
		return Unknownf("the type of %s", what(c.Args[0]))
	}
	if len(c.Args) < 3 {
		return Unknownf("a type made at run time")
	}
	return c.In.MakeType(c.In.types.typ, c.Args, c)
}

// MakeType makes a class of a metaclass from a name, bases and a namespace.
func (in *Interp) MakeType(meta Value, args []Value, c *Call) Value {
	if len(args) < 3 {
		return Unknownf("a type made at run time")
	}
	name, ok := AsStr(args[0])
	if !ok || c.Scope == nil {
		return Unknownf("a class whose name is made at run time")
	}
	bases, _ := Elements(args[1])
	namespace, _ := args[2].(*Dict)
	at := c.Scope
	for at.kind != moduleScope && at.parent != nil {
		at = at.parent
	}
	class := in.MakeClass(name, bases, namespace, at, c.Site)
	if m, ok := meta.(*Class); ok && m != in.types.typ {
		class.Keywords = append(class.Keywords, Keyword{Name: "metaclass", Value: m})
	}
	if in.natives.classMade != nil {
		in.natives.classMade(class)
	}
	return class
}

// TypeOf returns the class of a value, nil where it is not known.
func (in *Interp) TypeOf(v Value) *Class {
	t := &in.types
	switch v := v.(type) {
	case *Instance:
		return v.Class
	case *Class:
		if meta := v.Metaclass(); meta != nil {
			return meta
		}
		return t.typ
	case Str:
		return t.str
	case Int:
		return t.int
	case Bool:
		return t.bool
	case Float:
		return t.float
	case Bytes:
		return t.bytes
	case *List:
		return t.list
	case *Tuple:
		return t.tuple
	case *Dict:
		if v.Class != nil {
			return v.Class
		}
		return t.dict
	case *Set:
		if v.Frozen {
			return t.frozenset
		}
		return t.set
	case NoneType:
		return t.none
	case *Property:
		return t.property
	case *Function, *BoundMethod, *Native, *Partial:
		return t.function
	}
	return nil
}

func makeStr(c *Call) Value {
	if len(c.Args) == 0 {
		return Str("")
	}
	if text, ok := c.In.Text(c.Args[0]); ok {
		return Str(text)
	}
	return unknownText()
}

func makeBool(c *Call) Value {
	if len(c.Args) == 0 {
		return Bool(false)
	}
	if truth, known := c.In.Truth(c.Args[0]); known {
		return Bool(truth)
	}
	return Unknownf("the truth of %s", what(c.Args[0]))
}

func makeList(c *Call) Value {
	if len(c.Args) == 0 {
		return &List{}
	}
	elts, all := c.In.iterate(c.Args[0])
	return &List{Elts: elts, Open: !all, Perhaps: !all && c.In.exploring}
}

func makeTuple(c *Call) Value {
	if len(c.Args) == 0 {
		return &Tuple{}
	}
	elts, all := c.In.iterate(c.Args[0])
	if !all {
		return &List{Elts: elts, Open: true, Perhaps: c.In.exploring}
	}
	if c.In.exploring && uneven(c.Args[0]) {
		return &List{Elts: elts, uneven: true}
	}
	return &Tuple{elts}
}

// uneven reports whether the number of a container's elements is not known, although all that it may hold is.
func uneven(v Value) bool {
	switch v := v.(type) {
	case *List:
		return v.uneven
	case *Set:
		return v.uneven
	}
	return false
}

func makeDict(c *Call) Value {
	d := NewDict()
	if len(c.Args) > 0 {
		c.In.unpackInto(d, c.Args[0])
	}
	for _, k := range c.Kw {
		d.put(Str(k.Name), k.Value)
	}
	d.Open = d.Open || c.Open
	return d
}

func makeSetValue(c *Call) Value {
	if len(c.Args) == 0 {
		return &Set{}
	}
	elts, all := c.In.iterate(c.Args[0])
	return c.In.makeSet(elts, !all)
}

func builtinLen(c *Call) Value {
	switch v := c.Self().(type) {
	case Str:
		return Int(len([]rune(string(v))))
	case *Instance:
		if v.Class.has("__len__") {
			return c.In.CallMethod(v, "__len__")
		}
		if row, ok := v.row(); ok {
			return Int(len(row))
		}
		if text, ok := AsStr(v); ok {
			return Int(len([]rune(text)))
		}
	case *Class:
		if elts, all := c.In.iterate(v); all {
			return Int(len(elts))
		}
	default:
		if elts, all := Elements(v); all && !perhapsEmpty(v) && !(c.In.exploring && uneven(v)) {
			return Int(len(elts))
		}
	}
	return Unknownf("the length of %s", what(c.Self()))
}

// perhapsEmpty reports whether a container may hold nothing of what it is said to hold.
func perhapsEmpty(v Value) bool {
	switch v := v.(type) {
	case *List:
		return v.Perhaps
	case *Set:
		return v.Perhaps
	case *Dict:
		return v.Perhaps
	}
	return false
}

func builtinIsInstance(c *Call) Value {
	v, of := c.Self(), c.Arg(1, "")
	if alts, ok := v.(*Alternatives); ok {
		return c.In.each(alts, func(alt Value) Value { return isA(c.In, c.In.TypeOf(alt), of) })
	}
	return isA(c.In, c.In.TypeOf(v), of)
}

func builtinIsSubclass(c *Call) Value {
	class, _ := c.Self().(*Class)
	return isA(c.In, class, c.Arg(1, ""))
}

// isA decides whether class is a subclass of a class or of one of a tuple of classes.
func isA(in *Interp, class *Class, of Value) Value {
	if class == nil {
		return Unknownf("whether something is an instance")
	}
	classes := []Value{of}
	switch t := of.(type) {
	case *Tuple:
		classes = t.Elts
	case *TypeExpr:
		if t.Origin == in.builtin["Union"] {
			classes = t.Args
		}
	}
	known := !class.Open()
	for _, k := range classes {
		if k == Value(None) {
			k = in.types.none
		}
		switch k := k.(type) {
		case *Class:
			if class.IsSubclass(k) {
				return Bool(true)
			}
			if m, _ := k.Find("__instancecheck__"); m != nil {
				known = false
			}
		case *Tuple:
			if truth, ok := in.truthOf(isA(in, class, k)); ok && truth {
				return Bool(true)
			}
		default:
			known = false
		}
	}
	if !known {
		return Unknownf("whether something is an instance")
	}
	return Bool(false)
}

func builtinGetattr(c *Call) Value {
	name, ok := AsStr(c.Arg(1, ""))
	if !ok {
		return Unknownf("an attribute whose name is made at run time")
	}
	fallback := c.Arg(2, "")
	if fallback == nil {
		return c.In.attrOf(c.Self(), name)
	}
	c.In.tries++ // an AttributeError is caught here
	v, found := c.In.attr(c.Self(), name)
	c.In.tries--
	if found && c.In.raising == nil {
		return v
	}
	if c.In.raising != nil && c.In.raising.Class == c.In.builtin["AttributeError"] {
		c.In.raising = nil
		return fallback
	}
	if IsUnknown(c.Self()) || !c.In.describedLacks(c.Self(), name) {
		return Join(fallback, Unknownf("attribute %s of %s", name, what(c.Self())))
	}
	return fallback
}

func builtinHasattr(c *Call) Value {
	name, ok := AsStr(c.Arg(1, ""))
	if !ok {
		return Unknownf("an attribute whose name is made at run time")
	}
	// What is only assigned elsewhere may be there or not.
	attribute := c.In.attribute
	c.In.attribute = nil
	c.In.tries++
	v, found := c.In.attr(c.Self(), name)
	c.In.tries--
	c.In.attribute = attribute
	if found && c.In.raising == nil {
		if IsUnknown(v) {
			return Unknownf("whether %s has %s", what(c.Self()), name)
		}
		return Bool(true)
	}
	c.In.raising = nil
	if c.In.describedLacks(c.Self(), name) {
		return Bool(false)
	}
	if t := c.In.TypeOf(c.Self()); t != nil && t.native && undescribed(t.Name, name) {
		return Bool(true)
	}
	return Unknownf("whether %s has %s", what(c.Self()), name)
}

func builtinSetattr(c *Call) Value {
	if name, ok := AsStr(c.Arg(1, "")); ok && len(c.Args) > 2 {
		c.In.SetAttr(c.Self(), name, c.Args[2])
	}
	return None
}

func builtinCallable(c *Call) Value {
	switch v := c.Self().(type) {
	case *Function, *BoundMethod, *Native, *Partial, *Class:
		return Bool(true)
	case Str, Int, Bool, NoneType, *List, *Tuple, *Dict, *Set:
		return Bool(false)
	case *Instance:
		if v.Class.has("__call__") {
			return Bool(true)
		}
		if !v.Class.Open() {
			return Bool(false)
		}
	}
	return Unknownf("whether %s can be called", what(c.Self()))
}

func builtinRepr(c *Call) Value {
	if shown, ok := c.In.repr(c.Self()); ok {
		return Str(shown)
	}
	return unknownText()
}

func builtinFormat(c *Call) Value {
	spec, ok := AsStr(c.Arg(1, ""))
	if len(c.Args) < 2 {
		spec, ok = "", true
	}
	if formatted, known := c.In.formatted(c.Self(), 0, spec); known && ok {
		return Str(formatted)
	}
	return unknownText()
}

func builtinDelattr(c *Call) Value {
	if name, ok := AsStr(c.Arg(1, "")); ok {
		c.In.delAttr(c.Self(), name)
	}
	return None
}

// dictFromKeys is dict.fromkeys(iterable, value).
func dictFromKeys(c *Call) Value {
	d := NewDict()
	elts, all := c.In.iterate(c.Self())
	for _, elt := range elts {
		d.put(elt, orNone(c.Arg(1, "value")))
	}
	d.Open = d.Open || !all
	return d
}

func importByName(c *Call) Value {
	name, ok := AsStr(c.Arg(0, "name"))
	if !ok {
		return Unknownf("a module whose name is made at run time")
	}
	if strings.HasPrefix(name, ".") {
		if pkg, ok := AsStr(orNone(c.Arg(1, "package"))); ok {
			dots := len(name) - len(strings.TrimLeft(name, "."))
			for ; dots > 1; dots-- {
				if i := strings.LastIndexByte(pkg, '.'); i >= 0 {
					pkg = pkg[:i]
				}
			}
			name = pkg + "." + strings.TrimLeft(name, ".")
		}
	}
	return c.In.importModule(name)
}

// builtinDir is dir(x): the sorted names of an object and its class.
func builtinDir(c *Call) Value {
	if len(c.Args) == 0 {
		return &List{Open: true}
	}
	seen := map[string]bool{}
	class, isClass := c.Args[0].(*Class)
	if i, ok := c.Args[0].(*Instance); ok {
		class, isClass = i.Class, true
		for _, a := range i.Attrs {
			seen[a.Name] = true
		}
	}
	open := !isClass
	if isClass {
		open = class.Open()
		for _, k := range class.MRO() {
			for _, name := range k.OwnNames() {
				seen[name] = true
			}
		}
	}
	if m, ok := c.Args[0].(*Module); ok {
		open = m.openStar()
		for _, name := range m.exported(map[*Module]bool{}) {
			seen[name] = true
		}
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Strings(names)
	l := strs(names).(*List)
	l.Open = open
	return l
}
