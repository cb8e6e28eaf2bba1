package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
)

const (
	apiViewClass    = "rest_framework.views.APIView"
	serializerClass = "rest_framework.serializers.BaseSerializer"
	permissionClass = "rest_framework.permissions.BasePermission"
)

// registerRestFramework puts what REST framework does for a view behind its declarations.
func (x *extractor) registerRestFramework(n *eval.Natives) {
	n.Func("rest_framework.request.Request.user", func(*eval.Call) eval.Value { return x.user() })
	n.Func("rest_framework.request.Request.__getattr__", func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		name, known := eval.AsStr(c.Arg(1, "name"))
		if ok && known {
			if v := x.ofRequest(self, name); v != nil {
				return v // what Django's request has
			}
		}
		return eval.Unknownf("%s of a request", name)
	})
	n.Func(relatedFieldClass+".chooses", x.madeField)
	n.Func("rest_framework.filters.SearchFilter.filter_queryset", x.search)
	n.Func("rest_framework.filters.OrderingFilter.filter_queryset", x.orderedByView)
	n.Func("rest_framework.fields.Field.context", func(c *eval.Call) eval.Value {
		if i, ok := c.Self().(*eval.Instance); ok {
			if given, ok := attributeOf(i, "_context").(*eval.Dict); ok {
				return given
			}
		}
		d := eval.NewDict(eval.Str("request"), x.restRequest())
		d.Open = true
		return d
	})
	n.Func(serializerClass+".__getattr__", func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		name, known := eval.AsStr(c.Arg(1, "name"))
		if !ok || !known {
			return eval.Unknownf("an attribute of a serializer")
		}
		switch name {
		case "instance":
			if object := x.serialized(self.Class); object != nil {
				return eval.Join(object, eval.None)
			}
		case "validated_data":
			if many, known := x.project.In.Truth(attributeOf(self, "many")); known && !many {
				return x.validated(self.Class)
			}
		}
		return eval.Unknownf("%s of a serializer", name)
	})
	saved := func(c *eval.Call) eval.Value {
		if object := x.serialized(classOf(c.Self())); object != nil {
			return object
		}
		return eval.Unknownf("what a serializer saves")
	}
	n.Func(serializerClass+".create", saved)
	n.Func(serializerClass+"._save", func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		if !ok {
			return eval.Unknownf("what a serializer saves")
		}
		if many, _ := x.project.In.Truth(attributeOf(self, "many")); many {
			return &eval.List{Elts: []eval.Value{saved(c)}, Open: true}
		}
		// What a serializer of the project's makes is an object of its model, else what its method returns.
		if x.serialized(self.Class) == nil && written(self.Class, "create") {
			return x.project.In.CallMethod(self, "create", x.validated(self.Class))
		}
		return saved(c)
	})
}

// user is the user of a request.
func (x *extractor) user() eval.Value {
	if m := x.userModel(); m != nil {
		return x.object(m.Class)
	}
	return eval.Unknownf("the user of a request")
}

// restRequest is a request as REST framework hands it to views.
func (x *extractor) restRequest() eval.Value {
	if class, ok := x.project.In.Lookup("rest_framework.request.Request").(*eval.Class); ok {
		i := x.project.In.NewInstance(class)
		i.Open = true
		return i
	}
	return eval.Unknownf("a request")
}

// serialized is an object of the model that a serializer's Meta names, nil where it names none.
func (x *extractor) serialized(class *eval.Class) eval.Value {
	if model, ok := metaOf(class, "model").(*eval.Class); ok && x.modelOf(model) != nil {
		return x.object(model)
	}
	return nil
}

// validated is what a serializer has made of the data of a request: the objects
// that its relations lead to; other values are not known.
func (x *extractor) validated(class *eval.Class) eval.Value {
	d := eval.NewDict()
	d.Open = true
	if class == nil {
		return d
	}
	if model, ok := metaOf(class, "model").(*eval.Class); ok {
		if m := x.modelOf(model); m != nil {
			for _, r := range m.Relations {
				if r.Kind != schema.ForeignKey || r.Target == nil {
					continue
				}
				if target := x.classes[r.Target.Label]; target != nil {
					var v eval.Value = x.object(target.Class)
					if f := x.layout(m).columns[r.Field]; f == nil || f.Null {
						v = eval.Join(v, eval.None)
					}
					x.project.In.SetKey(d, r.Field, v)
				}
			}
		}
	}
	for _, k := range class.MRO() {
		if k.Def == nil || k.FullName() == serializerClass {
			break
		}
		for _, name := range k.OwnNames() {
			v, _ := k.Own(name)
			if field, ok := v.(*eval.Instance); ok && field.Class.Is("rest_framework.fields.Field") {
				key := name
				if source, ok := eval.AsStr(attributeOf(field, "source")); ok {
					key = source
				}
				if to := x.fieldObject(field); to != nil {
					x.project.In.SetKey(d, key, to)
				} else {
					x.project.In.DeleteKey(d, key)
				}
			}
		}
	}
	return d
}

// fieldObject is the object that a field of a serializer makes of its key, nil for a field of another kind.
func (x *extractor) fieldObject(field *eval.Instance) eval.Value {
	if !field.Class.Is("rest_framework.relations.RelatedField") {
		return nil
	}
	many, _ := x.project.In.Truth(attributeOf(field, "many"))
	qs, ok := x.querySetFrom(attributeOf(field, "queryset")).(*eval.Instance)
	if !ok || stateOf(qs) == nil {
		return nil
	}
	object := x.element(stateOf(qs))
	if many {
		return &eval.List{Elts: []eval.Value{object}, Open: true}
	}
	return object
}

