package eval

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed all:stdlib
var stdlib embed.FS

// Stdlib returns the declarations of the parts of Python's standard library
// that decide values, laid out as its modules. What is not there has unknown values.
func Stdlib() fs.FS {
	sub, err := fs.Sub(stdlib, "stdlib")
	if err != nil {
		panic(err) // the directory is embedded above
	}
	return sub
}

func registerStdlib(n *Natives) {
	n.Func("functools.partial", func(c *Call) Value {
		if len(c.Args) == 0 {
			return Unknownf("a partial of nothing")
		}
		return &Partial{Func: c.Args[0], Args: c.Args[1:], Kw: c.Kw}
	})
	n.Func("functools.partialmethod", func(c *Call) Value {
		if len(c.Args) == 0 {
			return Unknownf("a partial of nothing")
		}
		func_, args, kw := c.Args[0], c.Args[1:], c.Kw
		// A function that takes self first, then what was given before.
		return &Property{Get: &Native{"partialmethod", func(c *Call) Value {
			return &Partial{Func: func_, Args: append([]Value{c.Self()}, args...), Kw: kw}
		}}}
	})
	n.Func("functools.cached_property", func(c *Call) Value { return &Property{Get: c.Arg(0, "func"), Cached: true} })
	n.Func("functools.wraps", func(c *Call) Value {
		wrapped := c.Arg(0, "wrapped")
		return &Native{"wraps", func(c *Call) Value {
			if f, ok := c.Self().(*Function); ok && wrapped != nil {
				c.In.SetAttr(f, "__wrapped__", wrapped)
			}
			return c.Self()
		}}
	})
	n.Func("collections.defaultdict", func(c *Call) Value {
		factory := c.Arg(0, "default_factory")
		rest := *c
		if len(rest.Args) > 0 {
			rest.Args = rest.Args[1:]
		}
		d := makeDict(&rest).(*Dict)
		if factory != nil && factory != Value(None) {
			d.Class = &Class{Name: "defaultdict", Qualname: "collections.defaultdict", in: c.In, state: done, linear: done,
				mro: c.In.types.dict.MRO(), native: true, Data: factory}
		}
		return d
	})
	n.Func("os._environ", func(c *Call) Value {
		return &Dict{Open: true, Class: &Class{Name: "_Environ", Qualname: "os._Environ", in: c.In, state: done, linear: done,
			mro: c.In.types.dict.MRO(), native: true}}
	})
	n.Func("sys._version_info", func(*Call) Value { return &Tuple{[]Value{Int(3), Int(13), Int(0), Str("final"), Int(0)}} })
	n.Func("sys._Modules.__getitem__", func(c *Call) Value {
		if name, ok := AsStr(c.Arg(1, "name")); ok {
			return c.In.importModule(name)
		}
		return Unknownf("a module whose name is made at run time")
	})
	n.Func("importlib.import_module", importByName)
	n.Func("itertools.chain", func(c *Call) Value {
		all := &List{Open: c.Open}
		for _, iterable := range c.Args {
			elts, known := c.In.iterate(iterable)
			all.Elts = append(all.Elts, elts...)
			all.Open = all.Open || !known
		}
		return all
	})
	n.Func("copy.copy", func(c *Call) Value { return c.In.copied(c.Arg(0, "x"), 1, nil) })
	n.Func("copy.deepcopy", func(c *Call) Value { return c.In.copied(c.Arg(0, "x"), 8, map[Value]Value{}) })
	n.Func("dataclasses.dataclass", func(c *Call) Value {
		if len(c.Args) == 1 {
			return dataclass(c)
		}
		return &Native{"dataclass", dataclass}
	})
	n.Func("collections.namedtuple", namedTuple)
	n.Func("importlib.metadata.entry_points", entryPoints)
	n.Func("importlib.metadata.EntryPoint.load", func(c *Call) Value {
		value, _ := AsStr(c.In.Attr(c.Self(), "value"))
		return c.In.Lookup(strings.Replace(value, ":", ".", 1))
	})
	n.Func("importlib.metadata.version", func(c *Call) Value {
		name, _ := AsStr(c.Arg(0, "distribution_name"))
		if version, _ := c.In.Program.Version(name); version != "" {
			return Str(version)
		}
		return Unknownf("the version of %s", name)
	})
	n.Func("typing.NamedTuple.__init__", func(c *Call) Value {
		i, ok := c.Self().(*Instance)
		if !ok || i.Class.FullName() == "typing.NamedTuple" {
			return None
		}
		names, defaults := recordOf(i.Class)
		if _, known := i.Class.Find("_fields"); known == nil {
			i.Class.Set("_fields", &Tuple{strs(names).(*List).Elts})
		}
		return recordFields(names, defaults).native(c)
	})
	n.Func("typing.Optional", func(*Call) Value { return None })
}

