// Package sql is PostgreSQL's text of what the code means: the tables of a
// schema, and the statements of its queries.
//
// In: models and queries. Out: the DDL that makes a table with its indexes, and
// the statement that Django sends for a query, with its values inline. Its one
// idea: every clause is written as Django 5.2 writes it, down to the guards
// beside a negated condition, because a plan depends on the text; what cannot be
// written so is left out and named, never made up.
package sql

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// Values gives the values that a condition is compared with, as PostgreSQL
// would read them between quotes; none where they are not known.
type Values func(*query.Term) []string

// Options say what the text of a query alone does not.
type Options struct {
	Values Values
	Skip   func(*query.Term) bool // conditions to leave out on purpose; nil for none
	Limit  int                    // for a slice that is not constant; 0 is 100
}

// A Statement is what Django sends for a query.
type Statement struct {
	SQL     string
	Search  string   // of an UPDATE or DELETE: the SELECT of the rows that it changes; else SQL
	From    string   // FROM and WHERE
	LeftOut []string // conditions that are not in SQL, and why
}

// Render writes the statement of a query; the error says what of it cannot be written.
func Render(q *query.Query, s *schema.Schema, options Options) (Statement, error) {
	if options.Limit == 0 {
		options.Limit = 100
	}
	w := &writer{query: q, model: concrete(q.Model), options: options, zone: cmp.Or(s.TimeZone, "UTC"), tables: map[string]*schema.Model{}}
	for _, m := range s.Models {
		if m.Table != "" && !m.Proxy {
			w.tables[m.Table] = m
		}
	}
	if w.model == nil || w.model.Table == "" {
		return Statement{}, fmt.Errorf("the model has no table")
	}
	where, err := w.where()
	if err != nil {
		return Statement{}, err
	}
	order, err := w.order()
	if err != nil {
		return Statement{}, err
	}
	var statement Statement
	statement.SQL, statement.Search = w.statement(where, order)
	statement.From, statement.LeftOut = w.from+condition(where), w.leftOut
	return statement, nil
}

func concrete(m *schema.Model) *schema.Model {
	if m != nil && m.Proxy && m.Concrete != nil {
		return m.Concrete
	}
	return m
}

type writer struct {
	query   *query.Query
	model   *schema.Model
	tables  map[string]*schema.Model
	options Options
	zone    string // that dates of moments are computed in
	from    string
	used    map[string]bool // aliases that a clause names
	leftOut []string
}

// statement puts the clauses together.
func (w *writer) statement(where, order string) (sql, search string) {
	q, table := w.query, Quote(w.model.Table)
	from := " FROM " + table + w.joins()
	w.from = from
	where = condition(where)
	limit := w.limit()
	distinct := ""
	if q.Distinct {
		distinct = "DISTINCT "
	}
	switch q.Operation {
	case query.Exists:
		sql = `SELECT 1 AS "a"` + from + where + " LIMIT 1"
	case query.Count, query.Aggregate:
		if q.Distinct || limit != "" {
			inner := "SELECT " + distinct + w.key() + ` AS "col1"` + from + where + limit
			sql = `SELECT COUNT(*) FROM (` + inner + `) subquery`
			break
		}
		what := "*"
		if q.Operation == query.Aggregate { // of a column that has to be read: which one is not known
			what = table + "." + Quote(w.changed())
		}
		sql = `SELECT COUNT(` + what + `) AS "__count"` + from + where
	case query.Update, query.Delete:
		search = "SELECT " + w.key() + from + where
		verb := "DELETE FROM " + table
		if q.Operation == query.Update {
			column := Quote(w.changed())
			verb = "UPDATE " + table + " SET " + column + " = (" + table + "." + column + ")"
		}
		if len(w.used) > 0 {
			where = " WHERE " + w.key() + " IN (" + search + ")"
		}
		return verb + where, search
	default:
		sql = "SELECT " + distinct + strings.Join(w.columns(), ", ") + from + where + order + limit
	}
	return sql, sql
}

func condition(where string) string {
	if where == "" {
		return ""
	}
	return " WHERE " + where
}

// key is the primary key's column.
func (w *writer) key() string {
	for _, c := range w.model.Columns {
		if c.PrimaryKey {
			return Quote(w.model.Table) + "." + Quote(c.Column)
		}
	}
	return Quote(w.model.Table) + ".ctid"
}

// changed is a column that an UPDATE may set to itself: the query does not know which it sets.
func (w *writer) changed() string {
	for _, c := range w.model.Columns {
		if !c.PrimaryKey && c.References == nil && c.Generated == "" {
			return c.Column
		}
	}
	return w.model.Columns[0].Column
}

// columns are those of the model, of its parents, and of what select_related() reads.
func (w *writer) columns() []string {
	var columns []string
	of := func(alias string, m *schema.Model) {
		for _, c := range m.Columns {
			columns = append(columns, Quote(alias)+"."+Quote(c.Column))
		}
	}
	for _, p := range w.parents() {
		of(p.Alias, w.tables[p.Table])
	}
	of(w.model.Table, w.model)
	for _, j := range w.query.From {
		if m := w.tables[j.Table]; j.Read && m != nil {
			of(j.Alias, m)
		}
	}
	return columns
}

