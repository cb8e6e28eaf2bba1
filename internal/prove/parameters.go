package prove

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/ormlint/ormlint/internal/postgres"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/sql"
)

// A binding gives a query's conditions their values. Those of one row belong
// together, so that the query finds something.
type binding struct {
	name   string // "typical", "hot", "busiest", "rare", "gone", "as written"
	values map[*query.Term][]string
}

func (b binding) of(t *query.Term) []string { return b.values[t] }

// listLength is how many values stand for a list that is made at run time.
const listLength = 10

// A parameter is a condition whose value is not in the source.
type parameter struct {
	term   *query.Term
	column *schema.Column
	text   string // SQL of what it compares, as text
	ranged bool
}

// bindings are typical and adverse values for a query.
func (g *group) bindings(ctx context.Context, q *query.Query, skip func(*query.Term) bool) ([]binding, error) {
	unknown := g.parameters(q, skip)
	if len(unknown) == 0 {
		return []binding{{name: "as written"}}, nil
	}
	known := sql.Options{Skip: func(t *query.Term) bool {
		return skip(t) || slices.ContainsFunc(unknown, func(p parameter) bool { return p.term == t })
	}}
	statement, err := sql.Render(whole(q, unknown), g.options.Schema, known)
	if err != nil {
		return nil, cannot("%v", err)
	}
	var all []binding
	names := []string{"typical", "hot", "busiest", "rare"}
	if q.Limit != query.NoLimit || q.Operation == query.First || q.Operation == query.Last {
		names = append(names, "gone")
	}
	for _, name := range names {
		b := binding{name, map[*query.Term][]string{}}
		if err := g.fromRow(ctx, &b, statement.From, unknown); err != nil {
			return nil, err
		}
		if err := g.fromRange(ctx, &b, q, unknown); err != nil {
			return nil, err
		}
		same := slices.ContainsFunc(all, func(o binding) bool { return fmt.Sprint(o.values) == fmt.Sprint(b.values) })
		if len(b.values) > 0 && !same {
			all = append(all, b)
		}
	}
	if len(all) == 0 {
		return nil, cannot("no row has values for its conditions")
	}
	return all, nil
}

// whole is a query whose FROM names every table that a parameter needs.
func whole(q *query.Query, unknown []parameter) *query.Query {
	c := *q
	c.Operation = query.Select
	c.OrderBy = nil
	for _, p := range unknown {
		if p.term.Table != concrete(q.Model).Table {
			c.OrderBy = append(c.OrderBy, query.Order{Table: p.term.Table, Alias: p.term.Alias, Column: p.term.Column})
		}
	}
	return &c
}

func (g *group) parameters(q *query.Query, skip func(*query.Term) bool) []parameter {
	var all []parameter
	for i := range q.Where {
		t := &q.Where[i]
		table := g.tables[t.Table]
		if skip(t) || t.Column == "" || table == nil || t.Value.Column != "" || strings.HasSuffix(t.Lookup, "isnull") || len(sql.Known(t.Value)) > 0 {
			continue
		}
		c := columnOf(table.model, t.Column)
		if c == nil {
			continue
		}
		at := t.Alias
		if at == "" {
			at = sql.Quote(t.Table)
		}
		p := parameter{term: t, column: c, text: at + "." + sql.Quote(t.Column)}
		path := strings.Split(t.Lookup, "__")
		switch last := path[len(path)-1]; {
		case last == "gt" || last == "gte" || last == "lt" || last == "lte" || last == "range":
			p.ranged = true
		}
		p.transform(path, cmp.Or(g.options.Schema.TimeZone, "UTC"))
		all = append(all, p)
	}
	return all
}

