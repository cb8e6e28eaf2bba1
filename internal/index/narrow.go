package index

import (
	"slices"

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
	for _, r := range f.demand.Table.Relations {
		if r.Kind != schema.Generic {
			continue
		}
		if kind, key := find(r.TypeColumn), find(r.Column); kind != nil && key != nil {
			return []*schema.Column{kind, key}
		}
	}
	return nil
}

// narrow returns the equality whose values are next to unique, beside which
// further columns and an order only make the index larger.
func (f *filters) narrow() *schema.Column {
	for _, c := range f.points {
		if nearUnique(c) {
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
