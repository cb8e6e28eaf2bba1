package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

const (
	querySetClass  = "django.db.models.query.QuerySet"
	managerClass   = "django.db.models.manager.BaseManager"
	modelClass     = "django.db.models.base.Model"
	qClass         = "django.db.models.query_utils.Q"
	fClass         = "django.db.models.expressions.F"
	subqueryClass  = "django.db.models.expressions.Subquery"
	outerRefClass  = "django.db.models.expressions.OuterRef"
	transformClass = "django.db.models.lookups.Transform"
	aggregate      = "django.db.models.aggregates.Aggregate"
	orderByClass   = "django.db.models.expressions.OrderBy"
	expression     = "django.db.models.expressions.BaseExpression"
	combinable     = "django.db.models.expressions.Combinable"
)

// conditions reads the arguments of filter(), get() and their like, in source
// order, behind the first skip positional ones; reasons say what of them is not known.
func (x *extractor) conditions(c *eval.Call, skip int, without ...string) (n *node, reasons []string) {
	n = &node{}
	for _, arg := range c.Args[min(skip, len(c.Args)):] {
		child, why := x.positional(arg)
		reasons = append(reasons, why...)
		if child != nil {
			n.children = append(n.children, child)
		}
	}
	for _, k := range c.Kw {
		if slices.Contains(without, k.Name) {
			continue
		}
		leaf, why := x.keyword(k.Name, k.Value, argumentSpan(c, k.Name))
		reasons = append(reasons, why...)
		n.children = append(n.children, &node{leaf: leaf, conditional: k.Maybe})
	}
	if c.Open {
		reasons = append(reasons, "conditions made at run time")
	}
	return n, reasons
}

// argumentSpan is where a keyword argument is written; of one that comes from a dict, the call.
func argumentSpan(c *eval.Call, name string) source.Span {
	call, ok := c.Expr.(*py.Call)
	if !ok {
		return c.Site.Span
	}
	for _, k := range call.Keywords {
		if k.Name == name {
			return k.Span
		}
	}
	for _, k := range call.Keywords {
		if k.Name == "" {
			return k.Span
		}
	}
	return call.Span
}

// positional is a condition that is not written as a keyword: Q or an expression.
func (x *extractor) positional(v eval.Value) (*node, []string) {
	switch v := v.(type) {
	case *eval.Alternatives:
		var merged *node
		var reasons []string
		for _, alt := range v.Values {
			n, why := x.positional(alt)
			reasons = append(reasons, why...)
			if n == nil {
				n = &node{}
			}
			if merged == nil {
				merged = n
			} else {
				merged = mergeNodes(merged, n)
			}
		}
		return merged, reasons
	case *eval.Instance:
		switch {
		case v.Class.Is(qClass):
			return x.fromQ(v)
		case v.Class.Is(subqueryClass):
			x.nest(v, 0)
			return &node{leaf: &leaf{lookup: lookupOf(v), value: value{Value: Value{Subquery: true}}, span: v.Made.Span}}, nil
		case v.Class.Is(expression) || v.Class.Is(combinable):
			x.nest(v, 0)
			return &node{leaf: &leaf{lookup: "expression", span: v.Made.Span}}, nil
		}
		return &node{leaf: &leaf{lookup: "expression", span: v.Made.Span}}, nil
	case *eval.Tuple:
		if len(v.Elts) == 2 {
			if path, ok := eval.AsStr(v.Elts[0]); ok {
				leaf, why := x.keyword(path, v.Elts[1], source.Span{})
				return &node{leaf: leaf}, why
			}
		}
	case *eval.Unknown:
		return nil, []string{"a condition is " + v.Reason}
	}
	return nil, []string{"a condition is made at run time"}
}

func lookupOf(v *eval.Instance) string {
	if v.Class.Name == "Exists" {
		return "exists"
	}
	return "expression"
}

// A qData is the Data of a Q object. Where two are possible it holds what they say together.
type qData struct {
	x       *extractor
	node    *node // of the join of two, else nil: the object's own attributes say it
	reasons []string
}

// Join joins the Q objects of two branches: what both say is sure, the rest is conditional.
func (d *qData) Join(a, b *eval.Instance) *eval.Instance {
	first, why1 := d.x.fromQ(a)
	second, why2 := d.x.fromQ(b)
	both := mergeNodes(first, second)
	if len(both.children) == 0 && len(why1)+len(why2) == 0 {
		return a
	}
	// The two stand below one that has nothing else, so that Q's own methods pass
	// them on. Its attributes are its own from the start: what a branch changes
	// of an object is taken back when the exploration ends.
	inner := a.With(&qData{x: d.x, node: both, reasons: append(why1, why2...)})
	outer := a.With(&qData{x: d.x})
	outer.Args = nil
	perhapsEmpty := len(first.children) == 0 || len(second.children) == 0
	outer.Attrs = []eval.Attribute{
		{Name: "connector", Value: eval.Str("AND")},
		{Name: "negated", Value: eval.Bool(false)},
		{Name: "children", Value: &eval.List{Elts: []eval.Value{inner}, Perhaps: perhapsEmpty}},
	}
	return outer
}