// transform puts what stands between the column and the lookup around it; parts
// of a moment are those of its time in the zone.
func (p *parameter) transform(path []string, zone string) {
	first := path[0]
	moment := strings.HasPrefix(p.column.DBType, "timestamp")
	local := p.text
	if moment && strings.HasSuffix(p.column.DBType, "with time zone") {
		local = "(" + p.text + " AT TIME ZONE " + sql.Literal(zone, "text") + ")"
	}
	switch {
	case p.column.DBType == "jsonb" && len(path) > 1 || p.column.DBType == "jsonb" && strings.HasPrefix(first, "has_"):
		p.text = "'kind'"
	case strings.HasSuffix(p.column.DBType, "[]") && first != "exact" && first != "len":
		p.text = "(" + p.text + ")[1:1]"
	case first == "date" && moment:
		p.text = local + "::date"
	case first == "year" || first == "month" || first == "day" || first == "hour" || first == "week" || first == "minute" || first == "quarter":
		p.text = "extract(" + first + " FROM " + local + ")::int"
	case first == "week_day" || first == "iso_week_day":
		p.text = "1"
	}
}

// fromRow takes the values of equalities and patterns from one row.
func (g *group) fromRow(ctx context.Context, b *binding, from string, unknown []parameter) error {
	var of []parameter
	var columns []string
	extra := ""
	for _, p := range unknown {
		if p.ranged {
			continue
		}
		of = append(of, p)
		columns = append(columns, "("+p.text+")::text")
		if p.column.Null {
			extra += " AND " + p.text + " IS NOT NULL"
		}
	}
	if len(of) == 0 {
		return nil
	}
	offset := g.tables[g.model.Table].rows / 3
	if b.name != "typical" {
		offset = 0
		pinned, err := g.pin(ctx, b.name, from, of)
		if err != nil || pinned == "" {
			return err
		}
		extra += pinned
	}
	if extra != "" && !strings.Contains(from, " WHERE ") {
		extra = " WHERE" + strings.TrimPrefix(extra, " AND")
	}
	values, err := g.row(ctx, "SELECT "+strings.Join(columns, ", ")+from+extra, len(of), offset)
	if err != nil || values == nil {
		return err
	}
	for i, p := range of {
		b.values[p.term] = []string{shaped(p, values[i])}
		if strings.HasSuffix(p.term.Lookup, "in") && lookupIs(p.term, "in") && (p.term.Value.Many || p.term.Value.Subquery) {
			s, err := g.spreadOf(ctx, p.term.Table, p.column.Column)
			if err != nil {
				return err
			}
			more := s.bounds
			switch {
			case len(more) > 0:
			case b.name == "rare":
				more = s.common[max(0, len(s.common)-listLength):] // the most frequent come first
			default:
				more = s.common
			}
			b.values[p.term] = list(values[i], more)
		}
	}
	return nil
}

func lookupIs(t *query.Term, name string) bool {
	return t.Lookup == name || strings.HasSuffix(t.Lookup, "__"+name)
}

// pin narrows to rows with the most frequent value of the first equality or of
// all of them taken together, or with a seldom one of the first.
func (g *group) pin(ctx context.Context, name, from string, of []parameter) (string, error) {
	var equal []parameter
	for _, p := range of {
		if p.term.Lookup == "exact" || p.term.Lookup == "in" {
			equal = append(equal, p)
		}
	}
	if len(equal) == 0 {
		return "", nil
	}
	narrowed := strings.Contains(from, " WHERE ")
	switch {
	case name == "gone":
		return g.gone(ctx, from, equal)
	case name == "busiest" && len(equal) < 2:
		return "", nil
	case name == "busiest":
		return g.busiest(ctx, from, equal)
	case name == "hot" && narrowed: // the most frequent one is another among what the rest leaves
		return g.busiest(ctx, from, equal[:1])
	}
	for _, p := range equal {
		s, err := g.spreadOf(ctx, p.term.Table, p.column.Column)
		if err != nil {
			return "", err
		}
		value := ""
		switch {
		case name == "hot" && len(s.common) > 0:
			value = s.common[0]
		case name == "rare" && (len(s.bounds) > 2 || len(s.common) > 2*listLength):
			if value, err = g.seldom(ctx, p.term.Table, p.column.Column); err != nil {
				return "", err
			}
		default:
			continue
		}
		return " AND " + p.text + " = " + sql.Literal(value, p.column.DBType), nil
	}
	return "", nil
}

