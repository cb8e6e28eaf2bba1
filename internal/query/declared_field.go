package query

import "github.com/ormlint/ormlint/internal/eval"

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
