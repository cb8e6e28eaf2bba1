package index

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/ormlint/ormlint/internal/schema"
)

// What PostgreSQL takes for the share of rows where it has no figures
// (DEFAULT_… of selfuncs.h), and what is taken here where it has a histogram and
// the statistics at hand have not: a bound may stand anywhere.
const (
	equalByDefault    = 0.005
	matchByDefault    = 0.005
	containsByDefault = 0.01
	rangeAnywhere     = 0.5
	betweenAnywhere   = 0.15
	flagged           = 1.0 / 3 // booleans that are true
	daysOfMoments     = 1000    // that the rows of a table are taken to span
)

// selectivity is the share of rows that satisfy all clauses, taken as independent
// but for the two sides of a range (clauselist_selectivity).
func (p *planner) selectivity(clauses []Clause) float64 {
	share := 1.0
	type sides struct {
		low, high float64
		null      float64
		unknown   bool
		both      int
	}
	ranges := map[string]*sides{}
	for _, c := range clauses {
		if !c.Op.Range() {
			share *= p.clauseSelectivity(c)
			continue
		}
		r := ranges[c.Key]
		if r == nil {
			r = &sides{low: 1, high: 1}
			ranges[c.Key] = r
		}
		fraction, known := p.fraction(c)
		r.null = p.nullFraction(c)
		r.unknown = r.unknown || !known
		side, bit := &r.low, 1
		if c.Op == Less || c.Op == LessEqual {
			side, bit = &r.high, 2
		}
		*side = min(*side, fraction)
		r.both |= bit
	}
	for key, r := range ranges {
		switch {
		case r.both != 3:
			share *= min(r.low, r.high) * (1 - r.null)
		case r.unknown:
			share *= p.spanSelectivity(key, clauses) * (1 - r.null)
		default:
			share *= max(r.low+r.high-1, 1/p.stats.Rows) * (1 - r.null)
		}
	}
	return share
}

func (p *planner) nullFraction(c Clause) float64 {
	if column := p.demand.column(c.Column); column != nil {
		return p.stats.column(column).NullFraction
	}
	return 0
}

// clauseSelectivity is the share of rows that satisfy a clause that is no range.
func (p *planner) clauseSelectivity(c Clause) float64 {
	column := p.demand.column(c.Column)
	if column == nil {
		return 0.5
	}
	known := p.stats.column(column)
	filled := 1 - known.NullFraction
	equal := filled / known.Distinct
	switch {
	case c.Kind == kindBoolean && c.Op == Equal && c.Known && !c.isTrue():
		return filled * (1 - flagged)
	case c.Kind == kindBoolean && c.Op == Equal:
		return filled * flagged
	case !c.Plain() && !p.indexed(c.Key):
		equal = equalByDefault // no figures are kept for an expression without an index
	case !c.Plain():
		equal = filled / min(known.Distinct, expressionDistinct(c.Key))
	}
	switch c.Op {
	case Equal:
		return equal
	case AnyOf:
		return min(filled, equal*float64(listLength(c)))
	case IsNull:
		return known.NullFraction
	case NotNull:
		return filled
	case NotEqual:
		return max(0, filled-equal)
	case NoneOf:
		return max(0, filled-equal*float64(listLength(c)))
	case Prefix, Pattern, Similar:
		return p.patternSelectivity(c, equal)
	case Contains, ContainedBy, HasKey, Match:
		return containsByDefault
	case Overlap:
		return 0.1
	case SameAs:
		return equal
	}
	if c.Term != nil && c.Term.Negated {
		return filled
	}
	return 0.1
}

// listLength is how many values a list has; ten are assumed of one that is not
// known (estimate_array_length).
func listLength(c Clause) int {
	if c.Known && len(c.Values) > 0 {
		return len(c.Values)
	}
	return 10
}

