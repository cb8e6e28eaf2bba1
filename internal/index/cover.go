package index

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// Seek is how far a btree scan narrows on one of its columns.
type Seek uint8

const (
	SeekNone  Seek = iota // nothing bounds the scan here
	SeekRange             // narrows, then ends the prefix
	SeekSet               // IN: narrows, the prefix goes on, the order is lost
	SeekNull              // IS NULL: narrows, the prefix goes on, the order is lost
	SeekPoint             // =: narrows, the prefix goes on, the order survives
)

// A Stop says why an index narrows no further.
type Stop uint8

const (
	AllColumns      Stop = iota // every column of the index is used
	NoTerm                      // the query says nothing about the next column
	RangeEndsPrefix             // the columns after a range are only checked
	FixedByItsWhere             // the partial index's predicate swallows the condition on the column
	NotThisLookup               // a condition on the column, but of a kind that the index does not serve
)

// A Cover is how an index serves a demand.
type Cover struct {
	Index     *schema.Index
	Usable    bool     // PostgreSQL can use it at all: condition, predicate or order
	Seek      []string // columns that bound what is read of the index
	Condition []string // columns checked in the index, Seek among them
	Sorted    int      // leading keys of ORDER BY that come out in order
	Ordered   bool     // all of them do; false without ORDER BY
	Predicate Proof
	Fixed     []string // columns whose conditions the partial index's predicate answers
	BitmapOr  bool     // it serves arms of an OR
	Stop      Stop
	StopAt    string // the index's column that stopped it, "" for AllColumns
	Unknown   string // reason why nothing can be said
}

// Cover walks the index for the demand.
func (d *Demand) Cover(ix *schema.Index) Cover {
	c := Cover{Index: ix, Unknown: ix.Unknown}
	if c.Unknown != "" {
		return c
	}
	c.Predicate = d.proof(ix.Where, d.nodes)
	switch c.Predicate {
	case Undecided:
		c.Unknown = "the index's condition could not be compared with the query's"
		return c
	case NotImplied:
		d.coverOrs(&c, d.nodes)
		if !c.BitmapOr { // else each arm implies it for its own scan
			c.Usable = false
			c.Seek, c.Condition = nil, nil
		}
		return c
	}
	live := d.nodes
	if c.Predicate == Implied {
		live = nil
		for _, n := range d.nodes {
			if !d.impliedBy(ix.Where, n) {
				live = append(live, n)
			} else if n.arms == nil {
				c.Fixed = add(c.Fixed, n.clause.Column)
			}
		}
		c.Usable = true
	}
	c.Seek, c.Condition, c.Stop, c.StopAt = d.scan(ix, live)
	c.Usable = c.Usable || len(c.Condition) > 0
	if c.Predicate == Implied && d.onlyLaterLists(ix, live) {
		if d.prefersWhole(ix) {
			c.Seek, c.Condition = nil, nil
		}
	}
	d.coverOrs(&c, live)
	d.coverOrder(&c)
	return c
}

// scan matches the AND-ed clauses with the index's columns.
func (d *Demand) scan(ix *schema.Index, nodes []node) (seek, condition []string, stop Stop, stopAt string) {
	narrowing := true
	for i, term := range ix.Terms {
		best, narrows, touched := SeekNone, false, false
		column := d.termColumn(term)
		for k := range nodes {
			clause := nodes[k].on(ix)
			if clause == nil {
				continue
			}
			touched = touched || clause.Column == column
			if s := d.match(ix, i, clause); s != SeekNone {
				best = max(best, s)
				narrows = narrows || !clause.Short || ix.Method == "btree"
			}
		}
		if best != SeekNone {
			condition = add(condition, column)
		}
		if ix.Method != "btree" {
			if best != SeekNone && narrows && (ix.Method != "brin" || d.skipsRanges(ix, column, nodes)) {
				seek = add(seek, column)
			}
			continue
		}
		switch {
		case !narrowing:
		case best == SeekNone:
			narrowing, stop, stopAt = false, NoTerm, column
			if touched {
				stop = NotThisLookup
				if ix.Where != "" && mentions(ix.Where, column) {
					stop = FixedByItsWhere
				}
			}
		default:
			seek = add(seek, column)
			if best == SeekRange {
				narrowing = false
				if i+1 < len(ix.Terms) {
					stop, stopAt = RangeEndsPrefix, column
				}
			}
		}
	}
	return seek, condition, stop, stopAt
}

