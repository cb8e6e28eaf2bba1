package query

import (
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
)

const (
	relatedFieldClass = "rest_framework.relations.RelatedField"
	slugFieldClass    = "rest_framework.relations.SlugRelatedField"
	pkFieldClass      = "rest_framework.relations.PrimaryKeyRelatedField"
	modelFilterClass  = "django_filters.filters.ModelChoiceFilter"
	manyFilterClass   = "django_filters.filters.ModelMultipleChoiceFilter"
	manyRelatedClass  = "rest_framework.relations.ManyRelatedField"
)

// declaredFields takes down what the related fields of a serializer and the
// model filters of a FilterSet send: they are given all rows that may be
// chosen, but only ever look up what a request names.
func (x *extractor) declaredFields(class *eval.Class) {
	for _, name := range class.OwnNames() {
		v, _ := class.Own(name)
		field, ok := v.(*eval.Instance)
		if !ok {
			continue
		}
		if field.Class.Is(manyRelatedClass) {
			if field, ok = attributeOf(field, "child_relation").(*eval.Instance); !ok {
				continue
			}
		}
		if !field.Class.Is(relatedFieldClass) && !field.Class.Is(modelFilterClass) && !field.Class.Is(manyFilterClass) {
			continue
		}
		s := stateOf(attributeOf(field, "queryset"))
		if s == nil || s.root != nil || !x.topLevel(s.last, s.span.Start) {
			continue
		}
		s.flags.used = true
		operation, key := Get, "pk"
		switch {
		case field.Class.Is(manyFilterClass):
			operation, key = Select, "__in"
			if to, ok := eval.AsStr(attributeOf(field, "to_field_name")); ok {
				key = to + key
			} else {
				key = "pk" + key
			}
		case field.Class.Is(modelFilterClass):
			if to, ok := eval.AsStr(attributeOf(field, "to_field_name")); ok {
				key = to
			}
		case written(field.Class, "to_internal_value"):
			continue // it looks them up in its own way
		case field.Class.Is(slugFieldClass):
			if key, ok = eval.AsStr(attributeOf(field, "slug_field")); !ok {
				continue
			}
		case !field.Class.Is(pkFieldClass):
			continue
		}
		n := s.chain()
		n.where = append(n.where, &node{leaf: &leaf{path: key, span: s.span, value: value{Value: Value{Many: operation == Select}}}})
		x.static = append(x.static, taken{state: n, operation: operation, declared: true})
	}
}

// assignedQuerySet notes what a method gives a field to choose from, as in
// self.fields["customer"].queryset = …: the field shows all of it, or looks up in
// it what a request names.
func (x *extractor) assignedQuerySet(target *py.Attribute, of, v eval.Value) {
	if target.Attr != "queryset" || x.current() == nil {
		return
	}
	if path := slotOf(target.Value, of); path != "" {
		x.choosesFrom(v, path)
		return
	}
	paths := x.lookedUpIn(target.Value)
	if len(paths) == 0 {
		return
	}
	x.eachQuerySet(v, func(i *eval.Instance, s *state) eval.Value {
		if s.root != x.root || s.flags.used || s.last == nil {
			return i
		}
		n := s.chain()
		for _, path := range paths {
			n.where = append(n.where, lookedUpBy(path, ""))
		}
		x.goOn(s, n)
		return i
	})
}

// slotOf is the path by which a related field of a serializer, which its methods
// call self.fields[name] or, of several rows, self.fields[name].child_relation,
// looks up what a request names; "" for what is no such field. One that is not
// declared is made of the model, and goes by the key.
func slotOf(e py.Expr, self eval.Value) string {
	if child, ok := e.(*py.Attribute); ok && child.Attr == "child_relation" {
		e = child.Value
	}
	sub, ok := e.(*py.Subscript)
	serializer, isObject := self.(*eval.Instance)
	if !ok || ofSelf(sub.Value) != "fields" || !isObject || !serializer.Class.Is(serializerClass) {
		return ""
	}
	name, ok := sub.Index.(*py.Constant)
	if !ok || name.Kind != py.String {
		return ""
	}
	v, _ := serializer.Class.Find(name.Text())
	field, ok := v.(*eval.Instance)
	if !ok {
		return "pk"
	}
	if child, isMany := attributeOf(field, "child_relation").(*eval.Instance); isMany {
		field = child
	}
	return relatedBy(field)
}

// relatedBy is the path by which a related field of REST framework looks up what
// a request names, "" where it does so in its own way.
func relatedBy(field *eval.Instance) string {
	switch {
	case written(field.Class, "to_internal_value"):
	case field.Class.Is(slugFieldClass):
		path, _ := eval.AsStr(attributeOf(field, "slug_field"))
		return path
	case field.Class.Is(pkFieldClass):
		return "pk"
	}
	return ""
}

// choosesFrom takes down that a field looks up in a queryset what a request names.
func (x *extractor) choosesFrom(v eval.Value, path string) {
	x.eachQuerySet(v, func(i *eval.Instance, s *state) eval.Value {
		if s.root == x.root && !s.flags.used && s.last != nil {
			n := s.chain()
			n.where = append(n.where, &node{leaf: &leaf{path: path, span: s.span}})
			x.use(s)
			x.take(n, Get)
		}
		return i
	})
}

// madeField takes down what a related field of a serializer that a function makes looks up.
func (x *extractor) madeField(c *eval.Call) eval.Value {
	if field, ok := c.Self().(*eval.Instance); ok && x.current() != nil {
		if path := relatedBy(field); path != "" {
			x.choosesFrom(attributeOf(field, "queryset"), path)
		}
	}
	return eval.None
}

// lookedUpIn are the paths by which a field may look up what a request names:
// the field that the class under exploration declares, else one of any kind.
// There are none for what is no field by how it is written.
func (x *extractor) lookedUpIn(e py.Expr) []string {
	some := []string{"pk", "pk__in"}
	sub, ok := e.(*py.Subscript)
	if !ok {
		if strings.HasSuffix(strings.ToLower(lastName(e)), "field") {
			return some
		}
		return nil
	}
	if lastName(sub.Value) != "fields" {
		return nil
	}
	name, ok := sub.Index.(*py.Constant)
	if !ok || name.Kind != py.String || x.receiver == nil {
		return some
	}
	v, _ := x.receiver.Class.Find(name.Text())
	field, ok := v.(*eval.Instance)
	if !ok {
		return some
	}
	if child, isMany := attributeOf(field, "child_relation").(*eval.Instance); isMany {
		field = child
	}
	for _, named := range []string{"slug_field", "to_field_name"} {
		if path, ok := eval.AsStr(attributeOf(field, named)); ok {
			return []string{path, path + "__in"}
		}
	}
	return some
}
