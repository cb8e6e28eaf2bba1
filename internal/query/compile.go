package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
)

// compile looks up what a state's names mean and returns the query that Django
// sends for an operation; nil where the model is not one of the schema.
func (x *extractor) compile(s *state, operation Operation) *Query {
	model := s.table
	if model == nil {
		model = x.schemaOf(s.model)
	}
	if model == nil || model.Table == "" && !model.Proxy {
		return nil
	}
	q := &Query{
		File: s.last, Span: s.span, Model: model, Operation: operation,
		Limit: s.limit, Distinct: s.distinct, Steps: slices.Clone(s.steps), Unknown: slices.Clone(s.unknown),
	}
	c := &compiler{x: x, state: s, model: model, query: q}
	q.Where = make([]Term, 0, len(s.where))
	for _, n := range s.where {
		c.condition(n, branchOf{})
	}
	c.order(operation)
	for _, path := range s.joins {
		if operation == Count || operation == Exists || operation == Aggregate || operation == Update || operation == Delete {
			break // select_related() is for rows
		}
		c.read(x.follow(model, strings.Split(path, "__")).related())
	}
	c.promote()
	for _, field := range s.sets {
		for _, column := range model.Columns {
			if column.Field == field || column.Column == field {
				q.Sets = append(q.Sets, column.Column)
			}
		}
	}
	q.Complete = len(q.Unknown) == 0
	return q
}

// related are the joins of a path that ends in a relation which is read, not compared.
func (r reached) related() []hop {
	if r.relation == nil || r.whole == nil {
		return r.hops
	}
	return r.whole
}

type compiler struct {
	x      *extractor
	state  *state
	model  *schema.Model
	query  *Query
	groups int
	uses   []use
}

// A branchOf says where in the condition a node stands.
type branchOf struct {
	negated     bool
	conditional bool
	or          bool
	group, arm  int
}

// condition adds the leaves of a node. NOT is passed on to the leaves: NOT (a AND b) is NOT a OR NOT b.
func (c *compiler) condition(n *node, at branchOf) {
	at.conditional = at.conditional || n.conditional
	if n.leaf != nil {
		at.negated = at.negated != n.negated
		c.leaf(n.leaf, at)
		return
	}
	at.negated = at.negated != n.negated
	arms := n.arms(at.negated)
	if arms == nil {
		for _, child := range n.children {
			c.condition(child, at)
		}
		return
	}
	simple := !at.or
	for _, arm := range arms {
		simple = simple && !arm.node.hasOr(arm.negated)
	}
	group := 0
	if simple {
		c.groups++
		group = c.groups
	} else if at.or {
		c.ungroup(at.group)
	}
	for i, arm := range arms {
		inner := branchOf{negated: arm.negated, conditional: at.conditional || arm.conditional, or: true, group: group}
		if group > 0 {
			inner.arm = i + 1
		}
		c.condition(arm.node, inner)
	}
}

// ungroup forgets which arms the leaves of an OR belong to, where one holds another OR.
func (c *compiler) ungroup(group int) {
	for i := range c.query.Where {
		if t := &c.query.Where[i]; group > 0 && t.Group == group {
			t.Group, t.Arm = 0, 0
		}
	}
}

// An armOf is one arm of an OR, with the negation that stands before it.
type armOf struct {
	node        *node
	negated     bool // before the node's own
	conditional bool
}

// arms returns the arms of a node that is an OR once the negation before it is
// passed on; nil for a node that is an AND.
func (n *node) arms(negated bool) []armOf {
	if n.leaf != nil || n.or == negated || len(n.children) < 2 {
		return nil
	}
	var arms []armOf
	for _, child := range n.children {
		if child.leaf == nil {
			inner := child
			sign := negated
			// (a OR b) OR c is one OR of three.
			if deeper := inner.arms(sign != inner.negated); deeper != nil {
				for _, d := range deeper {
					d.conditional = d.conditional || inner.conditional
					arms = append(arms, d)
				}
				continue
			}
		}
		arms = append(arms, armOf{child, negated, false})
	}
	return arms
}

