package index

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/schema"
)

// A planner chooses among the bitmap scans that could answer a demand, by price,
// as indxpath.c of PostgreSQL does. What it does not know it estimates from the
// statistics, so a choice between plans of nearly the same price can be wrong.
type planner struct {
	demand  *Demand
	stats   *Statistics
	indexes []*schema.Index // newest first: of plans that cost the same the first is taken
	numbers map[string]int  // of clauses: equal ones share one
	pages   float64         // of the table
}

func (d *Demand) planner(indexes ...*schema.Index) *planner {
	p := &planner{demand: d, stats: d.Statistics, numbers: map[string]int{}}
	p.indexes = slices.Clone(indexes)
	p.pages = max(1, p.stats.heapPages(d.Table))
	return p
}

// A bitmap is a scan of an index that makes a bitmap, or the AND or OR of bitmaps.
type bitmap struct {
	index       *schema.Index // nil for AND and OR
	or          bool
	parts       []*bitmap
	clauses     []int    // numbers of the clauses and predicates that it uses
	where       []string // predicates of partial indexes
	nodes       []node   // clauses that it uses, without those of predicates
	seek        []string
	condition   []string
	cost        float64 // of making the bitmap
	selectivity float64
}

// leaves calls see for each scan of an index in the tree, telling whether an OR stands above it.
func (b *bitmap) leaves(see func(leaf *bitmap, underOr bool)) { b.walk(false, see) }

func (b *bitmap) walk(underOr bool, see func(*bitmap, bool)) {
	if b.index != nil {
		see(b, underOr)
	}
	for _, part := range b.parts {
		part.walk(underOr || b.or && len(b.parts) > 1, see)
	}
}

// ored reports whether the index serves arms of an OR in the plan.
func (b *bitmap) ored(ix *schema.Index) (found bool) {
	if b != nil {
		b.leaves(func(leaf *bitmap, underOr bool) { found = found || underOr && leaf.index == ix })
	}
	return found
}

// best returns the bitmap scan that the planner takes; nil where there is none
// (create_index_paths).
func (p *planner) best() *bitmap {
	var found []*bitmap
	for _, ix := range p.indexes {
		found = append(found, p.scans(ix)...)
	}
	found = append(found, p.ors(p.demand.nodes, nil)...)
	if len(found) == 0 {
		return nil
	}
	return p.choose(found)
}

// scans are the scans of one index for the clauses beside any OR (get_index_paths).
// Lists are left out of one of them where the index takes them one value at a time:
// on later columns of a btree before 17, and in every method but btree.
func (p *planner) scans(ix *schema.Index) []*bitmap {
	proof := p.demand.proof(ix.Where, p.demand.nodes)
	if proof != Whole && proof != Implied {
		return nil
	}
	var with, without []node
	lists := false
	for _, n := range p.demand.nodes {
		if proof == Implied && p.demand.impliedBy(ix.Where, n) {
			continue
		}
		c := n.on(ix)
		if c == nil {
			continue
		}
		at := p.demand.position(ix, c)
		if at < 0 {
			continue
		}
		with = append(with, node{clause: *c})
		if c.Op == AnyOf && (ix.Method != "btree" || at > 0 && p.demand.server.version() < 17) {
			lists = true
			continue
		}
		without = append(without, node{clause: *c})
	}
	var found []*bitmap
	if len(without) > 0 && p.demand.startable(ix, without) || proof == Implied && ix.Method != "hash" {
		found = append(found, p.scan(ix, without))
	}
	if lists && p.demand.startable(ix, with) {
		found = append(found, p.scan(ix, with))
	}
	return found
}

// position is the column of the index that takes the clause, -1 where none does.
func (d *Demand) position(ix *schema.Index, c *Clause) int {
	for i := range ix.Terms {
		if d.match(ix, i, c) != SeekNone {
			return i
		}
	}
	return -1
}

// startable reports whether the index can be scanned with these clauses: a hash
// needs one on its column.
func (d *Demand) startable(ix *schema.Index, nodes []node) bool {
	return ix.Method != "hash" || slices.ContainsFunc(nodes, func(n node) bool { return d.position(ix, &n.clause) == 0 })
}

// scan is the scan of an index with these clauses.
func (p *planner) scan(ix *schema.Index, nodes []node) *bitmap {
	b := &bitmap{index: ix, nodes: nodes}
	b.seek, b.condition, _, _ = p.demand.scan(ix, nodes)
	for _, n := range nodes {
		b.clauses = add(b.clauses, p.number(n.clause.identity()))
	}
	if ix.Where != "" {
		b.where = []string{ix.Where}
		for _, clause := range p.predicateClauses(ix.Where) {
			b.clauses = add(b.clauses, p.number(clause))
		}
	}
	b.cost, b.selectivity = p.price(ix, nodes)
	return b
}

// predicateClauses tells the clauses of a predicate apart: one that is also the
// query's is the same clause (classify_index_clause_usage).
func (p *planner) predicateClauses(where string) []string {
	tree, ok := parsePredicate(where, p.demand)
	if !ok || tree.op == or {
		return []string{"WHERE " + where}
	}
	var clauses []string
	for _, n := range asNodes(tree) {
		if n.arms != nil {
			return []string{"WHERE " + where}
		}
		clauses = append(clauses, n.clause.identity())
	}
	return clauses
}

func (p *planner) number(clause string) int {
	n, known := p.numbers[clause]
	if !known {
		n = len(p.numbers)
		p.numbers[clause] = n
	}
	return n
}

