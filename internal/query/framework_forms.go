package query

import (
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
)

const (
	formFieldsClass  = "django.forms.forms._Fields"
	cleanedClass     = "django.forms.forms._CleanedData"
	formFieldClass   = "django.forms.fields.Field"
	choiceClass      = "django.forms.models.ModelChoiceField"
	manyChoicesClass = "django.forms.models.ModelMultipleChoiceField"
)

// registerForms puts what a form's fields choose from behind its declarations.
// A field is made when somebody asks for it by name: most forms have many, and
// their methods look at one or two.
func (x *extractor) registerForms(n *eval.Natives) {
	const base = "django.forms.forms."
	n.Func(base+"BaseForm.fields", func(c *eval.Call) eval.Value { return x.mappingOf(formFieldsClass, c.Self()) })
	n.Func(base+"BaseForm.cleaned_data", func(c *eval.Call) eval.Value { return x.mappingOf(cleanedClass, c.Self()) })
	n.Func(base+"_ClassFields.__get__", func(c *eval.Call) eval.Value {
		if form, ok := c.Arg(1, "instance").(*eval.Instance); ok {
			return x.project.In.Attr(form, "fields")
		}
		return x.mappingOf(formFieldsClass, orNone(c.Arg(2, "owner")))
	})
	for _, name := range []string{"__getitem__", "get", "pop"} {
		n.Func(formFieldsClass+"."+name, x.entry(x.formField))
		n.Func(cleanedClass+"."+name, x.entry(x.cleaned))
	}
	for _, class := range []string{formFieldsClass, cleanedClass} {
		n.Func(class+".__setitem__", func(c *eval.Call) eval.Value {
			if name, ok := eval.AsStr(c.Arg(1, "name")); ok && len(c.Args) > 2 {
				x.project.In.SetAttr(c.Self(), "["+name, c.Args[2])
			}
			return eval.None
		})
	}
	n.Func("django.forms.formsets.form_of", func(c *eval.Call) eval.Value { return x.objectOf(c.Arg(0, "form_class")) })
	n.Func("django.forms.formsets.some_of", func(c *eval.Call) eval.Value {
		return &eval.List{Elts: []eval.Value{c.Self()}, Open: true}
	})
	n.Func("django.forms.models.form_instance", func(c *eval.Call) eval.Value { return x.formInstance(c.Self()) })
	n.Func("django.forms.models.keep_instance", func(c *eval.Call) eval.Value {
		if given := known(orNone(c.Arg(1, "instance"))); given != nil {
			x.project.In.SetAttr(c.Self(), "instance", given)
		}
		return eval.None
	})
	n.Func("django.forms.models.rows_of", x.rowsOf)
}

// mappingOf is a form's fields or its cleaned data.
func (x *extractor) mappingOf(class string, form eval.Value) eval.Value {
	k, ok := x.project.In.Lookup(class).(*eval.Class)
	if !ok {
		return eval.Unknownf("the fields of a form")
	}
	i := x.project.In.NewInstance(k)
	x.project.In.SetAttr(i, "form", form)
	return i
}

// entry is mapping[name] and mapping.get(name).
func (x *extractor) entry(make func(form eval.Value, name string) eval.Value) eval.NativeFunc {
	return func(c *eval.Call) eval.Value {
		if name, ok := eval.AsStr(orNone(c.Arg(1, "name"))); ok {
			return x.kept(c.Self(), name, make)
		}
		return eval.Unknownf("a field of a form")
	}
}

// kept is what a mapping has under a name: what was put there, else what make makes, once.
func (x *extractor) kept(mapping eval.Value, name string, make func(form eval.Value, name string) eval.Value) eval.Value {
	i, ok := mapping.(*eval.Instance)
	if !ok {
		return eval.Unknownf("field %s of a form", name)
	}
	if v, ok := i.Own("[" + name); ok {
		return v
	}
	v := make(attributeOf(i, "form"), name)
	x.project.In.SetAttr(i, "["+name, v)
	return v
}

// formField is a form's own copy of the field that its class declares, or the one of its model's field.
func (x *extractor) formField(form eval.Value, name string) eval.Value {
	if v, ok := x.project.In.TryAttr(form, name); ok {
		if field, ok := v.(*eval.Instance); ok && field.Class.Is(formFieldClass) {
			return field.With(field.Data)
		}
	}
	if class, ok := x.formModel(form).(*eval.Class); ok {
		if m := x.modelOf(class); m != nil {
			if v := x.choiceOf(m, name); v != nil {
				return v
			}
		}
	}
	return eval.Unknownf("field %s of a form", name)
}

