package statement

// leaves adds the comparisons of a condition, in order.
func (s *scope) leaves(into *[]Leaf, e *expr, negated, or bool) {
	switch e.kind {
	case andExpr, orExpr:
		for _, arg := range e.args {
			s.leaves(into, arg, negated, or || e.kind == orExpr)
		}
	case notExpr:
		s.leaves(into, e.args[0], !negated, or)
	case constExpr: // WHERE true
	default:
		leaf := s.leaf(e)
		leaf.Negated = leaf.Negated != negated
		leaf.Or = or
		*into = append(*into, leaf)
	}
}

// leaf reads one comparison.
func (s *scope) leaf(e *expr) Leaf {
	var leaf Leaf
	switch e.kind {
	case columnExpr: // a boolean column
		leaf.Operator = "="
		leaf.Column, _ = s.column(e.table, e.name)
	case nullExpr:
		leaf.Operator = "null"
		leaf.set(s.side(e.args[0]))
	case existsExpr:
		leaf.Operator = "exists"
		leaf.Sub = e.args[0].sub
	case callExpr:
		leaf.Operator = e.name
		leaf.set(s.side(&expr{args: e.args}))
		leaf.Transforms = nil
	case operatorExpr:
		s.comparison(&leaf, e)
	default:
		leaf.set(s.side(e))
	}
	return leaf
}

func (l *Leaf) set(side side) {
	l.Column, l.Transforms, l.Correlated = side.column, side.transforms, side.outer
}

// mirrored are the operators whose sides can change places.
var mirrored = map[string]string{
	"=": "=", "<>": "<>", "<": ">", ">": "<", "<=": ">=", ">=": "<=", "&&": "&&", "@>": "<@", "<@": "@>",
}

func (s *scope) comparison(leaf *Leaf, e *expr) {
	left, right := s.side(e.args[0]), side{}
	name := e.name
	if len(e.args) > 1 {
		right = s.side(e.args[1])
		leaf.Sub = e.args[1].sub
	}
	if name == "!=" {
		name = "<>"
	}
	// The side of this query's own table is the one that is compared.
	if back, ok := mirrored[name]; ok && (left.column == Column{} || left.outer && right.column != Column{}) && right.column != (Column{}) {
		left, right, name = right, left, back
	}
	switch name {
	case "<>":
		name, leaf.Negated = "=", true
	case "~~":
		name = "like"
	case "~~*":
		name = "ilike"
	}
	leaf.Operator = name
	leaf.set(left)
	leaf.Against = right.column
	leaf.Correlated = left.outer || right.outer
}

// A side is what one side of a comparison says of a column.
type side struct {
	column     Column
	transforms []string
	outer      bool // the column is one of the query around this one
}

// plainCasts change how a value is written, not which one it is.
var plainCasts = wordSet(`text varchar character bpchar citext int int2 int4 int8 integer bigint smallint numeric uuid jsonb json
	timestamp timestamptz interval double real float boolean bool inet`)

// side finds the column that an expression is made of.
func (s *scope) side(e *expr) side {
	switch e.kind {
	case columnExpr:
		c, local := s.column(e.table, e.name)
		return side{column: c, outer: !local}
	case constExpr, queryExpr, existsExpr:
		return side{}
	}
	var found side
	for _, arg := range e.args {
		if inner := s.side(arg); inner.column != (Column{}) {
			found = inner
			break
		}
	}
	if found.column == (Column{}) {
		return found
	}
	if transform := e.transform(); transform != "" {
		found.transforms = append(found.transforms[:len(found.transforms):len(found.transforms)], transform)
	}
	return found
}

// transform names what an expression does to the column in it, "" for nothing.
func (e *expr) transform() string {
	switch e.kind {
	case castExpr:
		if e.name == "time zone" || plainCasts[e.name] {
			return ""
		}
		return e.name
	case callExpr:
		if e.name == "date_trunc" {
			return "trunc"
		}
		return e.name
	case operatorExpr:
		switch e.name {
		case "->", "->>", "#>", "#>>":
			return "key"
		}
	case listExpr:
		return "row"
	}
	return "expression"
}
