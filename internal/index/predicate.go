package index

import (
	"strings"
)

// A Proof says whether a query implies the predicate of a partial index.
type Proof uint8

const (
	Whole      Proof = iota // the index is not partial
	Implied                 // PostgreSQL proves it at plan time
	NotImplied              // it does not
	Undecided               // the predicate or a value could not be read
)

// A condition is a predicate as a tree.
type condition struct {
	op     conditionOp
	parts  []condition // of and, or
	clause Clause      // of leaf
}

type conditionOp uint8

const (
	leaf conditionOp = iota
	and
	or
	unreadable
)

// longestList is where PostgreSQL stops taking IN lists of a predicate apart.
const longestList = 100

// proof tells whether the AND of nodes implies the predicate.
func (d *Demand) proof(where string, nodes []node) Proof {
	if where == "" {
		return Whole
	}
	p := prover{demand: d}
	tree, ok := parsePredicate(where, d)
	if !ok {
		return Undecided
	}
	switch {
	case p.implies(nodes, tree):
		return Implied
	case p.undecided:
		return Undecided
	}
	return NotImplied
}

// impliedBy reports whether the predicate alone makes the node true, in which
// case PostgreSQL drops the node from the index's conditions.
func (d *Demand) impliedBy(where string, n node) bool {
	tree, ok := parsePredicate(where, d)
	if !ok {
		return false
	}
	p := prover{demand: d}
	return p.implies(asNodes(tree), asCondition(n))
}

func asCondition(n node) condition {
	if n.arms == nil {
		return condition{clause: n.clause}
	}
	c := condition{op: or}
	for _, arm := range n.arms {
		both := condition{op: and}
		for _, part := range arm {
			both.parts = append(both.parts, asCondition(part))
		}
		c.parts = append(c.parts, both)
	}
	return c
}

func asNodes(c condition) []node {
	switch c.op {
	case leaf:
		return []node{{clause: c.clause}}
	case and:
		var nodes []node
		for _, part := range c.parts {
			nodes = append(nodes, asNodes(part)...)
		}
		return nodes
	case or:
		n := node{arms: [][]node{}}
		for _, part := range c.parts {
			n.arms = append(n.arms, asNodes(part))
		}
		return []node{n}
	}
	return []node{{clause: Clause{Op: Opaque}}}
}

// A prover follows predicate_implied_by of PostgreSQL: conservative, and only
// with operators that a btree knows.
type prover struct {
	demand    *Demand
	undecided bool // a value or comparison could not be read
}

func (p *prover) implies(nodes []node, want condition) bool {
	switch want.op {
	case and:
		for _, part := range want.parts {
			if !p.implies(nodes, part) {
				return false
			}
		}
		return true
	case or:
		for _, part := range want.parts {
			if p.implies(nodes, part) {
				return true
			}
		}
	case unreadable:
		p.undecided = true
		return false
	}
	for _, n := range nodes {
		if p.nodeImplies(n, want) {
			return true
		}
	}
	return false
}

func (p *prover) nodeImplies(n node, want condition) bool {
	if n.arms == nil {
		if want.op == or {
			return p.listImplies(n.clause, want)
		}
		return p.clauseImplies(n.clause, want.clause)
	}
	for _, arm := range n.arms {
		if !p.armImplies(arm, want) {
			return false
		}
	}
	return len(n.arms) > 0
}

// armImplies: of an OR each arm must imply one arm of the predicate alone, and a
// list is an OR too (predicate_implied_by_recurse).
func (p *prover) armImplies(arm []node, want condition) bool {
	parts := want.parts
	if want.op == leaf && want.clause.Op == AnyOf && want.clause.Known && len(want.clause.Values) <= longestList {
		for _, v := range want.clause.Values {
			single := want.clause
			single.Op, single.Values = Equal, []Constant{v}
			parts = append(parts, condition{clause: single})
		}
	} else if want.op != or {
		return p.implies(arm, want)
	}
	for _, part := range parts {
		if p.implies(arm, part) {
			return true
		}
	}
	return false
}

// listImplies proves "x IN (1, 2) implies x = 1 OR x = 2 OR x = 3".
func (p *prover) listImplies(c Clause, want condition) bool {
	if c.Op != AnyOf || !c.Known || len(c.Values) > longestList {
		return false
	}
	for _, v := range c.Values {
		single := c
		single.Op, single.Values = Equal, []Constant{v}
		if !p.implies([]node{{clause: single}}, want) {
			return false
		}
	}
	return true
}