// gone narrows to a value that many rows have, but none of the newer ones: of
// a customer who left, the newest rows are the oldest that there are. Whoever
// reads rows in order until some fit reads them all.
func (g *group) gone(ctx context.Context, from string, equal []parameter) (string, error) {
	own := g.model
	for _, p := range equal {
		if p.term.Table != own.Table || p.term.Alias != "" || p.column.References == nil {
			continue
		}
		key := slices.IndexFunc(own.Columns, func(c *schema.Column) bool {
			return c.PrimaryKey && strings.HasSuffix(c.DBType, "int") || c.PrimaryKey && c.DBType == "integer" || strings.HasPrefix(c.DBType, "timestamp") && !c.Null
		})
		if key < 0 {
			return "", nil
		}
		where := ""
		if !strings.Contains(from, " WHERE ") {
			where = " WHERE true"
		}
		text := fmt.Sprintf(`SELECT (%[1]s)::text%[2]s%[3]s
			AND %[1]s IN (SELECT of.%[4]s FROM %[5]s AS of GROUP BY of.%[4]s HAVING count(*) >= %[6]d)
			GROUP BY %[1]s ORDER BY max(%[5]s.%[7]s), %[1]s`,
			p.text, from, where, sql.Quote(p.column.Column), sql.Quote(own.Table), max(g.tables[own.Table].loaded/goneShare, 1), sql.Quote(own.Columns[key].Column))
		values, err := g.row(ctx, text, 1, 0)
		if err != nil || values == nil {
			return "", err
		}
		return " AND " + p.text + " = " + sql.Literal(values[0], p.column.DBType), nil
	}
	return "", nil
}

// goneShare is the part of a table, one in so many rows, that somebody who left has at least.
const goneShare = 1000

// busiest narrows to the rows with the most frequent combination of values.
func (g *group) busiest(ctx context.Context, from string, equal []parameter) (string, error) {
	var columns, texts, places []string
	extra := ""
	for i, p := range equal {
		columns = append(columns, p.text)
		texts = append(texts, "("+p.text+")::text")
		places = append(places, strconv.Itoa(i+1))
		if p.column.Null {
			extra += " AND " + p.text + " IS NOT NULL"
		}
	}
	if extra != "" && !strings.Contains(from, " WHERE ") {
		extra = " WHERE" + strings.TrimPrefix(extra, " AND")
	}
	list := strings.Join(columns, ", ")
	values, err := g.row(ctx, "SELECT "+strings.Join(texts, ", ")+from+extra+" GROUP BY "+list+" ORDER BY count(*) DESC, "+strings.Join(places, ", "), len(equal), 0)
	if err != nil || values == nil {
		return "", err
	}
	pinned := ""
	for i, p := range equal {
		pinned += " AND " + p.text + " = " + sql.Literal(values[i], p.column.DBType)
	}
	return pinned, nil
}