// Lost has nothing to say: who is given what is not known says so.
func (d *qData) Lost() {}

// maxJoined is how many Q objects a condition is read of: one that is joined with
// itself again and again doubles each time.
const maxJoined = 500

// readingQ is how far the reading of a Q object has come.
type readingQ struct{ depth, read int }

// fromQ reads a Q object as it is now.
func (x *extractor) fromQ(q *eval.Instance) (*node, []string) {
	if d, ok := q.Data.(*qData); ok && d.node != nil {
		return d.node, d.reasons
	}
	if x.ofQ.depth == 0 {
		x.ofQ.read = 0
	}
	if x.ofQ.read++; x.ofQ.read > maxJoined {
		return nil, []string{"a condition joins more than 500 others"}
	}
	x.ofQ.depth++
	defer func() { x.ofQ.depth-- }()
	attribute := func(name string) eval.Value { v, _ := q.Own(name); return v }
	connector, _ := eval.AsStr(attribute("connector"))
	negated, _ := x.project.In.Truth(orNone(attribute("negated")))
	n := &node{or: connector == "OR", negated: negated}
	children := attribute("children")
	elts, all := eval.Elements(children)
	var reasons []string
	if !all || connector == "XOR" {
		reasons = append(reasons, "a Q object is made at run time")
	}
	if q.Args != nil && q.Args.Open {
		reasons = append(reasons, "a Q object is made at run time")
	}
	for _, elt := range inSourceOrder(q, elts) {
		if pair, ok := elt.value.(*eval.Tuple); ok && len(pair.Elts) == 2 {
			if path, ok := eval.AsStr(pair.Elts[0]); ok {
				leaf, why := x.keyword(path, pair.Elts[1], elt.span)
				reasons = append(reasons, why...)
				n.children = append(n.children, &node{leaf: leaf})
				continue
			}
		}
		child, why := x.positional(elt.value)
		reasons = append(reasons, why...)
		if child == nil && (n.or || n.negated) { // without it the others would be said to hold
			child = &node{leaf: &leaf{lookup: "expression", span: elt.span}}
		}
		if child != nil {
			n.children = append(n.children, child)
		}
	}
	return n, reasons
}

func orNone(v eval.Value) eval.Value {
	if v == nil {
		return eval.None
	}
	return v
}

// A qChild is one child of a Q object and where it is written.
type qChild struct {
	value eval.Value
	span  source.Span
}

// inSourceOrder returns the children of a Q object in the order of its call:
// Django sorts its keywords.
func inSourceOrder(q *eval.Instance, elts []eval.Value) []qChild {
	children := make([]qChild, len(elts))
	for i, elt := range elts {
		children[i] = qChild{elt, q.Made.Span}
	}
	if q.Args == nil {
		return children
	}
	place := map[string]int{}
	for i, k := range q.Args.Kw {
		place[k.Name] = i
	}
	keyOf := func(c qChild) (string, bool) {
		pair, ok := c.value.(*eval.Tuple)
		if !ok || len(pair.Elts) != 2 {
			return "", false
		}
		name, ok := eval.AsStr(pair.Elts[0])
		_, known := place[name]
		return name, ok && known
	}
	for i := range children {
		if name, ok := keyOf(children[i]); ok {
			children[i].span = argumentSpan(q.Args, name)
		}
	}
	slices.SortStableFunc(children, func(a, b qChild) int {
		x, ok1 := keyOf(a)
		y, ok2 := keyOf(b)
		if !ok1 || !ok2 {
			return 0
		}
		return place[x] - place[y]
	})
	return children
}

// keyword is path=value.
func (x *extractor) keyword(path string, v eval.Value, span source.Span) (*leaf, []string) {
	l := &leaf{path: path, span: span}
	l.value = x.value(v, strings.HasSuffix(path, "__in") || strings.HasSuffix(path, "__range"))
	return l, nil
}

// value says what is known of a right side.
func (x *extractor) value(v eval.Value, many bool) value {
	switch v := v.(type) {
	case eval.NoneType:
		return value{none: true, Value: Value{Known: true, Text: "None"}}
	case eval.Str, eval.Int, eval.Bool, eval.Float:
		return value{Value: Value{Known: true, Text: eval.Repr(v)}}
	case *eval.List, *eval.Tuple, *eval.Set:
		return value{Value: listValue(v)}
	case *eval.Dict:
		return value{Value: Value{Many: many}}
	case *eval.Alternatives:
		return x.oneOf(v, many)
	case *eval.Instance:
		return x.instanceValue(v, many)
	case *eval.Unknown:
		return value{Value: Value{Many: many, OrNone: v.OrNone}}
	}
	return value{Value: Value{Many: many}}
}