// clauseImplies proves one clause from another.
func (p *prover) clauseImplies(have, want Clause) bool {
	if want.Op == NotNull && want.Plain() {
		// PostgreSQL wants a strict operator on the column; NOT NULL itself proves nothing.
		return have.Strict && (have.Column == want.Column || have.Other == want.Column && have.Other != "")
	}
	if have.Key != want.Key {
		return false
	}
	if have.Op == IsNull || want.Op == IsNull || have.Op == NotNull || want.Op == NotNull {
		return have.Op == want.Op
	}
	if !btreeKnows(have.Op) || !btreeKnows(want.Op) {
		return false
	}
	if !have.Known || !want.Known {
		p.undecided = true
		return false
	}
	if want.Op == AnyOf {
		return len(want.Values) <= longestList && p.every(have, func(v Clause) bool {
			for _, w := range want.Values {
				if p.pair(v, Equal, w) {
					return true
				}
			}
			return false
		})
	}
	if want.Op == NoneOf {
		if len(want.Values) > longestList {
			return false
		}
		for _, w := range want.Values {
			if !p.every(have, func(v Clause) bool { return p.pair(v, NotEqual, w) }) {
				return false
			}
		}
		return true
	}
	return len(want.Values) == 1 && p.every(have, func(v Clause) bool { return p.pair(v, want.Op, want.Values[0]) })
}

func btreeKnows(op Op) bool { return op >= Equal && op <= NoneOf && op != IsNull && op != NotNull }

// every asks for each value of a list, once for any other clause; of NOT IN one value is enough.
func (p *prover) every(have Clause, ask func(Clause) bool) bool {
	if have.Op != AnyOf && have.Op != NoneOf {
		return len(have.Values) == 1 && ask(have)
	}
	if len(have.Values) > longestList || len(have.Values) == 0 {
		return false
	}
	single := have
	for _, v := range have.Values {
		single.Values = []Constant{v}
		if have.Op == AnyOf {
			single.Op = Equal
			if !ask(single) {
				return false
			}
			continue
		}
		single.Op = NotEqual
		if ask(single) {
			return true
		}
	}
	return have.Op == AnyOf
}

// pair proves "x have.Op have.Value implies x op w".
func (p *prover) pair(have Clause, op Op, w Constant) bool {
	order, ok := compare(have.Values[0], w, have.Kind)
	if !ok {
		p.undecided = true
		return false
	}
	if order == unequal && p.demand.bytewise(&have) {
		order = strings.Compare(have.Values[0].text, w.text)
	}
	if order == unequal { // different texts: only (in)equality can be told
		if have.Op == NotEqual {
			return false
		}
		if have.Op == Equal && (op == Equal || op == NotEqual) {
			return op == NotEqual
		}
		if have.Op.Range() || op.Range() {
			p.undecided = true
		}
		return false
	}
	switch have.Op {
	case Equal:
		return op.holds(order)
	case NotEqual:
		return op == NotEqual && order == 0
	case Greater:
		return (op == Greater || op == GreaterEqual || op == NotEqual) && order >= 0
	case GreaterEqual:
		return op == GreaterEqual && order >= 0 || (op == Greater || op == NotEqual) && order > 0
	case Less:
		return (op == Less || op == LessEqual || op == NotEqual) && order <= 0
	case LessEqual:
		return op == LessEqual && order <= 0 || (op == Less || op == NotEqual) && order < 0
	}
	return false
}

// holds reports whether x op w, where x compares to w as order says.
func (op Op) holds(order int) bool {
	switch op {
	case Equal:
		return order == 0
	case NotEqual:
		return order != 0
	case Less:
		return order < 0
	case LessEqual:
		return order <= 0
	case Greater:
		return order > 0
	case GreaterEqual:
		return order >= 0
	}
	return false
}

