package index

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A Gap is what no index of the table does for a query.
type Gap uint8

const (
	NoGap     Gap = iota
	Unindexed     // one column narrows, and no index begins with it
	Uncovered     // several columns narrow, and no index covers them together
	Unordered     // LIMIT needs only the first rows, and no index yields them in order
)

// A Flag is a pattern that reads far more than it returns.
type Flag uint8

const (
	SetBesideRange Flag = iota // an IN list and a range on another column
	KeysetFilters              // id > last, with other filters
	KeyWithMoment              // a foreign key with a primary key or a timestamp
)

// A Key is one column of an index to add.
type Key struct {
	Column *schema.Column
	Desc   bool
	Nulls  string // "FIRST" or "LAST" where it is not the default of the direction
}

// An Advice is the index that would serve a query, where none does.
type Advice struct {
	Gap     Gap
	Table   *schema.Model
	Keys    []Key
	Equal   int    // leading keys that are equalities and lists, whose order is free
	Where   string // predicate of a partial index, or ""
	Filters []*schema.Column
	Sorts   []*schema.Column
	Closest *Cover // the existing index that goes furthest; nil where none helps
	Flags   []Flag
	Minor   bool // what is missing is a column with few values, beside an index that narrows
	Slight  bool // few rows are left already behind the indexes there are, so that little is saved
	Pair    bool // Keys are the two columns of a generic relation, which name one object
	Paged   bool // no limit is seen; it is what a page of the list would need
	Doubt   string
	Joined  bool // a filter on another table may be the better one to start from
}

// most is how many columns an index to add has at most: more are seldom read.
const most = 5

// Advise returns the index that the query needs on the table; Gap is NoGap where
// one exists, or where no plain btree index would help.
func Advise(q *query.Query, table *schema.Model, server Server) Advice {
	return adviseBeside(q, table, table.Indexes, server)
}

// Served reports whether the query needs nothing more on the table once the index
// is there beside the declared ones.
func Served(q *query.Query, table *schema.Model, by *schema.Index, server Server) bool {
	return adviseBeside(q, table, append(slices.Clone(table.Indexes), by), server).Gap == NoGap
}

func adviseBeside(q *query.Query, table *schema.Model, existing []*schema.Index, server Server) Advice {
	always, sometimes := *q, map[string]bool{}
	always.Where = nil
	for _, term := range q.Where {
		if !term.Conditional {
			always.Where = append(always.Where, term)
		} else {
			sometimes[term.Column] = true
		}
	}
	a := Ask(&always, table, server).Advise(existing)
	// A search form with many optional filters cannot have an index for each
	// choice of them; one optional filter is as good as a second query.
	if a.Gap != NoGap || len(sometimes) != 1 {
		return a
	}
	a = Ask(q, table, server).Advise(existing)
	a.Doubt = "one of the filters is added under a condition"
	return a
}

// Advise returns the index that the demand needs beside the existing ones.
func (d *Demand) Advise(existing []*schema.Index) Advice {
	d.followUnique()
	f := d.filters()
	if f.few(existing) {
		return Advice{}
	}
	covers, ok := d.covers(existing)
	if !ok {
		return Advice{}
	}
	s := d.sorts()
	a := Advice{Table: d.Table}
	switch {
	case f.selective(covers), f.leaveFew(covers), (len(f.sets) == 0 || f.walks(s)) && s.wanted && s.served(f.needed(), covers):
		return Advice{}
	case f.queue(covers):
		return d.queued(f)
	case f.gap(covers) != NoGap:
		a.Gap, a.Minor = f.gap(covers), f.minor(covers)
		if a.Gap == Unindexed && f.walks(s) {
			a.Gap = Unordered
		}
	case s.wanted && s.worthwhile(f, covers):
		a.Gap = Unordered
	default:
		return Advice{}
	}
	a.Filters, a.Sorts = f.columns(), s.columns()
	a.Closest = f.closest(covers)
	a.Paged = d.Paged && a.Gap == Unordered
	a.fill(f.withoutImpliedSets(), s, existing)
	a.Flags = f.flags(a.Keys)
	a.Slight = f.slight(a, covers, s)
	switch {
	case f.elsewhere() && a.Minor:
		return Advice{}
	case f.elsewhere():
		a.Doubt, a.Joined = "the filter on another table may be the better one to start from", true
	case f.subquery:
		a.Doubt = "one of the filters is a subquery, which PostgreSQL may turn into a join"
	}
	return a
}

// covers looks at every index; ok is false where one that cannot be decided might
// serve the demand.
func (d *Demand) covers(existing []*schema.Index) (covers []Cover, ok bool) {
	for _, ix := range existing {
		if ix.Unknown != "" {
			return nil, false
		}
		c := d.Cover(ix)
		if c.Predicate == Undecided {
			whole := *ix
			whole.Where = ""
			if c = d.Cover(&whole); c.Usable {
				return nil, false
			}
		}
		if c.Usable {
			covers = append(covers, c)
		}
	}
	return covers, true
}

