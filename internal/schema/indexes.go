package schema

import (
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
)

// indexes adds every index that PostgreSQL has for a model once its table is
// made (django/db/backends/base/schema.py, create_model).
func (b *builder) indexes(m *django.Model, s *Model) {
	b.primaryKey(m, s)
	for _, c := range s.Columns {
		b.columnIndexes(m, s, c)
	}
	for _, fields := range b.together(m, s, "unique_together") {
		s.Indexes = append(s.Indexes, b.togetherIndex(s, fields, "_uniq", true, OriginUniqueTogether))
	}
	if !b.project.Version.AtLeast(5, 1) {
		for _, fields := range b.together(m, s, "index_together") {
			s.Indexes = append(s.Indexes, b.togetherIndex(s, fields, "_idx", false, OriginMeta))
		}
	}
	b.refused(m, s)
	b.metaIndexes(m, s)
	b.constraints(m, s)
}

// refused notes the options that look as if they made indexes, and do not.
func (b *builder) refused(m *django.Model, s *Model) {
	names := []string{"db_index_together"} // never was one
	if b.project.Version.AtLeast(5, 1) {
		names = append(names, "index_together")
	}
	for _, name := range names {
		option := Option{Name: name}
		for _, columns := range b.together(m, s, name) {
			var fields []string
			for _, column := range columns {
				for _, c := range s.Columns {
					if c.Column == column {
						fields = append(fields, c.Field)
					}
				}
			}
			option.Groups = append(option.Groups, fields)
		}
		if len(option.Groups) > 0 {
			s.Refused = append(s.Refused, option)
		}
	}
}

func (b *builder) primaryKey(m *django.Model, s *Model) {
	if m.PK == nil {
		return
	}
	key := &Index{
		Name: constraintName(s.Table, "", "pkey"), Method: "btree", Unique: true, Primary: true,
		Origin: OriginPrimaryKey, Place: place(m.PK.Made),
	}
	if m.PK.Instance.Class.Is("django.db.models.fields.composite.CompositePrimaryKey") {
		names, _ := eval.Elements(b.project.Attr(m.PK.Instance, "field_names"))
		for _, name := range names {
			if text, ok := eval.AsStr(name); ok {
				if c := s.columnOf(text); c != nil {
					key.Terms = append(key.Terms, Term{Column: c.Column})
				}
			}
		}
	} else {
		key.Terms = []Term{{Column: m.PK.Column}}
	}
	s.Indexes = append(s.Indexes, key)
}

// columnIndexes adds what one column brings: its unique constraint, its index, its _like twin.
func (b *builder) columnIndexes(m *django.Model, s *Model, c *Column) {
	f := m.Field(c.Field)
	terms := []Term{{Column: c.Column}}
	indexed := b.project.Flag(f.Instance, "db_index")
	if c.Unique && !c.PrimaryKey {
		s.Indexes = append(s.Indexes, &Index{
			Name: constraintName(s.Table, c.Column, "key"), Method: "btree", Unique: true, Terms: terms,
			Origin: OriginUnique, Place: c.Place,
		})
	}
	if indexed && !c.Unique {
		origin := OriginField
		if c.References != nil {
			origin = OriginForeignKey
		}
		s.Indexes = append(s.Indexes, &Index{
			Name: indexName(s.Table, []string{f.Column}, ""), Method: "btree", Terms: terms, Origin: origin, Place: c.Place,
		})
	}
	b.spatialIndex(f, s, c)
	// (django/db/backends/postgresql/schema.py, _create_like_index_sql)
	opclass := ""
	switch {
	case !indexed && !c.Unique, strings.Contains(c.DBType, "["), b.project.Nondeterministic(c.Collation):
	case strings.HasPrefix(c.DBType, "varchar"):
		opclass = "varchar_pattern_ops"
	case strings.HasPrefix(c.DBType, "text"):
		opclass = "text_pattern_ops"
	}
	if opclass != "" {
		s.Indexes = append(s.Indexes, &Index{
			Name: indexName(s.Table, []string{f.Column}, "_like"), Method: "btree",
			Terms: []Term{{Column: c.Column, Opclass: opclass}}, Origin: OriginLike, Place: c.Place,
		})
	}
}

