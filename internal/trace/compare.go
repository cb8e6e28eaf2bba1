package trace

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/statement"
)

// contradicts is the price of what cannot be.
const contradicts = 100.0

// A comparison adds up in what a query and a statement differ.
type comparison struct {
	cost    float64
	differs []string
	fewer   bool // a filter that is added under a condition is not there, nor what comes with it
	single  bool // one row of a queryset is looked up by a framework
}

func (c *comparison) add(price float64, format string, args ...any) {
	c.cost += price
	if price > alike {
		c.differs = append(c.differs, fmt.Sprintf(format, args...))
	}
}

// compare prices the differences of a query and a statement on its table.
func compare(q *query.Query, s *statement.Statement, model *schema.Model) comparison {
	var c comparison
	c.operation(q, s)
	if c.cost < dearest {
		c.condition(q, s, model)
	}
	if c.cost > dearest || s.Verb == statement.Insert {
		return c
	}
	if s.Verb == statement.Update {
		c.sets(q, s, model)
	}
	if rows := s.Verb == statement.Select && !s.Count && !s.Aggregate && !s.Exists; rows {
		if !c.single {
			c.limit(q, s)
			c.order(q, s, model)
		}
		c.columns(q, s, model)
	}
	c.joins(q, s)
	if s.Lock != calls(q, "select_for_update") {
		c.add(2, "only one of them locks rows")
	}
	if s.Distinct != q.Distinct && !c.fewer {
		c.add(0.5, "only one of them is DISTINCT")
	}
	if s.Cursor && !calls(q, "iterator") {
		c.add(0.5, "it is read through a cursor")
	}
	if s.Grouped && !calls(q, "annotate", "values", "values_list", "alias") {
		c.add(1, "it has GROUP BY")
	}
	return c
}

func calls(q *query.Query, names ...string) bool {
	return slices.ContainsFunc(q.Steps, func(s query.Step) bool { return slices.Contains(names, s.Call) })
}

// operation compares what is done.
func (c *comparison) operation(q *query.Query, s *statement.Statement) {
	price := contradicts
	switch s.Verb {
	case statement.Insert:
		if q.Operation == query.Insert {
			price = 0
		}
	case statement.Update:
		if q.Operation == query.Update {
			price = 0
		}
	case statement.Delete:
		if q.Operation == query.Delete {
			price = 0
		}
	case statement.Select:
		price = selectPrice(q.Operation, s)
	}
	switch {
	case price == counted && s.Count:
		c.add(price, "it only counts, as a paginator does")
	case price == counted && s.Exists:
		c.add(price, "it only asks whether there is a row")
	case q.Operation == query.Delete && price < dearest:
		c.add(price, "it reads the rows that are deleted")
	default:
		c.add(price, "it is a query of another kind")
	}
}

// counted is the price of rows that are only counted or asked for.
const counted = 1.5

// selectPrice is the price of a SELECT for an operation. What a framework makes
// of a queryset is no place of its own: a paginator counts it.
func selectPrice(operation query.Operation, s *statement.Statement) float64 {
	switch {
	case s.Count:
		switch operation {
		case query.Count:
			return 0
		case query.Aggregate:
			return 0.3
		case query.Select:
			return counted
		}
	case s.Aggregate:
		switch operation {
		case query.Aggregate:
			return 0
		case query.Select:
			return 2
		}
	case s.Exists:
		switch operation {
		case query.Exists:
			return 0
		case query.Select:
			return counted
		}
	default:
		switch operation {
		case query.Select, query.Get, query.First, query.Last:
			return 0
		case query.Delete: // Django reads what it deletes where others refer to it
			return 0.3
		}
	}
	return contradicts
}

// limit compares LIMIT.
func (c *comparison) limit(q *query.Query, s *statement.Statement) {
	limited := q.Limit != query.NoLimit
	switch q.Operation {
	case query.Get, query.First, query.Last:
		limited = true
	}
	switch {
	case s.Limit && !limited:
		c.add(1, "it has a LIMIT, as a paginator adds it")
	case !s.Limit && limited:
		c.add(3, "it has no LIMIT")
	case s.Offset && q.Limit != query.DynamicLimit:
		c.add(0.3, "it has an OFFSET")
	}
}

