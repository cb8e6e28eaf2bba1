package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// requestClass is what a parameter named request is by Django's convention.
const requestClass = "django.http.request.HttpRequest"

// attributes is which methods assign what to self.
type attributes struct {
	assigners  map[*py.ClassDef]map[string][]*py.FunctionDef
	preparing  []string // attributes of the receiver that are looked for at the moment
	narrowings map[attributeOfClass]narrowing
}

// An attributeOfClass is an attribute as objects of one class have it.
type attributeOfClass struct {
	class *eval.Class
	name  string
}

func newAttributes() attributes {
	return attributes{
		assigners:  map[*py.ClassDef]map[string][]*py.FunctionDef{},
		narrowings: map[attributeOfClass]narrowing{},
	}
}

// typed is some value of the type that an annotation names: an object of a
// class of the project or of Django, or a queryset; nil where it says nothing of use.
func (x *extractor) typed(annotation eval.Value) eval.Value {
	switch v := annotation.(type) {
	case *eval.Class:
		switch {
		case v.Is(querySetClass) || v.Is(managerClass):
			return nil // of a model that is not known
		case x.modelOf(v) != nil, v.Module != nil && v.Module.Source.Origin == resolve.Project && v.Def != nil && !v.Is("enum.Enum"),
			v.Is(requestClass):
			return x.object(v)
		}
	case *eval.TypeExpr:
		return x.typedByExpression(v)
	}
	return nil
}

// severalOf are the types whose argument is what their elements are.
var severalOf = map[string]bool{
	"list": true, "set": true, "frozenset": true, "Iterable": true, "Iterator": true, "Collection": true, "Sequence": true,
	"MutableSequence": true, "MutableSet": true,
}

// typedByExpression is typed for what a type is made of others by: QuerySet[Order],
// Optional[Order], Order | None.
func (x *extractor) typedByExpression(v *eval.TypeExpr) eval.Value {
	if len(v.Args) == 0 {
		return nil
	}
	switch origin := v.Origin.(type) {
	case *eval.Class:
		if origin.Is(querySetClass) || origin.Is(managerClass) {
			return x.querySetOfModel(v.Args[0])
		}
		switch elt := x.typed(v.Args[0]); {
		case origin.Name == "type" && elt != nil:
			return v.Args[0]
		case severalOf[origin.Name] && elt != nil:
			return &eval.List{Elts: []eval.Value{elt}, Open: true, Perhaps: true}
		}
		return nil
	case *eval.Function:
		switch origin.Name {
		case "Optional":
			return x.oneOfAnnotations([]eval.Value{v.Args[0], eval.None})
		case "Annotated", "ClassVar", "Final", "Required", "NotRequired":
			return x.typed(v.Args[0])
		case "Union":
		default:
			return nil
		}
	}
	return x.oneOfAnnotations(v.Args)
}

// oneOfAnnotations is a value of a union. Of what is no type of use here nothing
// is known but that it may be there, so that no test for it is decided.
func (x *extractor) oneOfAnnotations(args []eval.Value) eval.Value {
	var found, rest eval.Value
	for _, arg := range args {
		v := x.typed(arg)
		switch {
		case v != nil:
			found = join(found, v)
		case arg == eval.Value(eval.None):
			rest = join(rest, eval.None)
		default:
			rest = join(rest, eval.Unknownf("a parameter that is not an object"))
		}
	}
	if found == nil || rest == nil {
		return found
	}
	return eval.Join(found, rest)
}

// querySetOfModel is QuerySet[Model] as a type: all that is known is the model.
func (x *extractor) querySetOfModel(arg eval.Value) eval.Value {
	class, ok := arg.(*eval.Class)
	if !ok || x.modelOf(class) == nil {
		return nil
	}
	v, ok := x.querySetFrom(class).(*eval.Instance)
	s := stateOf(v)
	if !ok || s == nil {
		return nil
	}
	n := s.chain()
	n.steps, n.where, n.last = nil, nil, nil
	n.doubt("a queryset that callers make")
	return derived(v, n)
}

