package prove

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/sql"
	"github.com/ormlint/ormlint/internal/stats"
)

// A table is one table to fill.
type table struct {
	model   *schema.Model
	rows    int64
	spreads []*spread       // beside the columns that are written
	beside  bool            // it is there for joins: fewer rows than planned will do
	asked   map[string]bool // beside: columns that queries name; an index that begins with none of them is not made
	strict  bool            // all rows satisfy partial unique indexes, not only those of their predicates
	extra   int64           // rows beyond rows that are kept for measuring inserts
	notes   []string        // what was assumed
	loaded  int64
	pages   int64
}

// parentShare is how many rows of a table there are for one of a table that it refers to.
const parentShare = 20

// tiny are Django's own tables that hold a row for each model, site or group.
var tiny = map[string]int64{"django_content_type": 60, "auth_permission": 240, "auth_group": 20, "django_site": 5}

// size is how many rows a table has that another one of the given size refers to.
func (p *prover) size(m *schema.Model, referring int64) int64 {
	if n, ok := tiny[m.Table]; ok {
		return n
	}
	if s, _ := p.options.Stats.Table(m.Table); s != nil && s.Rows > 0 {
		return min(s.Rows, p.options.Rows*10)
	}
	if p.options.Small != nil && p.options.Small(m) {
		return 500
	}
	return max(referring/parentShare, 100)
}

// plan decides how the columns of a table are spread.
func (p *prover) plan(t *table, others map[string]*table, asked map[string][]string) error {
	m := t.model
	t.spreads, t.notes = nil, nil
	for _, c := range m.Columns {
		if c.Generated != "" {
			continue
		}
		s := &spread{column: c, salt: salt(m, c), keySalt: keySalt(m, c)}
		if err := p.spread(t, s, others, asked[m.Table+"."+c.Column]); err != nil {
			return err
		}
		t.spreads = append(t.spreads, s)
	}
	for _, ix := range m.Indexes {
		switch {
		case !ix.Unique || ix.Unknown != "" || ix.Primary && len(ix.Terms) == 1:
		case ix.Where != "" && !t.strict: // it binds some of the rows only
		default:
			t.distinguish(ix)
		}
	}
	return nil
}

func (p *prover) spread(t *table, s *spread, others map[string]*table, asked []string) error {
	c, rows := s.column, t.rows+t.extra
	if c.Null {
		s.null = 0.3
	}
	measured := p.measured(t.model, c)
	if measured != nil && c.Null {
		s.null = measured.Null
	}
	s.distinct = max(rows/20, 1)
	if measured != nil && measured.Distinct != 0 {
		s.distinct = int64(measured.Distinct)
		if measured.Distinct < 0 {
			s.distinct = int64(-measured.Distinct * float64(rows))
		}
		s.distinct = max(min(s.distinct, rows), 1)
	}
	switch {
	case alone(t.model, c):
		s.distinct, s.rank = rows, "i"
	case c.References != nil:
		s.distinct = max(p.referred(c, rows, others), 1)
		s.rank = lively(zipf(uniform("i", s.salt), s.distinct), s.distinct, rows)
		s.leaves = s.distinct >= leaving
	default:
		s.states, s.rare = statesOf(c, asked)
		if len(s.states) > 0 {
			if s.rare > 0 {
				t.notes = append(t.notes, fmt.Sprintf("%s = %s in %g %% of the rows, at the end of the table", c.Column,
					strings.Join(s.states[len(s.states)-s.rare:], " or "), 100*rareShare))
			}
			return nil
		}
		s.grows = strings.HasPrefix(c.DBType, "timestamp") || c.DBType == "date"
		if s.grows {
			s.distinct = rows
		}
		switch {
		case c.DBType == "smallint":
			s.distinct = min(s.distinct, 1000)
		case c.DBType == "integer" && measured == nil:
			s.distinct = min(s.distinct, 10000)
		}
		s.rank = zipf(uniform("i", s.salt), s.distinct)
		if generic(t.model, c) {
			s.rank = lively(s.rank, s.distinct, rows)
		}
	}
	return nil
}

// generic reports whether a column holds the keys of a generic relation.
func generic(m *schema.Model, c *schema.Column) bool {
	return slices.ContainsFunc(m.Relations, func(r *schema.Relation) bool { return r.Kind == schema.Generic && r.Column == c.Column })
}

// epochs are the times of a table in which different parents are the busy ones:
// who had the most rows in the beginning has few new ones.
const epochs = 8

// lively turns the ranks of busy parents with time.
func lively(rank string, distinct, rows int64) string {
	if distinct < 100 {
		return rank
	}
	return fmt.Sprintf("(1 + (%s + i * %d / %d * %d) %% %d)", rank, epochs, max(rows, 1), distinct/epochs+1, distinct)
}

// alone reports whether a value of the column stands in one row.
func alone(m *schema.Model, c *schema.Column) bool {
	return c.Unique || c.PrimaryKey && soleKey(m) || slices.ContainsFunc(m.Indexes, func(ix *schema.Index) bool {
		return ix.Unique && ix.Where == "" && len(ix.Terms) == 1 && ix.Terms[0].Column == c.Column
	})
}

func soleKey(m *schema.Model) bool {
	n := 0
	for _, c := range m.Columns {
		if c.PrimaryKey {
			n++
		}
	}
	return n == 1
}

