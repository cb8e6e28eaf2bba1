// Package trace finds the lines of code that send a statement.
//
// In: the queries and models of a project, and a statement that PostgreSQL was
// sent. Out: an Origin: the places whose query has the same shape, how they
// differ, or what sends such a statement without a line of its own. Its one
// idea: a statement and a query are compared part by part, each difference has
// a price, and the cheapest places are named if they are cheap enough; what
// nobody knows (a filter under a condition, an incomplete query) costs little,
// what contradicts costs all.
package trace

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/statement"
)

// An Origin is where a statement comes from.
type Origin struct {
	Sites []Site // those that fit best, by place; none where none fits
	Sure  bool   // nothing in the statement differs from what the sites build
	Known string // what sends such statements without a line of its own, "" for nothing that is known
}

// A Site is a query of the project that may send the statement.
type Site struct {
	Query   *query.Query
	Differs []string // in what it differs
}

// A Tracer knows the queries of a project.
type Tracer struct {
	queries map[string][]*query.Query // by table
	models  map[string]*schema.Model  // by table
}

// New prepares the queries of a project.
func New(queries []*query.Query, models []*schema.Model) *Tracer {
	t := &Tracer{queries: map[string][]*query.Query{}, models: map[string]*schema.Model{}}
	for _, m := range models {
		if m.Table != "" && !m.Proxy {
			t.models[plain(m.Table)] = m
		}
	}
	for _, q := range queries {
		if q.Model != nil {
			table := plain(concrete(q.Model).Table)
			t.queries[table] = append(t.queries[table], q)
		}
	}
	return t
}

func concrete(m *schema.Model) *schema.Model {
	if m.Concrete != nil {
		return m.Concrete
	}
	return m
}

// plain is a table's name with a dot behind the schema that a db_table may name.
func plain(table string) string { return strings.ReplaceAll(strings.Trim(table, `"`), `"."`, ".") }

const (
	dearest = 2.5 // a site that costs more is none
	alike   = 0.2 // sites that cost so much more than the best are as good
	sure    = 0.5 // what a site may cost whose statement it surely is
)

// Find finds where a statement comes from.
func (t *Tracer) Find(s *statement.Statement) Origin {
	s = unfolded(s)
	model := t.model(s.Table)
	type priced struct {
		site Site
		cost float64
	}
	var found []priced
	table := s.Table
	if model != nil {
		table = plain(model.Table)
	}
	for _, q := range t.queries[table] {
		if c := compare(q, s, model); c.cost <= dearest {
			found = append(found, priced{Site{q, c.differs}, c.cost})
		}
	}
	slices.SortStableFunc(found, func(a, b priced) int { return cmp.Compare(a.cost, b.cost) })
	known := t.known(s, model, len(found) == 0 || found[0].cost > sure)
	switch {
	case len(found) == 0 && known == "" && model != nil && model.Package:
		return Origin{Known: "code of the package that " + model.Label + " comes from"}
	case len(found) == 0, found[0].cost > sure && known != "":
		return Origin{Known: known}
	}
	best := found[0].cost
	origin := Origin{Sure: best <= sure, Known: known}
	seen := map[place]bool{}
	for _, f := range found {
		at := place{f.site.Query.File.Path, f.site.Query.Span.Start}
		if f.cost > best+alike || seen[at] {
			continue
		}
		seen[at] = true
		origin.Sites = append(origin.Sites, f.site)
	}
	slices.SortStableFunc(origin.Sites, func(a, b Site) int {
		return cmp.Or(cmp.Compare(a.Query.File.Path, b.Query.File.Path), cmp.Compare(a.Query.Span.Start, b.Query.Span.Start))
	})
	return origin
}

type place struct {
	path  string
	start uint32
}

// model is the model of a table; a statement may name its schema where the model does not.
func (t *Tracer) model(table string) *schema.Model {
	if m := t.models[table]; m != nil {
		return m
	}
	return t.models[bare(table)]
}

func bare(table string) string { return table[strings.LastIndexByte(table, '.')+1:] }