// order compares ORDER BY.
func (c *comparison) order(q *query.Query, s *statement.Statement, model *schema.Model) {
	same := len(q.OrderBy) == len(s.OrderBy)
	for i := 0; same && i < len(q.OrderBy); i++ {
		key, other := q.OrderBy[i], s.OrderBy[i]
		if key.Column == "" || other.Name == "" {
			continue
		}
		same = key.Column == other.Name && key.Desc == other.Desc && sameTable(key.Table, other.Table)
	}
	switch {
	case same, s.Combined:
	case len(s.OrderBy) == 0 && q.Complete:
		c.add(contradicts, "it is not ordered")
	case q.Complete && !endsWithKey(s, model):
		c.add(2, "it is ordered otherwise")
	default:
		c.add(0.7, "it is ordered otherwise")
	}
}

// endsWithKey reports whether the last key of the order is the primary key, as
// the admin adds it to an order of its own.
func endsWithKey(s *statement.Statement, model *schema.Model) bool {
	last := s.OrderBy[len(s.OrderBy)-1]
	if model == nil {
		return false
	}
	column := columnOf(model, last.Column)
	return column != nil && column.PrimaryKey
}

// narrowing are the calls after which not all columns are read.
var narrowing = []string{"values", "values_list", "only", "defer", "dates", "datetimes", "aggregate", "raw"}

// columns compares whether whole rows are read.
func (c *comparison) columns(q *query.Query, s *statement.Statement, model *schema.Model) {
	if model == nil || len(s.Columns) == 0 {
		return
	}
	whole, more := true, s.Computed
	for _, column := range s.Columns {
		more = more || !sameTable(column.Table, model.Table)
	}
	for _, column := range model.Columns {
		whole = whole && slices.ContainsFunc(s.Columns, func(c statement.Column) bool {
			return c.Name == column.Column && sameTable(c.Table, model.Table)
		})
	}
	switch {
	case whole == calls(q, narrowing...):
		c.add(0.7, "only one of them reads whole rows")
	case whole && calls(q, "annotate") && !more && !s.Grouped:
		c.add(1, "nothing is computed beside its rows")
	}
}

// joins compares which tables are joined. An expression may join tables that
// the query does not know; the rows of others are joined by select_related(),
// which a count leaves out.
func (c *comparison) joins(q *query.Query, s *statement.Statement) {
	price := 0.8
	if calls(q, "annotate", "alias", "aggregate", "extra") || slices.ContainsFunc(q.OrderBy, func(o query.Order) bool { return o.Column == "" }) {
		price = 0.15
	}
	total := 0.0
	for _, table := range s.Joined {
		if !slices.ContainsFunc(q.Joins, func(other string) bool { return sameTable(table, other) }) {
			total += price
		}
	}
	rows := s.Verb == statement.Select && !s.Count && !s.Aggregate && !s.Exists
	asked := slices.Concat(s.Joined, subTables(s.Where, 0))
	for _, table := range q.Joins {
		if rows && !c.fewer && !slices.ContainsFunc(asked, func(other string) bool { return sameTable(table, other) }) {
			total += price
		}
	}
	c.add(min(1.6, total), "other tables are joined")
}

// subTables are the tables of the queries that a condition compares with: an
// exclude() over several rows is one.
func subTables(where []statement.Leaf, depth int) []string {
	var tables []string
	for _, l := range where {
		if l.Sub != nil && depth < mostDeep {
			tables = append(append(tables, l.Sub.Table), l.Sub.Joined...)
			tables = append(tables, subTables(l.Sub.Where, depth+1)...)
		}
	}
	return tables
}

// mostDeep bounds how deep queries in conditions are looked into.
const mostDeep = 4

// sets compares which columns are written.
func (c *comparison) sets(q *query.Query, s *statement.Statement, model *schema.Model) {
	switch {
	case q.Sets == nil:
		if model != nil && writesAll(s, model) && !calls(q, "bulk_update") {
			c.add(2, "it writes every column, as save() does")
		}
	case len(q.Sets) != len(s.Set) || slices.ContainsFunc(s.Set, func(column string) bool { return !slices.Contains(q.Sets, column) }):
		c.add(contradicts, "it writes other columns")
	}
}

// writesAll reports whether an UPDATE sets every column, as save() does.
func writesAll(s *statement.Statement, model *schema.Model) bool {
	plainColumns := 0
	for _, column := range model.Columns {
		if column.PrimaryKey || column.Generated != "" {
			continue
		}
		plainColumns++
		if !slices.Contains(s.Set, column.Column) {
			return false
		}
	}
	return plainColumns > 1
}

// A leaf is one of a statement's comparisons while they are matched.
type leaf struct {
	statement.Leaf
	used   bool
	guard  bool // Django puts it beside another, or it ties a query to the one around it
	parent int  // of a leaf in a query that is compared with: the comparison, else -1
}

