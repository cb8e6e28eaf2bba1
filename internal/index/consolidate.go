package index

import (
	"slices"

	"github.com/ormlint/ormlint/internal/schema"
)

// A Plan is one index to add to a table, for all advices that it answers.
type Plan struct {
	Table    *schema.Model
	Keys     []Key
	Where    string
	Serves   []int           // places of the advices, in their order
	Replaces []*schema.Index // what the index makes redundant

	blocks [][]Key
}

// Consolidate finds few indexes that answer all advices of their tables. What
// matters most stands first in advices; it decides where the order is free.
//
// An advice is a partial order: its equalities in any order, then its tail as
// it is. It is answered by a wider index that it can be made a prefix of: {a} and
// {b, a | c} by (a, b, c), and no order serves {a} and {b} both. So the widest
// index is laid out first and others narrow down what is left free in it.
func Consolidate(advices []Advice) []Plan {
	order := make([]int, 0, len(advices))
	for i := range advices {
		if advices[i].Gap != NoGap {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int { return len(advices[j].Keys) - len(advices[i].Keys) })
	var plans []Plan
	for _, i := range order {
		a := advices[i]
		at := slices.IndexFunc(plans, func(p Plan) bool { return p.Table == a.Table && p.Where == a.Where && p.refine(a, false) })
		if at < 0 {
			at = len(plans)
			plans = append(plans, Plan{Table: a.Table, Where: a.Where, blocks: a.blocks()})
		} else {
			plans[at].refine(a, true)
		}
		plans[at].Serves = append(plans[at].Serves, i)
	}
	for i := range plans {
		p := &plans[i]
		p.settle(advices)
		slices.Sort(p.Serves)
	}
	slices.SortStableFunc(plans, func(a, b Plan) int { return a.Serves[0] - b.Serves[0] })
	return plans
}

// Thin leaves out the plans that are not needed once the others are there: an index
// need not be what a query wants best for nothing to be missing any more. Their
// advices go to the plan that serves them.
func Thin(plans []Plan, serves func(p Plan, advice int) bool) []Plan {
	plans = slices.Clone(plans)
	for at := len(plans) - 1; at >= 0; at-- { // what matters least first
		to := make([]int, len(plans[at].Serves))
		for n, i := range plans[at].Serves {
			to[n] = -1
			for other := range plans {
				if other != at && plans[other].Table == plans[at].Table && serves(plans[other], i) {
					to[n] = other
					break
				}
			}
		}
		if slices.Contains(to, -1) {
			continue
		}
		for n, i := range plans[at].Serves {
			plans[to[n]].Serves = append(slices.Clone(plans[to[n]].Serves), i)
		}
		plans = slices.Delete(plans, at, at+1)
	}
	for i := range plans {
		slices.Sort(plans[i].Serves)
	}
	slices.SortStableFunc(plans, func(a, b Plan) int { return a.Serves[0] - b.Serves[0] })
	return plans
}

// Index is what the table would have.
func (p Plan) Index() *schema.Index {
	ix := &schema.Index{Method: "btree", Where: p.Where}
	for _, k := range p.Keys {
		ix.Terms = append(ix.Terms, schema.Term{Column: k.Column.Column, Desc: k.Desc, Nulls: k.Nulls})
	}
	return ix
}

// blocks are the columns of the advice, those that may change places together.
func (a Advice) blocks() [][]Key {
	var blocks [][]Key
	if a.Equal > 0 {
		blocks = append(blocks, slices.Clone(a.Keys[:a.Equal]))
	}
	for _, k := range a.Keys[a.Equal:] {
		blocks = append(blocks, []Key{k})
	}
	return blocks
}

// refine reports whether the advice can be a prefix of the plan, and with write
// makes it one.
func (p *Plan) refine(a Advice, write bool) bool {
	rest := p.blocks
	var made [][]Key
	var block []Key // what is left of the plan's block at hand
	for _, want := range a.blocks() {
		for len(want) > 0 {
			if len(block) == 0 {
				if len(rest) == 0 {
					return false
				}
				block, rest = rest[0], rest[1:]
			}
			both, left := split(block, want)
			if len(both) == 0 || len(left) > 0 && len(both) < len(want) {
				return false // a column that is not wanted would stand between
			}
			made = append(made, both)
			_, want = split(want, both)
			block = left
		}
	}
	if write {
		if len(block) > 0 {
			made = append(made, block)
		}
		p.blocks = append(made, rest...)
	}
	return true
}

// split parts keys into those that are wanted and the others, in their order.
func split(keys, wanted []Key) (in, out []Key) {
	for _, k := range keys {
		if slices.Contains(wanted, k) {
			in = append(in, k)
		} else {
			out = append(out, k)
		}
	}
	return in, out
}

// settle fixes the order of what is still free: as a declared index of several
// columns has it, so that it grows instead of a second one being added, else as
// the most important advice has it.
func (p *Plan) settle(advices []Advice) {
	first := advices[slices.Min(p.Serves)]
	rank := func(k Key) int {
		if at := slices.Index(first.Keys, k); at >= 0 {
			return at
		}
		return len(first.Keys)
	}
	for _, block := range p.blocks {
		slices.SortStableFunc(block, func(a, b Key) int { return rank(a) - rank(b) })
	}
	if p.Where == "" {
		for _, ix := range p.Table.Indexes {
			if len(ix.Terms) > 1 && replaceable(ix) && p.continues(ix) {
				break
			}
		}
	}
	p.Keys = slices.Concat(p.blocks...)
	for _, ix := range p.Table.Indexes {
		if p.Where == "" && replaceable(ix) && len(ix.Terms) < len(p.Keys) && beginsWith(p.Keys, ix) {
			p.Replaces = append(p.Replaces, ix)
		}
	}
}

// continues arranges the plan so that it begins with the index, where it can.
func (p *Plan) continues(ix *schema.Index) bool {
	var as Advice
	for _, term := range ix.Terms {
		at := slices.IndexFunc(slices.Concat(p.blocks...), func(k Key) bool { return k.is(term) })
		if at < 0 {
			return false
		}
		as.Keys = append(as.Keys, slices.Concat(p.blocks...)[at])
	}
	return p.refine(as, false) && p.refine(as, true)
}

// replaceable tells the indexes that a wider one may take over: whole, of plain
// columns, and not there to keep values unique or to serve LIKE.
func replaceable(ix *schema.Index) bool {
	return ix.Unknown == "" && !ix.Unique && ix.Where == "" && ix.Method == "btree" && len(ix.Include) == 0 &&
		ix.Origin != schema.OriginLike && ix.Origin != schema.OriginM2M
}

func beginsWith(keys []Key, ix *schema.Index) bool {
	for i, term := range ix.Terms {
		if i >= len(keys) || !keys[i].is(term) {
			return false
		}
	}
	return len(ix.Terms) > 0
}

func (k Key) is(term schema.Term) bool {
	return term.Column != "" && term.Column == k.Column.Column && term.Opclass == "" && term.Desc == k.Desc && term.Nulls == k.Nulls
}
