package query

import (
	"slices"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// A state is what a queryset stands for so far. It is never changed once a
// later call is chained to it: the evaluator keeps it as the Data of the
// queryset's instance. Names are as written; columns are looked up when the
// query is taken down.
type state struct {
	model *django.Model
	table *schema.Model // of a queryset over an automatic through table, which has no class
	prev  *state        // what it was chained to; of the join of two branches the shorter one

	steps       []Step
	where       []*node // joined by AND
	order       []orderKey
	ordered     bool // order is what the code says, not Meta.ordering
	reversed    bool
	limit       Limit
	distinct    bool
	annotations []annotation
	joins       []string // what select_related follows
	wide        bool     // select_related() without names: every relation that is always there
	prefetches  []string // what prefetch_related names
	held        []string // the relations whose rows come along, also those that a queryset of the project's fetches
	fetched     bool     // of a related manager whose rows came with its object
	given       string   // the relation to the object whose related manager it comes from: rows have it
	sets        []string // fields that update() writes; nil where that is not known
	grouped     bool     // an aggregate is annotated: Meta.ordering falls away
	plain       bool     // rows are values, not objects
	empty       bool     // none()
	unknown     []string

	x      *extractor
	root   *root        // the function under exploration that made it or an earlier state, nil for none
	last   *source.File // where the last chain stands
	span   source.Span
	call   *eval.Call // that made the last step
	got    *eval.Call // that gave the queryset to who explores now, where its steps were seen in another exploration
	flags  *flags
	latest bool // latest() has turned the order already
}

// flags are what becomes of a state later.
type flags struct {
	used   bool // chained or run in the function that made it
	nested bool // part of another query
}

// An orderKey is one key of order_by().
type orderKey struct {
	name       string // path as Django writes it, without direction; "" for an expression
	desc       bool
	nulls      string
	exact      bool   // F(path): a relation is its column, not the ordering of its model
	expression string // what it is where it is no path
}

// unknownOrder is why an order is not known.
const unknownOrder = "the order is made at run time"

// An annotation is a name that annotate() or values() adds.
type annotation struct {
	name string
	path string // what the name stands for, where that is a column or a transform of one: see pathOf
}

func (s *state) annotation(name string) *annotation {
	for i := range s.annotations {
		if s.annotations[i].name == name {
			return &s.annotations[i]
		}
	}
	return nil
}

// chain returns a copy for a further call to change.
func (s *state) chain() *state {
	c := *s
	c.prev = s
	c.flags = &flags{}
	// Cut, so that two chains from here never share what they append.
	c.steps = slices.Clip(c.steps)
	c.where = slices.Clip(c.where)
	c.annotations = slices.Clip(c.annotations)
	c.joins = slices.Clip(c.joins)
	c.prefetches = slices.Clip(c.prefetches)
	c.held = slices.Clip(c.held)
	c.fetched = false
	c.unknown = slices.Clip(c.unknown)
	return &c
}

func (s *state) doubt(reason string) {
	if !slices.Contains(s.unknown, reason) {
		s.unknown = append(s.unknown, reason)
	}
}

// extends reports whether s was chained from base.
func (s *state) extends(base *state) bool {
	for at := s; at != nil; at = at.prev {
		if at == base {
			return true
		}
	}
	return false
}

// Join joins the querysets of two branches: where one goes on from the other,
// what it adds happens sometimes.
func (s *state) Join(a, b *eval.Instance) *eval.Instance {
	o, ok := b.Data.(*state)
	if !ok || s.model != o.model || s.table != o.table {
		return nil
	}
	switch {
	case s.empty:
		return b
	case o.empty:
		return a
	case s.same(o):
		o.flags.used = o.flags.used || o != s // the one stands for both
		return a
	case s.extends(o):
		s, o = o, s
	case o.extends(s):
	case s.asks(o):
		return a.With(s.alongside(o))
	default:
		return nil
	}
	if !s.sortsAs(o) || s.limit != o.limit || s.plain != o.plain || s.grouped != o.grouped {
		return nil
	}
	joined := o.chain()
	joined.prev = s
	joined.held = s.held // what certainly comes along
	joined.where = slices.Clone(s.where)
	for _, n := range o.where[len(s.where):] {
		joined.where = append(joined.where, n.sometimes())
	}
	joined.unknown = slices.Clone(s.unknown)
	for _, reason := range o.unknown {
		joined.doubt(reason)
	}
	if !o.flags.used && o.root != nil && o.root == s.x.current() {
		s.x.pending = append(s.x.pending, joined)
	}
	s.flags.used, o.flags.used = true, true
	return a.Anew(joined)
}

// Lost makes the query incomplete: what becomes of it behind the join is not seen.
func (s *state) Lost() {
	s.doubt("it is one of too many that a name may stand for")
}

// asks reports whether two states ask for the same rows in the same order: they
// were made by calls that differ in nothing else than what is read of the rows.
func (s *state) asks(o *state) bool {
	return slices.EqualFunc(s.where, o.where, (*node).equal) && slices.Equal(deciding(s.steps), deciding(o.steps)) &&
		s.sortsAs(o) && s.limit == o.limit && s.distinct == o.distinct && s.plain == o.plain && s.grouped == o.grouped &&
		slices.Equal(s.joins, o.joins)
}

// deciding are the steps that decide which rows come, and in which order.
func deciding(steps []Step) []Step {
	var found []Step
	for _, step := range steps {
		if !neutral[step.Call] {
			found = append(found, step)
		}
	}
	return found
}

// alongside is one state for two that ask for the same: it reads what either does.
func (s *state) alongside(o *state) *state {
	joined := s.chain()
	joined.held = slices.DeleteFunc(slices.Clone(s.held), func(path string) bool { return !slices.Contains(o.held, path) })
	for _, a := range o.annotations {
		if s.annotation(a.name) == nil {
			joined.annotations = append(joined.annotations, a)
		}
	}
	for _, reason := range o.unknown {
		joined.doubt(reason)
	}
	s.flags.used, o.flags.used = true, true
	if s.root != nil && s.root == s.x.current() {
		s.x.pending = append(s.x.pending, joined)
	}
	return joined
}

// sortsAs reports whether two states come in the same order, also where one
// says what Meta.ordering says for the other.
func (s *state) sortsAs(o *state) bool {
	if s.ordered == o.ordered {
		return slices.Equal(s.order, o.order) && s.reversed == o.reversed
	}
	return s.reversed == o.reversed && slices.Equal(s.sorting(), o.sorting())
}

// sorting are the keys that a state is sorted by, Meta.ordering where it says nothing.
func (s *state) sorting() []orderKey {
	if s.ordered || s.grouped {
		return s.order
	}
	if m := s.x.schemaOf(s.model); m != nil {
		return s.x.metaOrdering(m)
	}
	return nil
}

// same reports whether two states were made alike, by the same calls.
func (s *state) same(o *state) bool {
	return slices.Equal(s.steps, o.steps) && slices.EqualFunc(s.where, o.where, (*node).equal) &&
		slices.Equal(s.order, o.order) && s.ordered == o.ordered && s.reversed == o.reversed && s.limit == o.limit &&
		len(s.annotations) == len(o.annotations) && s.plain == o.plain && s.grouped == o.grouped
}

// A node is a condition: a leaf, or an AND or OR of others.
type node struct {
	leaf        *leaf
	children    []*node
	or          bool
	negated     bool
	conditional bool
}

// A leaf is one lookup as the code writes it.
type leaf struct {
	path   string // "customer__name__in"; "" for an expression
	column *fixed // of a related manager: the column itself
	lookup string // of a fixed column or an expression
	value  value
	span   source.Span
}

// A fixed is a column that no name leads to.
type fixed struct {
	table, column string
	hops          []hop
}

// A value is the right side of a leaf.
type value struct {
	Value
	none bool   // None
	path string // of F(path)
}

func (n *node) sometimes() *node {
	c := *n
	c.conditional = true
	return &c
}

// mergeNodes is a condition of which two forms are possible: what both have is sure, the rest is conditional.
func mergeNodes(a, b *node) *node {
	merged := &node{}
	rest := slices.Clone(b.parts())
next:
	for _, x := range a.parts() {
		for i, y := range rest {
			if x.equal(y) {
				merged.children = append(merged.children, x)
				rest = slices.Delete(rest, i, i+1)
				continue next
			}
		}
		merged.children = append(merged.children, x.sometimes())
	}
	for _, y := range rest {
		merged.children = append(merged.children, y.sometimes())
	}
	return merged
}

// parts are the conditions that a node joins by AND.
func (n *node) parts() []*node {
	if n.leaf != nil || n.negated || n.conditional || n.or && len(n.children) > 1 {
		return []*node{n}
	}
	var all []*node
	for _, c := range n.children {
		all = append(all, c.parts()...)
	}
	return all
}

func (n *node) equal(o *node) bool {
	if n == o {
		return true
	}
	if n.or != o.or || n.negated != o.negated || (n.leaf == nil) != (o.leaf == nil) || len(n.children) != len(o.children) {
		return false
	}
	if n.leaf != nil {
		return n.leaf.path == o.leaf.path && n.leaf.span == o.leaf.span && n.leaf.lookup == o.leaf.lookup
	}
	for i := range n.children {
		if !n.children[i].equal(o.children[i]) {
			return false
		}
	}
	return true
}

// stateOf returns the state of a queryset; nil for any other value.
func stateOf(v eval.Value) *state {
	if i, ok := v.(*eval.Instance); ok {
		s, _ := i.Data.(*state)
		return s
	}
	return nil
}