// seldom is a value of a column that the fewest rows have.
func (g *group) seldom(ctx context.Context, table, column string) (string, error) {
	name := table + "." + column
	if value, ok := g.rare[name]; ok {
		return value, nil
	}
	c, place := sql.Quote(column), "md5("+sql.Quote(column)+"::text)"
	for _, key := range g.tables[table].model.Columns {
		if key.PrimaryKey && strings.HasSuffix(key.DBType, "int") || key.PrimaryKey && key.DBType == "integer" {
			place = "min(" + sql.Quote(key.Column) + ")"
		}
	}
	// Of those that the fewest rows have, the one in the middle of the table.
	text, offset := fmt.Sprintf(`WITH counted AS (SELECT %s AS v, count(*) AS n, %s AS p FROM %s WHERE %s IS NOT NULL GROUP BY %s),
		seldom AS (SELECT v, row_number() OVER (ORDER BY p) AS at, count(*) OVER () AS of FROM counted WHERE n = (SELECT min(n) FROM counted))
		SELECT v::text FROM seldom WHERE at = (of + 1) / 2`, c, place, sql.Quote(table), c, c), int64(0)
	if own := g.tables[table].model; slices.ContainsFunc(own.Columns, func(k *schema.Column) bool { return k.Column == column && alone(own, k) }) {
		text, offset = fmt.Sprintf("SELECT %s::text FROM %s WHERE %[1]s IS NOT NULL", c, sql.Quote(table)), g.tables[table].loaded/2 // each stands in one row
	}
	values, err := g.row(ctx, text, 1, offset)
	if err != nil || values == nil {
		return "", err
	}
	g.rare[name] = values[0]
	return values[0], nil
}

// row reads one row as text: the one at offset, else the first; nil where there is none.
func (g *group) row(ctx context.Context, text string, columns int, offset int64) ([]string, error) {
	for _, at := range slices.Compact([]int64{offset, offset / 50, 0}) {
		values := make([]*string, columns)
		scan := make([]any, columns)
		for i := range values {
			scan[i] = &values[i]
		}
		err := g.conn.QueryRow(ctx, fmt.Sprintf("%s LIMIT 1 OFFSET %d", text, at)).Scan(scan...)
		if errors.Is(err, pgx.ErrNoRows) {
			continue
		}
		if err != nil {
			if stop := postgres.Stopped(ctx, err); stop != nil {
				return nil, stop
			}
			return nil, cannot("no values for its conditions: %s", postgres.Reason(err))
		}
		out := make([]string, columns)
		for i, v := range values {
			if v != nil {
				out[i] = *v
			}
		}
		return out, nil
	}
	return nil, nil
}

// shaped makes of a row's value what the lookup is given: of a text its beginning, its end, a part.
func shaped(p parameter, value string) string {
	runes := []rune(value)
	cut := func(from, to int) string { return string(runes[min(from, len(runes)):min(to, len(runes))]) }
	for _, name := range []string{"startswith", "istartswith"} {
		if lookupIs(p.term, name) {
			return cut(0, 5)
		}
	}
	for _, name := range []string{"endswith", "iendswith"} {
		if lookupIs(p.term, name) {
			return cut(max(0, len(runes)-5), len(runes))
		}
	}
	if (lookupIs(p.term, "contains") || lookupIs(p.term, "icontains")) && !strings.HasSuffix(p.column.DBType, "[]") && p.column.DBType != "jsonb" {
		return cut(1, 7)
	}
	if lookupIs(p.term, "regex") || lookupIs(p.term, "iregex") {
		return "^" + cut(0, 5)
	}
	return value
}

