package query

import (
	"fmt"
	"slices"
)

// A use is a leaf that a joined table is needed for.
type use struct {
	alias string
	term  int // its place in Where
	outer bool
}

// join adds the joins of a path and returns the alias of its last table. A
// table that is joined in the same way twice is joined once, as Query.join does.
func (c *compiler) join(hops []hop) string {
	at := tableOf(c.model)
	for _, h := range hops {
		at = c.joined(h, at)
	}
	return at
}

func (c *compiler) joined(h hop, to string) string {
	q := c.query
	for i := range q.From {
		j := &q.From[i]
		if j.To == to && j.ToColumn == h.column && j.Table == h.table && j.Column == h.target {
			return j.Alias
		}
	}
	taken := func(name string) bool {
		return name == tableOf(c.model) || slices.ContainsFunc(q.From, func(j Join) bool { return j.Alias == name })
	}
	alias := h.table
	if taken(alias) {
		alias = fmt.Sprintf("T%d", len(q.From)+2)
	}
	q.From = append(q.From, Join{
		Alias: alias, Table: h.table, Column: h.target, To: to, ToColumn: h.column, TypeColumn: h.kind, Outer: h.null, Many: h.many,
	})
	return alias
}

// read joins tables whose columns are selected.
func (c *compiler) read(hops []hop) {
	at := tableOf(c.model)
	for _, h := range hops {
		at = c.joined(h, at)
		for i := range c.query.From {
			if j := &c.query.From[i]; j.Alias == at {
				j.Read = true
			}
		}
	}
}

// joinFor joins what a leaf compares, which comes next in Where.
func (c *compiler) joinFor(t *Term, hops []hop) {
	if len(hops) == 0 {
		return
	}
	if alias := c.join(hops); alias != t.Table {
		t.Alias = alias
	}
	at := tableOf(c.model)
	for _, h := range hops {
		at = c.joined(h, at)
		c.uses = append(c.uses, use{at, len(c.query.Where), t.Negated != (t.Lookup == "isnull" && t.Value.Text == "True")})
	}
}

// promote settles which joins are outer ones, as JoinPromoter does: a nullable
// one stays so unless a condition that holds in any case needs its row.
func (c *compiler) promote() {
	q := c.query
	for i := range q.From {
		j := &q.From[i]
		if !j.Outer {
			to := slices.IndexFunc(q.From, func(o Join) bool { return o.Alias == j.To })
			j.Outer = to >= 0 && q.From[to].Outer
		}
		j.Outer = j.Outer && !c.needed(j.Alias)
		if j.Table != "" {
			q.Joins = append(q.Joins, j.Table)
		}
	}
	slices.Sort(q.Joins)
	q.Joins = slices.Compact(q.Joins)
}

// needed reports whether the condition can only hold where the joined table has a row.
func (c *compiler) needed(alias string) bool {
	arms := map[[2]int]bool{}
	for _, u := range c.uses {
		if u.alias != alias || u.outer {
			continue
		}
		t := c.query.Where[u.term]
		if !t.Or {
			return true
		}
		if t.Group > 0 {
			arms[[2]int{t.Group, t.Arm}] = true
		}
	}
	for at := range arms {
		all := true
		for _, t := range c.query.Where {
			if t.Group == at[0] {
				all = all && arms[[2]int{t.Group, t.Arm}]
			}
		}
		if all {
			return true
		}
	}
	return false
}