// parents are the joins to the parents of multi-table inheritance, outermost first.
func (w *writer) parents() []query.Join {
	var joins []query.Join
	var visit func(m *schema.Model)
	visit = func(m *schema.Model) {
		for _, r := range m.Relations {
			if parent := concrete(r.Target); r.ParentLink && parent != nil && slices.Contains(m.Parents, r.Target) {
				visit(parent)
				joins = append(joins, query.Join{Alias: parent.Table, Table: parent.Table, Column: r.TargetColumn, To: m.Table, ToColumn: r.Column})
			}
		}
	}
	if rows(w.query.Operation) {
		visit(w.model)
	}
	return joins
}

// rows reports whether an operation reads whole rows.
func rows(o query.Operation) bool {
	return o == query.Select || o == query.Get || o == query.First || o == query.Last
}

// joins are the tables of FROM behind the first: those that a clause names or select_related() reads.
func (w *writer) joins() string {
	need := map[string]bool{}
	byAlias := map[string]query.Join{}
	var all []query.Join
	parents := w.parents()
	slices.Reverse(parents)
	for _, j := range slices.Concat(parents, w.query.From) {
		if _, there := byAlias[j.Alias]; there {
			continue
		}
		byAlias[j.Alias] = j
		all = append(all, j)
	}
	var mark func(alias string)
	mark = func(alias string) {
		if j, ok := byAlias[alias]; ok && !need[alias] {
			need[alias] = true
			mark(j.To)
		}
	}
	for _, j := range parents {
		mark(j.Alias)
	}
	for _, j := range w.query.From {
		if w.used[j.Alias] || j.Read && rows(w.query.Operation) {
			mark(j.Alias)
		}
	}
	var b strings.Builder
	for _, j := range all {
		if !need[j.Alias] {
			continue
		}
		kind := " INNER JOIN "
		if j.Outer {
			kind = " LEFT OUTER JOIN "
		}
		b.WriteString(kind + Quote(j.Table))
		if j.Alias != j.Table {
			b.WriteString(" " + j.Alias)
		}
		fmt.Fprintf(&b, " ON (%s.%s = %s.%s%s)", alias(j.To), Quote(j.ToColumn), alias(j.Alias), Quote(j.Column), w.contentType(j))
	}
	return b.String()
}

// contentType is the condition of a generic relation on the type of the object.
func (w *writer) contentType(j query.Join) string {
	if j.TypeColumn == "" {
		return ""
	}
	values := w.values(&query.Term{Table: j.Table, Column: j.TypeColumn, Lookup: "exact"})
	if len(values) == 0 {
		w.leftOut = append(w.leftOut, j.TypeColumn+": the content type's number is not known")
		return ""
	}
	return fmt.Sprintf(" AND (%s.%s = %s)", alias(j.Alias), Quote(j.TypeColumn), Literal(values[0], "integer"))
}

// alias quotes the name of a table; Django leaves its own aliases bare.
func alias(name string) string {
	if len(name) > 1 && (name[0] == 'T' || name[0] == 'U') && strings.Trim(name[1:], "0123456789") == "" {
		return name
	}
	return Quote(name)
}

// Quote writes a name.
func Quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (w *writer) use(alias string) {
	if alias == w.model.Table {
		return
	}
	if w.used == nil {
		w.used = map[string]bool{}
	}
	w.used[alias] = true
}

func (w *writer) order() (string, error) {
	if !rows(w.query.Operation) {
		return "", nil
	}
	var keys []string
	for _, o := range w.query.OrderBy {
		if o.Column == "" {
			return "", fmt.Errorf("it is sorted by an expression that is not known")
		}
		at := o.Alias
		if at == "" {
			at = o.Table
		}
		w.use(at)
		direction := " ASC"
		if o.Desc {
			direction = " DESC"
		}
		if o.Nulls != "" {
			direction += " NULLS " + o.Nulls
		}
		keys = append(keys, alias(at)+"."+Quote(o.Column)+direction)
	}
	if len(keys) == 0 {
		return "", nil
	}
	return " ORDER BY " + strings.Join(keys, ", "), nil
}

// limit is LIMIT and OFFSET.
func (w *writer) limit() string {
	switch w.query.Operation {
	case query.Get:
		return " LIMIT 21"
	case query.First, query.Last:
		return " LIMIT 1"
	}
	if w.query.Limit == query.NoLimit {
		return ""
	}
	limit, offset, ok := slice(w.query)
	if !ok {
		limit, offset = w.options.Limit, 0
	}
	text := ""
	if limit > 0 {
		text = fmt.Sprintf(" LIMIT %d", limit)
	}
	if offset > 0 {
		text += fmt.Sprintf(" OFFSET %d", offset)
	}
	return text
}