// spatialIndex adds the index of a geometry, geography or raster
// (django/contrib/gis/db/backends/postgis/schema.py, _create_spatial_index_sql).
func (b *builder) spatialIndex(f *django.Field, s *Model, c *Column) {
	if !f.Instance.Class.Is("django.contrib.gis.db.models.fields.BaseSpatialField") || !b.project.Flag(f.Instance, "spatial_index") {
		return
	}
	term := Term{Column: c.Column}
	switch {
	case strings.HasPrefix(c.DBType, "raster"):
		term = Term{Expression: "ST_ConvexHull(" + quoteName(c.Column) + ")"}
	case strings.HasPrefix(c.DBType, "geometry(") && b.project.Attr(f.Instance, "dim") == eval.Value(eval.Int(3)):
		term.Opclass = "gist_geometry_ops_nd"
	}
	s.Indexes = append(s.Indexes, &Index{
		Name: indexName(s.Table, []string{c.Column}, "_id"), Method: "gist", Terms: []Term{term}, Origin: OriginField, Place: c.Place,
	})
}

// together returns the columns of each group of unique_together or index_together.
func (b *builder) together(m *django.Model, s *Model, option string) [][]string {
	v := m.Option(option)
	groups, all := eval.Elements(v)
	if !all {
		s.Unknown = append(s.Unknown, "Meta."+option+": "+eval.Repr(v))
	}
	if len(groups) > 0 {
		if _, single := eval.AsStr(groups[0]); single { // one group may be written without its outer list
			groups = []eval.Value{v}
		}
	}
	var found [][]string
	for _, group := range groups {
		names, _ := eval.Elements(group)
		var columns []string
		for _, name := range names {
			text, _ := eval.AsStr(name)
			if c := s.columnOf(text); c != nil {
				columns = append(columns, c.Column)
			}
		}
		if len(columns) == len(names) && len(columns) > 0 {
			found = append(found, columns)
		} else if len(names) > 0 {
			s.Unknown = append(s.Unknown, "Meta."+option+": "+eval.Repr(group))
		}
	}
	return found
}

func (b *builder) togetherIndex(s *Model, columns []string, suffix string, unique bool, origin Origin) *Index {
	index := &Index{Name: indexName(s.Table, columns, suffix), Method: "btree", Unique: unique, Origin: origin, Place: s.Place}
	for _, c := range columns {
		index.Terms = append(index.Terms, Term{Column: c})
	}
	return index
}

// columnOf returns the column of a field by its name, nil where the table has none.
func (s *Model) columnOf(field string) *Column {
	for _, c := range s.Columns {
		if c.Field == field || field == "pk" && c.PrimaryKey {
			return c
		}
	}
	for _, c := range s.Columns {
		if c.Column == field {
			return c
		}
	}
	return nil
}

// withoutDefault is a key of an index as the catalogue shows it.
func (s *Model) withoutDefault(t Term, method string) Term {
	dbType := ""
	if t.Column != "" {
		if c := s.columnOf(t.Column); c != nil {
			dbType = c.DBType
		}
	}
	t.Opclass = withoutDefault(t.Opclass, method, dbType)
	return t
}

func (b *builder) metaIndexes(m *django.Model, s *Model) {
	elts, all := eval.Elements(m.Option("indexes"))
	if !all {
		s.Unknown = append(s.Unknown, "Meta.indexes: "+eval.Repr(m.Option("indexes")))
	}
	for _, elt := range elts {
		i, ok := elt.(*eval.Instance)
		if !ok || !i.Class.Is("django.db.models.indexes.Index") {
			s.Unknown = append(s.Unknown, "Meta.indexes: "+eval.Repr(elt))
			continue
		}
		if index := b.metaIndex(m, s, i); index != nil {
			s.Indexes = append(s.Indexes, index)
		}
	}
}

// metaIndex is one Index of Meta.indexes, nil where the table lacks its columns.
func (b *builder) metaIndex(m *django.Model, s *Model, i *eval.Instance) *Index {
	index := &Index{Method: "btree", Origin: OriginMeta, Place: place(i.Made)}
	suffix := b.project.Text(i, "suffix")
	if i.Class.Is("django.contrib.postgres.indexes.PostgresIndex") && suffix != "" {
		index.Method = suffix
	}
	columns, desc, ok := b.keys(m, s, i, index)
	if !ok {
		return nil
	}
	if method, owner := i.Class.Find("create_sql"); method != nil && !strings.HasPrefix(owner.FullName(), "django.") {
		index.Unknown = owner.Name + " writes its own SQL"
	}
	index.Name = clip(b.project.Text(i, "name"), django.MaxNameLength)
	if index.Name == "" && len(columns) > 0 && !eval.IsUnknown(b.project.Attr(i, "name")) {
		index.Name = metaIndexName(s.Table, columns, desc, suffix)
	}
	return index
}

