package index

import (
	"math"
	"slices"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A BRIN index keeps the least and the greatest value of each range of pages, so a
// scan skips a range only where no value of it can match. That takes values that
// grow with the rows' place, and more than one range.

// skipsRanges reports whether a scan of the BRIN index for these clauses is
// expected to leave out at least half of what need not be read.
func (d *Demand) skipsRanges(ix *schema.Index, column string, nodes []node) bool {
	c := d.column(column)
	if d.Statistics == nil || c == nil {
		return false
	}
	var clauses []Clause
	var own []node
	for _, n := range nodes {
		if n.arms == nil && n.clause.Column == column {
			clauses, own = append(clauses, n.clause), append(own, n)
		}
	}
	known := d.Statistics.column(c)
	p := d.planner(ix)
	matching := p.selectivity(clauses)
	switch {
	case slices.ContainsFunc(clauses, func(k Clause) bool { return matchesNothing(k, c) }):
		return true
	case slices.ContainsFunc(d.Query.Where, func(t query.Term) bool { return t.Or }), ix.Where != "" && d.proof(ix.Where, own) != Implied:
		return known.Grows // the rest of the query has a say in what is read
	case slices.ContainsFunc(clauses, func(k Clause) bool { return k.Op == IsNull || k.Op == NotNull }):
		return known.Grows && matching > mostRows // nulls stand anywhere
	case !known.Grows, !sortsAsItGrows(c) && known.Distinct > 20 && matching <= mostRows:
		return false
	}
	return p.mostlySkips(c, clauses)
}

// mostRows is a share of the rows that leaves nothing worth skipping.
const mostRows = 0.7

// sortsAsItGrows reports whether growing values are likely to sort as they grow: words and
// random keys do not.
func sortsAsItGrows(c *schema.Column) bool {
	switch kindOf(c) {
	case kindText, kindCitext, kindUUID, kindJSON, kindArray:
		return false
	}
	return true
}

// matchesNothing reports whether no range of pages can have a match: nulls in a
// column without them, whole numbers below those that are counted from 0.
func matchesNothing(k Clause, c *schema.Column) bool {
	if k.Op == IsNull {
		return !c.Null
	}
	if k.Op != Less || !k.Known || len(k.Values) != 1 || family(c) != "integer" {
		return false
	}
	bound := number(k.Values[0])
	return bound != nil && bound.Sign() <= 0
}

// An interval is a part of a table, from one share of its rows to another.
type interval struct{ low, high float64 }

// mostlySkips reports whether the clauses on a growing column leave out ranges,
// tried at every place where what they ask for may lie if that is not known.
func (p *planner) mostlySkips(c *schema.Column, clauses []Clause) bool {
	const places = 20
	filled := 1 - p.stats.column(c).NullFraction
	skips := 0
	for at := range places {
		wanted := p.intervals(c, clauses, (float64(at)+0.5)/places)
		rows := 0.0
		for _, w := range wanted {
			rows += (w.high - w.low) * filled
		}
		if rows > mostRows || (p.pagesOf(wanted)+brinPages)/p.pages < (1+rows)/2 {
			skips++
		}
	}
	return 2*skips > places
}

// intervals are the parts of the table with the values that the clauses ask for;
// those of values that are not known are put at the place.
func (p *planner) intervals(c *schema.Column, clauses []Clause, place float64) []interval {
	whole := interval{0, 1}
	low, high := -1.0, -1.0
	for _, k := range clauses {
		switch {
		case k.Op == Equal || k.Op == AnyOf:
			return p.valueIntervals(c, k, place)
		case k.Op == Greater || k.Op == GreaterEqual:
			low = place
			if fraction, known := p.fraction(k); known {
				low = 1 - fraction
			}
		case k.Op == Less || k.Op == LessEqual:
			high = place
			if fraction, known := p.fraction(k); known {
				high = fraction
			}
		}
	}
	switch {
	case low >= 0 && high >= 0 && low == high && low == place: // both unknown
		width := min(1, p.spanSelectivity(clauses[0].Key, clauses))
		whole.low = place * (1 - width)
		whole.high = whole.low + width
		return []interval{whole}
	case low >= 0:
		whole.low = low
	}
	if high >= 0 {
		whole.high = max(whole.low, high)
	}
	return []interval{whole}
}

// valueIntervals: each value takes as much of the table as any other.
func (p *planner) valueIntervals(c *schema.Column, k Clause, place float64) []interval {
	width := 1 / p.stats.column(c).Distinct
	var found []interval
	for i := range max(1, len(k.Values)) {
		low := place * (1 - width)
		if len(k.Values) > 0 {
			single := k
			single.Op, single.Values = Less, k.Values[i:i+1]
			if fraction, known := p.fraction(single); known {
				low = min(fraction, 1-width)
			}
		}
		found = append(found, interval{low, low + width})
		_, place = math.Modf(place + math.Phi) // the next value lies anywhere else
	}
	return found
}

// pagesOf counts the pages of the ranges that the parts touch.
func (p *planner) pagesOf(parts []interval) float64 {
	last := math.Ceil(p.pages/rangePages) - 1
	touched := map[float64]bool{}
	pages := 0.0
	for _, part := range parts {
		end := math.Min(math.Floor(part.high*p.pages/rangePages), last)
		for at := math.Min(math.Floor(part.low*p.pages/rangePages), last); at <= end; at++ {
			if !touched[at] {
				touched[at] = true
				pages += math.Min(rangePages, p.pages-at*rangePages)
			}
		}
	}
	return pages
}
