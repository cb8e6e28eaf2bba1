package eval

// Natives are the functions of libraries that Go implements, by dotted name.
// A library's Python declaration says def name(…): ... and the native of that
// name is what runs.
type Natives struct {
	functions map[string]NativeFunc
	classMade func(*Class)
	missing   func(name, reason string, c *Call) Value
	// metaclasses are those whose work the library's package does itself.
	metaclasses map[string]bool
	overrides   map[string]map[string]NativeFunc // by module and qualified name
}

// NewNatives returns the natives of Python's own standard library.
func NewNatives() *Natives {
	n := &Natives{functions: map[string]NativeFunc{}, metaclasses: map[string]bool{}}
	registerStdlib(n)
	registerRegexps(n)
	return n
}

// Func registers a function or method: "django.db.models.fields.Field.db_type".
// A name that is taken is a mistake in the program: use Extend.
func (n *Natives) Func(name string, f NativeFunc) {
	if n.functions[name] != nil {
		panic("eval: " + name + " is registered twice")
	}
	n.functions[name] = f
}

// Extend registers what runs in place of a function that is registered already, which it may call.
func (n *Natives) Extend(name string, extend func(inner NativeFunc) NativeFunc) {
	n.functions[name] = extend(n.functions[name])
}

// Override registers a function or method of a module whose source may be there: it replaces what is written.
func (n *Natives) Override(module, name string, f NativeFunc) {
	if n.overrides == nil {
		n.overrides = map[string]map[string]NativeFunc{}
	}
	if n.overrides[module] == nil {
		n.overrides[module] = map[string]NativeFunc{}
	}
	n.overrides[module][name] = f
}

// OnClass registers what hears of every class that type(name, bases, namespace)
// or a class statement in a function makes.
func (n *Natives) OnClass(f func(*Class)) { n.classMade = f }

// OnMissing registers what hears of a call of something that could not be read,
// by its last name and the reason. It returns nil where it does not know better.
func (n *Natives) OnMissing(f func(name, reason string, c *Call) Value) { n.missing = f }

// Metaclass says that the library's package does what a metaclass does.
func (n *Natives) Metaclass(name string) { n.metaclasses[name] = true }
