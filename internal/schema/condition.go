package schema

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

// A condition may match nothing or everything before the database is asked
// (Django's EmptyResultSet and FullResultSet); a node above decides what that means.
var (
	errEmpty = errors.New("it matches no row")
	errFull  = errors.New("it matches every row")
)

// decided tells a whole expression that is constant apart from one that is not decided.
func decided(err error) error {
	if errors.Is(err, errEmpty) || errors.Is(err, errFull) {
		return fmt.Errorf("the condition is constant: %w", err)
	}
	return err
}

// condition renders a Q or another conditional expression as a predicate.
func (r *renderer) condition(v eval.Value) (string, error) {
	p, err := r.conditional(v)
	return p.sql, decided(err)
}

// A part is one operand of AND or OR: connector says which joins its own parts, "" where it has none.
type part struct {
	sql       string
	connector string
}

// in is the part as an operand of a connector.
func (p part) in(connector string) string {
	if p.connector == "" || p.connector == connector {
		return p.sql
	}
	return "(" + p.sql + ")"
}

// conditional renders what filters: a Q, a lookup, a boolean expression.
func (r *renderer) conditional(v eval.Value) (part, error) {
	if i, ok := v.(*eval.Instance); ok && i.Class.Is(qClass) {
		return r.where(i, false)
	}
	f, err := r.operand(v)
	if err != nil {
		return part{}, err
	}
	if f.output.kind != boolean {
		return part{}, fmt.Errorf("%s is not known to be a condition", eval.Repr(v))
	}
	return part{sql: f.sql}, nil
}

// where renders a Q. negated tells whether an odd number of NOT stands above it.
func (r *renderer) where(q *eval.Instance, negated bool) (part, error) {
	connector, ok := eval.AsStr(r.attr(q, "connector"))
	own, known := r.project.In.Truth(r.attr(q, "negated"))
	if !ok || !known {
		return part{}, errors.New("a Q made at run time")
	}
	p, err := r.connected(r.attr(q, "children"), connector, negated != own)
	if !own {
		return p, err
	}
	switch {
	case errors.Is(err, errFull):
		err = errEmpty
	case errors.Is(err, errEmpty):
		err = errFull
	}
	return part{sql: "NOT (" + p.sql + ")"}, err
}

// connected renders the children of a Q as WhereNode.as_sql does: parts that
// match everything or nothing are left out, or decide the whole.
func (r *renderer) connected(v eval.Value, connector string, negated bool) (part, error) {
	children, all := eval.Elements(v)
	if !all {
		return part{}, fmt.Errorf("the parts of a Q: %s", eval.Repr(v))
	}
	if connector == "XOR" {
		return r.exclusiveOr(children, negated)
	}
	if connector != "AND" && connector != "OR" {
		return part{}, fmt.Errorf("a Q connected by %s", connector)
	}
	neutral, decisive := errFull, errEmpty
	if connector == "OR" && len(children) > 0 {
		neutral, decisive = errEmpty, errFull
	}
	var parts []part
	for _, child := range children {
		p, err := r.child(child, negated)
		switch {
		case errors.Is(err, neutral):
			continue
		case errors.Is(err, decisive):
			return part{}, decisive
		case err != nil:
			return part{}, err
		}
		parts = append(parts, p)
	}
	switch len(parts) {
	case 0:
		return part{}, neutral
	case 1:
		return parts[0], nil
	}
	operands := make([]string, len(parts))
	for i, p := range parts {
		operands[i] = p.in(connector)
	}
	return part{strings.Join(operands, " "+connector+" "), connector}, nil
}

// exclusiveOr renders a XOR b as databases without XOR get it: (a OR b) AND
// the number of those that hold is 1, or odd where there are more than two
// (django/db/models/sql/where.py, WhereNode.as_sql; before Django 5.0 always 1).
func (r *renderer) exclusiveOr(children []eval.Value, negated bool) (part, error) {
	either := make([]string, len(children))
	count := make([]string, len(children))
	for i, child := range children {
		p, err := r.child(child, negated)
		if err != nil {
			return part{}, err
		}
		either[i] = p.in("OR")
		count[i] = "CASE WHEN " + p.in("") + " THEN 1 ELSE 0 END"
	}
	sum := "(" + strings.Join(count, " + ") + ")"
	if len(children) > 2 && r.project.Version.AtLeast(5, 0) {
		sum = "mod(" + sum + ", 2)"
	}
	return part{"(" + strings.Join(either, " OR ") + ") AND 1 = " + sum, "AND"}, nil
}

// child renders one child of a Q: (name, value), a Q, or a condition.
func (r *renderer) child(v eval.Value, negated bool) (part, error) {
	if pair, ok := v.(*eval.Tuple); ok && len(pair.Elts) == 2 {
		name, known := eval.AsStr(pair.Elts[0])
		if !known {
			return part{}, errors.New("a lookup whose name is made at run time")
		}
		return r.filter(name, pair.Elts[1], negated)
	}
	if q, ok := v.(*eval.Instance); ok && q.Class.Is(qClass) {
		return r.where(q, negated)
	}
	return r.conditional(v)
}

// filter renders name=value. Under a NOT a nullable column is also tested for
// NULL, so that a row whose value is NULL counts as one that does not match.
func (r *renderer) filter(name string, value eval.Value, negated bool) (part, error) {
	names := strings.Split(name, "__")
	column, err := r.fieldColumn(names[0])
	if err != nil {
		return part{}, err
	}
	lookup, err := r.lookup(column, names[1:], value)
	if err != nil {
		return part{}, err
	}
	p := part{sql: lookup.sql}
	if !negated || lookup.name == "isnull" {
		return p, nil
	}
	if r.project.Flag(column.field.Instance, "null") {
		if lookup.hasNone && r.project.Version.AtLeast(6, 1) {
			p = part{p.sql + " OR " + column.sql + " IS NULL", "OR"}
		} else {
			p = part{p.sql + " AND " + column.sql + " IS NOT NULL", "AND"}
		}
	}
	if other := lookup.rhs.field; other != nil && r.project.Flag(other.Instance, "null") {
		p = part{p.in("AND") + " AND " + lookup.rhs.sql + " IS NOT NULL", "AND"}
	}
	return p, nil
}
