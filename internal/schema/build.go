package schema

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// Build makes the schema of a project's models.
func Build(ctx context.Context, p *django.Project) (*Schema, error) {
	b := &builder{project: p, byModel: map[*django.Model]*Model{}}
	for _, m := range p.Models {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if m.Abstract || m.Swapped != "" || m.App == nil || !p.Registered(m) {
			continue
		}
		b.declare(m)
	}
	// References need every model to be there.
	for _, m := range b.order {
		b.fill(m)
	}
	for _, m := range b.order {
		b.relate(m)
	}
	if zones, known := p.In.Truth(p.Settings.Get("USE_TZ")); zones && known {
		b.schema.TimeZone = p.Settings.Str("TIME_ZONE")
	}
	slices.SortStableFunc(b.schema.Models, func(a, b *Model) int { return cmp.Compare(a.Label, b.Label) })
	return &b.schema, nil
}

// Add takes in the models of another site of the same repository, but for those
// of packages that are there already. The time zone is that of the first.
func (s *Schema) Add(other *Schema) {
	s.TimeZone = cmp.Or(s.TimeZone, other.TimeZone)
	type identity struct {
		label, module string
	}
	have := map[identity]bool{}
	for _, m := range s.Models {
		have[identity{m.Label, m.Module}] = true
	}
	for _, m := range other.Models {
		if !have[identity{m.Label, m.Module}] {
			s.Models = append(s.Models, m)
		}
	}
	slices.SortStableFunc(s.Models, func(a, b *Model) int { return cmp.Compare(a.Label, b.Label) })
}

type builder struct {
	project *django.Project
	schema  Schema
	byModel map[*django.Model]*Model
	order   []*django.Model
}

// declare makes the model without what depends on other models.
func (b *builder) declare(m *django.Model) {
	s := &Model{
		Label:   m.Label(),
		App:     m.AppLabel,
		Name:    m.Name,
		Module:  m.Class.ModuleName(),
		Place:   place(m.Class.Made),
		Managed: m.Managed && m.Migrates(),
		Proxy:   m.Proxy,
		Package: m.Class.Module == nil || m.Class.Module.Source.Origin != resolve.Project,
		Unknown: m.Unknown,
	}
	if m.Class.Def == nil && m.Through == nil {
		// Made by a call: it belongs to the module that it says, not to the one that calls type().
		if module := b.project.Program.Module(s.Module); module != nil && module.File != nil {
			s.Place = Place{File: module.File}
			s.Package = module.Origin != resolve.Project
		}
	}
	if through := m.Through; through != nil {
		owner := through.Model
		s.AutoCreated = true
		s.Place = place(owner.Class.Made)
		s.Package = owner.Class.Module == nil || owner.Class.Module.Source.Origin != resolve.Project
		s.Managed = owner.Managed && owner.Migrates() // the table is made with that of its owner
	}
	if !m.Proxy {
		s.Table = strings.Trim(m.Table, `"`)
	}
	b.byModel[m] = s
	b.order = append(b.order, m)
	b.schema.Models = append(b.schema.Models, s)
}

func place(at eval.Place) Place { return Place{File: at.File, Span: at.Span} }

// fill adds columns, indexes and ordering.
func (b *builder) fill(m *django.Model) {
	s := b.byModel[m]
	s.Concrete = b.byModel[m.Concrete]
	s.Ordering = ordering(m.Option("ordering"))
	for _, parent := range m.Parents {
		if p := b.byModel[parent.Model]; p != nil {
			s.Parents = append(s.Parents, p)
		}
	}
	if m.Proxy {
		return
	}
	for _, f := range m.Local {
		if c := b.column(f); c != nil {
			s.Columns = append(s.Columns, c)
		}
	}
	if s.Managed {
		b.indexes(m, s)
	}
	if s.AutoCreated {
		for _, index := range s.Indexes {
			if !index.Primary {
				index.Origin = OriginM2M
			}
		}
	}
}

// ordering returns the keys of Meta.ordering as strings.
func ordering(v eval.Value) []string {
	elts, _ := eval.Elements(v)
	var keys []string
	for _, elt := range elts {
		if key, ok := eval.AsStr(elt); ok {
			keys = append(keys, key)
			continue
		}
		keys = append(keys, orderingExpression(elt))
	}
	return keys
}

// orderingExpression spells F("x").desc() as "-x", and what is more than a column as "…".
func orderingExpression(v eval.Value) string {
	i, ok := v.(*eval.Instance)
	if !ok {
		return "…"
	}
	if i.Class.Is("django.db.models.expressions.F") {
		if name, ok := i.Own("name"); ok {
			if text, ok := eval.AsStr(name); ok {
				return text
			}
		}
	}
	if i.Class.Is("django.db.models.expressions.OrderBy") {
		inner, _ := i.Own("expression")
		name, isName := eval.AsStr(inner)
		if !isName {
			name = orderingExpression(inner)
		}
		if desc, _ := i.Own("descending"); desc == eval.Value(eval.Bool(true)) && name != "…" {
			return "-" + name
		}
		return name
	}
	return "…"
}

