package schema

import (
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// throughTables adds the automatic table of every plain ManyToManyField
// (django/db/models/fields/related.py, create_many_to_many_intermediary_model).
func (b *builder) throughTables(m *django.Model) {
	if m.Proxy {
		return
	}
	for _, f := range m.M2M {
		rel, ok := b.project.Attr(f.Instance, "remote_field").(*eval.Instance)
		if !ok || b.project.Attr(rel, "through") != eval.Value(eval.None) {
			continue
		}
		if t := b.throughTable(m, f, rel); t != nil {
			b.schema.Models = append(b.schema.Models, t)
		}
	}
}

func (b *builder) throughTable(m *django.Model, f *django.Field, rel *eval.Instance) *Model {
	target := b.project.Target(f)
	owner := b.byModel[m]
	t := &Model{
		Label: m.AppLabel + "." + m.Name + "_" + f.Name, App: m.AppLabel, Name: m.Name + "_" + f.Name,
		Module: owner.Module, Place: owner.Place, Managed: m.Managed, AutoCreated: true,
		Package: owner.Package,
	}
	t.Concrete = t
	t.Table = b.project.Text(f.Instance, "db_table")
	if t.Table == "" {
		t.Table = django.ShortenName(strings.Trim(m.Table, `"`)+"_"+f.Name, django.MaxNameLength)
	}
	from, to := strings.ToLower(m.Name), ""
	if target != nil {
		to = strings.ToLower(target.Name)
		t.Managed = m.Managed || target.Managed
	}
	if from == to {
		from, to = "from_"+from, "to_"+to
	}
	if to == "" {
		owner.Unknown = append(owner.Unknown, "field "+f.Name+": the model it refers to is not known")
		return nil
	}
	constraint := b.project.Flag(rel, "db_constraint")
	t.Columns = []*Column{
		b.throughKey(m),
		b.throughColumn(from, m, constraint),
		b.throughColumn(to, target, constraint),
	}
	for _, c := range t.Columns {
		c.Place = place(f.Made)
	}
	if t.Managed {
		b.throughIndexes(t)
	}
	if target.Class.Module != nil && target.Class.Module.Source.Origin == resolve.Native {
		t.Unknown = append(t.Unknown, "the model it refers to is not known")
	}
	return t
}

func (b *builder) throughKey(m *django.Model) *Column {
	path := b.project.AutoField(m)
	_, name := lastDot(path)
	c := &Column{Field: "id", Column: "id", Type: name, Internal: name, PrimaryKey: true, Unique: true}
	class, ok := b.project.In.Lookup(path).(*eval.Class)
	if !ok {
		c.Unknown = path + " is not known"
		return c
	}
	if i, ok := b.project.In.Call(class, nil, []eval.Keyword{{Name: "primary_key", Value: eval.Bool(true)}}).(*eval.Instance); ok {
		dbType, reason := b.project.DBType(i)
		c.DBType, c.Unknown = spell(dbType), reason
		c.Type, c.Internal = class.Name, b.project.InternalType(i)
	}
	return c
}

func lastDot(dotted string) (parent, last string) {
	i := strings.LastIndexByte(dotted, '.')
	return dotted[:max(i, 0)], dotted[i+1:]
}

func (b *builder) throughColumn(name string, to *django.Model, constraint bool) *Column {
	c := &Column{Field: name, Column: name + "_id", Type: "ForeignKey", Internal: "ForeignKey"}
	key := to.Concrete.PK
	if key == nil {
		c.Unknown = "the key of " + to.Label() + " is not known"
		return c
	}
	c.References = &Reference{Model: b.byModel[to.Concrete], Table: to.Concrete.Table, Column: key.Column, Constraint: constraint}
	if dbType, ok := eval.AsStr(b.project.RelDBType(key.Instance)); ok {
		c.DBType = spell(dbType)
	} else {
		c.Unknown = "the key of " + to.Label() + " is not known"
	}
	return c
}

func (b *builder) throughIndexes(t *Model) {
	t.Indexes = append(t.Indexes, &Index{
		Name: constraintName(t.Table, "", "pkey"), Method: "btree", Unique: true, Primary: true,
		Terms: []Term{{Column: "id"}}, Origin: OriginPrimaryKey, Place: t.Place,
	})
	pair := []string{t.Columns[1].Column, t.Columns[2].Column}
	t.Indexes = append(t.Indexes, &Index{
		Name: indexName(t.Table, pair, "_uniq"), Method: "btree", Unique: true,
		Terms: []Term{{Column: pair[0]}, {Column: pair[1]}}, Origin: OriginM2M, Place: t.Place,
	})
	for _, c := range t.Columns[1:] {
		t.Indexes = append(t.Indexes, &Index{
			Name: indexName(t.Table, []string{c.Column}, ""), Method: "btree", Terms: []Term{{Column: c.Column}},
			Origin: OriginM2M, Place: t.Place,
		})
		for prefix, opclass := range map[string]string{"varchar": "varchar_pattern_ops", "text": "text_pattern_ops"} {
			if strings.HasPrefix(c.DBType, prefix) {
				t.Indexes = append(t.Indexes, &Index{
					Name: indexName(t.Table, []string{c.Column}, "_like"), Method: "btree",
					Terms: []Term{{Column: c.Column, Opclass: opclass}}, Origin: OriginM2M, Place: t.Place,
				})
			}
		}
	}
}