// list is a value with others that the column holds.
func list(first string, others []string) []string {
	values := []string{first}
	for i := 1; i < listLength && len(others) > listLength; i++ {
		if v := others[i*(len(others)-1)/listLength]; !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	for _, v := range others {
		if len(others) <= listLength && !slices.Contains(values, v) {
			values = append(values, v)
		}
	}
	return values
}

// fromRange gives bounds: a few per cent of the rows lie beyond them, among those
// that the equalities leave; half of them behind the key at which a page begins.
func (g *group) fromRange(ctx context.Context, b *binding, q *query.Query, unknown []parameter) error {
	for _, p := range unknown {
		if !p.ranged {
			continue
		}
		below := lookupIs(p.term, "lt") || lookupIs(p.term, "lte")
		both := slices.ContainsFunc(unknown, func(o parameter) bool {
			return o.term != p.term && o.ranged && o.column == p.column && !p.term.Or && !o.term.Or
		})
		share := 0.95
		switch {
		case p.column.PrimaryKey && q.Limit != query.NoLimit:
			share = 0.5
		case both && below:
			share = 0.97
		case below:
			share = 0.05
		}
		values, err := g.quantiles(ctx, b, q, p, share, min(share+0.02, 1))
		if err != nil {
			return err
		}
		if len(values) < 2 {
			continue
		}
		b.values[p.term] = values[:1]
		if lookupIs(p.term, "range") {
			b.values[p.term] = values
		}
	}
	return nil
}

// quantiles are values of a column below which the given shares of the rows lie
// that the query's equalities leave.
func (g *group) quantiles(ctx context.Context, b *binding, q *query.Query, p parameter, shares ...float64) ([]string, error) {
	var values []string
	if among := g.equalities(b, q, p); among != "" {
		columns := make([]string, len(shares))
		for i, share := range shares {
			columns[i] = fmt.Sprintf("(percentile_disc(%g) WITHIN GROUP (ORDER BY %s))::text", share, sql.Quote(p.column.Column))
		}
		found, err := g.row(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+sql.Quote(p.term.Table)+" WHERE "+among, len(shares), 0)
		if err != nil {
			return nil, err
		}
		if len(found) > 0 && found[0] != "" {
			values = found
		}
	}
	if values == nil {
		bounds, err := g.histogram(ctx, p.term.Table, p.column.Column)
		if err != nil || len(bounds) == 0 {
			return nil, err
		}
		for _, share := range shares {
			values = append(values, bounds[int(share*float64(len(bounds)-1))])
		}
	}
	for i, v := range values {
		if strings.HasPrefix(p.term.Lookup, "year") {
			values[i], _, _ = strings.Cut(v, "-")
		} else if strings.HasPrefix(p.term.Lookup, "date") {
			values[i], _, _ = strings.Cut(v, " ")
		}
	}
	return values, nil
}

// equalities are the query's conditions that single values satisfy, on the table of a range.
func (g *group) equalities(b *binding, q *query.Query, p parameter) string {
	var parts []string
	for i := range q.Where {
		t := &q.Where[i]
		if t.Table != p.term.Table || t.Alias != p.term.Alias || t.Or || t.Negated || t.Conditional || t.Lookup != "exact" && t.Lookup != "in" {
			continue
		}
		values := b.values[t]
		if len(values) == 0 {
			values = sql.Known(t.Value)
		}
		if c := columnOf(g.tables[t.Table].model, t.Column); c != nil && len(values) > 0 {
			parts = append(parts, sql.Quote(t.Column)+" = "+sql.Literal(values[0], c.DBType))
		}
	}
	return strings.Join(parts, " AND ")
}

// A held is what ANALYZE saw of a column.
type held struct{ common, bounds []string }

func (g *group) histogram(ctx context.Context, table, column string) ([]string, error) {
	s, err := g.spreadOf(ctx, table, column)
	if err != nil {
		return nil, err
	}
	if len(s.bounds) == 0 {
		return s.common, nil
	}
	return s.bounds, nil
}

func (g *group) spreadOf(ctx context.Context, table, column string) (held, error) {
	if s, ok := g.held[table+"."+column]; ok {
		return s, nil
	}
	var s held
	err := g.conn.QueryRow(ctx, `SELECT most_common_vals::text::text[], histogram_bounds::text::text[] FROM pg_stats
		WHERE schemaname = current_schema() AND tablename = $1 AND attname = $2`, table, column).Scan(&s.common, &s.bounds)
	if err != nil && !errors.Is(err, pgx.ErrNoRows) {
		if stop := postgres.Stopped(ctx, err); stop != nil {
			return s, stop
		}
		return s, fmt.Errorf("read how %s.%s is spread: %w", table, column, err)
	}
	g.held[table+"."+column] = s
	return s, nil
}