// typeSpellings are PostgreSQL's own spellings of types that fields name otherwise.
var typeSpellings = map[string]string{
	"serial": "integer", "bigserial": "bigint", "smallserial": "smallint", "int": "integer", "int2": "smallint",
	"int4": "integer", "int8": "bigint", "bool": "boolean", "float8": "double precision", "float4": "real",
	"timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone",
	"time": "time without time zone", "timetz": "time with time zone", "decimal": "numeric", "double": "double precision",
	"character varying": "varchar", "char": "character", "bpchar": "character", "varbit": "bit varying",
}

// spell returns a type as PostgreSQL's catalogue shows it.
func spell(dbType string) string {
	if strings.HasPrefix(dbType, "geometry(") || strings.HasPrefix(dbType, "geography(") {
		return dbType // PostGIS writes the kind in capitals and small letters
	}
	dbType = strings.ToLower(strings.TrimSpace(dbType))
	base, array := dbType, ""
	if i := strings.IndexByte(base, '['); i >= 0 {
		base, array = strings.TrimSpace(base[:i]), strings.Repeat("[]", strings.Count(base[i:], "["))
		array = array[:2] // PostgreSQL keeps neither dimensions nor bounds
	}
	// The parameter of "timestamp(3) with time zone" stands in the middle.
	name, args := base, ""
	if i, end := strings.IndexByte(base, '('), strings.LastIndexByte(base, ')')+1; i >= 0 && end > i {
		name, args = strings.TrimSpace(base[:i])+base[end:], strings.ReplaceAll(base[i:end], " ", "")
	}
	if to, ok := typeSpellings[name]; ok {
		name = to
	}
	if first, rest, ok := strings.Cut(name, " "); ok && args != "" && strings.HasPrefix(first, "time") {
		return first + args + " " + rest + array
	}
	if name == "character" && args == "" {
		args = "(1)"
	}
	if name == "numeric" && args != "" && !strings.Contains(args, ",") {
		args = strings.TrimSuffix(args, ")") + ",0)"
	}
	return name + args + array
}

// column returns the column of a field, nil for a field that has none.
func (b *builder) column(f *django.Field) *Column {
	if f.Column == "" {
		return nil
	}
	p := b.project
	dbType, reason := p.DBType(f.Instance)
	if dbType == "" && reason == "" {
		return nil
	}
	c := &Column{
		Field:      f.Name,
		Column:     clip(f.Column, django.MaxNameLength), // as PostgreSQL does
		Type:       f.Instance.Class.Name,
		DBType:     spell(dbType),
		Internal:   p.InternalType(f.Instance),
		Collation:  p.Text(f.Instance, "db_collation"),
		PrimaryKey: f == f.Model.PK || p.Flag(f.Instance, "primary_key"),
		Place:      place(f.Made),
		Unknown:    reason,
	}
	c.Null = p.Flag(f.Instance, "null") && !c.PrimaryKey
	c.Unique = c.PrimaryKey || p.Flag(f.Instance, "unique")
	if f.Instance.Class.Is(foreignKey) {
		c.References = b.reference(f)
	}
	b.expressions(f, c)
	b.values(f, c)
	return c
}

const foreignKey = "django.db.models.fields.related.ForeignKey"

func (b *builder) reference(f *django.Field) *Reference {
	target := b.project.TargetField(f)
	if target == nil {
		return &Reference{Constraint: b.project.Flag(f.Instance, "db_constraint")}
	}
	r := &Reference{
		Model:      b.byModel[target.Model],
		Table:      strings.Trim(target.Model.Table, `"`),
		Column:     clip(target.Column, django.MaxNameLength),
		Constraint: b.project.Flag(f.Instance, "db_constraint") && b.byModel[f.Model].Managed,
	}
	return r
}

// expressions adds what a column has of SQL: its default in the database, the expression that generates it.
func (b *builder) expressions(f *django.Field, c *Column) {
	r := b.renderer(f.Model)
	if v := b.project.Attr(f.Instance, "db_default"); !eval.IsUnknown(v) {
		if class, ok := v.(*eval.Class); !ok || class.Name != "NOT_PROVIDED" {
			if sql, err := r.value(v); err == nil {
				c.Default = sql
			}
		}
	}
	if f.Instance.Class.Is("django.db.models.fields.generated.GeneratedField") {
		sql, err := r.expression(b.project.Attr(f.Instance, "expression"))
		if err != nil {
			sql = "…"
		}
		c.Generated = sql
	}
}
