package schema

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
)

// A renderer writes Django expressions as the SQL that PostgreSQL gets, over
// the columns of one model. Where PostgreSQL prints a thing differently in its
// catalogue, its spelling is taken. Errors say why an expression is undecided.
type renderer struct {
	project *django.Project
	model   *django.Model
	column  func(fieldName string) (column string, ok bool)
}

// A fragment is an expression as SQL, and what Django knows of its result.
type fragment struct {
	sql    string
	output output
	field  *django.Field // of a bare column
	year   *fragment     // of an extracted year: what it is extracted from
	keys   *keyPath      // of a key of a JSON document
}

const (
	expressionsModule = "django.db.models.expressions."
	lookupsModule     = "django.db.models.lookups."
	functionsModule   = "django.db.models.functions."
	searchModule      = "django.contrib.postgres.search."
	qClass            = "django.db.models.query_utils.Q"
	opClass           = "django.contrib.postgres.indexes.OpClass"
)

// expression renders an expression, or a field's name.
func (r *renderer) expression(v eval.Value) (string, error) {
	f, err := r.render(v)
	return f.sql, decided(err)
}

// value renders what stands for itself unless it is an expression: a db_default.
func (r *renderer) value(v eval.Value) (string, error) {
	f, err := r.operand(v)
	return f.sql, decided(err)
}

// term renders one key of an index. A collation is not kept: it is no part of
// what PostgreSQL shows of the key.
func (r *renderer) term(v eval.Value) (Term, error) {
	var t Term
	if name, ok := eval.AsStr(v); ok {
		t.Desc = strings.HasPrefix(name, "-")
		v = eval.Str(strings.TrimPrefix(name, "-"))
	}
	for {
		i, ok := v.(*eval.Instance)
		if !ok {
			break
		}
		switch {
		case i.Class.Is(expressionsModule + "OrderBy"):
			t.Desc = r.project.Flag(i, "descending")
			if r.project.Flag(i, "nulls_first") && !t.Desc {
				t.Nulls = "FIRST"
			}
			if r.project.Flag(i, "nulls_last") && t.Desc {
				t.Nulls = "LAST"
			}
		case i.Class.Is(opClass):
			name, ok := eval.AsStr(r.attr(i, "name"))
			if !ok {
				return t, errors.New("the name of an operator class is made at run time")
			}
			t.Opclass = name
		case i.Class.Is(functionsModule + "comparison.Collate"):
		default:
			return r.key(t, v)
		}
		v = r.attr(i, "expression")
	}
	return r.key(t, v)
}

func (r *renderer) key(t Term, v eval.Value) (Term, error) {
	f, err := r.render(v)
	if err != nil {
		return t, decided(err)
	}
	if f.field != nil {
		t.Column, _ = r.column(f.field.Name)
	} else {
		t.Expression = f.sql
	}
	return t, nil
}

func (r *renderer) attr(i *eval.Instance, name string) eval.Value { return r.project.In.Attr(i, name) }

// render renders an expression; a string is a field's name.
func (r *renderer) render(v eval.Value) (fragment, error) {
	if name, ok := eval.AsStr(v); ok {
		return r.reference(name)
	}
	return r.operand(v)
}

// operand renders an expression; anything else stands for itself.
func (r *renderer) operand(v eval.Value) (fragment, error) {
	switch v := v.(type) {
	case *eval.Unknown:
		return fragment{}, errors.New(v.Reason)
	case *eval.Alternatives:
		return fragment{}, fmt.Errorf("it is one of %s", eval.Repr(v))
	case *eval.Instance:
		if isExpression(v) {
			return r.instance(v)
		}
	}
	out := outputOfValue(v)
	sql, err := r.literal(v, out)
	return fragment{sql: sql, output: out}, err
}

// isExpression reports whether a value has Django's resolve_expression.
func isExpression(v eval.Value) bool {
	i, ok := v.(*eval.Instance)
	if !ok {
		return false
	}
	for _, k := range i.Class.MRO() {
		switch k.FullName() {
		case expressionsModule + "BaseExpression", expressionsModule + "Combinable", qClass:
			return true
		}
	}
	_, own := i.Class.Find("resolve_expression")
	return own != nil
}

// instance renders an expression by the class that Django knows it by.
func (r *renderer) instance(i *eval.Instance) (fragment, error) {
	if i.Class.Is(qClass) {
		p, err := r.where(i, false)
		return fragment{sql: p.in(""), output: output{kind: boolean}}, err
	}
	if f, ok, err := r.overridden(i); ok {
		return f, err
	}
	return r.known(i)
}

