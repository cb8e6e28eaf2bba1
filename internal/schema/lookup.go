package schema

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

// A comparison is a lookup as SQL.
type comparison struct {
	sql     string
	name    string   // "isnull" for exact=None
	rhs     fragment // where the right side is an expression
	hasNone bool     // an "in" with None among its values
}

// simpleOperators are lookups that are one operator (DatabaseWrapper.operators).
var simpleOperators = map[string]string{
	"exact": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=",
}

// patterns are the lookups that become LIKE: what stands before and behind the value.
var patterns = map[string][2]string{
	"contains": {"%", "%"}, "icontains": {"%", "%"}, "startswith": {"", "%"}, "istartswith": {"", "%"},
	"endswith": {"%", ""}, "iendswith": {"%", ""},
}

// postgresOperators are lookups of PostgreSQL's own types that are one operator
// (django.contrib.postgres and JSONField).
var postgresOperators = map[kind]map[string]string{
	json:   {"contains": "@>", "contained_by": "<@", "has_key": "?", "has_keys": "?&", "has_any_keys": "?|"},
	hstore: {"contains": "@>", "contained_by": "<@", "has_key": "?", "has_keys": "?&", "has_any_keys": "?|"},
	array:  {"contains": "@>", "contained_by": "<@", "overlap": "&&"},
	span: {
		"contains": "@>", "contained_by": "<@", "overlap": "&&", "fully_lt": "<<", "fully_gt": ">>",
		"not_lt": "&>", "not_gt": "&<", "adjacent_to": "-|-",
	},
}

// isLookup reports whether a name is a lookup of a type, not a transform.
func isLookup(out output, name string) bool {
	if postgresOperators[out.kind][name] != "" {
		return true
	}
	if out.kind == span && (name == "startswith" || name == "endswith") {
		return false // the bounds of a range
	}
	switch name {
	case "iexact", "in", "range", "isnull", "regex", "iregex":
		return true
	}
	_, pattern := patterns[name]
	return pattern || simpleOperators[name] != ""
}

// lookup compares what the names lead to with a value.
func (r *renderer) lookup(lhs fragment, names []string, rhs eval.Value) (comparison, error) {
	name := "exact"
	if n := len(names); n > 0 && isLookup(r.through(lhs, names[:n-1]), names[n-1]) {
		name, names = names[n-1], names[:n-1]
	}
	for _, transform := range names {
		var err error
		if lhs, err = r.transform(lhs, transform); err != nil {
			return comparison{}, err
		}
	}
	return r.compare(lhs, name, rhs)
}

// through is the type behind transforms; none where they are not known.
func (r *renderer) through(lhs fragment, names []string) output {
	for _, name := range names {
		var err error
		if lhs, err = r.transform(lhs, name); err != nil {
			return output{}
		}
	}
	return lhs.output
}

// lookupInstance renders a lookup that is used as an expression: GreaterThan(F("a"), 1).
func (r *renderer) lookupInstance(i *eval.Instance) (fragment, error) {
	name, ok := eval.AsStr(r.attr(i, "lookup_name"))
	if !ok {
		return fragment{}, fmt.Errorf("%s has no lookup_name", i.Class.Name)
	}
	lhs, err := r.operand(r.attr(i, "lhs"))
	if err != nil {
		return lhs, err
	}
	if inner, isInstance := r.attr(i, "lhs").(*eval.Instance); isInstance && inner.Class.Is(lookupsModule+"Lookup") {
		lhs.sql = "(" + lhs.sql + ")"
	}
	if !isLookup(lhs.output, name) {
		return fragment{}, fmt.Errorf("lookup %s is not described", name)
	}
	c, err := r.compare(lhs, name, r.attr(i, "rhs"))
	return fragment{sql: c.sql, output: output{kind: boolean}}, err
}

