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
	Equal   int    // leading keys that are equalities, whose order is free
	Where   string // predicate of a partial index, or ""
	Filters []*schema.Column
	Sorts   []*schema.Column
	Closest *Cover // the existing index that goes furthest; nil where none helps
	Flags   []Flag
	Minor   bool // what is missing is a column with few values, beside an index that narrows
	Doubt   string
}

// most is how many columns an index to add has at most: more are seldom read.
const most = 5

// Advise returns the index that the query needs on the table; Gap is NoGap where
// one exists, or where no plain btree index would help.
func Advise(q *query.Query, table *schema.Model, server Server) Advice {
	always, sometimes := *q, map[string]bool{}
	always.Where = nil
	for _, term := range q.Where {
		if !term.Conditional {
			always.Where = append(always.Where, term)
		} else {
			sometimes[term.Column] = true
		}
	}
	a := Ask(&always, table, server).Advise(table.Indexes)
	// A search form with many optional filters cannot have an index for each
	// choice of them; one optional filter is as good as a second query.
	if a.Gap != NoGap || len(sometimes) != 1 {
		return a
	}
	a = Ask(q, table, server).Advise(table.Indexes)
	a.Doubt = "one of the filters is added under a condition"
	return a
}

// Advise returns the index that the demand needs beside the existing ones.
func (d *Demand) Advise(existing []*schema.Index) Advice {
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
	case f.selective(covers), len(f.sets) == 0 && s.wanted && s.served(f, covers):
		return Advice{}
	case f.gap(covers) != NoGap:
		a.Gap, a.Minor = f.gap(covers), f.minor(covers)
	case s.wanted && s.worthwhile(f):
		a.Gap = Unordered
	default:
		return Advice{}
	}
	a.Filters, a.Sorts = f.columns(), s.columns()
	a.Closest = f.closest(covers)
	a.fill(f, s, existing)
	a.Flags = f.flags(s)
	if f.subquery {
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

// filters are a demand's conditions by what a btree could do with them, each
// column once, in the order of the query.
type filters struct {
	demand   *Demand
	points   []*schema.Column // = on columns with many values
	flagged  []*schema.Column // = on booleans
	nulls    []*schema.Column // IS NULL
	sets     []*schema.Column // IN
	ranges   []*schema.Column
	rest     bool // conditions beside these that may leave few rows
	subquery bool
}

func (d *Demand) filters() *filters {
	f := &filters{demand: d}
	seen := map[*schema.Column]bool{}
	for pass := range 2 { // an equality beside a range on the same column wins
		for _, n := range d.nodes {
			c := n.clause
			column := d.column(c.Column)
			if n.arms != nil || column == nil || !c.Plain() || !indexable(c.Kind) {
				f.rest = f.rest || pass == 0 && n.restricts()
				continue
			}
			if (pass == 0) == c.Op.Range() || seen[column] {
				continue
			}
			switch c.Op {
			case Equal:
				if c.Kind == kindBoolean {
					f.flagged = append(f.flagged, column)
				} else {
					f.points = append(f.points, column)
				}
			case IsNull:
				f.nulls = append(f.nulls, column)
			case AnyOf:
				if c.Kind != kindBoolean {
					f.sets = append(f.sets, column)
				}
			case Less, LessEqual, Greater, GreaterEqual:
				f.ranges = append(f.ranges, column)
			default:
				f.rest = f.rest || n.restricts()
				continue
			}
			seen[column] = true
			f.subquery = f.subquery || c.Term != nil && c.Term.Value.Subquery
		}
	}
	for _, t := range d.Query.Where {
		f.rest = f.rest || t.Table != d.Table.Table && !t.Negated
	}
	return f
}

// indexable tells whether a plain btree on a column of the kind serves = and <.
func indexable(kind Kind) bool {
	return kind != kindJSON && kind != kindArray
}

// restricts reports whether the node may leave few rows; <>, NOT IN and IS NOT
// NULL leave most.
func (n node) restricts() bool {
	switch n.clause.Op {
	case NotEqual, NoneOf, NotNull:
		return false
	case Opaque:
		return n.arms != nil || n.clause.Term == nil || !n.clause.Term.Negated
	}
	if n.arms != nil {
		for _, arm := range n.arms {
			for _, part := range arm {
				if part.restricts() && part.clause.Op != IsNull {
					return true
				}
			}
		}
		return false
	}
	return true
}

// strong are the columns that a missing index is felt on.
func (f *filters) strong() []*schema.Column {
	return slices.Concat(f.points, f.sets, f.ranges)
}

// columns are the filtered columns in the order of the query.
func (f *filters) columns() []*schema.Column {
	chosen := append(f.strong(), f.flagged...)
	var inOrder []*schema.Column
	for _, c := range f.demand.Clauses() {
		column := f.demand.column(c.Column)
		if slices.Contains(chosen, column) && !slices.Contains(inOrder, column) {
			inOrder = append(inOrder, column)
		}
	}
	return inOrder
}

// few reports whether a unique key is given, so that at most a row comes of each value.
func (f *filters) few(existing []*schema.Index) bool {
	given := func(column string) bool {
		return slices.ContainsFunc(append(f.points, f.sets...), func(c *schema.Column) bool { return c.Column == column })
	}
	for _, c := range append(slices.Clone(f.points), f.sets...) {
		if c.Unique || c.PrimaryKey {
			return true
		}
	}
	for _, ix := range existing {
		if !ix.Unique || len(ix.Terms) == 0 || ix.Where != "" && f.demand.proof(ix.Where, f.demand.nodes) != Implied {
			continue
		}
		all := true
		for _, term := range ix.Terms {
			all = all && (given(term.Column) || slices.ContainsFunc(f.flagged, func(c *schema.Column) bool { return c.Column == term.Column }))
		}
		if all {
			return true
		}
	}
	return false
}

// selective reports whether an index narrows on a column whose values are next to unique.
func (f *filters) selective(covers []Cover) bool {
	for _, column := range append(slices.Clone(f.points), f.sets...) {
		if !nearUnique(column) {
			continue
		}
		for _, c := range covers {
			if slices.Contains(c.served(), column.Column) {
				return true
			}
		}
	}
	return false
}

var nearUniqueNames = []string{"uuid", "guid", "token", "hash", "checksum", "digest", "sha1", "sha256", "md5", "fingerprint",
	"email", "secret", "external_id", "slug"}

// nearUnique guesses that a column has about as many values as the table has rows.
func nearUnique(c *schema.Column) bool {
	if c.References != nil {
		return false
	}
	if kindOf(c) == kindUUID || c.Type == "EmailField" {
		return true
	}
	for _, name := range nearUniqueNames {
		if c.Field == name || strings.HasSuffix(c.Field, "_"+name) {
			return true
		}
	}
	return false
}

// gap says what no cover does for the filters.
func (f *filters) gap(covers []Cover) Gap {
	strong := f.strong()
	if len(strong) == 0 {
		return NoGap
	}
	for _, c := range covers {
		if f.servedBy(c) {
			return NoGap
		}
	}
	if len(strong)+len(f.flagged) > 1 {
		return Uncovered
	}
	if f.rest && f.elsewhere() { // the plan may start at the other table
		return NoGap
	}
	return Unindexed
}

// elsewhere reports whether a filter stands on another table.
func (f *filters) elsewhere() bool {
	return slices.ContainsFunc(f.demand.Query.Where, func(t query.Term) bool { return t.Table != f.demand.Table.Table && !t.Negated })
}

// servedBy reports whether an index narrows on all that one can: every equality,
// every list and one range. Booleans may stay outside of an index that narrows on
// two columns, and beside a range.
func (f *filters) servedBy(c Cover) bool {
	served := c.served()
	has := func(column *schema.Column) bool { return slices.Contains(served, column.Column) }
	if !every(f.points, has) || !every(f.sets, has) || len(f.ranges) > 0 && !slices.ContainsFunc(f.ranges, has) {
		return false
	}
	return len(f.strong()) > 1 || len(f.ranges) > 0 || every(f.flagged, has)
}

func every(columns []*schema.Column, ask func(*schema.Column) bool) bool {
	return !slices.ContainsFunc(columns, func(c *schema.Column) bool { return !ask(c) })
}

// minor reports whether an index narrows on all but booleans.
func (f *filters) minor(covers []Cover) bool {
	if len(f.flagged) == 0 {
		return false
	}
	without := *f
	without.flagged = nil
	return without.gap(covers) == NoGap
}

// closest is the index that narrows on most of the filters.
func (f *filters) closest(covers []Cover) *Cover {
	var best *Cover
	for i := range covers {
		c := &covers[i]
		if len(c.served()) == 0 && len(c.Condition) == 0 && c.Sorted == 0 {
			continue
		}
		if best == nil || slices.Compare(f.reach(c), f.reach(best)) > 0 {
			best = c
		}
	}
	return best
}

// reach says how far an index goes, what counts most first: narrowing, above all
// by equalities and lists, then checking, then order.
func (f *filters) reach(c *Cover) []int {
	fixed := 0
	for _, column := range append(slices.Clone(f.points), f.sets...) {
		if slices.Contains(c.served(), column.Column) {
			fixed++
		}
	}
	return []int{len(c.served()), fixed, len(c.Condition), c.Sorted}
}

// sorts is what the demand's ORDER BY asks of an index.
type sorts struct {
	demand   *Demand
	wanted   bool // LIMIT and an order that an index of this table could give
	implicit bool // only the primary key that first() and last() add
	keys     []query.Order
}

func (d *Demand) sorts() sorts {
	s := sorts{demand: d, wanted: d.Limited && !d.Query.Distinct}
	for _, at := range d.sortKeys() {
		o := d.Order[at]
		column := d.column(o.Column)
		if o.Table != d.Table.Table || column == nil || !indexable(kindOf(column)) {
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

func orders(step query.Step) bool {
	return step.Call == "order_by" || step.Call == "latest" || step.Call == "earliest"
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

// served reports whether an index that narrows on every equality yields the first
// sort key: the rest is sorted in small groups, which costs next to nothing.
func (s sorts) served(f *filters, covers []Cover) bool {
	for _, c := range covers {
		served := c.served()
		has := func(column *schema.Column) bool { return slices.Contains(served, column.Column) }
		if c.Sorted > 0 && every(f.points, has) && !(s.byKey(f) && len(f.ranges) > 0 && !slices.ContainsFunc(f.ranges, has)) {
			return true
		}
	}
	return false
}

// byKey reports whether the rows come in the order of the primary key with no
// equality to narrow them. A range beside it is not reached soon by walking the
// key: the newest rows, usually wanted, have the highest keys.
func (s sorts) byKey(f *filters) bool {
	return len(f.points) == 0 && len(s.keys) > 0 && s.demand.column(s.keys[0].Column).PrimaryKey
}

// worthwhile reports whether an index in order would surely help: with lists no
// index keeps the order, and a filter that no index serves may leave so few rows
// that walking in order reads everything.
func (s sorts) worthwhile(f *filters) bool {
	switch {
	case len(f.sets) > 0, s.implicit, f.elsewhere():
		return false
	case f.rest && len(f.points) == 0:
		return false
	case len(f.ranges) > 0: // narrowed by a range on another column, or the range would be in order
		return false
	}
	return !slices.ContainsFunc(f.points, nearUnique)
}

// flags are the red flags of the demand.
func (f *filters) flags(s sorts) []Flag {
	var flags []Flag
	if len(f.sets) > 0 && len(f.ranges) > 0 {
		flags = append(flags, SetBesideRange)
	}
	isKey := func(c *schema.Column) bool { return c.PrimaryKey }
	if slices.ContainsFunc(f.ranges, isKey) && len(f.points)+len(f.sets)+len(f.flagged) > 0 {
		flags = append(flags, KeysetFilters)
	}
	foreign := slices.ContainsFunc(append(slices.Clone(f.points), f.sets...), func(c *schema.Column) bool { return c.References != nil })
	tail := append(slices.Clone(f.ranges), s.columns()...)
	if foreign && slices.ContainsFunc(tail, func(c *schema.Column) bool {
		return c.PrimaryKey || kindOf(c) == kindMoment || kindOf(c) == kindDate
	}) {
		flags = append(flags, KeyWithMoment)
	}
	return flags
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
	for _, c := range slices.Concat(extending(f.points, existing), f.flagged) {
		put(Key{Column: c})
	}
	a.Equal = len(keys)
	for _, c := range f.sets {
		put(Key{Column: c})
	}
	if len(f.sets) == 0 && s.wanted && !s.implicit && !(s.byKey(f) && len(f.ranges) > 0) {
		mixed := s.mixed()
		for _, o := range s.keys {
			k := Key{Column: s.demand.column(o.Column), Desc: o.Desc && mixed}
			if nullsFirst(o.Nulls, o.Desc) != o.Desc {
				k.Nulls, k.Desc = o.Nulls, o.Desc
			}
			put(k)
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
		if ix.Unique || ix.Where != "" || ix.Method != "btree" || len(ix.Terms) < 2 || len(ix.Terms) >= len(points) {
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

// Extends returns the declared index that the advice continues, or nil.
func (a Advice) Extends() *schema.Index {
	if a.Closest == nil || a.Where != "" || a.Table == nil {
		return nil
	}
	for _, ix := range a.Table.Indexes {
		if ix.Unique || ix.Where != "" || ix.Method != "btree" || len(ix.Terms) >= len(a.Keys) || ix.Origin == schema.OriginLike {
			continue
		}
		prefix := len(ix.Terms) > 0
		for i, term := range ix.Terms {
			prefix = prefix && term.Column == a.Keys[i].Column.Column && term.Opclass == "" && term.Desc == a.Keys[i].Desc
		}
		if prefix {
			return ix
		}
	}
	return nil
}

// Includes reports whether the index that b advises also serves a's query: a's
// columns lead it, the equalities in any order.
func (b Advice) Includes(a Advice) bool {
	if a.Table != b.Table || a.Where != b.Where || len(a.Keys) > len(b.Keys) {
		return false
	}
	lead := b.Keys[:a.Equal]
	for _, k := range a.Keys[:a.Equal] {
		if !slices.ContainsFunc(lead, func(other Key) bool { return other.Column == k.Column }) {
			return false
		}
	}
	return slices.Equal(a.Keys[a.Equal:], b.Keys[a.Equal:len(a.Keys)])
}

// Merge returns, for each advice, the place of the widest one whose index serves it
// too; of equals the first. So one index is added where several queries ask.
func Merge(advices []Advice) []int {
	into := make([]int, len(advices))
	for i := range advices {
		into[i] = i
		for j := range advices {
			widest := advices[into[i]]
			if advices[j].Includes(advices[i]) && (len(advices[j].Keys) > len(widest.Keys) || len(advices[j].Keys) == len(widest.Keys) && j < into[i]) {
				into[i] = j
			}
		}
	}
	return into
}