// known renders an expression as Django's own class of it does.
func (r *renderer) known(i *eval.Instance) (fragment, error) {
	for _, k := range i.Class.MRO() {
		name := k.FullName()
		module, class := name[:strings.LastIndexByte(name, '.')+1], k.Name
		switch {
		case module == expressionsModule:
			if f, ok, err := r.plain(i, class); ok {
				return f, err
			}
		case name == lookupsModule+"Lookup":
			return r.lookupInstance(i)
		case strings.HasPrefix(module, functionsModule):
			if f, ok, err := r.builtinFunction(i, class); ok {
				return f, err
			}
		case module == searchModule:
			if f, ok, err := r.search(i, class); ok {
				return f, err
			}
		case name == "django.db.models.fields.json.KeyTransform":
			return r.jsonKey(i)
		case name == "django.contrib.postgres.fields.ranges.RangeBoundary":
			return fragment{sql: quoteText(r.project.Text(i, "lower") + r.project.Text(i, "upper")), output: output{kind: text}}, nil
		case name == opClass:
			return fragment{}, errors.New("an operator class inside of an expression")
		}
	}
	return fragment{}, fmt.Errorf("%s is not described", i.Class.FullName())
}

// plain renders what django.db.models.expressions defines.
func (r *renderer) plain(i *eval.Instance, class string) (f fragment, ok bool, err error) {
	switch class {
	case "F":
		name, known := eval.AsStr(r.attr(i, "name"))
		if !known || i.Class.Name != "F" {
			return f, true, errors.New("a reference whose name is made at run time")
		}
		f, err = r.reference(name)
	case "Value":
		out := r.outputField(i)
		v := r.attr(i, "value")
		if out.kind == unknownKind {
			out = outputOfValue(v)
		}
		f.output = out
		f.sql, err = r.literal(v, out)
	case "TemporalSubtraction", "CombinedExpression":
		f, err = r.combined(i)
	case "ExpressionWrapper":
		f, err = r.render(r.attr(i, "expression"))
		f.field = nil
		if out := r.outputField(i); out.kind != unknownKind {
			f.output = out
		}
	case "NegatedExpression":
		f, err = r.render(r.attr(i, "expression"))
		f = fragment{sql: "NOT (" + f.sql + ")", output: output{kind: boolean}}
	case "Case":
		f, err = r.caseWhen(i)
	case "RawSQL":
		f, err = r.rawSQL(i)
	case "OrderBy":
		err = errors.New("an ordering inside of an expression")
	case "Subquery", "Exists":
		err = errors.New("a subquery")
	case "Window":
		err = errors.New("a window function")
	case "Func":
		f, err = r.function(i, r.sources(i), spelling{})
	default:
		return f, false, nil
	}
	return f, true, err
}

// reference renders F("name"): a field with transforms behind it.
func (r *renderer) reference(name string) (fragment, error) {
	parts := strings.Split(name, "__")
	f, err := r.fieldColumn(parts[0])
	for _, part := range parts[1:] {
		if err != nil {
			break
		}
		f, err = r.transform(f, part)
	}
	return f, err
}

// fieldColumn renders the column of a field.
func (r *renderer) fieldColumn(name string) (fragment, error) {
	field := r.fieldNamed(name)
	column, ok := r.column(name)
	if field == nil || !ok {
		return fragment{}, fmt.Errorf("%s is no field with a column in the table of %s", name, r.model.Name)
	}
	return fragment{sql: quoteName(column), output: r.fieldOutput(field), field: field}, nil
}

// fieldNamed returns the model's own field of a name, also of "pk" and "parent_id".
func (r *renderer) fieldNamed(name string) *django.Field {
	if name == "pk" {
		return r.model.PK
	}
	for _, f := range r.model.Local {
		if f.Name == name || f.Attname == name {
			return f
		}
	}
	return nil
}