// compare renders one lookup.
func (r *renderer) compare(lhs fragment, name string, rhs eval.Value) (comparison, error) {
	if eval.IsUnknown(rhs) {
		return comparison{}, fmt.Errorf("%s is compared with what is not known: %s", lhs.sql, eval.Reason(rhs))
	}
	c := comparison{name: name}
	if rhs == eval.Value(eval.None) && (name == "exact" || name == "iexact") && lhs.output.kind != json {
		c.name, c.sql = "isnull", lhs.sql+" IS NULL"
		return c, nil
	}
	if lhs.keys != nil && textual(name) {
		lhs = lhs.keys.asText()
	}
	var err error
	switch {
	case name == "isnull":
		null, known := rhs.(eval.Bool)
		if !known {
			return c, errors.New("isnull with a value made at run time")
		}
		c.sql = lhs.sql + " IS NOT NULL"
		if null {
			c.sql = lhs.sql + " IS NULL"
		}
	case name == "in":
		return r.membership(c, lhs, rhs)
	case postgresOperators[lhs.output.kind][name] != "":
		err = r.operator(&c, lhs, postgresOperators[lhs.output.kind][name], rhs)
	case name == "range":
		err = r.between(&c, lhs, rhs)
	case simpleOperators[name] != "":
		err = r.simple(&c, lhs, name, rhs)
	default:
		err = r.textLookup(&c, lhs, name, rhs)
	}
	return c, err
}

// textual reports whether a lookup takes the text of a JSON key.
func textual(name string) bool {
	_, pattern := patterns[name]
	return pattern && name != "contains" || name == "iexact" || name == "regex" || name == "iregex"
}

// side renders the right side of a comparison, and keeps it where it is an expression.
func (r *renderer) side(c *comparison, v eval.Value, out output) (string, error) {
	if !isExpression(v) {
		return r.literal(v, out)
	}
	f, err := r.operand(v)
	c.rhs = f
	i := v.(*eval.Instance)
	if f.field != nil || i.Class.Is(expressionsModule+"Value") || strings.HasPrefix(f.sql, "(") {
		return f.sql, err
	}
	return "(" + f.sql + ")", err
}

func (r *renderer) simple(c *comparison, lhs fragment, name string, rhs eval.Value) error {
	if lhs.year != nil && !isExpression(rhs) {
		return r.compareYear(c, lhs, name, rhs)
	}
	if name == "exact" && lhs.output.kind == boolean && !isExpression(rhs) {
		truth, known := r.project.In.Truth(rhs)
		if !known {
			return errors.New("a boolean made at run time")
		}
		c.sql = lhs.sql
		if !truth {
			c.sql = "NOT " + lhs.sql
		}
		return nil
	}
	if f, ok := rhs.(eval.Float); ok && lhs.output.kind == integer && (name == "gte" || name == "lt") {
		rhs = eval.Float(math.Ceil(float64(f))) // Django rounds up so that no row is lost (IntegerFieldFloatRounding)
	}
	sql, err := r.side(c, rhs, lhs.output)
	c.sql = lhs.sql + " " + simpleOperators[name] + " " + sql
	return err
}

// compareYear renders a year as a range of the column, which an index serves.
func (r *renderer) compareYear(c *comparison, lhs fragment, name string, rhs eval.Value) error {
	year, ok := eval.AsInt(rhs)
	if text, isText := eval.AsStr(rhs); isText {
		n, err := strconv.ParseInt(text, 10, 64)
		year, ok = n, err == nil
	}
	if !ok {
		return errors.New("a year made at run time")
	}
	first, last, err := r.yearBounds(int(year), lhs.year.output.kind)
	if err != nil {
		return err
	}
	switch name {
	case "exact":
		c.sql = lhs.year.sql + " BETWEEN " + first + " AND " + last
	case "gt", "lte":
		c.sql = lhs.year.sql + " " + simpleOperators[name] + " " + last
	default:
		c.sql = lhs.year.sql + " " + simpleOperators[name] + " " + first
	}
	return nil
}

// operator renders a lookup that is an operator of one of PostgreSQL's own types.
func (r *renderer) operator(c *comparison, lhs fragment, operator string, rhs eval.Value) error {
	sql, err := "", error(nil)
	switch {
	case isExpression(rhs):
		sql, err = r.side(c, rhs, lhs.output)
	case strings.HasPrefix(operator, "?"):
		sql, err = r.keyNames(operator, rhs)
	case lhs.output.kind == span && !isSequence(rhs):
		sql, err = r.literal(rhs, r.baseOutput(lhs.output))
	default:
		sql, err = r.literal(rhs, lhs.output)
	}
	c.sql = lhs.sql + " " + operator + " " + sql
	return err
}