// referred is how many rows the table has that a foreign key refers to.
func (p *prover) referred(c *schema.Column, rows int64, others map[string]*table) int64 {
	if o := others[c.References.Table]; o != nil {
		return o.rows
	}
	if m := c.References.Model; m != nil {
		return p.size(concrete(m), rows)
	}
	return max(rows/parentShare, 1)
}

func (p *prover) measured(m *schema.Model, c *schema.Column) *stats.Column {
	s, _ := p.options.Stats.Table(m.Table)
	if s == nil {
		return nil
	}
	for i := range s.Columns {
		if s.Columns[i].Name == c.Column {
			return &s.Columns[i]
		}
	}
	return nil
}

// distinguish makes the rows differ in what a unique index holds: the rank of
// one column counts the rows that share another's.
func (t *table) distinguish(ix *schema.Index) {
	var of []*spread
	for _, term := range ix.Terms {
		for _, s := range t.spreads {
			if term.Column == s.column.Column || term.Column == "" && strings.Contains(term.Expression, sql.Quote(s.column.Column)) {
				of = append(of, s)
			}
		}
	}
	for _, s := range of {
		if s.rank == "i" || s.grows && strings.HasPrefix(s.column.DBType, "timestamp") {
			return // they differ already
		}
	}
	if len(of) == 0 {
		return
	}
	// The one with the most room counts: text and numbers before foreign keys before states.
	slices.SortStableFunc(of, func(a, b *spread) int { return b.room() - a.room() })
	counting := of[0]
	rows := t.rows + t.extra
	if len(of) == 1 {
		if counting.room() == unbounded {
			counting.distinct, counting.rank, counting.states, counting.rare, counting.grows = rows, "i", nil, 0, false
		}
		return
	}
	var other *spread
	for _, s := range of[1:] {
		if len(s.states) == 0 && !s.grows && !strings.Contains(s.rank, "r_") && s.room() > 0 {
			other = s
			break
		}
	}
	if other == nil || strings.Contains(counting.rank, "r_") {
		return // the load drops what is double
	}
	count(counting, other, rows)
}

const unbounded = 2

// room tells how many values a column can hold: 2 any number, 1 as many as another table has rows, 0 a few.
func (s *spread) room() int {
	switch {
	case len(s.states) > 0, s.column.DBType == "boolean", s.column.DBType == "smallint":
		return 0
	case s.column.References != nil, s.column.DBType == "date":
		return 1
	}
	return unbounded
}

// count lets one column count the rows that have the same rank in another.
func count(counting, other *spread, rows int64) {
	place := permuted(rows, other.salt)
	n := other.distinct
	if counting.room() == unbounded {
		counting.distinct = max(counting.distinct, mostFrequent(rows, n, 1))
	}
	counting.states, counting.rare, counting.grows = nil, 0, false
	counting.leaves, other.leaves = false, false
	name := rankName(other)
	start := zipf(uniform(name, counting.salt), counting.distinct) // so that some of its values are frequent, too
	// The fewer rows may share a rank, the flatter the spread.
	for flat := int64(1); n > 1 && flat <= 1024*n; flat *= 2 {
		if mostFrequent(rows, n, flat) > counting.distinct {
			continue
		}
		other.rank = flattened("("+place+"::float8 / "+strconv.FormatInt(rows, 10)+")", n, flat)
		counting.rank = fmt.Sprintf("1 + (%s + %s - ceil(%d * ln((%s - 1 + %d) / %d.0::float8) / %.17g)::bigint) %% %d",
			start, place, rows, name, flat, flat, math.Log(float64(n+flat)/float64(flat)), counting.distinct)
		return
	}
	// Too many share the most frequent one: spread evenly.
	each := (rows + n - 1) / n
	if each > counting.distinct {
		return // the load drops what is double
	}
	other.rank = fmt.Sprintf("1 + %s / %d", place, each)
	counting.rank = fmt.Sprintf("1 + (%s + %s %% %d) %% %d", start, place, each, counting.distinct)
}

// mostFrequent is how many rows have the most frequent of n ranks at most.
func mostFrequent(rows, n, flat int64) int64 {
	if n <= 1 {
		return rows
	}
	return int64(float64(rows)*math.Log1p(1/float64(flat))/math.Log(float64(n+flat)/float64(flat))) + 2
}

func rankName(s *spread) string { return sql.Quote("r_" + s.column.Column) }

// asked are the constants that queries compare columns with for equality, by table and column.
func asked(queries []*query.Query) map[string][]string {
	all := map[string][]string{}
	for _, q := range queries {
		for _, t := range q.Where {
			if t.Column == "" || t.Negated || !t.Value.Known || t.Lookup != "exact" && t.Lookup != "in" {
				continue
			}
			name := t.Table + "." + t.Column
			for _, value := range sql.Known(t.Value) {
				text := "'" + strings.ReplaceAll(strings.ReplaceAll(value, `\`, `\\`), "'", `\'`) + "'"
				if t.Lookup == "exact" || !strings.HasPrefix(t.Value.Text, "[") {
					text = t.Value.Text
				}
				if !slices.Contains(all[name], text) {
					all[name] = append(all[name], text)
				}
			}
		}
	}
	return all
}