// listValue is the value of a display: known where all of its elements are plain.
func listValue(v eval.Value) Value {
	elts, all := eval.Elements(v)
	out := Value{Known: all, Many: !all || len(elts) != 1}
	for _, elt := range elts {
		switch elt := elt.(type) {
		case eval.Str, eval.Int, eval.Bool, eval.Float, eval.NoneType:
		case *eval.Instance:
			if _, ok := elt.Own("_value_"); !ok {
				out.Known = false
			}
		default:
			out.Known = false
		}
	}
	if out.Known {
		texts := make([]string, len(elts))
		for i, elt := range elts {
			texts[i] = plainText(elt)
		}
		out.Text = "[" + strings.Join(texts, ", ") + "]"
	}
	return out
}

// plainText is a scalar as Python writes it; of a member of an enumeration its value.
func plainText(v eval.Value) string {
	if i, ok := v.(*eval.Instance); ok {
		if inner, ok := i.Own("_value_"); ok {
			return eval.Repr(inner)
		}
	}
	return eval.Repr(v)
}

// oneOf is the value of which several are possible: nothing is known of it but what they share.
func (x *extractor) oneOf(alts *eval.Alternatives, many bool) value {
	out := value{}
	for _, alt := range alts.Values {
		v := x.value(alt, many)
		out.Subquery = out.Subquery || v.Subquery
		out.Many = out.Many || v.Many
		out.OrNone = out.OrNone || v.OrNone || v.none
	}
	return out
}

func (x *extractor) instanceValue(i *eval.Instance, many bool) value {
	if s := stateOf(i); s != nil {
		s.flags.nested = true
		return value{Value: Value{Subquery: true, Many: true}}
	}
	if inner, ok := i.Own("_value_"); ok {
		return x.value(inner, many)
	}
	switch {
	case i.Class.Is(outerRefClass):
		return value{}
	case i.Class.Is(fClass):
		if name, ok := eval.AsStr(attributeOf(i, "name")); ok {
			return value{path: name}
		}
	case i.Class.Is(subqueryClass):
		x.nest(i, 0)
		return value{Value: Value{Subquery: true, Many: many}}
	case i.Class.Is(managerClass):
		return value{Value: Value{Subquery: true, Many: true}}
	case i.Class.Is("django.db.models.expressions.Value"):
		return x.value(attributeOf(i, "value"), many)
	case i.Class.Is(expression):
		x.nest(i, 0)
		if f := x.columnIn(i, 0); f != "" {
			return value{path: f}
		}
	}
	return value{Value: Value{Many: many}}
}

// attributeOf is an attribute of the instance itself, None where it has none.
func attributeOf(i *eval.Instance, name string) eval.Value {
	v, _ := i.Own(name)
	return orNone(v)
}

// columnIn returns the first F inside an expression.
func (x *extractor) columnIn(i *eval.Instance, depth int) string {
	if i.Class.Is(outerRefClass) || i.Class.Is(subqueryClass) {
		return ""
	}
	if i.Class.Is(fClass) {
		name, _ := eval.AsStr(attributeOf(i, "name"))
		return name
	}
	found := ""
	x.parts(i, depth, func(inner *eval.Instance) {
		if found == "" {
			found = x.columnIn(inner, depth+1)
		}
	})
	return found
}

// parts calls visit for every object in the arguments of an expression.
func (x *extractor) parts(i *eval.Instance, depth int, visit func(*eval.Instance)) {
	if depth > 6 {
		return
	}
	var values func(v eval.Value)
	values = func(v eval.Value) {
		switch v := v.(type) {
		case *eval.Instance:
			visit(v)
		case *eval.List, *eval.Tuple:
			elts, _ := eval.Elements(v)
			for _, elt := range elts {
				values(elt)
			}
		}
	}
	if i.Args != nil {
		for _, v := range i.Args.Args {
			values(v)
		}
		for _, k := range i.Args.Kw {
			values(k.Value)
		}
		return
	}
	for _, a := range i.Attrs {
		if a.Name != "output_field" {
			values(a.Value)
		}
	}
}

// nest marks the querysets inside an expression as parts of another query.
func (x *extractor) nest(v eval.Value, depth int) {
	i, ok := v.(*eval.Instance)
	if !ok {
		return
	}
	if s := stateOf(i); s != nil {
		s.flags.nested = true
		return
	}
	x.parts(i, depth, func(inner *eval.Instance) { x.nest(inner, depth+1) })
}

// aggregates reports whether an expression holds an aggregate.
func (x *extractor) aggregates(v eval.Value, depth int) bool {
	i, ok := v.(*eval.Instance)
	if !ok || i.Class.Is(subqueryClass) || stateOf(i) != nil || i.Class.Is(modelClass) {
		return false
	}
	if i.Class.Is(aggregate) {
		return true
	}
	found := false
	x.parts(i, depth, func(inner *eval.Instance) { found = found || x.aggregates(inner, depth+1) })
	return found
}