// formModel is the Meta.model of a form.
func (x *extractor) formModel(form eval.Value) eval.Value {
	if meta, ok := x.project.In.TryAttr(form, "Meta"); ok {
		if model, ok := x.project.In.TryAttr(meta, "model"); ok {
			return model
		}
	}
	return eval.Unknownf("the model of a form")
}

// choiceOf is the form field of a model's relation, nil for any other field.
func (x *extractor) choiceOf(m *schema.Model, name string) eval.Value {
	r := x.relationOf(m, name)
	if r == nil || r.Target == nil || x.classes[r.Target.Label] == nil {
		return nil
	}
	kind := choiceClass
	if r.Kind == schema.ManyToMany {
		kind = manyChoicesClass
	} else if r.Kind != schema.ForeignKey {
		return nil
	}
	class, ok := x.project.In.Lookup(kind).(*eval.Class)
	if !ok {
		return nil
	}
	field := x.object(class)
	x.project.In.SetAttr(field, "queryset", x.querySetFrom(x.classes[r.Target.Label].Class))
	return field
}

// cleaned is what a valid form was given in one field.
func (x *extractor) cleaned(form eval.Value, name string) eval.Value {
	chosen, ok := x.kept(x.project.In.Attr(form, "fields"), name, x.formField).(*eval.Instance)
	if !ok || !chosen.Class.Is(choiceClass) {
		return eval.Unknownf("data of field %s", name)
	}
	return each(attributeOf(chosen, "queryset"), func(v eval.Value) eval.Value {
		from := x.querySetFrom(v)
		rows, _ := from.(*eval.Instance)
		s := stateOf(from)
		if s == nil {
			return eval.Unknownf("data of field %s", name)
		}
		if chosen.Class.Is(manyChoicesClass) {
			n := s.chain()
			// Not for sure: the same queryset is read in full where the choices are shown.
			chosen := &leaf{path: "pk__in", value: value{Value: Value{Many: true}}}
			n.where = append(n.where, &node{leaf: chosen, conditional: true})
			return derived(rows, n)
		}
		if required, known := x.project.In.Truth(attributeOf(chosen, "required")); known && !required {
			return eval.Join(x.element(s), eval.None)
		}
		return x.element(s)
	})
}

// formInstance is form.instance where nobody gave one: a new object of the form's model.
func (x *extractor) formInstance(form eval.Value) eval.Value {
	return each(form, func(form eval.Value) eval.Value {
		if i, ok := form.(*eval.Instance); ok {
			if given, ok := i.Own("instance"); ok {
				return given
			}
		}
		return x.objectOf(x.formModel(form))
	})
}

// known drops None and what is not known from the alternatives of a value; nil where nothing is left.
func known(v eval.Value) eval.Value {
	switch v := v.(type) {
	case *eval.Unknown, eval.NoneType, nil:
		return nil
	case *eval.Alternatives:
		var left eval.Value
		for _, alt := range v.Values {
			switch alt = known(alt); {
			case alt == nil:
			case left == nil:
				left = alt
			default:
				left = eval.Join(left, alt)
			}
		}
		return left
	}
	return v
}

// rowsOf narrows a queryset to the rows whose foreign key refers to an object of a parent model.
func (x *extractor) rowsOf(c *eval.Call) eval.Value {
	qs, ok := c.Self().(*eval.Instance)
	s := stateOf(c.Self())
	parent, isClass := c.Arg(1, "parent").(*eval.Class)
	if !ok || s == nil || s.model == nil || !isClass {
		return c.Self()
	}
	m, to := x.schemaOf(s.model), x.modelOf(parent)
	if m == nil || to == nil {
		return qs
	}
	name, _ := eval.AsStr(orNone(c.Arg(2, "fk_name")))
	for at := range lineage(m) {
		for _, r := range at.Relations {
			if r.Kind == schema.ForeignKey && r.Target != nil && tableOf(r.Target) == tableOf(to) && (name == "" || r.Field == name) {
				n := s.chain()
				n.where = append(n.where, &node{leaf: fixedLeaf(tableOf(at), r.Column)})
				x.built(c, n)
				return derived(qs, n)
			}
		}
	}
	return qs
}