// attribute is what an object has that nothing evaluated so far gave it: what an
// annotation in its class says, and what other methods assign to self.
func (x *extractor) attribute(i *eval.Instance, name string) eval.Value {
	if i.Class.Module == nil || x.modelOf(i.Class) != nil {
		return nil
	}
	if i.Class.Is(requestClass) {
		if v := x.ofRequest(i, name); v != nil {
			return v
		}
	}
	if i == x.receiver {
		x.asked = append(x.asked, ask{name: name, assigned: true})
		if given, _ := i.Class.Find(name); stateOf(given) != nil {
			return x.narrowedByOthers(i, name, given)
		}
		if v := x.assigned(i, name); v != nil {
			return v
		}
	}
	for _, k := range i.Class.MRO() {
		if k.Def == nil || k.Module == nil || k.Module.Source.Origin == resolve.Native {
			continue
		}
		for _, s := range k.Def.Body {
			a, ok := s.(*py.AnnAssign)
			if !ok {
				continue
			}
			if target, ok := a.Target.(*py.Name); !ok || target.ID != name {
				continue
			}
			if given, _ := i.Class.Find(name); a.Value != nil && given != nil && given != eval.Value(eval.None) && !filledByFields(i.Class) {
				return nil // an attribute of the class, with a type
			}
			if v := x.typed(k.Annotation(a.Annotation)); v != nil || a.Value == nil {
				return v
			}
			return eval.Unknownf("%s of a %s", name, i.Class.Name) // its default is one value of many
		}
	}
	return nil
}

// fieldBases are the classes whose heirs are filled by what their bodies
// annotate: those of typing, pydantic and msgspec.
var fieldBases = map[string]bool{
	"BaseModel": true, "BaseSettings": true, "NamedTuple": true, "Schema": true, "ModelSchema": true, "Struct": true, "TypedDict": true,
}

// fieldDecorators make a constructor of them: those of dataclasses, attrs and strawberry.
var fieldDecorators = map[string]bool{
	"dataclass": true, "define": true, "frozen": true, "mutable": true, "attrs": true, "s": true, "type": true, "input": true,
}

// filledByFields reports whether a constructor may be made of what a class body
// annotates, as for a dataclass: a value there is the default of an argument.
func filledByFields(class *eval.Class) bool {
	for _, k := range class.MRO() {
		if k.Def == nil {
			continue
		}
		if slices.ContainsFunc(k.Def.Decorators, func(d py.Expr) bool { return fieldDecorators[lastName(d)] }) ||
			slices.ContainsFunc(k.Def.Bases, func(base py.Expr) bool { return fieldBases[lastName(base)] }) {
			return true
		}
	}
	return false
}

// A narrowing is what the methods of a class go on to make of a queryset that
// its body names, and what they ask of the receiver for that.
type narrowing struct {
	value eval.Value
	asked []ask
}

// narrowedByOthers is a queryset of a class body that methods of the receiver go
// on with, as a permission check does before the handler of a request runs: what
// they add holds sometimes. It is found out once for a class.
func (x *extractor) narrowedByOthers(i *eval.Instance, name string, given eval.Value) eval.Value {
	if len(x.preparing) > 0 {
		return nil
	}
	for _, k := range i.Class.MRO() {
		if k.Def != nil && slices.ContainsFunc(x.assignersOf(k.Def)[name], x.project.In.Active) {
			return nil // it is what is being made
		}
	}
	key := attributeOfClass{i.Class, name}
	known, ok := x.narrowings[key]
	if !ok {
		before := len(x.asked)
		v := x.assigned(i, name)
		if s := stateOf(v); s != nil && s.extends(stateOf(given)) {
			known.value = eval.Join(v, given)
			if joined := stateOf(known.value); joined != nil {
				joined.flags.used = true // who reads it has a copy
			}
		}
		known.asked = distinct(x.asked[before:])
		if !x.project.In.Exhausted() {
			x.narrowings[key] = known
		}
	} else {
		x.asked = append(x.asked, known.asked...)
	}
	v := given
	if known.value != nil {
		v = x.renew(known.value, nil)
	}
	x.project.In.SetAttr(i, name, v)
	return v
}

