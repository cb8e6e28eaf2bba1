package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/schema"
)

const (
	adminOptions    = "django.contrib.admin.options."
	baseModelAdmin  = adminOptions + "BaseModelAdmin"
	modelAdminClass = adminOptions + "ModelAdmin"
	listFilterClass = "django.contrib.admin.filters.ListFilter"
)

// An adminReader reads which models the classes of an admin are registered for.
// A site is filled when modules are imported; here it is read from where the
// class stands: its decorator, and the calls of register() in its module.
type adminReader struct {
	x      *extractor
	models map[*eval.Class]eval.Value
	calls  map[*eval.Module]map[string][]py.Expr // by the name of the class: the models in calls of register()
}

func (x *extractor) registerAdmin(n *eval.Natives) {
	r := &adminReader{x, map[*eval.Class]eval.Value{}, map[*eval.Module]map[string][]py.Expr{}}
	n.Func(modelAdminClass+".model", func(c *eval.Call) eval.Value {
		if class, ok := x.project.In.Attr(c.Self(), "__class__").(*eval.Class); ok {
			return r.model(class)
		}
		return eval.Unknownf("the model of an admin")
	})
	n.Func(adminOptions+"formfield", x.adminField)
	n.Func(adminOptions+"filter_of", func(c *eval.Call) eval.Value {
		if class, ok := c.Self().(*eval.Class); ok && class.Is(listFilterClass) {
			return x.object(class)
		}
		return eval.None
	})
	n.Func(adminOptions+"either", func(c *eval.Call) eval.Value {
		if chosen := known(c.Self()); chosen != nil {
			return eval.Join(c.Arg(1, "queryset"), chosen)
		}
		return c.Arg(1, "queryset")
	})
	n.Func(adminOptions+"filtered", x.adminFiltered)
	n.Func(adminOptions+"searched", x.adminSearched)
	n.Func(adminOptions+"each_column", x.eachColumn)
	n.Func(adminOptions+"each_action", x.eachAction)
}

// model is what a class is registered for.
func (r *adminReader) model(class *eval.Class) eval.Value {
	if v, ok := r.models[class]; ok {
		return v
	}
	var models eval.Value = eval.Unknownf("the model that %s is registered for", class.Name)
	found := false
	add := func(v eval.Value) {
		for _, v := range append([]eval.Value{v}, elementsOf(v)...) {
			if model, ok := v.(*eval.Class); ok && r.x.modelOf(model) != nil {
				if found {
					models = eval.Join(models, model)
				} else {
					models, found = model, true
				}
			}
		}
	}
	if class.Def != nil && class.Module != nil {
		for _, d := range class.Def.Decorators {
			if call, ok := d.(*py.Call); ok && lastName(call.Func) == "register" {
				for _, arg := range call.Args {
					add(class.Module.Eval(arg, nil))
				}
			}
		}
		for _, arg := range r.registered(class.Module)[class.Name] {
			add(class.Module.Eval(arg, nil))
		}
	}
	r.models[class] = models
	return models
}

func elementsOf(v eval.Value) []eval.Value {
	elts, _ := eval.Elements(v)
	return elts
}

// registered finds the calls of register(models, class) in a module.
func (r *adminReader) registered(m *eval.Module) map[string][]py.Expr {
	if calls, ok := r.calls[m]; ok {
		return calls
	}
	calls := map[string][]py.Expr{}
	if tree := m.Source.Tree(); tree != nil && strings.Contains(m.Source.Text(), ".register(") {
		py.Walk(tree, func(n py.Node) bool {
			call, ok := n.(*py.Call)
			if !ok || len(call.Args) == 0 {
				return true
			}
			if attr, ok := call.Func.(*py.Attribute); !ok || attr.Attr != "register" {
				return true
			}
			if len(call.Args) > 1 {
				name := lastName(call.Args[1])
				calls[name] = append(calls[name], call.Args[0])
			}
			for _, k := range call.Keywords {
				if k.Name == "admin_class" {
					name := lastName(k.Value)
					calls[name] = append(calls[name], call.Args[0])
				}
			}
			return true
		})
	}
	r.calls[m] = calls
	return calls
}

// choosing are the methods of an admin that Django asks for the form field of each
// relation of the model, by the kinds of relations.
var choosing = map[string][]schema.RelationKind{
	"formfield_for_foreignkey": {schema.ForeignKey},
	"formfield_for_manytomany": {schema.ManyToMany},
	"formfield_for_dbfield":    {schema.ForeignKey, schema.ManyToMany},
}

// maxFields is how many relations of a model such a method is explored with.
const maxFields = 12

// fieldsOfAdmin are the relations of an admin's model that are of some kinds, as its fields.
func (x *extractor) fieldsOfAdmin(admin *eval.Instance, kinds []schema.RelationKind) []eval.Value {
	class, ok := x.project.In.Attr(admin, "model").(*eval.Class)
	if !ok {
		return nil
	}
	m := x.modelOf(class)
	if m == nil {
		return nil
	}
	var fields []eval.Value
	for at := range lineage(m) {
		for _, r := range at.Relations {
			if field, _ := class.Find(r.Field); field != nil && slices.Contains(kinds, r.Kind) && len(fields) < maxFields {
				fields = append(fields, field)
			}
		}
	}
	return fields
}

