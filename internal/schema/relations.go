package schema

import (
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
)

// relate adds the relations that queries can follow from the model.
func (b *builder) relate(m *django.Model) {
	s := b.byModel[m]
	for _, f := range m.Local {
		if f.Instance.Class.Is(foreignKey) {
			s.Relations = append(s.Relations, b.foreignKey(m, f))
		}
	}
	for _, f := range m.M2M {
		s.Relations = append(s.Relations, b.manyToMany(m, f))
	}
	for _, f := range m.Private {
		s.Relations = append(s.Relations, b.generic(f))
	}
}

func (b *builder) relation(f *django.Field) *Relation {
	r := &Relation{Field: f.Name, Place: place(f.Made)}
	if target := b.project.Target(f); target != nil {
		r.Target = b.byModel[target]
	}
	if rel, ok := b.project.Attr(f.Instance, "remote_field").(*eval.Instance); ok {
		r.RelatedName = b.fillIn(f.Model, b.project.Text(rel, "related_name"))
		r.QueryName = b.fillIn(f.Model, b.project.Text(rel, "related_query_name"))
		r.ParentLink = b.project.Flag(rel, "parent_link")
		r.OnDelete = onDelete(b.project.Attr(rel, "on_delete"))
	}
	if name, ok := eval.AsStr(f.Model.Option("default_related_name")); ok && r.RelatedName == "" {
		r.RelatedName = b.fillIn(f.Model, name)
	}
	lower := strings.ToLower(f.Model.Name)
	if strings.HasSuffix(r.RelatedName, "+") {
		r.RelatedName = ""
		if r.QueryName == "" {
			r.QueryName = lower
		}
		return r
	}
	if r.QueryName == "" {
		r.QueryName = r.RelatedName
	}
	if r.QueryName == "" {
		r.QueryName = lower
	}
	if r.RelatedName == "" {
		r.RelatedName = lower + "_set"
		if f.Instance.Class.Is("django.db.models.fields.related.OneToOneField") {
			r.RelatedName = lower
		}
	}
	return r
}

// fillIn fills the model's names into a related_name of an abstract model.
func (b *builder) fillIn(m *django.Model, name string) string {
	if !strings.Contains(name, "%") {
		return name
	}
	return strings.NewReplacer("%(class)s", strings.ToLower(m.Name), "%(model_name)s", strings.ToLower(m.Name),
		"%(app_label)s", strings.ToLower(m.AppLabel)).Replace(name)
}

func onDelete(v eval.Value) string {
	switch v := v.(type) {
	case *eval.Function:
		if v.Name == "set_on_delete" {
			return "SET"
		}
		return v.Name
	case *eval.Instance:
		if name, ok := v.Own("name"); ok {
			text, _ := eval.AsStr(name)
			return text
		}
	}
	return ""
}

func (b *builder) foreignKey(m *django.Model, f *django.Field) *Relation {
	r := b.relation(f)
	r.Kind = ForeignKey
	r.Unique = b.project.Flag(f.Instance, "unique")
	r.Column = f.Column
	r.ParentLink = r.ParentLink || f.Auto
	if target := b.project.TargetField(f); target != nil {
		r.TargetColumn = target.Column
	}
	return r
}

func (b *builder) manyToMany(m *django.Model, f *django.Field) *Relation {
	r := b.relation(f)
	r.Kind = ManyToMany
	rel, ok := b.project.Attr(f.Instance, "remote_field").(*eval.Instance)
	if !ok {
		return r
	}
	model := b.project.ResolveModel(m, b.project.Attr(rel, "through"))
	if model == nil {
		return r
	}
	r.Through = b.byModel[model]
	b.throughColumns(m, f, rel, model, r)
	return r
}

// throughColumns finds the columns of an explicit through model that lead to both sides.
func (b *builder) throughColumns(m *django.Model, f *django.Field, rel *eval.Instance, through *django.Model, r *Relation) {
	names, _ := eval.Elements(b.project.Attr(rel, "through_fields"))
	if len(names) == 2 {
		for i, to := range []*string{&r.SourceColumn, &r.ReachColumn} {
			if name, ok := eval.AsStr(names[i]); ok {
				if field := through.Field(name); field != nil {
					*to = field.Column
				}
			}
		}
		return
	}
	target := b.project.Target(f)
	for _, field := range through.Fields() {
		if !field.Instance.Class.Is(foreignKey) {
			continue
		}
		switch to := b.project.Target(field); {
		case to == nil:
		case to.Concrete == m.Concrete && r.SourceColumn == "":
			r.SourceColumn = field.Column
		case target != nil && to.Concrete == target.Concrete && r.ReachColumn == "":
			r.ReachColumn = field.Column
		}
	}
}

func (b *builder) generic(f *django.Field) *Relation {
	r := &Relation{Field: f.Name, Kind: Generic, Place: place(f.Made)}
	if f.Instance.Class.Is("django.contrib.contenttypes.fields.GenericRelation") {
		r.Kind = GenericReverse
		if target := b.project.Target(f); target != nil {
			r.Target = b.byModel[target]
		}
		r.Column = b.project.Text(f.Instance, "object_id_field_name")
		r.TypeColumn = b.project.Text(f.Instance, "content_type_field_name")
		if r.TypeColumn != "" {
			r.TypeColumn += "_id"
		}
		return r
	}
	columnOf := func(name string) string {
		if field := f.Model.Field(b.project.Text(f.Instance, name)); field != nil {
			return field.Column
		}
		return ""
	}
	r.Column, r.TypeColumn = columnOf("fk_field"), columnOf("ct_field")
	return r
}