func quoteName(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// combined renders arithmetic.
func (r *renderer) combined(i *eval.Instance) (fragment, error) {
	connector, ok := eval.AsStr(r.attr(i, "connector"))
	if !ok {
		return fragment{}, errors.New("an operator made at run time")
	}
	lhs, err := r.operand(r.attr(i, "lhs"))
	if err != nil {
		return lhs, err
	}
	rhs, err := r.operand(r.attr(i, "rhs"))
	if err != nil {
		return rhs, err
	}
	if connector == "%%" {
		connector = "%"
	}
	sql := "(" + lhs.sql + " " + connector + " " + rhs.sql + ")"
	if connector == "-" && lhs.output.kind == date && rhs.output.kind == date {
		sql = "('1 day'::interval * " + sql + ")" // PostgreSQL counts days in an integer, Django wants a duration
	}
	return fragment{sql: sql, output: combinedOutput(lhs.output, connector, rhs.output)}, nil
}

// combinedOutput is the type of arithmetic over two types.
func combinedOutput(lhs output, connector string, rhs output) output {
	either := func(k kind) bool { return lhs.kind == k || rhs.kind == k }
	switch {
	case connector == "-" && lhs.kind == rhs.kind && (either(date) || either(datetime) || either(clock)):
		return output{kind: duration}
	case either(clock):
		return output{kind: clock}
	case either(date) || either(datetime):
		return output{kind: datetime}
	case either(decimal):
		return output{kind: decimal}
	case either(float):
		return output{kind: float}
	}
	return output{kind: lhs.kind}
}

// caseWhen renders Case(When(…), …, default=…).
func (r *renderer) caseWhen(i *eval.Instance) (fragment, error) {
	cases, all := eval.Elements(r.attr(i, "cases"))
	if !all {
		return fragment{}, errors.New("the branches of a Case are made at run time")
	}
	var b strings.Builder
	out := r.outputField(i)
	otherwise := r.attr(i, "default")
	for _, c := range cases {
		when, ok := c.(*eval.Instance)
		if !ok || !when.Class.Is(expressionsModule+"When") {
			return fragment{}, fmt.Errorf("a branch of a Case is %s", eval.Repr(c))
		}
		condition, err := r.whenCondition(when)
		if errors.Is(err, errEmpty) {
			continue
		}
		if errors.Is(err, errFull) {
			otherwise = r.attr(when, "then")
			break
		}
		if err != nil {
			return fragment{}, err
		}
		then, err := r.render(r.attr(when, "then"))
		if err != nil {
			return then, err
		}
		if out.kind == unknownKind {
			out = then.output
		}
		b.WriteString(" WHEN " + condition + " THEN " + then.sql)
	}
	rest, err := r.render(otherwise)
	if err != nil || b.Len() == 0 {
		return rest, err
	}
	if out.kind == unknownKind {
		out = rest.output
	}
	return fragment{sql: "CASE" + b.String() + " ELSE " + rest.sql + " END", output: out}, nil
}

// whenCondition renders the condition of a When: a Q or expression, and keyword lookups.
func (r *renderer) whenCondition(when *eval.Instance) (string, error) {
	lookups, _ := r.attr(when, "lookups").(*eval.Dict)
	condition := r.attr(when, "condition")
	if lookups == nil || lookups.Len() == 0 {
		p, err := r.conditional(condition)
		return p.sql, err
	}
	children := &eval.List{Open: lookups.Open}
	if condition != eval.Value(eval.None) {
		children.Elts = append(children.Elts, condition)
	}
	lookups.Each(func(k, v eval.Value) {
		children.Elts = append(children.Elts, &eval.Tuple{Elts: []eval.Value{k, v}})
	})
	p, err := r.connected(children, "AND", false)
	return p.sql, err
}

// rawSQL renders RawSQL(sql, params).
func (r *renderer) rawSQL(i *eval.Instance) (fragment, error) {
	text, ok := eval.AsStr(r.attr(i, "sql"))
	if !ok {
		return fragment{}, errors.New("raw SQL made at run time")
	}
	sql, err := r.interpolate(text, r.attr(i, "params"))
	return fragment{sql: "(" + sql + ")", output: r.outputField(i)}, err
}

// interpolate puts parameters into SQL with %s.
func (r *renderer) interpolate(text string, params eval.Value) (string, error) {
	values, all := eval.Elements(params)
	if !all && params != eval.Value(eval.None) {
		return "", errors.New("parameters made at run time")
	}
	var b strings.Builder
	for at := 0; at < len(text); at++ {
		if text[at] != '%' || at+1 == len(text) {
			b.WriteByte(text[at])
			continue
		}
		at++
		switch text[at] {
		case '%':
			b.WriteByte('%')
		case 's':
			if len(values) == 0 {
				return "", errors.New("SQL with more places than parameters")
			}
			sql, err := r.literal(values[0], outputOfValue(values[0]))
			if err != nil {
				return "", err
			}
			b.WriteString(sql)
			values = values[1:]
		default:
			return "", fmt.Errorf("SQL with a place %%%c", text[at])
		}
	}
	return b.String(), nil
}

// arrayText is PostgreSQL's text of an array: {a,"b c"}.
func arrayText(elts []string) string {
	parts := make([]string, len(elts))
	for i, elt := range elts {
		parts[i] = elt
		if elt == "" || strings.EqualFold(elt, "null") || strings.ContainsAny(elt, "{}\",\\ \t\n") {
			parts[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(elt) + `"`
		}
	}
	return "{" + strings.Join(parts, ",") + "}"
}