// keyNames renders the keys that has_key, has_keys and has_any_keys ask for.
func (r *renderer) keyNames(operator string, rhs eval.Value) (string, error) {
	if operator == "?" {
		return r.literal(rhs, output{kind: text})
	}
	elts, all := eval.Elements(rhs)
	if !all {
		return "", errors.New("keys made at run time")
	}
	var keys []string
	for _, elt := range elts {
		key, ok := plainText(elt)
		if !ok {
			return "", errors.New("a key made at run time")
		}
		keys = append(keys, key)
	}
	return quoteText(arrayText(keys)), nil
}

func isSequence(v eval.Value) bool {
	switch v.(type) {
	case *eval.List, *eval.Tuple, *eval.Set:
		return true
	}
	return false
}

// membership renders IN. None is dropped; nothing left matches no row.
func (r *renderer) membership(c comparison, lhs fragment, rhs eval.Value) (comparison, error) {
	if isExpression(rhs) {
		return c, errors.New("IN with a subquery or expression")
	}
	elts, all := r.project.In.Items(rhs)
	if !all {
		return c, fmt.Errorf("%s IN values made at run time: %s", lhs.sql, eval.Repr(rhs))
	}
	var values []string
	for _, elt := range elts {
		if elt == eval.Value(eval.None) {
			c.hasNone = true
			continue
		}
		var other comparison
		sql, err := r.side(&other, elt, lhs.output)
		if err != nil {
			return c, err
		}
		if !slices.Contains(values, sql) {
			values = append(values, sql)
		}
	}
	if len(values) == 0 {
		return c, errEmpty
	}
	c.sql = lhs.sql + " IN (" + strings.Join(values, ", ") + ")"
	return c, nil
}

// between renders range=(low, high).
func (r *renderer) between(c *comparison, lhs fragment, rhs eval.Value) error {
	elts, all := eval.Elements(rhs)
	if !all || len(elts) != 2 {
		return errors.New("a range made at run time")
	}
	var bounds [2]string
	for i, elt := range elts {
		var other comparison
		sql, err := r.side(&other, elt, lhs.output)
		if err != nil {
			return err
		}
		bounds[i] = sql
	}
	c.sql = lhs.sql + " BETWEEN " + bounds[0] + " AND " + bounds[1]
	return nil
}

// textLookup renders what compares text: patterns, regular expressions, iexact.
func (r *renderer) textLookup(c *comparison, lhs fragment, name string, rhs eval.Value) error {
	left := lhs.sql + "::text"
	if lhs.output.kind == inet {
		left = "HOST(" + lhs.sql + ")"
	}
	upper := func(s string) string { return s }
	if strings.HasPrefix(name, "i") {
		upper = func(s string) string { return "UPPER(" + s + ")" }
	}
	switch name {
	case "regex", "iregex":
		operator := " ~ "
		if name == "iregex" {
			operator = " ~* "
		}
		sql, err := r.side(c, rhs, output{kind: text})
		c.sql = left + operator + sql
		return err
	case "iexact":
		sql, err := r.side(c, rhs, output{kind: text})
		c.sql = upper(left) + " = " + upper(sql)
		return err
	}
	around := patterns[name]
	if isExpression(rhs) {
		sql, err := r.side(c, rhs, output{kind: text})
		sql = upper(`REPLACE(REPLACE(REPLACE(` + sql + `, '\', '\\'), '%', '\%'), '_', '\_')`)
		if around[0] != "" {
			sql = "'%' || " + sql
		}
		if around[1] != "" {
			sql += " || '%'"
		}
		c.sql = upper(left) + " LIKE (" + sql + ")"
		return err
	}
	value, ok := plainText(rhs)
	if !ok {
		return errors.New("a pattern made at run time")
	}
	value = strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(value)
	c.sql = upper(left) + " LIKE " + upper(quoteText(around[0]+value+around[1]))
	return nil
}