func mentions(where, column string) bool {
	return slices.ContainsFunc(tokenize(where), func(t string) bool { return unquote(t) == column })
}

func add[T comparable](set []T, item T) []T {
	if slices.Contains(set, item) {
		return set
	}
	return append(set, item)
}

// termColumn is the column of a term, of an expression the column inside.
func (d *Demand) termColumn(term schema.Term) string {
	if term.Column != "" {
		return term.Column
	}
	for _, token := range tokenize(term.Expression) {
		if c := d.column(unquote(token)); c != nil && token[0] != '\'' {
			return c.Column
		}
	}
	return term.Expression
}

func termKey(term schema.Term) string {
	if term.Column != "" {
		return columnKey(term.Column)
	}
	return normal(term.Expression)
}

// coverOrs looks at each OR: PostgreSQL scans once for each arm, if every arm has an index.
func (d *Demand) coverOrs(c *Cover, nodes []node) {
	switch or := func(n node) bool { return n.arms != nil }; {
	case d.Statistics != nil && slices.ContainsFunc(d.nodes, or):
		d.coverPriced(c)
		return
	case !slices.ContainsFunc(nodes, or):
		return
	}
	var plain, ors []node
	for _, n := range nodes {
		if n.on(c.Index) != nil {
			plain = append(plain, n)
		} else {
			ors = append(ors, n)
		}
	}
	for _, n := range ors {
		if seek, condition, ok := d.scanArms(c.Index, n, plain); ok {
			c.BitmapOr, c.Usable = true, true
			for _, column := range condition {
				c.Condition = add(c.Condition, column)
			}
			for _, column := range seek {
				c.Seek = add(c.Seek, column)
			}
		}
	}
}

// onlyLaterLists reports whether all that the index could check are lists behind its
// first column. Before 17 PostgreSQL would read the index once for each value, so it
// may prefer to read a partial index whole.
func (d *Demand) onlyLaterLists(ix *schema.Index, nodes []node) bool {
	if d.Statistics == nil || ix.Method != "btree" || d.server.version() >= 17 {
		return false
	}
	lists := 0
	for i := range nodes {
		c := nodes[i].on(ix)
		if c == nil {
			continue
		}
		switch at := d.position(ix, c); {
		case at < 0:
		case at == 0 || c.Op != AnyOf:
			return false
		default:
			lists++
		}
	}
	return lists > 0
}

// prefersWhole reports whether reading all of a partial index is cheaper than its
// lists, with a bitmap and without.
func (d *Demand) prefersWhole(ix *schema.Index) bool {
	p := d.planner(ix)
	whole, lists := (*bitmap)(nil), (*bitmap)(nil)
	for _, b := range p.scans(ix) {
		if len(b.nodes) == 0 {
			whole = b
		} else {
			lists = b
		}
	}
	return whole != nil && lists != nil && p.heapCost(whole) < p.heapCost(lists) && p.rowsCost(whole) < p.rowsCost(lists)
}

// coverPriced adds what the index is read by where PostgreSQL makes bitmaps of it,
// if it finds that plan the cheapest.
func (d *Demand) coverPriced(c *Cover) {
	plan := d.planner(c.Index).best()
	if plan == nil {
		return
	}
	var condition []string
	plan.leaves(func(leaf *bitmap, underOr bool) {
		c.BitmapOr = c.BitmapOr || underOr
		for _, column := range leaf.condition {
			condition = add(condition, column)
		}
		for _, column := range leaf.seek {
			c.Seek = add(c.Seek, column)
		}
	})
	c.Usable = c.Usable || c.BitmapOr
	if len(condition) > len(c.Condition) {
		c.Condition = condition
	}
}

