package index

import (
	"math/big"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// filters are a demand's conditions by what a btree could do with them, each
// column once, in the order of the query.
type filters struct {
	demand   *Demand
	points   []*schema.Column // = on columns with many values
	flagged  []*schema.Column // = on booleans
	nulls    []*schema.Column // IS NULL
	sets     []*schema.Column // IN
	ranges   []*schema.Column
	prefixes []*schema.Column // LIKE 'x%', served by some indexes only
	rest     bool             // conditions beside these that may leave few rows
	subquery bool
}

func (d *Demand) filters() *filters {
	f := &filters{demand: d}
	seen := map[*schema.Column]bool{}
	for pass := range 3 { // of conditions on one column an equality wins, then a list
		for _, n := range d.nodes {
			c, or := n.clause, n.arms != nil
			if n.list != nil {
				c, or = *n.list, false
			}
			column := d.column(c.Column)
			if or || column == nil || !c.Plain() || !indexable(c.Kind) {
				f.rest = f.rest || pass == 0 && n.restricts()
				continue
			}
			if pass != c.Op.looseness() || seen[column] {
				continue
			}
			if serialised(column) {
				f.rest = true
				continue
			}
			switch c.Op {
			case Equal:
				if c.Kind == kindBoolean {
					f.flagged = append(f.flagged, column)
				} else {
					f.points = append(f.points, column)
				}
			case IsNull:
				f.nulls = append(f.nulls, column)
			case AnyOf:
				if c.Kind != kindBoolean {
					f.sets = append(f.sets, column)
				}
			case Less, LessEqual, Greater, GreaterEqual:
				if c.fromZero() {
					continue
				}
				f.ranges = append(f.ranges, column)
			default:
				f.rest = f.rest || n.restricts()
				if c.Op == Prefix {
					f.prefixes = append(f.prefixes, column)
				}
				continue
			}
			seen[column] = true
			f.subquery = f.subquery || c.Term != nil && c.Term.Value.Subquery
		}
	}
	for i := range d.Query.Where {
		t := &d.Query.Where[i]
		f.rest = f.rest || t.Table != d.Table.Table && !t.Negated && !d.passed[t]
	}
	return f
}

// looseness orders the conditions on one column: an equality leaves the fewest rows.
func (op Op) looseness() int {
	switch {
	case op.Range():
		return 2
	case op == AnyOf:
		return 1
	}
	return 0
}

// serialised guesses that a text column holds objects written out, which no one
// would index: they outgrow a btree's entries.
func serialised(c *schema.Column) bool {
	return c.DBType == "text" && slices.ContainsFunc([]string{"JSON", "Dict", "Pickle", "Gzip", "Object"}, func(part string) bool {
		return strings.Contains(c.Type, part)
	})
}

// needed are the filters without those that others imply: where a group belongs to
// a project, an equality on the group leaves nothing for one on the project to narrow.
func (f *filters) needed() *filters {
	needed := *f
	given := append(slices.Clone(f.points), f.sets...)
	implied := func(c *schema.Column) bool {
		return slices.ContainsFunc(given, func(by *schema.Column) bool { return by != c && carries(by, c) })
	}
	needed.points = slices.DeleteFunc(slices.Clone(f.points), implied)
	needed.sets = slices.DeleteFunc(slices.Clone(f.sets), implied)
	return &needed
}

// withoutImpliedSets are the filters without the lists that others imply: each value
// of one multiplies the descents of an index that has it.
func (f *filters) withoutImpliedSets() *filters {
	without := *f
	if without.sets = f.needed().sets; len(without.points)+len(without.sets) == 0 {
		return f
	}
	return &without
}

// carries reports whether the rows that a foreign key points at have the same key
// themselves, so that this table only repeats it.
func carries(by, c *schema.Column) bool {
	if by.References == nil || by.References.Model == nil || c.References == nil && !strings.HasSuffix(c.Column, "_id") {
		return false
	}
	for _, other := range by.References.Model.Columns {
		if other.Column != c.Column || other.PrimaryKey {
			continue
		}
		return other.References == nil || c.References == nil || other.References.Table == c.References.Table
	}
	return false
}

// fromZero reports whether the clause only asks for a number that is not zero or
// not the first, as "count > 0" and "depth > 1" do: most rows are.
func (c Clause) fromZero() bool {
	if c.Kind != kindNumber || !c.Known || len(c.Values) != 1 || c.Op != Greater && c.Op != GreaterEqual {
		return false
	}
	bound := number(c.Values[0])
	return bound != nil && bound.Sign() >= 0 && bound.Cmp(big.NewRat(1, 1)) <= 0
}

// indexable tells whether a plain btree on a column of the kind serves = and <.
func indexable(kind Kind) bool {
	return kind != kindJSON && kind != kindArray
}

// restricts reports whether the node may leave few rows; <>, NOT IN and IS NOT
// NULL leave most.
func (n node) restricts() bool {
	switch n.clause.Op {
	case NotEqual, NoneOf, NotNull:
		return false
	case Opaque:
		return n.arms != nil || n.clause.Term == nil || !n.clause.Term.Negated
	}
	if n.arms != nil {
		for _, arm := range n.arms {
			for _, part := range arm {
				if part.restricts() && part.clause.Op != IsNull {
					return true
				}
			}
		}
		return false
	}
	return true
}

// strong are the columns that a missing index is felt on.
func (f *filters) strong() []*schema.Column {
	return slices.Concat(f.points, f.sets, f.ranges)
}

// columns are the filtered columns in the order of the query.
func (f *filters) columns() []*schema.Column {
	chosen := append(f.strong(), f.flagged...)
	var inOrder []*schema.Column
	for _, c := range f.demand.Clauses() {
		column := f.demand.column(c.Column)
		if slices.Contains(chosen, column) && !slices.Contains(inOrder, column) {
			inOrder = append(inOrder, column)
		}
	}
	return inOrder
}

// few reports whether a unique key is given, so that at most a row comes of each value.
func (f *filters) few(existing []*schema.Index) bool {
	given := func(column string) bool {
		return slices.ContainsFunc(append(f.points, f.sets...), func(c *schema.Column) bool { return c.Column == column })
	}
	for _, c := range append(slices.Clone(f.points), f.sets...) {
		if c.Unique || c.PrimaryKey {
			return true
		}
	}
	for _, ix := range existing {
		if !ix.Unique || len(ix.Terms) == 0 || ix.Where != "" && f.demand.proof(ix.Where, f.demand.nodes) != Implied {
			continue
		}
		all := true
		for _, term := range ix.Terms {
			all = all && (given(term.Column) || slices.ContainsFunc(f.flagged, func(c *schema.Column) bool { return c.Column == term.Column }))
		}
		if all {
			return true
		}
	}
	return false
}

// selective reports whether an index narrows on a column whose values are next to
// unique, or on the pair of columns that names one object.
func (f *filters) selective(covers []Cover) bool {
	if pair := f.pair(); pair != nil && slices.ContainsFunc(covers, func(c Cover) bool {
		return slices.Contains(c.served(), pair[0].Column) && slices.Contains(c.served(), pair[1].Column)
	}) {
		return true
	}
	for _, column := range append(slices.Clone(f.points), f.sets...) {
		if !f.demand.nearUnique(column) {
			continue
		}
		for _, c := range covers {
			if slices.Contains(c.served(), column.Column) {
				return true
			}
		}
	}
	return false
}

var nearUniqueNames = []string{"uuid", "guid", "token", "hash", "checksum", "digest", "sha1", "sha224", "sha256", "sha384", "sha512", "md5", "fingerprint",
	"email", "secret", "external_id", "slug"}

// nearUnique tells a column that has about as many values as the table has rows.
func (d *Demand) nearUnique(c *schema.Column) bool {
	if rows, counted := d.Statistics.each(c); counted {
		return rows <= manyOfOne
	}
	return looksNearUnique(c)
}

// looksNearUnique guesses the same from how the column is declared.
func looksNearUnique(c *schema.Column) bool {
	if c.References != nil {
		return false
	}
	if kindOf(c) == kindUUID || c.Type == "EmailField" {
		return true
	}
	for _, name := range nearUniqueNames {
		if c.Field == name || strings.HasSuffix(c.Field, "_"+name) {
			return true
		}
	}
	return false
}

// gap says what no cover does for the filters.
func (f *filters) gap(covers []Cover) Gap {
	strong := f.strong()
	if len(strong) == 0 {
		return NoGap
	}
	needed := f.needed()
	for _, c := range covers {
		if needed.servedBy(c) || slices.ContainsFunc(f.prefixes, func(p *schema.Column) bool { return slices.Contains(c.Seek, p.Column) }) {
			return NoGap
		}
	}
	if len(strong)+len(f.flagged) > 1 && (len(f.ranges) < len(strong) || len(f.flagged) > 0) {
		return Uncovered
	}
	if f.rest && f.elsewhere() { // the plan may start at the other table
		return NoGap
	}
	return Unindexed
}

// elsewhere reports whether a filter stands on another table.
func (f *filters) elsewhere() bool {
	where := f.demand.Query.Where
	for i := range where {
		if where[i].Table != f.demand.Table.Table && !where[i].Negated && !f.demand.passed[&where[i]] {
			return true
		}
	}
	return false
}

// servedBy reports whether an index narrows on all that one can: every equality,
// every list and one range. Booleans may stay outside of an index that leaves few
// rows, and beside a range.
func (f *filters) servedBy(c Cover) bool {
	served := c.served()
	has := func(column *schema.Column) bool { return slices.Contains(served, column.Column) }
	if !every(f.points, has) || !every(f.sets, has) || len(f.ranges) > 0 && !slices.ContainsFunc(f.ranges, has) {
		return false
	}
	return f.narrowWithoutFlags() || len(f.strong()) > 1 || len(f.ranges) > 0 || every(f.flagged, has)
}

// narrowWithoutFlags reports whether what is left behind an index on the other
// equalities and lists is so little that a boolean in it would only make it larger.
func (f *filters) narrowWithoutFlags() bool {
	return len(f.points)+len(f.sets) > 1 || slices.ContainsFunc(f.points, func(c *schema.Column) bool {
		return f.demand.manyValues(c) && kindOf(c) != kindNumber // of numbers it is not told what they count
	})
}

func every(columns []*schema.Column, ask func(*schema.Column) bool) bool {
	return !slices.ContainsFunc(columns, func(c *schema.Column) bool { return !ask(c) })
}

// minor reports whether an index narrows on all but booleans, or on two columns and
// more and all that is left are columns with few values.
func (f *filters) minor(covers []Cover) bool {
	for _, c := range covers {
		served := c.served()
		if len(served) > 1 && len(f.ranges) == 0 && every(slices.Concat(f.points, f.sets), func(column *schema.Column) bool {
			return slices.Contains(served, column.Column) || column.References == nil && !f.demand.manyValues(column)
		}) {
			return true
		}
	}
	if len(f.flagged) == 0 {
		return false
	}
	without := *f
	without.flagged = nil
	return without.gap(covers) == NoGap
}

// closest is the index that narrows on most of the filters.
func (f *filters) closest(covers []Cover) *Cover {
	var best *Cover
	for i := range covers {
		c := &covers[i]
		checks := slices.ContainsFunc(f.columns(), func(column *schema.Column) bool { return slices.Contains(c.Condition, column.Column) })
		if len(c.served()) == 0 && !checks && c.Sorted == 0 {
			continue
		}
		if best == nil || slices.Compare(f.reach(c), f.reach(best)) > 0 {
			best = c
		}
	}
	return best
}

// reach says how far an index goes, what counts most first: narrowing, above all
// by equalities and lists, then checking, then order.
func (f *filters) reach(c *Cover) []int {
	fixed := 0
	for _, column := range append(slices.Clone(f.points), f.sets...) {
		if slices.Contains(c.served(), column.Column) {
			fixed++
		}
	}
	return []int{len(c.served()), fixed, len(c.Condition), c.Sorted}
}

// flags are the red flags of the demand; of its order counts what the index to add goes on with.
func (f *filters) flags(keys []Key) []Flag {
	var flags []Flag
	if len(f.sets) > 0 && len(f.ranges) > 0 {
		flags = append(flags, SetBesideRange)
	}
	isKey := func(c *schema.Column) bool { return c.PrimaryKey }
	if slices.ContainsFunc(f.ranges, isKey) && len(f.points)+len(f.sets)+len(f.flagged) > 0 {
		flags = append(flags, KeysetFilters)
	}
	foreign := slices.ContainsFunc(append(slices.Clone(f.points), f.sets...), func(c *schema.Column) bool { return c.References != nil })
	tail := slices.Clone(f.ranges)
	for i, k := range keys {
		breaksTies := i > 0 && k.Column.PrimaryKey && slices.ContainsFunc(f.demand.Order, func(o query.Order) bool { return o.Column == keys[i-1].Column.Column })
		if !breaksTies && !slices.Contains(f.points, k.Column) && !slices.Contains(f.sets, k.Column) {
			tail = append(tail, k.Column)
		}
	}
	if foreign && slices.ContainsFunc(tail, func(c *schema.Column) bool {
		return c.PrimaryKey || kindOf(c) == kindMoment || kindOf(c) == kindDate
	}) {
		flags = append(flags, KeyWithMoment)
	}
	return flags
}