// flatten lists the comparisons with those of the queries that are compared with.
func flatten(where []statement.Leaf, parent int, negated bool, depth int, into []leaf) []leaf {
	for _, l := range where {
		l.Negated = l.Negated != negated
		at := len(into)
		guard := l.Correlated || l.Operator == "null" && slices.ContainsFunc(where, func(other statement.Leaf) bool {
			return other.Column == l.Column && other.Operator != "null"
		})
		into = append(into, leaf{Leaf: l, guard: guard, parent: parent})
		if l.Sub != nil && depth < mostDeep {
			into = flatten(l.Sub.Where, at, l.Negated, depth+1, into)
		}
	}
	return into
}

// condition compares WHERE: each of the query's terms takes the comparison that
// is nearest to it; what is left on either side has its price.
func (c *comparison) condition(q *query.Query, s *statement.Statement, model *schema.Model) {
	leaves := flatten(s.Where, -1, false, 0, nil)
	demanded, matched := 0, 0
	for i := range q.Where {
		term := &q.Where[i]
		if !term.Conditional {
			demanded++
		}
		best, price, differs := -1, contradicts, ""
		for at := range leaves {
			if leaves[at].used {
				continue
			}
			if p, why := termPrice(term, &leaves[at].Leaf); p < price {
				best, price, differs = at, p, why
			}
		}
		switch {
		case best >= 0 && price < dearest:
			leaves[best].used = true
			matched++
			c.add(price, "%s", differs)
		case term.Conditional:
			c.fewer = true
			c.add(0.1, "a filter that is added under a condition is not there")
		case term.Column == "":
			c.add(0.5, "an expression of the condition is not there")
		case term.Or:
			c.add(1, "%s is not in its condition", term.Column)
		default:
			c.add(contradicts, "%s is not in its condition", term.Column)
		}
	}
	if demanded > 0 && matched == 0 {
		c.add(contradicts, "nothing of its condition is there")
	}
	for at := range leaves {
		// A query that is compared with is explained by what is known of its inside, and the other way round.
		if parent := leaves[at].parent; parent >= 0 && leaves[at].used {
			leaves[parent].used = true
		}
	}
	for at := range leaves {
		l := &leaves[at]
		if l.used || l.guard || l.parent >= 0 {
			continue
		}
		if repeats(leaves, at) {
			c.add(alike, "")
			continue
		}
		switch {
		case looksUp(q, s, l, model):
			c.single = true
			c.add(0.8, "one row of it is looked up, as a detail view does")
		case !q.Complete:
			c.add(1.2, "its condition on %s is not known here", l.Name)
		default:
			c.add(contradicts, "it has a condition on %s", l.Name)
		}
	}
}

// looksUp reports whether a comparison is what a view adds to its queryset to get one object.
func looksUp(q *query.Query, s *statement.Statement, l *leaf, model *schema.Model) bool {
	if q.Operation != query.Select || q.Limit != query.NoLimit || !s.Limit || len(s.OrderBy) > 0 || model == nil || l.Operator != "=" {
		return false
	}
	column := columnOf(model, l.Column)
	return column != nil && column.Unique && !l.Negated && !l.Or
}

// repeats reports whether a comparison is one more of a kind that is explained:
// a filter that a loop adds.
func repeats(leaves []leaf, at int) bool {
	return slices.ContainsFunc(leaves, func(other leaf) bool {
		return other.used && other.Column == leaves[at].Column && other.Operator == leaves[at].Operator && slices.Equal(other.Transforms, leaves[at].Transforms)
	})
}

// termPrice is the price of a comparison for a term.
func termPrice(term *query.Term, l *statement.Leaf) (price float64, differs string) {
	if term.Column == "" {
		switch {
		case term.Lookup == "exists" && l.Operator == "exists" && term.Negated != l.Negated:
			return contradicts, ""
		case term.Lookup == "exists" && l.Operator == "exists":
			return 0, ""
		case len(l.Transforms) > 0 || l.Name == "" || l.Sub != nil:
			return 0.3, "an expression is compared"
		}
		return 1.5, "an expression is compared"
	}
	if term.Column != l.Name || !sameTable(term.Table, l.Table) {
		return contradicts, ""
	}
	price = shapePrice(shapeOf(term.Lookup), l)
	differs = term.Column + " is compared otherwise"
	if l.Operator == "null" && term.Lookup == "exact" && !term.Value.Known {
		return 0.6, differs // the value was None
	}
	if term.Negated != l.Negated && l.Operator != "null" && !(l.Operator == "=" && len(l.Transforms) == 0 && l.Sub == nil && term.Lookup == "exact" && boolean(term)) {
		price += 2
	}
	if (term.Value.Column != "") != (l.Against.Name != "" && !l.Correlated) {
		price++
	}
	switch {
	case term.Value.Subquery && l.Sub == nil && l.Operator != "exists":
		price += 0.6 // it may have been read before
	case l.Sub != nil && !term.Value.Subquery && term.Value.Known:
		price++
	}
	return price, differs
}