// scanArms reports whether the index serves every arm of the OR, and by which columns.
func (d *Demand) scanArms(ix *schema.Index, n node, beside []node) (seek, condition []string, ok bool) {
	for _, arm := range n.arms {
		served, armSeek, armCondition := d.scanArm(ix, arm, beside)
		if !served {
			return nil, nil, false
		}
		for _, column := range armCondition {
			condition = add(condition, column)
		}
		for _, column := range armSeek {
			seek = add(seek, column)
		}
	}
	return seek, condition, len(n.arms) > 0
}

func (d *Demand) scanArm(ix *schema.Index, arm, beside []node) (served bool, seek, condition []string) {
	if proof := d.proof(ix.Where, append(slices.Clone(beside), arm...)); proof != Whole && proof != Implied {
		return false, nil, nil
	}
	_, own, _, _ := d.scan(ix, arm)
	for _, n := range arm {
		if n.arms != nil {
			if s, c, ok := d.scanArms(ix, n, append(slices.Clone(beside), arm...)); ok {
				own, seek, condition = append(own, c...), append(seek, s...), append(condition, c...)
			}
		}
	}
	if len(own) == 0 {
		return false, nil, nil
	}
	s, c, _, _ := d.scan(ix, append(slices.Clone(beside), arm...))
	return true, append(seek, s...), append(condition, c...)
}

// coverOrder tells how much of ORDER BY the index yields.
func (d *Demand) coverOrder(c *Cover) {
	if len(d.Order) == 0 {
		return
	}
	keys := d.sortKeys()
	if len(keys) == 0 { // everything is constant
		if c.Usable {
			c.Sorted, c.Ordered = len(d.Order), true
		}
		return
	}
	served := 0
	if c.Index.Method == "btree" {
		served = max(d.presorted(c.Index, keys, false), d.presorted(c.Index, keys, true))
	}
	if served == 0 {
		return
	}
	c.Usable = true
	if served == len(keys) {
		c.Sorted, c.Ordered = len(d.Order), true
		return
	}
	c.Sorted = keys[served]
}

// presorted counts the sort keys that the index yields, read forwards or backwards.
func (d *Demand) presorted(ix *schema.Index, keys []int, backward bool) int {
	served := 0
	for _, term := range ix.Terms {
		if served == len(keys) {
			break
		}
		want := d.Order[keys[served]]
		if term.Column != "" && term.Column == want.Column && want.Table == d.Table.Table && !strings.HasSuffix(term.Opclass, "_pattern_ops") {
			if term.Desc != want.Desc != backward || nullsFirst(term.Nulls, term.Desc) != nullsFirst(want.Nulls, want.Desc) != backward {
				break
			}
			served++
			continue
		}
		if !d.constant(term) {
			break
		}
	}
	return served
}

// constant reports whether the query fixes a term of an index, so that it has no say
// in the order. A boolean that ORDER BY names keeps its place there, fixed or not
// (build_index_pathkeys).
func (d *Demand) constant(term schema.Term) bool {
	key := termKey(term)
	for _, n := range d.nodes {
		if n.arms != nil || n.clause.Op != Equal || n.clause.Key != key {
			continue
		}
		if n.clause.Kind != kindBoolean || !slices.ContainsFunc(d.Order, func(o query.Order) bool {
			return o.Column == term.Column && o.Table == d.Table.Table
		}) {
			return true
		}
	}
	return false
}

func nullsFirst(nulls string, desc bool) bool {
	if nulls == "" {
		return desc
	}
	return strings.EqualFold(nulls, "first")
}