// hasOr reports whether an OR stands below a node.
func (n *node) hasOr(negated bool) bool {
	negated = negated != n.negated
	if n.arms(negated) != nil {
		return true
	}
	return slices.ContainsFunc(n.children, func(c *node) bool { return c.hasOr(negated) })
}

func (c *compiler) leaf(l *leaf, at branchOf) {
	t := Term{
		Table: tableOf(c.model), Lookup: l.lookup, Negated: at.negated, Or: at.or, Group: at.group, Arm: at.arm,
		Conditional: at.conditional, Value: l.value.Value, Span: l.span,
	}
	switch {
	case l.column != nil:
		t.Table, t.Column = l.column.table, l.column.column
		if t.Table != tableOf(c.model) {
			c.joinFor(&t, l.column.hops)
		}
	case l.path != "":
		c.lookup(&t, l)
	}
	if l.value.path != "" {
		t.Value.Column = c.column(l.value.path)
	}
	c.query.Where = append(c.query.Where, t)
}

// lookup finds the column and the lookup of a path.
func (c *compiler) lookup(t *Term, l *leaf) {
	path := l.path
	if a, rest := c.annotated(path); a != nil {
		t.Lookup = lookupName(rest)
		if a.path == "" {
			return
		}
		path = strings.Join(append([]string{a.path}, rest...), "__")
	}
	r := c.x.lead(c.model, path)
	if r.problem != "" {
		t.Lookup = lookupName(strings.Split(path, "__")[1:])
		c.doubt(r.problem)
		return
	}
	t.Table, t.Column = r.table, r.column
	rest := r.rest
	if l.value.none && nullable(rest) && (r.field == nil || r.field.Internal != "JSONField") {
		rest = isNull(rest)
		t.Value = Value{Known: true, Text: "True"}
	}
	t.Value.OrNone = t.Value.OrNone && nullable(rest) && (r.field == nil || r.field.Internal != "JSONField")
	t.Lookup = lookupName(rest)
	c.joinFor(t, r.hops)
}

// nullable reports whether a comparison with None is IS NULL.
func nullable(rest []string) bool {
	if len(rest) == 0 {
		return true
	}
	last := rest[len(rest)-1]
	return last == "exact" || last == "iexact" || !lookups[last]
}

// lookups are the names that end a path and are no transforms.
var lookups = map[string]bool{
	"exact": true, "iexact": true, "gt": true, "gte": true, "lt": true, "lte": true, "in": true, "contains": true,
	"icontains": true, "startswith": true, "istartswith": true, "endswith": true, "iendswith": true, "range": true,
	"isnull": true, "regex": true, "iregex": true, "search": true, "overlap": true, "contained_by": true,
	"has_key": true, "has_keys": true, "has_any_keys": true,
}

// annotated returns the annotation that a path begins with, and what stands behind its name.
func (c *compiler) annotated(path string) (*annotation, []string) {
	if len(c.state.annotations) == 0 {
		return nil, nil
	}
	for end := len(path); end > 0; end = strings.LastIndex(path[:end], "__") {
		if a := c.state.annotation(path[:end]); a != nil {
			rest := strings.TrimPrefix(path[end:], "__")
			if rest == "" {
				return a, nil
			}
			return a, strings.Split(rest, "__")
		}
	}
	return nil, nil
}

// column is the column that F(path) means, "" where it is an annotation or on another table.
func (c *compiler) column(path string) string {
	if a, _ := c.annotated(path); a != nil {
		return ""
	}
	r := c.x.follow(c.model, strings.Split(path, "__"))
	c.join(r.hops)
	return r.column
}

func (c *compiler) doubt(reason string) {
	if !slices.Contains(c.query.Unknown, reason) {
		c.query.Unknown = append(c.query.Unknown, reason)
	}
}

