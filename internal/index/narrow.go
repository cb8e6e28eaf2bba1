package index

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// pair returns the columns of a generic relation where the query fixes both:
// content type and key name one object, so an index needs no more than these.
func (f *filters) pair() []*schema.Column {
	given := slices.Concat(f.points, f.sets)
	find := func(column string) *schema.Column {
		at := slices.IndexFunc(given, func(c *schema.Column) bool { return c.Column == column })
		if at < 0 {
			return nil
		}
		return given[at]
	}
	for _, r := range generics(f.demand.Table) {
		if kind, key := find(r.TypeColumn), find(r.Column); kind != nil && key != nil {
			return []*schema.Column{kind, key}
		}
	}
	return nil
}

// AdvisePairs returns an advice for each generic relation that an arm of an OR names
// an object by and no index holds together: what was changed, or what that is part
// of. PostgreSQL reads an index for each arm, so none must be missing.
func AdvisePairs(q *query.Query, table *schema.Model, server Server) []Advice {
	if slices.ContainsFunc(q.Where, func(t query.Term) bool { return t.Or && t.Conditional }) {
		return nil
	}
	always := *q
	always.Where = slices.DeleteFunc(slices.Clone(q.Where), func(t query.Term) bool { return t.Conditional })
	d := Ask(&always, table, server)
	f := d.filters()
	if _, ok := d.covers(table.Indexes); !ok || q.Operation == query.Insert || f.few(table.Indexes) || len(f.strong()) > 0 || f.elsewhere() {
		return nil
	}
	var advices []Advice
	for _, n := range d.nodes {
		for _, arm := range n.arms {
			whole := Demand{Query: &query.Query{Operation: q.Operation}, Table: table, server: server, nodes: arm}
			of := whole.filters()
			pair := of.pair()
			if pair == nil {
				if len(of.strong()) == 0 {
					return nil
				}
				continue
			}
			a := Advice{Gap: Uncovered, Table: table, Keys: []Key{{Column: pair[0]}, {Column: pair[1]}}, Equal: 1, Pair: true, Filters: pair}
			armCovers, _ := whole.covers(table.Indexes)
			if a.Closest = of.closest(armCovers); !of.selective(armCovers) {
				advices = append(advices, a)
			}
		}
	}
	return advices
}

// generics are the generic relations of a table, also those that are written
// without a GenericForeignKey: a key to ContentType and a column named like it.
func generics(table *schema.Model) []*schema.Relation {
	var found []*schema.Relation
	for _, r := range table.Relations {
		switch {
		case r.Kind == schema.Generic:
			found = append(found, r)
		case r.Kind == schema.ForeignKey && r.Target != nil && r.Target.Label == "contenttypes.ContentType":
			for _, c := range table.Columns {
				if c.Field == strings.TrimSuffix(strings.TrimSuffix(r.Field, "type"), "content_")+"object_id" ||
					strings.HasSuffix(r.Field, "object_type") && c.Field == strings.TrimSuffix(r.Field, "type")+"id" {
					found = append(found, &schema.Relation{Kind: schema.Generic, Column: c.Column, TypeColumn: r.Column})
				}
			}
		}
	}
	return found
}

// narrow returns the equality whose values are next to unique, beside which
// further columns and an order only make the index larger.
func (f *filters) narrow() *schema.Column {
	for _, c := range f.points {
		if f.demand.nearUnique(c) {
			return c
		}
	}
	return nil
}

// followUnique reads a filter on a unique column of a table that a foreign key
// leads to as one on the key: filter(customer__email=x) finds one customer, and
// then the rows of that customer.
func (d *Demand) followUnique() {
	where := d.Query.Where
	for i := range where {
		term := &where[i]
		if term.Table == d.Table.Table || term.Or || term.Negated || term.Conditional || term.Lookup != "exact" {
			continue
		}
		alias := term.Alias
		if alias == "" {
			alias = term.Table
		}
		for _, join := range d.Query.From {
			if join.Alias != alias || join.To != d.Table.Table || join.Many || d.equality(join.ToColumn) != nil {
				continue
			}
			key := d.column(join.ToColumn)
			if key == nil || key.References == nil || !uniqueIn(key.References.Model, term.Column) {
				continue
			}
			if d.passed == nil {
				d.passed = map[*query.Term]bool{}
			}
			d.passed[term] = true
			d.nodes = append(d.nodes, node{clause: Clause{Column: key.Column, Key: columnKey(key.Column), Kind: kindOf(key), Op: Equal, Strict: true, Term: term}})
		}
	}
}

func uniqueIn(model *schema.Model, column string) bool {
	return model != nil && slices.ContainsFunc(model.Columns, func(c *schema.Column) bool { return c.Column == column && c.Unique })
}