// served returns the columns that the index narrows on or answers by its predicate.
func (c Cover) served() []string {
	if c.Index.Method != "btree" { // somebody chose a BRIN or GIN index for these
		return append(slices.Clone(c.Condition), c.Fixed...)
	}
	return append(slices.Clone(c.Seek), c.Fixed...)
}

// fill chooses the columns: equalities, then lists, then the order, then one
// range. With LIMIT this order is never bad; without, the range follows at once.
func (a *Advice) fill(f *filters, s sorts, existing []*schema.Index) {
	var keys []Key
	has := func(c *schema.Column) bool {
		return slices.ContainsFunc(keys, func(k Key) bool { return k.Column == c })
	}
	put := func(k Key) {
		if !has(k.Column) && len(keys) < most {
			keys = append(keys, k)
		}
	}
	if pair := f.pair(); pair != nil {
		a.Keys, a.Equal, a.Pair = []Key{{Column: pair[0]}, {Column: pair[1]}}, 1, true
		return
	}
	if narrow := f.narrow(); narrow != nil { // the rows of one of its values are few
		a.Keys, a.Equal = []Key{{Column: narrow}}, 1
		return
	}
	walks := f.walks(s)
	// Whether a page is all that is read of a list is not known: where few rows
	// match, sorting them costs less than a wider index.
	few := f.demand.Paged && a.Gap != Unordered && slices.ContainsFunc(f.points, f.demand.manyValues)
	inOrder := (len(f.sets) == 0 || walks) && s.wanted && !s.implicit && !few && !(s.byKey(f) && len(f.ranges) > 0)
	flagged := f.flagged
	if !inOrder && f.narrowWithoutFlags() {
		flagged = nil
	}
	equal, last := slices.Concat(extending(f.points, existing), flagged), []*schema.Column(nil)
	if len(f.points) == 0 && len(f.sets) > 0 && !inOrder {
		equal, last = nil, flagged // a list of keys narrows more than a boolean
	}
	for _, c := range equal {
		if inOrder && s.names(c) { // a boolean: it has its place in the order, fixed or not
			continue
		}
		put(Key{Column: c})
	}
	a.Equal = len(keys)
	if !walks {
		for _, c := range slices.Concat(f.sets, last) {
			put(Key{Column: c})
		}
		if !inOrder { // a list narrows as an equality does, so that their order is free
			a.Equal = len(keys)
		}
	}
	if inOrder {
		mixed := s.mixed()
		for _, o := range s.keys {
			k := Key{Column: s.demand.column(o.Column), Desc: o.Desc && mixed}
			if nullsFirst(o.Nulls, o.Desc) != o.Desc {
				k.Nulls, k.Desc = o.Nulls, o.Desc
			}
			put(k)
		}
	}
	if walks { // checked on the way, without a look at the rows
		for _, c := range f.sets {
			put(Key{Column: c})
		}
	}
	if len(f.ranges) > 0 && !slices.ContainsFunc(f.ranges, has) {
		put(Key{Column: f.bound(s)})
	}
	a.Keys = keys
	if len(f.nulls) > 0 && len(f.points)+len(f.flagged)+len(f.sets) == 0 && a.Gap == Unordered {
		// IS NULL seeks but pins nothing, so only a partial index yields its rows in order.
		var tests []string
		for _, c := range f.nulls {
			tests = append(tests, `"`+c.Column+`" IS NULL`)
		}
		a.Where = strings.Join(tests, " AND ")
	}
}

// bound is the range that an index should end with: the one the rows are sorted
// by, else the first of the query.
func (f *filters) bound(s sorts) *schema.Column {
	for _, o := range s.keys {
		for _, c := range f.ranges {
			if c.Column == o.Column {
				return c
			}
		}
	}
	return f.ranges[0]
}

// extending puts the equalities in the order of a declared index that they
// continue, so that the index grows instead of a second one being added.
func extending(points []*schema.Column, existing []*schema.Index) []*schema.Column {
	var best []*schema.Column
	for _, ix := range existing {
		if ix.Unique || ix.Where != "" || ix.Method != "btree" || len(ix.Terms) < 2 || len(ix.Terms) > len(points) {
			continue
		}
		var leading []*schema.Column
		for _, term := range ix.Terms {
			at := slices.IndexFunc(points, func(c *schema.Column) bool { return c.Column == term.Column })
			if at < 0 || term.Opclass != "" {
				leading = nil
				break
			}
			leading = append(leading, points[at])
		}
		if len(leading) > len(best) {
			best = leading
		}
	}
	ordered := slices.Clone(best)
	for _, c := range points {
		if !slices.Contains(ordered, c) {
			ordered = append(ordered, c)
		}
	}
	return ordered
}