// ors are the plans for each OR among the nodes; others hold as well, but are not
// searched for ORs (generate_bitmap_or_paths).
func (p *planner) ors(nodes, others []node) []*bitmap {
	var found []*bitmap
	for i, n := range nodes {
		if n.arms == nil || n.list != nil && p.takesList(n.list) {
			continue
		}
		beside := slices.Concat(nodes[:i], nodes[i+1:], others)
		whole := &bitmap{or: true}
		for _, arm := range n.arms {
			var served []*bitmap
			for _, ix := range p.indexes {
				if b := p.armScan(ix, arm, beside); b != nil {
					served = append(served, b)
				}
			}
			if len(arm) > 1 {
				served = append(served, p.ors(arm, beside)...)
			}
			if len(served) == 0 {
				whole = nil
				break
			}
			whole.take(p.choose(served))
		}
		if whole != nil && len(whole.parts) > 0 {
			found = append(found, whole)
		}
	}
	return found
}

// takesList reports whether a btree takes the OR as one list.
func (p *planner) takesList(list *Clause) bool {
	return slices.ContainsFunc(p.indexes, func(ix *schema.Index) bool {
		return ix.Method == "btree" && p.demand.position(ix, list) >= 0
	})
}

// armScan is the scan of an index for one arm of an OR, nil where the arm itself
// gives it nothing to do (build_paths_for_OR).
func (p *planner) armScan(ix *schema.Index, arm, beside []node) *bitmap {
	d := p.demand
	useful := false
	switch all := slices.Concat(arm, beside); d.proof(ix.Where, all) {
	case Whole:
	case Implied:
		useful = ix.Method != "hash" && d.proof(ix.Where, beside) != Implied
	default:
		return nil
	}
	var nodes []node
	for i, n := range slices.Concat(arm, beside) {
		c := n.on(ix)
		if c == nil || d.position(ix, c) < 0 {
			continue
		}
		// What stands both in the arm and beside the OR counts twice, as it does there.
		useful = useful || i < len(arm)
		nodes = append(nodes, node{clause: *c})
	}
	if !useful || !d.startable(ix, nodes) {
		return nil
	}
	return p.scan(ix, nodes)
}

// take adds an arm's bitmap to an OR (cost_bitmap_or_node).
func (b *bitmap) take(part *bitmap) {
	b.cost += part.cost
	if len(b.parts) > 0 && part.index == nil {
		b.cost += 100 * operatorCost
	}
	b.parts = append(b.parts, part)
	b.selectivity = min(1, b.selectivity+part.selectivity)
	b.use(part)
}

func (b *bitmap) use(part *bitmap) {
	for _, clause := range part.clauses {
		b.clauses = add(b.clauses, clause)
	}
	b.where = append(b.where, part.where...)
	b.nodes = append(b.nodes, part.nodes...)
}

// and is the AND of bitmaps (cost_bitmap_and_node).
func and2(parts []*bitmap) *bitmap {
	if len(parts) == 1 {
		return parts[0]
	}
	b := &bitmap{parts: parts, selectivity: 1}
	for i, part := range parts {
		b.cost += part.cost
		if i > 0 {
			b.cost += 100 * operatorCost
		}
		b.selectivity *= part.selectivity
		b.use(part)
	}
	return b
}

// choose takes the cheapest of the scans, or of ANDs of such that use no clause
// twice (choose_bitmap_and).
func (p *planner) choose(found []*bitmap) *bitmap {
	var apart []*bitmap
	for _, b := range found {
		same := slices.IndexFunc(apart, func(o *bitmap) bool { return sameSetOf(o.clauses, b.clauses) })
		switch {
		case same < 0:
			apart = append(apart, b)
		case b.cost < apart[same].cost:
			apart[same] = b
		}
	}
	slices.SortStableFunc(apart, func(a, b *bitmap) int {
		switch {
		case a.cost != b.cost:
			return sign(a.cost - b.cost)
		default:
			return sign(a.selectivity - b.selectivity)
		}
	})
	var best *bitmap
	least := 0.0
	for i, leader := range apart {
		parts, cost := []*bitmap{leader}, p.heapCost(leader)
		group := leader
		for _, b := range apart[i+1:] {
			if overlap(group.clauses, b.clauses) || p.redundant(group, b) {
				continue
			}
			tried := and2(append(slices.Clone(parts), b))
			if c := p.heapCost(tried); c < cost {
				parts, cost, group = append(parts, b), c, tried
			}
		}
		if best == nil || cost < least {
			best, least = group, cost
		}
	}
	return best
}

// redundant reports whether what the group uses already implies a predicate of b's.
func (p *planner) redundant(group, b *bitmap) bool {
	return slices.ContainsFunc(b.where, func(where string) bool {
		nodes := slices.Clone(group.nodes)
		for _, own := range group.where {
			if tree, ok := parsePredicate(own, p.demand); ok {
				nodes = append(nodes, asNodes(tree)...)
			}
		}
		return p.demand.proof(where, nodes) == Implied
	})
}

func sign(x float64) int {
	switch {
	case x < 0:
		return -1
	case x > 0:
		return 1
	}
	return 0
}

func overlap(a, b []int) bool {
	return slices.ContainsFunc(a, func(n int) bool { return slices.Contains(b, n) })
}

func sameSetOf(a, b []int) bool {
	return len(a) == len(b) && !slices.ContainsFunc(a, func(n int) bool { return !slices.Contains(b, n) })
}

// identity is the same for clauses that PostgreSQL finds equal.
func (c Clause) identity() string {
	if !c.Known || c.Op == Opaque {
		return fmt.Sprintf("%s %d %p", c.Key, c.Op, c.Term)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s %d %s", c.Key, c.Op, c.Other)
	for _, v := range c.Values {
		b.WriteString(" " + v.String())
	}
	return b.String()
}