// handed is what the framework hands to a method that it calls; nil where it is not known.
func (x *extractor) handed(f *eval.Function, receiver eval.Value, name string) eval.Value {
	class := classOf(receiver)
	if class == nil || f.Def == nil {
		return nil
	}
	if class.Is(serializerClass) || class.Is(filterSetClass) {
		x.asked = append(x.asked, ask{name: "Meta"})
	}
	at := slices.Index(f.Signature(), name)
	switch {
	case class.Is(apiViewClass), class.Is(permissionClass), class.Is("rest_framework.filters.BaseFilterBackend"), class.Is("rest_framework.pagination.BasePagination"):
		if name == "request" {
			return x.restRequest()
		}
	case class.Is(serializerClass):
		return x.handedToSerializer(class, f.Name, name, at)
	case class.Is(filterSetClass):
		if at == 1 && (name == "queryset" || name == "qs") {
			x.entered[f.Def] = true // what it returns is the view's affair
			return x.querySetFrom(orNone(metaOf(class, "model")))
		}
		if at == 2 && x.given != nil {
			return x.given
		}
	case class.Is(baseModelAdmin):
		if at == 1 && x.given != nil {
			return x.given
		}
	}
	return nil
}

func (x *extractor) handedToSerializer(class *eval.Class, method, name string, at int) eval.Value {
	switch {
	case name == "validated_data" || name == "attrs" || method == "validate" && at == 1:
		return x.validated(class)
	case at != 1:
		return nil
	case method == "to_representation" || method == "update" || strings.HasPrefix(method, "get_"):
		return x.serialized(class)
	case strings.HasPrefix(method, "validate_"):
		if d, ok := x.validated(class).(*eval.Dict); ok {
			if v, ok := d.Get(eval.Str(method[len("validate_"):])); ok {
				return v
			}
		}
	}
	return nil
}

// attributeOr is an attribute of an object or its class, nil where it has none or None.
func (x *extractor) attributeOr(object eval.Value, name string) eval.Value {
	i, ok := object.(*eval.Instance)
	if !ok {
		return nil
	}
	if i == x.receiver {
		x.asked = append(x.asked, ask{name: name})
	}
	if _, own := i.Own(name); !own {
		if v, _ := i.Class.Find(name); v == nil {
			return nil
		}
	}
	if v := x.project.In.Attr(i, name); v != eval.Value(eval.None) {
		return v
	}
	return nil
}

// search is SearchFilter.filter_queryset(): what is searched for may stand in any of the fields.
func (x *extractor) search(c *eval.Call) eval.Value {
	queryset, view := c.Arg(2, "queryset"), c.Arg(3, "view")
	self, ok := c.Self().(*eval.Instance)
	if !ok {
		return queryset
	}
	var fields eval.Value
	if written(self.Class, "get_search_fields") {
		fields = x.project.In.CallMethod(self, "get_search_fields", view, c.Arg(1, "request"))
	} else {
		fields = x.attributeOr(view, "search_fields")
	}
	prefixes, _ := x.project.In.Attr(self, "lookup_prefixes").(*eval.Dict)
	usual, _ := eval.AsStr(x.project.In.Attr(self, "default_lookup"))
	n := &node{or: true, conditional: true}
	names, _ := eval.Elements(orNone(fields))
	for _, v := range names {
		name, ok := eval.AsStr(v)
		if !ok || name == "" {
			continue
		}
		lookup := usual
		if prefixes != nil {
			if by, ok := prefixes.Get(eval.Str(name[:1])); ok {
				lookup, _ = eval.AsStr(by)
				name = name[1:]
			}
		}
		if i := strings.LastIndex(name, "__"); i >= 0 && plainLookups[name[i+2:]] {
			lookup = ""
		}
		n.children = append(n.children, &node{leaf: lookedUpBy(name, lookup).leaf})
	}
	if len(n.children) == 0 {
		return queryset
	}
	return x.eachQuerySet(queryset, func(i *eval.Instance, s *state) eval.Value {
		return x.with(i, s, &addition{where: []*node{n}})
	})
}

// plainLookups are those that a search field may end in.
var plainLookups = map[string]bool{
	"exact": true, "iexact": true, "contains": true, "icontains": true, "startswith": true, "istartswith": true,
	"endswith": true, "iendswith": true, "regex": true, "iregex": true, "search": true, "in": true,
}

// orderedByView is OrderingFilter.filter_queryset(): the view's ordering, where
// the request asks for no other.
func (x *extractor) orderedByView(c *eval.Call) eval.Value {
	queryset, view := c.Arg(2, "queryset"), c.Arg(3, "view")
	self, ok := c.Self().(*eval.Instance)
	if !ok {
		return queryset
	}
	var ordering eval.Value
	if written(self.Class, "get_ordering") || written(self.Class, "get_default_ordering") {
		ordering = x.project.In.CallMethod(self, "get_ordering", c.Arg(1, "request"), queryset, view)
	} else {
		ordering = x.attributeOr(view, "ordering")
	}
	keys, all := eval.Elements(orNone(ordering))
	if _, ok := eval.AsStr(orNone(ordering)); ok {
		keys, all = []eval.Value{ordering}, true
	}
	if len(keys) == 0 || !all {
		return queryset
	}
	return x.eachQuerySet(queryset, func(i *eval.Instance, s *state) eval.Value {
		n := s.chain()
		orderBy(x, &eval.Call{In: c.In, Args: append([]eval.Value{i}, keys...)}, n)
		x.goOn(s, n)
		return derived(i, n)
	})
}
