package django

import (
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

const (
	foreignKeyClass = "django.db.models.fields.related.ForeignKey"
	manyToManyClass = "django.db.models.fields.related.ManyToManyField"
)

// addThrough makes the automatic through model of a many-to-many field that names
// none (django/db/models/fields/related.py, create_many_to_many_intermediary_model).
func (m *Model) addThrough(f *Field) {
	p := m.project
	in := p.In
	rel, ok := in.Attr(f.Instance, "remote_field").(*eval.Instance)
	if !ok || m.Abstract || m.Proxy || m.Swapped != "" || in.Attr(rel, "through") != eval.Value(eval.None) || !f.Instance.Class.Is(manyToManyClass) {
		return
	}
	target := in.Attr(rel, "model")
	from, to := strings.ToLower(m.Name), targetName(m, target)
	if to == "" {
		m.Unknown = append(m.Unknown, "field "+f.Name+": the model it refers to is not known")
		return
	}
	if from == to {
		from, to = "from_"+from, "to_"+to
	}
	name := m.Name + "_" + f.Name
	table := p.throughTable(f.Instance, m.Table)
	meta := in.MakeClass("Meta", nil, eval.NewDict(
		eval.Str("db_table"), eval.Str(table),
		eval.Str("app_label"), eval.Str(m.AppLabel),
		eval.Str("managed"), eval.Bool(m.Managed),
		eval.Str("unique_together"), &eval.Tuple{Elts: []eval.Value{eval.Str(from), eval.Str(to)}},
	), m.Class.Scope(), f.Made)
	if name, ok := eval.AsStr(target); ok && name == "self" {
		target = m.Class
	}
	class := in.MakeClass(name, []eval.Value{in.Lookup(modelClass)}, eval.NewDict(
		eval.Str("__module__"), eval.Str(m.Class.ModuleName()),
		eval.Str("Meta"), meta,
		eval.Str(from), p.throughKey(rel, m.Class, name, f.Made),
		eval.Str(to), p.throughKey(rel, target, name, f.Made),
	), m.Class.Scope(), f.Made)
	in.SetAttr(rel, "through", class)
	if through := p.ModelOf(class); through != nil {
		through.Through = f
		in.SetAttr(through.Options, "auto_created", m.Class)
	}
}

// throughTable is the name of an automatic through model's table (ManyToManyField._get_m2m_db_table).
func (p *Project) throughTable(field *eval.Instance, owner string) string {
	if table := p.Text(field, "db_table"); table != "" {
		return table
	}
	return ShortenName(strings.Trim(owner, `"`)+"_"+p.Text(field, "name"), MaxNameLength)
}

// registerThrough puts the class of the through model behind Model.field.through,
// also where the field names it. While models are still being read a name stays a name.
func (p *Project) registerThrough(n *eval.Natives) {
	n.Func(manyToManyClass+".through", func(c *eval.Call) eval.Value {
		through := p.In.Attr(p.In.Attr(c.Self(), "remote_field"), "through")
		if _, named := eval.AsStr(through); !named || !p.loaded {
			return through
		}
		class, _ := p.In.Attr(c.Self(), "model").(*eval.Class)
		if owner := p.ModelOf(class); owner != nil {
			if m := p.ResolveModel(owner, through); m != nil {
				return m.Class
			}
		}
		return eval.Unknownf("a through model that is not known")
	})
}

// adoptThrough knows a through model that a field class of its own has made as an automatic one.
func (m *Model) adoptThrough(v *eval.Instance) {
	p := m.project
	class, ok := p.In.Attr(p.In.Attr(v, "remote_field"), "through").(*eval.Class)
	if !ok || !v.Class.Is(manyToManyClass) {
		return
	}
	through := p.ModelOf(class)
	if through == nil || through.Through != nil || through.option("auto_created") != eval.Value(m.Class) {
		return
	}
	for _, f := range m.M2M {
		if f.Instance == v {
			through.Through = f
			p.In.SetAttr(through.Options, "auto_created", m.Class)
		}
	}
}

// targetName returns the lower-case name of the model that a relation names, "" where it is not known.
func targetName(m *Model, target eval.Value) string {
	if class, ok := target.(*eval.Class); ok {
		return strings.ToLower(class.Name)
	}
	name, ok := eval.AsStr(target)
	switch {
	case !ok:
		return ""
	case name == "self":
		return strings.ToLower(m.Name)
	}
	_, last := split(name)
	return strings.ToLower(last)
}

// throughKey is a foreign key of an automatic through model.
func (p *Project) throughKey(rel *eval.Instance, to eval.Value, through string, made eval.Place) eval.Value {
	v := p.In.Call(p.In.Lookup(foreignKeyClass), []eval.Value{to}, []eval.Keyword{
		{Name: "on_delete", Value: p.In.Lookup("django.db.models.deletion.CASCADE")},
		{Name: "related_name", Value: eval.Str(through + "+")},
		{Name: "db_constraint", Value: p.In.Attr(rel, "db_constraint")},
	})
	if i, ok := v.(*eval.Instance); ok {
		i.Made = made
	}
	return v
}