// assigned runs the methods that assign an attribute of the receiver, the
// constructor first, until it is there.
func (x *extractor) assigned(i *eval.Instance, name string) eval.Value {
	if len(x.preparing) > 2 || slices.Contains(x.preparing, name) {
		return nil
	}
	tried := 0
	for _, k := range i.Class.MRO() {
		if k.Def == nil || k.Module == nil || k.Module.Source.Origin != resolve.Project {
			continue
		}
		for _, def := range x.assignersOf(k.Def)[name] {
			f, _ := k.Own(def.Name)
			method, ok := f.(*eval.Function)
			if !ok || method.Def != def || tried == 3 {
				continue
			}
			tried++
			x.preparing = append(x.preparing, name)
			x.callMethod(method, i)
			x.preparing = x.preparing[:len(x.preparing)-1]
			if v, ok := i.Own(name); ok {
				return eval.Filled(v)
			}
		}
	}
	return nil
}

// assignerOf is the first method of a class that assigns an attribute of self,
// nil where none does: two classes with the same default may differ in it.
func (x *extractor) assignerOf(class *eval.Class, name string) eval.Value {
	for _, k := range class.MRO() {
		if k.Def == nil || k.Module == nil || k.Module.Source.Origin != resolve.Project {
			continue
		}
		if defs := x.assignersOf(k.Def)[name]; len(defs) > 0 {
			v, _ := k.Own(defs[0].Name)
			return v
		}
	}
	return nil
}

// callMethod calls a method of which nobody knows how it is called.
func (x *extractor) callMethod(f *eval.Function, self *eval.Instance) { x.callWith(f, self, nil) }

// callWith calls a function of which nobody knows how it is called; self is nil
// for a plain one, and request what its parameter of that name gets.
func (x *extractor) callWith(f *eval.Function, self eval.Value, request *eval.Instance) {
	var args []eval.Value
	for i, p := range f.Parameters() {
		switch {
		case i == 0 && self != nil:
			args = append(args, self)
		case p.Name == "request" && request != nil:
			args = append(args, request)
		default:
			args = append(args, x.parameter(f, p.Name, p.Annotation))
		}
	}
	x.project.In.Quietly(func() { x.project.In.CallOpen(f, args) })
}

// assignersOf returns the methods of a class statement by the attributes of self
// that they assign; those that Django and Python call first come first.
func (x *extractor) assignersOf(def *py.ClassDef) map[string][]*py.FunctionDef {
	if found, ok := x.assigners[def]; ok {
		return found
	}
	found := map[string][]*py.FunctionDef{}
	for _, s := range def.Body {
		method, ok := s.(*py.FunctionDef)
		if !ok || method.Args == nil || len(method.Args.Args) == 0 {
			continue
		}
		self := method.Args.Args[0].Name
		for _, s := range method.Body {
			py.Walk(s, func(n py.Node) bool {
				var targets []py.Expr
				switch n := n.(type) {
				case *py.Assign:
					targets = n.Targets
				case *py.AnnAssign:
					targets = []py.Expr{n.Target}
				case py.Expr:
					return false
				}
				for _, t := range targets {
					attr, ok := t.(*py.Attribute)
					if !ok {
						continue
					}
					if of, ok := attr.Value.(*py.Name); ok && of.ID == self && !slices.Contains(found[attr.Attr], method) {
						found[attr.Attr] = append(found[attr.Attr], method)
					}
				}
				return true
			})
		}
	}
	for _, methods := range found {
		slices.SortStableFunc(methods, func(a, b *py.FunctionDef) int { return earliness(a) - earliness(b) })
	}
	x.assigners[def] = found
	return found
}

// readElsewhere reports whether another method of the classes that make up a
// class reads an attribute of self.
func (x *extractor) readElsewhere(class *eval.Class, name string, but *py.FunctionDef) bool {
	for _, k := range class.MRO() {
		if k.Def == nil || k.Module == nil || k.Module.Source.Origin != resolve.Project {
			continue
		}
		text := k.Module.Source.Text()
		for at := int(k.Def.Span.Start); ; {
			next := strings.Index(text[at:k.Def.Span.End], "self."+name)
			if next < 0 {
				break
			}
			start := at + next
			at = start + len("self.") + len(name)
			if isNameByte(text[at]) || but.Span.Contains(uint32(start)) {
				continue
			}
			if rest := strings.TrimLeft(text[at:], " "); !strings.HasPrefix(rest, "=") || strings.HasPrefix(rest, "==") {
				return true
			}
		}
	}
	return false
}

func earliness(def *py.FunctionDef) int {
	if i := slices.Index([]string{"__init__", "setup", "initial", "dispatch"}, def.Name); i >= 0 {
		return i
	}
	return 4
}