// adminField is the form field of a relation, with the queryset that the call gives or the model's.
func (x *extractor) adminField(c *eval.Call) eval.Value {
	queryset := c.Keyword("queryset")
	if queryset == nil {
		field, ok := c.Self().(*eval.Instance)
		if !ok {
			return eval.Unknownf("a field of a form")
		}
		queryset = x.querySetFrom(x.project.Attr(field, "related_model"))
	}
	class, ok := x.project.In.Lookup(choiceClass).(*eval.Class)
	if !ok {
		return eval.Unknownf("a field of a form")
	}
	field := x.object(class)
	x.project.In.SetAttr(field, "queryset", queryset)
	return field
}

// adminFiltered adds what the filters of a list may add: a condition on each field that list_filter names.
func (x *extractor) adminFiltered(c *eval.Call) eval.Value {
	var paths []string
	for _, v := range elementsOf(c.Arg(1, "listed")) {
		if pair, ok := v.(*eval.Tuple); ok && len(pair.Elts) > 0 {
			v = pair.Elts[0]
		}
		if path, ok := eval.AsStr(v); ok {
			paths = append(paths, path)
		}
	}
	if path, ok := eval.AsStr(orNone(c.Arg(2, "date_hierarchy"))); ok {
		paths = append(paths, path+"__gte", path+"__lt")
	}
	var added []*node
	for _, path := range paths {
		added = append(added, &node{leaf: &leaf{path: path, span: c.Site.Span}, conditional: true})
	}
	return x.narrowed(c, added)
}

// adminSearched adds what a search in a list may add.
func (x *extractor) adminSearched(c *eval.Call) eval.Value {
	any := &node{or: true, conditional: true}
	for _, v := range elementsOf(c.Arg(1, "search_fields")) {
		path, ok := eval.AsStr(v)
		if !ok || path == "" {
			continue
		}
		lookup := "__icontains"
		switch path[0] {
		case '^':
			path, lookup = path[1:], "__istartswith"
		case '=':
			path, lookup = path[1:], "__iexact"
		case '@':
			path, lookup = path[1:], "__search"
		}
		any.children = append(any.children, &node{leaf: &leaf{path: path + lookup, span: c.Site.Span}})
	}
	if len(any.children) == 0 {
		return c.Self()
	}
	return x.narrowed(c, []*node{any})
}

// narrowed is the first argument, a queryset, with further conditions that no call in the project's source adds.
func (x *extractor) narrowed(c *eval.Call, added []*node) eval.Value {
	if len(added) == 0 {
		return c.Self()
	}
	return each(c.Self(), func(v eval.Value) eval.Value {
		i, ok := v.(*eval.Instance)
		s := stateOf(v)
		if !ok || s == nil {
			return v
		}
		n := s.chain()
		n.where = append(n.where, added...)
		x.built(c, n)
		return derived(i, n)
	})
}

// eachColumn calls what a list shows of an object: functions, and methods of the admin.
func (x *extractor) eachColumn(c *eval.Call) eval.Value {
	in := x.project.In
	object := x.objectOf(in.Attr(c.Self(), "model"))
	for _, v := range elementsOf(c.Arg(1, "names")) {
		if f := x.method(c.Self(), v); f != nil {
			in.Call(f, []eval.Value{object}, nil)
		} else if f, ok := v.(*eval.Function); ok {
			in.Call(f, []eval.Value{object}, nil)
		}
	}
	return eval.None
}

// eachAction calls what a list offers to do with the chosen rows.
func (x *extractor) eachAction(c *eval.Call) eval.Value {
	in := x.project.In
	actions := elementsOf(in.Attr(c.Self(), "actions"))
	if len(actions) == 0 {
		return eval.None
	}
	request, queryset := c.Arg(1, "request"), each(c.Arg(2, "queryset"), chosenRows)
	for _, v := range actions {
		if f := x.method(c.Self(), v); f != nil {
			in.Call(f, []eval.Value{request, queryset}, nil)
		} else if f, ok := v.(*eval.Function); ok {
			in.Call(f, []eval.Value{c.Self(), request, queryset}, nil)
		}
	}
	return eval.None
}

// chosenRows are the rows of a list that an action is applied to: the ones with a tick, or all.
func chosenRows(v eval.Value) eval.Value {
	i, ok := v.(*eval.Instance)
	s := stateOf(v)
	if !ok || s == nil {
		return v
	}
	n := s.chain()
	ticked := &leaf{path: "pk__in", value: value{Value: Value{Many: true}}}
	n.where = append(n.where, &node{leaf: ticked, conditional: true})
	return derived(i, n)
}

// method is the method of an object that a string names, nil where there is none.
func (x *extractor) method(object, name eval.Value) eval.Value {
	text, ok := eval.AsStr(name)
	if !ok || strings.HasPrefix(text, "__") {
		return nil
	}
	v, _ := x.project.In.TryAttr(object, text)
	if m, ok := v.(*eval.BoundMethod); ok {
		return m
	}
	return nil
}