// sameTable compares names of which one may lack the schema.
func sameTable(a, b string) bool {
	a, b = plain(a), plain(b)
	return a == b || bare(a) == bare(b) && (!strings.Contains(a, ".") || !strings.Contains(b, "."))
}

// unfolded takes off what Django puts around a query: a COUNT over a query, and
// the condition of an UPDATE or DELETE on joined tables.
func unfolded(s *statement.Statement) *statement.Statement {
	out := *s
	if s.From != nil && (s.Count || s.Aggregate) && len(s.Joined) == 0 {
		out = *s.From
		out.Verb, out.Count, out.Aggregate = s.Verb, s.Count, s.Aggregate
		out.Where = slices.Concat(out.Where, s.Where)
	}
	if (s.Verb == statement.Update || s.Verb == statement.Delete) && len(s.Where) == 1 {
		leaf := s.Where[0]
		if leaf.Operator == "in" && !leaf.Negated && leaf.Sub != nil && sameTable(leaf.Sub.Table, s.Table) {
			out.Where, out.Joined = leaf.Sub.Where, leaf.Sub.Joined
		}
	}
	return &out
}

// known says what sends such a statement without a line of its own; alone where
// no query of the project looks like it.
func (t *Tracer) known(s *statement.Statement, model *schema.Model, alone bool) string {
	switch {
	case s.Verb == statement.Other:
		return ""
	case s.KeyShare && s.Exists:
		return "PostgreSQL's check of a foreign key, for each row that is written"
	case strings.HasPrefix(bare(s.Table), "pg_"):
		return "who asks PostgreSQL's catalogs: Django, its driver or a tool"
	case model == nil:
		return ""
	case s.Verb == statement.Insert:
		return "save() of a new " + model.Name
	case s.Verb == statement.Update && byColumn(s, model, func(c *schema.Column) bool { return c.PrimaryKey }):
		return "save() of one " + model.Name
	case s.Verb == statement.Delete && byColumn(s, model, func(c *schema.Column) bool { return c.PrimaryKey || c.References != nil }):
		return "delete() of " + model.Name + " objects, or of what they belong to"
	case s.Verb != statement.Select || len(s.Where) != 1 || s.Where[0].Negated || s.Count || s.Aggregate || s.Lock:
		return ""
	}
	leaf := s.Where[0]
	if through := t.model(leaf.Table); through != nil && through.AutoCreated && leaf.Operator == "in" && len(s.Joined) > 0 && !s.Limit {
		return "prefetch_related() of " + model.Name + " rows"
	}
	column := columnOf(model, leaf.Column)
	switch {
	case column == nil:
	case leaf.Operator == "=" && column.PrimaryKey && s.Exists:
		return "save() of a " + model.Name + " with a given key"
	case leaf.Operator == "=" && column.PrimaryKey && s.Limit:
		return "reading a foreign key to " + model.Name + " of a row that was read without select_related()"
	case leaf.Operator == "=" && column.Unique && column.References != nil && s.Limit:
		return "reading the one " + model.Name + " of a " + column.Field
	case leaf.Operator == "in" && leaf.Sub == nil && len(s.Joined) == 0 && !s.Limit && (column.PrimaryKey || column.References != nil):
		return "prefetch_related() of " + model.Name + " rows, or delete() of what they belong to"
	case leaf.Operator == "=" && column.References != nil && !s.Limit && alone:
		return "a related manager that finds " + model.Name + " rows by " + column.Field
	}
	return ""
}

// byColumn reports whether rows are told by one column of a kind alone.
func byColumn(s *statement.Statement, model *schema.Model, kind func(*schema.Column) bool) bool {
	if len(s.Where) != 1 || s.Where[0].Negated || s.Where[0].Sub != nil {
		return false
	}
	column := columnOf(model, s.Where[0].Column)
	return column != nil && kind(column) && (s.Where[0].Operator == "=" || s.Where[0].Operator == "in")
}

func columnOf(model *schema.Model, c statement.Column) *schema.Column {
	if !sameTable(c.Table, model.Table) {
		return nil
	}
	for _, column := range model.Columns {
		if column.Column == c.Name {
			return column
		}
	}
	return nil
}