// negate pushes NOT inwards.
func (c condition) negate() condition {
	switch c.op {
	case and, or:
		flipped := condition{op: map[conditionOp]conditionOp{and: or, or: and}[c.op]}
		for _, part := range c.parts {
			flipped.parts = append(flipped.parts, part.negate())
		}
		return flipped
	case unreadable:
		return c
	}
	k := c.clause
	switch {
	case k.Op.Range():
		k.Op = opposite[k.Op]
	case k.Op == Equal && len(k.Values) == 1 && k.Values[0].kind == constantBool:
		k.Values = []Constant{{kind: constantBool, truth: !k.Values[0].truth}}
	default:
		flip, known := map[Op]Op{Equal: NotEqual, NotEqual: Equal, AnyOf: NoneOf, NoneOf: AnyOf, IsNull: NotNull, NotNull: IsNull}[k.Op]
		if !known {
			return condition{op: unreadable}
		}
		k.Op = flip
	}
	return condition{clause: k}
}

// parsePredicate reads a predicate as Django and PostgreSQL write them.
func parsePredicate(where string, d *Demand) (condition, bool) {
	r := reader{tokens: tokenize(where), demand: d}
	tree := r.or()
	return tree, !r.broken && r.at == len(r.tokens)
}

// A reader is a recursive descent over the tokens of a predicate.
type reader struct {
	tokens []string
	at     int
	broken bool
	demand *Demand
}

func (r *reader) peek() string {
	if r.at < len(r.tokens) {
		return r.tokens[r.at]
	}
	return ""
}

// word reports whether the next tokens are these keywords, and steps over them.
func (r *reader) word(words ...string) bool {
	if r.at+len(words) > len(r.tokens) {
		return false
	}
	for i, w := range words {
		if !strings.EqualFold(r.tokens[r.at+i], w) {
			return false
		}
	}
	r.at += len(words)
	return true
}

func (r *reader) or() condition {
	c := condition{op: or, parts: []condition{r.and()}}
	for r.word("OR") {
		c.parts = append(c.parts, r.and())
	}
	if len(c.parts) == 1 {
		return c.parts[0]
	}
	return c
}

func (r *reader) and() condition {
	c := condition{op: and, parts: []condition{r.not()}}
	for r.word("AND") {
		c.parts = append(c.parts, r.not())
	}
	if len(c.parts) == 1 {
		return c.parts[0]
	}
	return c
}

func (r *reader) not() condition {
	if r.word("NOT") {
		return r.not().negate()
	}
	return r.primary()
}

var sqlOperators = map[string]Op{"=": Equal, "<>": NotEqual, "!=": NotEqual, "<": Less, "<=": LessEqual, ">": Greater, ">=": GreaterEqual}

func (r *reader) primary() condition {
	if start := r.at; r.word("(") {
		inside := r.or()
		if r.word(")") && !r.broken && !r.operatorNext() {
			return inside
		}
		r.at, r.broken = start, false
	}
	key, column := r.operand()
	if r.broken {
		return condition{op: unreadable}
	}
	c := Clause{Key: key, Strict: true, Known: true}
	if column != nil {
		c.Column, c.Kind = column.Column, kindOf(column)
	}
	switch {
	case r.word("IS", "NOT", "NULL"):
		c.Op = NotNull
	case r.word("IS", "NULL"):
		c.Op, c.Strict = IsNull, false
	case r.word("NOT", "IN"):
		c.Op, c.Values = NoneOf, r.values()
	case r.word("IN"):
		c.Op, c.Values = AnyOf, r.values()
		if len(c.Values) == 1 {
			c.Op = Equal
		}
	case r.word("BETWEEN"):
		low, high := c, c
		low.Op, low.Values = GreaterEqual, []Constant{r.value()}
		if !r.word("AND") {
			r.broken = true
		}
		high.Op, high.Values = LessEqual, []Constant{r.value()}
		return condition{op: and, parts: []condition{{clause: low}, {clause: high}}}
	default:
		op, known := sqlOperators[r.peek()]
		if known {
			r.at++
			c.Op, c.Values = op, []Constant{r.value()}
			break
		}
		if c.Kind != kindBoolean {
			r.broken = true
			break
		}
		c.Op, c.Values = Equal, []Constant{{kind: constantBool, truth: true}}
	}
	if c.Kind == kindBoolean && c.Op == NotEqual && len(c.Values) == 1 {
		c.Op, c.Values = Equal, []Constant{{kind: constantBool, truth: !c.Values[0].truth}}
	}
	return condition{clause: c}
}

func (r *reader) operatorNext() bool {
	_, known := sqlOperators[r.peek()]
	return known || strings.EqualFold(r.peek(), "IS") || strings.EqualFold(r.peek(), "IN") || strings.HasPrefix(r.peek(), "::")
}