// boolean reports whether a term may be one on a boolean, which is negated for False.
func boolean(term *query.Term) bool {
	return !term.Value.Known || term.Value.Text == "True" || term.Value.Text == "False"
}

// A shape is what a lookup becomes in SQL.
type shape struct {
	transforms []string
	operators  []string // any of them
}

var operators = map[string]shape{
	"exact": {nil, []string{"="}}, "iexact": {[]string{"upper"}, []string{"="}},
	"in": {nil, []string{"in"}}, "gt": {nil, []string{">"}}, "gte": {nil, []string{">="}}, "lt": {nil, []string{"<"}}, "lte": {nil, []string{"<="}},
	"range": {nil, []string{"between"}}, "isnull": {nil, []string{"null"}},
	"contains": {nil, []string{"like", "@>"}}, "startswith": {nil, []string{"like", "between", "@>"}}, "endswith": {nil, []string{"like"}},
	"icontains": {[]string{"upper"}, []string{"like", "@>"}}, "istartswith": {[]string{"upper"}, []string{"like"}}, "iendswith": {[]string{"upper"}, []string{"like"}},
	"regex": {nil, []string{"~"}}, "iregex": {nil, []string{"~*"}},
	"search": {[]string{"to_tsvector"}, []string{"@@"}}, "contained_by": {nil, []string{"<@"}}, "overlap": {nil, []string{"&&"}},
	"has_key": {nil, []string{"?"}}, "has_keys": {nil, []string{"?&"}}, "has_any_keys": {nil, []string{"?|"}},
	"trigram_similar": {nil, []string{"%"}}, "trigram_word_similar": {nil, []string{"%>"}},
}

// knownTransforms are Django's names beside what PostgreSQL is sent for them.
var knownTransforms = map[string]string{
	"date": "date", "time": "time", "year": "year", "month": "month", "day": "day", "hour": "hour", "minute": "minute", "second": "second",
	"week": "week", "week_day": "dow", "iso_week_day": "isodow", "iso_year": "isoyear", "quarter": "quarter",
	"len": "expression", "length": "length", "lower": "lower", "upper": "upper", "unaccent": "unaccent", "trim": "trim", "abs": "abs",
}

// shapeOf is what a lookup as Django spells it becomes.
func shapeOf(lookup string) shape {
	parts := strings.Split(lookup, "__")
	last, ok := operators[parts[len(parts)-1]]
	if ok {
		parts = parts[:len(parts)-1]
	} else {
		last = operators["exact"]
	}
	out := shape{operators: last.operators}
	for _, part := range parts {
		if name, ok := knownTransforms[part]; ok {
			out.transforms = append(out.transforms, name)
		} else {
			out.transforms = append(out.transforms, "key")
		}
	}
	// A year is compared as the range of its moments.
	if len(out.transforms) == 1 && (out.transforms[0] == "year" || out.transforms[0] == "isoyear") {
		switch out.operators[0] {
		case "=":
			return shape{operators: []string{"between"}}
		case ">", ">=", "<", "<=":
			return shape{operators: out.operators}
		}
	}
	out.transforms = append(out.transforms, last.transforms...)
	return out
}

func shapePrice(want shape, l *statement.Leaf) float64 {
	price := 0.0
	switch {
	case slices.Contains(want.operators, l.Operator):
	case want.operators[0] == "=" && l.Operator == "in", want.operators[0] == "in" && l.Operator == "=":
		price = 1.5
	default:
		return 3
	}
	if keyed := slices.Contains(want.transforms, "key"); keyed {
		if !slices.Contains(l.Transforms, "key") && len(l.Transforms) == 0 {
			price++
		}
		return price
	}
	if !slices.EqualFunc(want.transforms, l.Transforms, sameTransform) {
		price++
	}
	return price
}

// sameTransform compares names of transforms. Where pg_stat_statements took the
// field out of EXTRACT('month' FROM …) any part of a moment may be meant.
func sameTransform(want, got string) bool {
	return want == got || got == "extract" && slices.Contains(momentParts, want)
}

var momentParts = []string{"year", "month", "day", "hour", "minute", "second", "week", "dow", "isodow", "isoyear", "quarter"}
