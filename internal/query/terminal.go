package query

import "github.com/ormlint/ormlint/internal/eval"

// A terminal is a method that runs the query.
type terminal struct {
	operation Operation
	change    func(*extractor, *eval.Call, *state)
	result    func(*extractor, *state) eval.Value
	creates   bool // it may also insert
	cached    bool // it looks at the rows where they are there
}

var terminals = map[string]terminal{
	"get":      {operation: Get, change: func(x *extractor, c *eval.Call, s *state) { x.narrowToOne(c, s) }, result: found},
	"first":    {operation: First, change: nothing, result: maybe},
	"last":     {operation: Last, change: nothing, result: maybe},
	"latest":   {operation: Last, change: ends(true), result: found},
	"earliest": {operation: First, change: ends(false), result: found},

	"exists":    {operation: Exists, change: nothing, result: scalar, cached: true},
	"contains":  {operation: Exists, change: containsObject, result: scalar, cached: true},
	"count":     {operation: Count, change: nothing, result: scalar, cached: true},
	"aggregate": {operation: Aggregate, change: nestAll, result: mapping},
	"in_bulk":   {operation: Select, change: inBulk, result: mapping},

	"create":           {operation: Insert, change: insertOnly, result: found},
	"bulk_create":      {operation: Insert, change: insertOnly, result: rows},
	"get_or_create":    {operation: Get, change: lookedUp, result: pair, creates: true},
	"update_or_create": {operation: Get, change: lookedUp, result: pair, creates: true},
	"bulk_update":      {operation: Update, change: byKeys, result: scalar},
	"update":           {operation: Update, change: updates, result: scalar},
	"delete":           {operation: Delete, change: nothing, result: scalar},
}

func (x *extractor) terminal(name string, t terminal) eval.NativeFunc {
	return func(c *eval.Call) eval.Value {
		s := stateOf(c.Self())
		if s == nil {
			return eval.Unknownf("the result of a query on a model that is not known")
		}
		if t.cached && cached(c.Self()) {
			return t.result(x, s)
		}
		n := x.next(c, name, s, func(n *state) { t.change(x, c, n) })
		switch {
		case len(n.steps) > len(s.steps):
			x.ran(c, n, t.operation)
			if t.creates {
				x.ran(c, insertion(n), Insert)
			}
		case t.operation == Get && x.current() != nil:
			x.use(s)
			x.take(n, Get) // a view that fetches its object; what else a framework runs is what the project built
		}
		return t.result(x, n)
	}
}

// ran takes a query down that a call in the project's source runs.
func (x *extractor) ran(c *eval.Call, s *state, operation Operation) {
	if x.current() != nil {
		x.take(s, operation)
		return
	}
	if c.Module() != nil && x.topLevel(s.last, s.span.Start) {
		x.static = append(x.static, taken{state: s, operation: operation})
	}
}

// insertion is the insert that get_or_create() may do.
func insertion(s *state) *state {
	n := s.chain()
	n.where, n.unknown = nil, nil
	return n
}

func found(x *extractor, s *state) eval.Value { return x.element(s) }

func maybe(x *extractor, s *state) eval.Value { return eval.Join(x.element(s), eval.None) }

func scalar(*extractor, *state) eval.Value { return eval.Unknownf("what a query finds") }

func rows(x *extractor, s *state) eval.Value {
	return &eval.List{Elts: []eval.Value{x.element(s)}, Open: true, Perhaps: true}
}

func mapping(*extractor, *state) eval.Value { return &eval.Dict{Open: true} }

func pair(x *extractor, s *state) eval.Value {
	return &eval.Tuple{Elts: []eval.Value{x.element(s), eval.Unknownf("whether a row was created")}}
}

func nestAll(x *extractor, c *eval.Call, _ *state) { x.nestArguments(c) }

func updates(x *extractor, c *eval.Call, s *state) {
	x.nestArguments(c)
	if c.Open {
		return
	}
	for _, k := range c.Kw {
		if k.Maybe {
			s.sets = nil
			return
		}
		s.sets = append(s.sets, k.Name)
	}
}

func insertOnly(_ *extractor, _ *eval.Call, s *state) { s.where, s.unknown = nil, nil }

func lookedUp(x *extractor, c *eval.Call, s *state) {
	x.narrow(c, s, len(c.Args), false, "defaults", "create_defaults")
}

// ends is latest() and earliest(): the order is what they say, else Meta.get_latest_by.
func ends(last bool) func(*extractor, *eval.Call, *state) {
	return func(x *extractor, c *eval.Call, s *state) {
		fields := c.Args[1:]
		if len(fields) == 0 && s.model != nil {
			by := s.model.Option("get_latest_by")
			if _, ok := eval.AsStr(by); ok {
				fields = []eval.Value{by}
			} else {
				fields, _ = eval.Elements(by)
			}
		}
		s.order, s.ordered, s.reversed = nil, true, last
		for _, f := range fields {
			key, ok := x.orderKey(f)
			if !ok {
				s.doubt(unknownOrder)
			}
			s.order = append(s.order, key)
		}
		s.latest = true
	}
}

func containsObject(_ *extractor, c *eval.Call, s *state) {
	s.where = append(s.where, &node{leaf: &leaf{path: "pk", span: c.Site.Span}})
}

func inBulk(x *extractor, c *eval.Call, s *state) {
	keys := c.Arg(1, "id_list")
	if keys == nil || keys == eval.Value(eval.None) {
		return
	}
	name := "pk"
	if given, ok := eval.AsStr(orNone(c.Keyword("field_name"))); ok {
		name = given
	}
	l, _ := x.keyword(name+"__in", keys, c.Site.Span)
	s.where = append(s.where, &node{leaf: l})
}

func byKeys(_ *extractor, c *eval.Call, s *state) {
	s.where = append(s.where, &node{leaf: &leaf{path: "pk__in", span: c.Site.Span, value: value{Value: Value{Many: true}}}})
}