// patternSelectivity: PostgreSQL tries the pattern on the values of its histogram;
// each letter that is given leaves a fifth, down to the rows of one value.
func (p *planner) patternSelectivity(c Clause, equal float64) float64 {
	if !c.Plain() && !p.indexed(c.Key) {
		return matchByDefault
	}
	letters := 3
	if c.Known && len(c.Values) == 1 {
		letters = len(strings.Trim(c.Values[0].text, "^$.*"))
	}
	return max(equal, 0.5*math.Pow(0.5, float64(letters)))
}

// fraction is the share of values on the clause's side of its bound. Of a key
// that counts up, and of whole numbers, the place of a value can be told.
func (p *planner) fraction(c Clause) (share float64, known bool) {
	column := p.demand.column(c.Column)
	anywhere := rangeAnywhere
	if c.Term != nil && c.Term.Negated && c.Term.Lookup == "range" { // one side of an interval
		anywhere = (1 - betweenAnywhere) / 2
	}
	if column == nil || !c.Known || len(c.Values) == 0 || !c.Plain() {
		return anywhere, false
	}
	if place, ok := placeOfUUID(c); ok {
		if c.Op == Greater || c.Op == GreaterEqual {
			place = 1 - place
		}
		return max(place, 1/p.stats.Rows), true
	}
	if family(column) != "integer" {
		return anywhere, false
	}
	bound := number(c.Values[0])
	if bound == nil {
		return anywhere, false
	}
	value, _ := bound.Float64()
	if column.PrimaryKey || column.References != nil { // counts from 1
		value--
	}
	if c.Op == LessEqual || c.Op == Greater {
		value++
	}
	place := min(max(value/p.stats.column(column).Values, 0), 1)
	if c.Op == Greater || c.Op == GreaterEqual {
		place = 1 - place
	}
	return max(place, 1/p.stats.Rows), true
}

// placeOfUUID tells where a UUID stands among random ones, which are spread evenly.
func placeOfUUID(c Clause) (share float64, known bool) {
	digits := strings.ReplaceAll(c.Values[0].text, "-", "")
	if c.Kind != kindUUID || len(digits) < 8 {
		return 0, false
	}
	first, err := strconv.ParseUint(digits[:8], 16, 32)
	return float64(first) / (1 << 32), err == nil
}

// spanSelectivity is the share between two bounds whose place is not known: of days
// as many as lie between them.
func (p *planner) spanSelectivity(key string, clauses []Clause) float64 {
	var low, high time.Time
	var column *schema.Column
	for _, c := range clauses {
		if c.Key != key || len(c.Values) != 1 {
			continue
		}
		if at, ok := moment(c.Values[0].text); ok && (c.Op == Greater || c.Op == GreaterEqual) {
			low = at
		} else if ok && (c.Op == Less || c.Op == LessEqual) {
			high = at
		}
		column = p.demand.column(c.Column)
	}
	if column == nil || low.IsZero() || high.IsZero() {
		return betweenAnywhere
	}
	days := max(0, high.Sub(low).Hours()/24)
	switch kindOf(column) {
	case kindMoment:
		return min(1, days/daysOfMoments)
	case kindDate:
		return min(1, (days+1)/p.stats.column(column).Values)
	}
	return betweenAnywhere
}

// indexed reports whether some visible index keeps figures for an expression.
func (p *planner) indexed(key string) bool {
	for _, ix := range p.indexes {
		for _, term := range ix.Terms {
			if term.Column == "" && termKey(term) == key {
				return true
			}
		}
	}
	return false
}

// nodesSelectivity is that of an AND of clauses and ORs.
func (p *planner) nodesSelectivity(nodes []node) float64 {
	var clauses []Clause
	share := 1.0
	for _, n := range nodes {
		if n.arms == nil {
			clauses = append(clauses, n.clause)
			continue
		}
		none := 1.0
		for _, arm := range n.arms {
			none *= 1 - p.nodesSelectivity(arm)
		}
		share *= 1 - none
	}
	return share * p.selectivity(clauses)
}

// predicateSelectivity is the share of rows in a partial index.
func (p *planner) predicateSelectivity(ix *schema.Index) float64 {
	tree, ok := parsePredicate(ix.Where, p.demand)
	if !ok {
		return 0.5
	}
	return p.nodesSelectivity(asNodes(tree))
}