// copied copies a container or an object, and what is inside down to some
// depth. What memo holds is copied once.
func (in *Interp) copied(v Value, depth int, memo map[Value]Value) Value {
	if depth == 0 || in.exhausted() {
		return v
	}
	if have, ok := memo[v]; ok {
		return have
	}
	inner := func(elts []Value) []Value {
		out := make([]Value, len(elts))
		for i, elt := range elts {
			out[i] = in.copied(elt, depth-1, memo)
		}
		return out
	}
	c := in.copiedOne(v, inner)
	if memo != nil {
		memo[v] = c
	}
	return c
}

func (in *Interp) copiedOne(v Value, inner func([]Value) []Value) Value {
	switch v := v.(type) {
	case *List:
		return &List{Elts: inner(v.Elts), Open: v.Open}
	case *Set:
		return &Set{Elts: inner(v.Elts), Open: v.Open, Frozen: v.Frozen}
	case *Tuple:
		return &Tuple{inner(v.Elts)}
	case *Dict:
		d := v.copy()
		d.own()
		d.values = inner(d.values)
		return d
	case *Instance:
		if v.Class.isEnum() {
			return v
		}
		c := in.NewInstance(v.Class)
		c.Attrs = append([]Attribute(nil), v.Attrs...)
		c.Args, c.Made, c.Data = v.Args, v.Made, v.Data
		c.Serial = v.Serial
		return c
	case nil:
		return None
	}
	return v
}

// dataclass gives a class the constructor that its annotated names make.
func dataclass(c *Call) Value {
	class, ok := c.Self().(*Class)
	if !ok {
		return c.Self()
	}
	if _, has := class.Own("__init__"); has || class.Open() {
		return class
	}
	fields, defaults := recordOf(class)
	class.fields = fields
	class.Set("__init__", recordFields(fields, defaults))
	return class
}

// recordOf returns the annotated names of a class and its bases, with their defaults.
func recordOf(class *Class) (fields []string, defaults map[string]Value) {
	defaults = map[string]Value{}
	mro := class.MRO()
	for i := len(mro) - 1; i >= 0; i-- {
		if mro[i].Def == nil {
			continue
		}
		for _, f := range annotated(mro[i].Def) {
			if _, seen := defaults[f]; !seen {
				fields = append(fields, f)
			}
			defaults[f] = nil
			if v, ok := mro[i].Own(f); ok {
				defaults[f] = v
			}
		}
	}
	return fields, defaults
}

// recordFields is a constructor that keeps its arguments under the names of fields.
func recordFields(fields []string, defaults map[string]Value) *Function {
	return &Function{Name: "__init__", native: func(c *Call) Value {
		self, ok := c.Self().(*Instance)
		if !ok {
			return None
		}
		c.In.touch(self)
		for i, f := range fields {
			v := c.Arg(i+1, f)
			if v == nil {
				v = defaults[f]
			}
			if v == nil {
				v = Unknownf("argument %s is not given", f)
			}
			self.set(f, v)
		}
		if self.Class.has("__post_init__") {
			c.In.CallMethod(self, "__post_init__")
		}
		return None
	}}
}

// Copy returns a copy of an object that shares the values of its attributes and keeps its age.
func (in *Interp) Copy(i *Instance) *Instance {
	c, _ := in.copied(i, 1, nil).(*Instance)
	return c
}

// namedTuple makes a class whose objects keep its arguments under the fields' names.
func namedTuple(c *Call) Value {
	name, _ := AsStr(c.Arg(0, "typename"))
	spec := c.Arg(1, "field_names")
	if text, ok := AsStr(spec); ok {
		spec = strs(strings.Fields(strings.ReplaceAll(text, ",", " ")))
	}
	elts, all := Elements(spec)
	if !all || name == "" || c.Scope == nil {
		return Unknownf("a named tuple made at run time")
	}
	fields := make([]string, len(elts))
	for i, elt := range elts {
		fields[i], _ = AsStr(elt)
	}
	defaults := map[string]Value{}
	last, known := Elements(orNone(c.Keyword("defaults")))
	for i, v := range last {
		if at := len(fields) - len(last) + i; at >= 0 && known {
			defaults[fields[at]] = v
		}
	}
	class := c.In.MakeClass(name, []Value{c.In.types.tuple}, nil, c.Scope, c.Site)
	class.body.set("_fields", &Tuple{elts})
	class.body.set("__init__", recordFields(fields, defaults))
	return class
}

// entryPoints is importlib.metadata.entry_points(group=…).
func entryPoints(c *Call) Value {
	group, ok := AsStr(orNone(c.Keyword("group")))
	class, isClass := c.In.Lookup("importlib.metadata.EntryPoint").(*Class)
	if !ok || !isClass {
		return Unknownf("the entry points of what is installed")
	}
	found := &List{}
	for _, e := range c.In.Program.EntryPoints(group) {
		i := c.In.NewInstance(class)
		module, attr, _ := strings.Cut(e.Value, ":")
		for _, a := range [][2]string{{"name", e.Name}, {"value", e.Value}, {"group", e.Group}, {"module", module}, {"attr", attr}} {
			i.set(a[0], Str(a[1]))
		}
		found.Elts = append(found.Elts, i)
	}
	return found
}