// order adds the keys of ORDER BY.
func (c *compiler) order(operation Operation) {
	s := c.state
	switch operation {
	case Select:
		if s.flags.nested && s.limit == NoLimit {
			return
		}
	case First, Last:
	default:
		return
	}
	reverse := s.reversed
	if operation == Last && !s.latest {
		reverse = !reverse
	}
	from := origin{model: c.model}
	switch {
	case s.ordered:
		for _, key := range s.order {
			c.key(key, reverse, from)
		}
	case !s.grouped:
		from.meta = true
		for _, key := range c.x.metaOrdering(c.model) {
			c.key(key, reverse, from)
		}
	}
	if len(c.query.OrderBy) == 0 && operation != Select {
		c.key(orderKey{name: "pk"}, reverse, origin{model: c.model})
	}
}

// An origin is where the path of an order key starts.
type origin struct {
	model *schema.Model
	hops  []hop // the joins to get there
	meta  bool  // the key comes from Meta.ordering
	depth int   // relations followed to orderings of other models
}

// metaOrdering are the keys of a model's Meta.ordering.
func (x *extractor) metaOrdering(m *schema.Model) []orderKey {
	if keys, ok := x.orderings[m]; ok {
		return keys
	}
	var keys []orderKey
	if d := x.classes[m.Label]; d != nil && len(m.Ordering) > 0 {
		elts, _ := eval.Elements(d.Option("ordering"))
		for _, elt := range elts {
			key, _ := x.orderKey(elt)
			keys = append(keys, key)
		}
	}
	x.orderings[m] = keys
	return keys
}

// key adds one key. A relation is replaced with the ordering of the model it leads to.
func (c *compiler) key(key orderKey, reverse bool, from origin) {
	o := Order{Table: tableOf(from.model), Desc: key.desc != reverse, Nulls: key.nulls, Meta: from.meta}
	if reverse && key.nulls != "" {
		o.Nulls = map[string]string{"FIRST": "LAST", "LAST": "FIRST"}[key.nulls]
	}
	if key.name == "" {
		c.query.OrderBy = append(c.query.OrderBy, o)
		return
	}
	names := strings.Split(key.name, "__")
	if from.depth == 0 {
		if a, rest := c.annotated(key.name); a != nil {
			if a.path == "" || len(rest) > 0 {
				c.query.OrderBy = append(c.query.OrderBy, o)
				return
			}
			names = strings.Split(a.path, "__")
		}
	}
	r := c.x.follow(from.model, names)
	if r.problem != "" {
		c.doubt(r.problem)
		c.query.OrderBy = append(c.query.OrderBy, o)
		return
	}
	if r.relation != nil && len(c.x.metaOrdering(r.relation)) > 0 && !key.exact && !r.attname && names[len(names)-1] != "pk" && from.depth < 5 {
		there := origin{r.relation, slices.Concat(from.hops, r.related()), from.meta, from.depth + 1}
		for _, inner := range c.x.metaOrdering(r.relation) {
			c.key(inner, o.Desc, there)
		}
		return
	}
	o.Table, o.Column = r.table, r.column
	if alias := c.join(slices.Concat(from.hops, r.hops)); alias != o.Table {
		o.Alias = alias
	}
	if len(r.rest) > 0 {
		o.Column = "" // a transform of the column
	}
	if !c.ordersBy(o) {
		c.query.OrderBy = append(c.query.OrderBy, o)
	}
}

// ordersBy reports whether an earlier key has the same column: Django then leaves
// the later one out, whatever its direction (SQLCompiler.get_order_by).
func (c *compiler) ordersBy(o Order) bool {
	return o.Column != "" && slices.ContainsFunc(c.query.OrderBy, func(earlier Order) bool {
		return earlier.Table == o.Table && earlier.Alias == o.Alias && earlier.Column == o.Column
	})
}
