package schema

import (
	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
)

// values adds what a column usually holds: the field's choices, and the value of new rows.
func (b *builder) values(f *django.Field, c *Column) {
	choices := b.project.Attr(f.Instance, "choices")
	if class, ok := choices.(*eval.Class); ok {
		if pairs, has := b.project.In.TryAttr(class, "choices"); has && !eval.IsUnknown(pairs) {
			choices = pairs
		}
	}
	c.Chosen = choices != eval.Value(eval.None) && !eval.IsUnknown(choices)
	elts, _ := b.project.In.Items(choices)
	for _, elt := range elts {
		c.Choices = append(c.Choices, choice(elt)...)
	}
	if text, ok := constant(b.project.Attr(f.Instance, "default")); ok {
		c.Initial = text
	}
}

// choice is the value of one choice, or the values of a group of choices.
func choice(elt eval.Value) []string {
	pair, _ := eval.Elements(elt)
	if len(pair) != 2 {
		return nil
	}
	if group, _ := eval.Elements(pair[1]); len(group) > 0 {
		var all []string
		for _, inner := range group {
			all = append(all, choice(inner)...)
		}
		return all
	}
	if text, ok := constant(pair[0]); ok && text != "None" {
		return []string{text}
	}
	return nil
}

// constant is a scalar as Python writes it; of a member of an enumeration its value.
func constant(v eval.Value) (string, bool) {
	if i, ok := v.(*eval.Instance); ok {
		inner, ok := i.Own("_value_")
		if !ok {
			return "", false
		}
		v = inner
	}
	switch v.(type) {
	case eval.Str, eval.Int, eval.Bool, eval.Float, eval.NoneType:
		return eval.Repr(v), true
	}
	return "", false
}

// check adds a CheckConstraint.
func (b *builder) check(m *django.Model, s *Model, i *eval.Instance) {
	condition := b.project.Attr(i, "condition")
	if condition == eval.Value(eval.None) || eval.IsUnknown(condition) { // before Django 5.1
		condition = b.project.Attr(i, "check")
	}
	c := Check{Name: clip(b.project.Text(i, "name"), django.MaxNameLength)}
	sql, err := b.renderer(m).condition(condition)
	if err != nil {
		c.Unknown = err.Error()
	}
	c.SQL = sql
	s.Checks = append(s.Checks, c)
}