// keys fills the terms, INCLUDE and predicate of an Index or UniqueConstraint.
func (b *builder) keys(m *django.Model, s *Model, i *eval.Instance, index *Index) (columns []string, desc []bool, ok bool) {
	r := b.renderer(m)
	expressions, _ := eval.Elements(b.project.Attr(i, "expressions"))
	for _, e := range expressions {
		term, err := r.term(e)
		if err != nil {
			index.Unknown = err.Error()
			term.Expression = "…"
		}
		index.Terms = append(index.Terms, s.withoutDefault(term, index.Method))
	}
	v := b.project.Attr(i, "fields")
	fields, all := eval.Elements(v)
	if !all {
		index.Unknown = "fields: " + eval.Repr(v)
	}
	opclasses, _ := eval.Elements(b.project.Attr(i, "opclasses"))
	for at, field := range fields {
		name, known := eval.AsStr(field)
		if !known {
			index.Unknown = "fields: " + eval.Repr(v)
			continue
		}
		bare := strings.TrimPrefix(name, "-")
		c := s.columnOf(bare)
		if c == nil {
			if f := m.Field(bare); f == nil && len(m.Unknown) == 0 {
				return nil, nil, false
			}
			index.Unknown = "column of " + bare + " is not known"
			continue
		}
		term := Term{Column: c.Column, Desc: bare != name}
		if at < len(opclasses) {
			term.Opclass, _ = eval.AsStr(opclasses[at])
		}
		index.Terms = append(index.Terms, s.withoutDefault(term, index.Method))
		columns, desc = append(columns, c.Column), append(desc, term.Desc)
	}
	b.clauses(s, i, index, r)
	return columns, desc, len(index.Terms) > 0 || index.Unknown != ""
}

// clauses reads what stands behind the keys of an index: INCLUDE and WHERE.
func (b *builder) clauses(s *Model, i *eval.Instance, index *Index, r *renderer) {
	include, _ := eval.Elements(b.project.Attr(i, "include"))
	for _, field := range include {
		name, _ := eval.AsStr(field)
		if c := s.columnOf(name); c != nil {
			index.Include = append(index.Include, c.Column)
		}
	}
	if condition := b.project.Attr(i, "condition"); condition != eval.Value(eval.None) {
		sql, err := r.condition(condition)
		if err != nil {
			sql, index.Unknown = "…", "condition: "+err.Error()
		}
		index.Where = sql
	}
}

func (b *builder) constraints(m *django.Model, s *Model) {
	elts, all := eval.Elements(m.Option("constraints"))
	if !all {
		s.Unknown = append(s.Unknown, "Meta.constraints: "+eval.Repr(m.Option("constraints")))
	}
	for _, elt := range elts {
		i, ok := elt.(*eval.Instance)
		if !ok {
			s.Unknown = append(s.Unknown, "Meta.constraints: "+eval.Repr(elt))
			continue
		}
		index := &Index{Method: "btree", Origin: OriginConstraint, Place: place(i.Made)}
		index.Name = clip(b.project.Text(i, "name"), django.MaxNameLength)
		switch {
		case i.Class.Is("django.db.models.constraints.UniqueConstraint"):
			index.Unique = true
			if distinct := b.project.Attr(i, "nulls_distinct"); distinct == eval.Value(eval.Bool(false)) {
				index.NullsNotDistinct = true
			}
			if _, _, ok := b.keys(m, s, i, index); ok {
				s.Indexes = append(s.Indexes, index)
			}
		case i.Class.Is("django.db.models.constraints.CheckConstraint"):
			b.check(m, s, i)
		case i.Class.Is("django.contrib.postgres.constraints.ExclusionConstraint"):
			b.exclusion(m, s, i, index)
		}
	}
}

// exclusion adds the index behind an ExclusionConstraint.
func (b *builder) exclusion(m *django.Model, s *Model, i *eval.Instance, index *Index) {
	index.Method = "gist"
	if method := b.project.Text(i, "index_type"); method != "" {
		index.Method = strings.ToLower(method)
	}
	r := b.renderer(m)
	pairs, _ := eval.Elements(b.project.Attr(i, "expressions"))
	for _, pair := range pairs {
		parts, _ := eval.Elements(pair)
		if len(parts) == 0 {
			continue
		}
		term, err := r.term(parts[0])
		if err != nil {
			index.Unknown = err.Error()
			term.Expression = "…"
		}
		index.Terms = append(index.Terms, s.withoutDefault(term, index.Method))
	}
	b.clauses(s, i, index, r)
	s.Indexes = append(s.Indexes, index)
}

// renderer writes the SQL of expressions over the columns of a model.
func (b *builder) renderer(m *django.Model) *renderer {
	return &renderer{project: b.project, model: m, column: func(name string) (string, bool) {
		if name == "pk" && m.PK != nil {
			return m.PK.Column, true
		}
		for _, f := range m.Local {
			if (f.Name == name || f.Attname == name) && f.Column != "" {
				return f.Column, true
			}
		}
		return "", false
	}}
}