// walks reports whether the first rows are sooner found in order, past those whose
// value is not in a list: the list is of a column with few values, so that many
// rows fit, and no index keeps the order behind a list.
func (f *filters) walks(s sorts) bool {
	if len(f.sets) == 0 || !s.wanted || s.implicit || f.subquery {
		return false
	}
	ofFew := every(f.sets, func(c *schema.Column) bool { return c.References != nil && AlwaysSmall(c.References.Model) })
	return ofFew || f.demand.Limited && every(f.sets, func(c *schema.Column) bool {
		return !f.demand.manyValues(c) && (c.References == nil || AlwaysSmall(c.References.Model))
	})
}

// AlwaysSmall tells Django's own tables with a row for each model, site or group.
func AlwaysSmall(m *schema.Model) bool {
	return m != nil && slices.Contains([]string{"contenttypes.ContentType", "auth.Permission", "auth.Group", "sites.Site"}, m.Label)
}

// queue reports whether the query takes some of the rows that a boolean marks as
// still to be done: they are few or none, and nothing leads to them.
func (f *filters) queue(covers []Cover) bool {
	q := f.demand.Query
	if !f.demand.Limited || len(f.flagged) == 0 || len(f.strong()) > 0 || f.rest || len(f.nulls) > 0 || len(q.OrderBy) > 0 ||
		!slices.Contains(q.Contexts, "task") && !slices.Contains(q.Contexts, "command") {
		return false
	}
	return !slices.ContainsFunc(covers, func(c Cover) bool { return len(c.served()) > 0 })
}

// queued is the partial index of the rows that are still to be done.
func (d *Demand) queued(f *filters) Advice {
	a := Advice{Gap: Unindexed, Table: d.Table, Filters: f.columns(), Equal: 1, Keys: []Key{{Column: f.flagged[0]}}}
	if c := d.equality(f.flagged[0].Column); c != nil && c.Known && len(c.Values) == 1 && c.Values[0].kind == constantBool && c.Values[0].truth {
		a.Where = `"` + f.flagged[0].Column + `"`
	}
	return a
}

// slight reports whether what is there leaves few rows already: two foreign keys
// with an index each, of which the better one is taken or both are combined; a
// list beside an equality that is served, which costs a descent for each of its
// values; a sort behind the many equalities that an index narrows on, or of the rows
// of one parent after the other; a moment that lies between two columns, of which
// each leaves half of the rows.
func (f *filters) slight(a Advice, covers []Cover, s sorts) bool {
	fixed := slices.Concat(f.points, f.sets)
	serves := func(c Cover, columns []*schema.Column) bool {
		return every(columns, func(column *schema.Column) bool { return slices.Contains(c.served(), column.Column) })
	}
	switch {
	case f.between(), a.Gap == Uncovered && f.narrowed(covers):
		return true
	case len(f.ranges) > 0:
		return false
	case a.Gap == Unordered && len(fixed) == 0 && len(f.flagged) == 0 && s.demand.column(s.keys[0].Column).References != nil:
		return slices.ContainsFunc(covers, func(c Cover) bool { return c.Sorted > 0 })
	case a.Gap == Uncovered && len(f.sets) > 0 && len(f.points) > 0 && s.wanted && !s.implicit:
		return slices.ContainsFunc(covers, func(c Cover) bool { return serves(c, f.points) })
	case a.Gap == Uncovered && len(fixed) > 1 && len(a.Keys) <= len(fixed): // an order in it would end the scan early
		return every(fixed, func(column *schema.Column) bool {
			return column.References != nil && slices.ContainsFunc(covers, func(c Cover) bool { return serves(c, []*schema.Column{column}) })
		})
	case a.Gap == Unordered && len(f.points) >= narrowTogether:
		return slices.ContainsFunc(covers, func(c Cover) bool { return serves(c, f.points) })
	}
	return false
}

// narrowed reports whether what is there leaves few rows whatever is asked beside:
// an index on text that tells rows apart, or two on foreign keys of three equalities.
func (f *filters) narrowed(covers []Cover) bool {
	served := func(c *schema.Column) bool {
		return slices.ContainsFunc(covers, func(cover Cover) bool { return slices.Contains(cover.Seek, c.Column) })
	}
	keys := 0
	for _, c := range f.points {
		switch {
		case !served(c):
		case c.References != nil:
			keys++
		case kindOf(c) == kindText && f.demand.manyValues(c):
			return true
		}
	}
	return keys > 1 && len(f.points) >= narrowTogether
}

// between reports whether ranges ask for rows that began before a value in one
// column and end after it in another.
func (f *filters) between() bool {
	var below, above *schema.Column
	for _, c := range f.demand.Clauses() {
		switch column := f.demand.column(c.Column); c.Op {
		case Less, LessEqual:
			below = column
		case Greater, GreaterEqual:
			above = column
		}
	}
	return len(f.ranges) > 1 && below != nil && above != nil && below != above && kindOf(below) == kindOf(above)
}

// narrowTogether is how many equalities leave few rows, whatever each leaves alone.
const narrowTogether = 3
