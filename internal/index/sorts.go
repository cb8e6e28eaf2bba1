package index

import (
	"fmt"
	"slices"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// sorts is what the demand's ORDER BY asks of an index.
type sorts struct {
	demand   *Demand
	wanted   bool // LIMIT and an order that an index of this table could give
	implicit bool // only the primary key that first() and last() add
	keys     []query.Order
}

func (d *Demand) sorts() sorts {
	s := sorts{demand: d, wanted: (d.Limited || d.Paged) && !d.Query.Distinct}
	for _, at := range d.sortKeys() {
		o := d.Order[at]
		column := d.column(o.Column)
		if o.Table != d.Table.Table || column == nil || !sortable(kindOf(column)) {
			return sorts{demand: d}
		}
		s.keys = append(s.keys, o)
	}
	if len(s.keys) == 0 {
		s.wanted = false
		return s
	}
	first := d.column(s.keys[0].Column)
	s.implicit = len(d.Order) == 1 && first.PrimaryKey && !s.keys[0].Meta &&
		(d.Query.Operation == query.First || d.Query.Operation == query.Last) && !slices.ContainsFunc(d.Query.Steps, orders)
	return s
}

// sortable tells whether a btree on a column of the kind yields its order.
func sortable(kind Kind) bool {
	return indexable(kind) || kind == kindArray
}

func orders(step query.Step) bool {
	return step.Call == "order_by" || step.Call == "latest" || step.Call == "earliest"
}

// names reports whether the column is among the keys that are sorted on.
func (s sorts) names(c *schema.Column) bool {
	return slices.ContainsFunc(s.keys, func(o query.Order) bool { return o.Column == c.Column })
}

func (s sorts) columns() []*schema.Column {
	if !s.wanted || s.implicit {
		return nil
	}
	var columns []*schema.Column
	for _, o := range s.keys {
		columns = append(columns, s.demand.column(o.Column))
	}
	return columns
}

// served reports whether an index that narrows on every equality yields the order,
// or enough of it that the rest is sorted in small groups.
func (s sorts) served(f *filters, covers []Cover) bool {
	for _, c := range covers {
		served := c.served()
		has := func(column *schema.Column) bool { return slices.Contains(served, column.Column) }
		if s.nearly(c) && every(f.points, has) && !(s.byKey(f) && len(f.ranges) > 0 && !slices.ContainsFunc(f.ranges, has)) {
			return true
		}
	}
	return false
}

// nearly reports whether the index yields the order but for keys behind one that
// has many values.
func (s sorts) nearly(c Cover) bool {
	if c.Ordered || c.Sorted == 0 {
		return c.Ordered
	}
	for _, o := range s.demand.Order[:c.Sorted] {
		column := s.demand.column(o.Column)
		if column != nil && !s.demand.pinned(o.Column) && s.demand.manyValues(column) {
			return true
		}
	}
	return len(s.keys) > 1 && s.demand.column(s.keys[len(s.keys)-1].Column).PrimaryKey && c.Sorted == len(s.demand.Order)-1
}

// manyValues tells a column of which the rows with the same value are few.
func (d *Demand) manyValues(c *schema.Column) bool {
	if rows, counted := d.Statistics.each(c); counted {
		return rows <= enough
	}
	return looksManifold(c)
}

// looksManifold guesses the same from how the column is declared.
func looksManifold(c *schema.Column) bool {
	switch {
	case c.PrimaryKey, c.Unique, looksNearUnique(c):
		return true
	case c.References != nil, c.Chosen:
		return false
	}
	switch kindOf(c) {
	case kindBoolean:
		return false
	case kindText:
		var length int
		_, err := fmt.Sscanf(c.DBType, "varchar(%d)", &length)
		return err != nil || length > 20 // shorter ones hold a status or a code
	case kindNumber:
		return c.DBType != "smallint"
	}
	return true
}

// byKey reports whether the rows come in the order of the primary key with no
// equality to narrow them. A range beside it is not reached soon by walking the
// key: the newest rows, usually wanted, have the highest keys.
func (s sorts) byKey(f *filters) bool {
	return len(f.points) == 0 && len(s.keys) > 0 && s.demand.column(s.keys[0].Column).PrimaryKey
}

// worthwhile reports whether an index in order would surely help: with lists no
// index keeps the order, and a filter that no index serves may leave so few rows
// that walking in order reads everything. Whether a page is all that is read of a
// list is not known; one of the rows of a parent is sorted soon.
func (s sorts) worthwhile(f *filters, covers []Cover) bool {
	switch {
	case s.demand.Paged && slices.ContainsFunc(f.points, func(c *schema.Column) bool {
		return slices.ContainsFunc(covers, func(by Cover) bool { return slices.Contains(by.served(), c.Column) })
	}):
		return false
	case len(f.sets) > 0 && (len(f.points) > 0 || !f.walks(s)), s.implicit, f.elsewhere():
		return false
	case f.rest && len(f.points) == 0:
		return false
	case len(f.ranges) > 0: // narrowed by a range on another column, or the range would be in order
		return false
	}
	return !slices.ContainsFunc(f.points, f.demand.nearUnique)
}

// mixed reports whether the order goes up in one column and down in another, or
// places its nulls out of the way, so that the index must say so.
func (s sorts) mixed() bool {
	for _, o := range s.keys {
		if o.Desc != s.keys[0].Desc || nullsFirst(o.Nulls, o.Desc) != o.Desc {
			return true
		}
	}
	return false
}
