package schema

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// A spelling overrides how a function is written, as as_sql(function=…, template=…) does.
type spelling struct {
	function, template, joiner string
	context                    *eval.Dict
}

// parameters are the sources of Django's functions whose constructor names them.
var parameters = map[string][]string{
	"Cast": {"expression"}, "Collate": {"expression"}, "Extract": {"expression"}, "TruncBase": {"expression"},
	"Left": {"expression", "length"}, "Right": {"expression", "length"}, "Repeat": {"expression", "number"},
	"LPad": {"expression", "length", "fill_text"}, "RPad": {"expression", "length", "fill_text"},
	"Replace": {"expression", "text", "replacement"}, "Substr": {"expression", "pos", "length"},
	"TrigramBase": {"expression", "string"}, "TrigramWordBase": {"string", "expression"},
}

// results are the types of functions that do not take them from their sources.
var results = map[string]kind{
	"Length": integer, "Ord": integer, "StrIndex": integer, "Extract": integer, "Chr": text, "Left": text, "Right": text,
	"LPad": text, "RPad": text, "Repeat": text, "Substr": text, "TruncDate": date, "TruncTime": clock, "Now": datetime,
	"SearchVector": tsvector, "UUID4": uuid, "UUID7": uuid, "JSONObject": json, "JSONArray": json, "RandomUUID": uuid,
}

// sources are the arguments of a function as it was called.
func (r *renderer) sources(i *eval.Instance) eval.Value {
	if v, ok := i.Own("expressions"); ok {
		return v
	}
	for _, k := range i.Class.MRO() {
		names, ok := parameters[k.Name]
		if !ok || k.Module == nil || k.Module.Source.Origin != resolve.Native {
			continue
		}
		t := &eval.Tuple{}
		for _, name := range names {
			v, has := i.Own(name)
			if !has {
				return eval.Unknownf("the arguments of %s", i.Class.Name)
			}
			if name == "length" && v == eval.Value(eval.None) {
				continue // Substr without a length
			}
			t.Elts = append(t.Elts, v)
		}
		return t
	}
	return eval.Unknownf("the arguments of %s", i.Class.Name)
}

// arguments renders the sources of a function.
func (r *renderer) arguments(i *eval.Instance, sources eval.Value) ([]fragment, error) {
	elts, all := eval.Elements(sources)
	if !all {
		if eval.IsUnknown(sources) {
			return nil, errors.New(eval.Reason(sources))
		}
		return nil, fmt.Errorf("the arguments of %s are made at run time", i.Class.Name)
	}
	args := make([]fragment, len(elts))
	for at, elt := range elts {
		f, err := r.render(elt)
		switch {
		case errors.Is(err, errFull):
			f, err = fragment{sql: "true", output: output{kind: boolean}}, nil
		case err != nil:
			return nil, err
		}
		args[at] = f
	}
	return args, nil
}

// function renders a Func by its template.
func (r *renderer) function(i *eval.Instance, sources eval.Value, s spelling) (fragment, error) {
	args, err := r.arguments(i, sources)
	if err != nil {
		return fragment{}, err
	}
	return r.filled(i, args, s)
}

// filled renders a Func by its template over rendered arguments.
func (r *renderer) filled(i *eval.Instance, args []fragment, s spelling) (fragment, error) {
	data := map[string]string{}
	collect := func(d *eval.Dict) {
		if d == nil {
			return
		}
		d.Each(func(k, v eval.Value) {
			name, ok1 := eval.AsStr(k)
			value, ok2 := plainText(v)
			if ok1 && ok2 {
				data[name] = value
			}
		})
	}
	extra, _ := r.attr(i, "extra").(*eval.Dict)
	if extra != nil && extra.Open {
		return fragment{}, fmt.Errorf("the keyword arguments of %s are made at run time", i.Class.Name)
	}
	collect(extra)
	collect(s.context)
	template, err := r.spelled(i, "template", s.template, data)
	if err != nil {
		return fragment{}, err
	}
	joiner, err := r.spelled(i, "arg_joiner", s.joiner, data)
	if err != nil {
		return fragment{}, err
	}
	if function, err := r.spelled(i, "function", s.function, data); err == nil {
		data["function"] = function
	} else if strings.Contains(template, "%(function)") {
		return fragment{}, err
	}
	parts := make([]string, len(args))
	for at, arg := range args {
		parts[at] = arg.sql
	}
	data["expressions"] = strings.Join(parts, joiner)
	data["field"] = data["expressions"]
	if data["function"] == "TRIM" && template == "%(function)s(%(expressions)s)" {
		template = "TRIM(BOTH FROM %(expressions)s)" // as the catalogue prints it
	}
	sql, err := fill(template, data)
	return fragment{sql: sql, output: r.resultOf(i, args)}, err
}

// spelled is a part of a function's text: given in the call, to the constructor, or by the class.
func (r *renderer) spelled(i *eval.Instance, name, given string, data map[string]string) (string, error) {
	if given != "" {
		return given, nil
	}
	if v, ok := data[name]; ok {
		return v, nil
	}
	v := r.attr(i, name)
	if s, ok := eval.AsStr(v); ok {
		return s, nil
	}
	return "", fmt.Errorf("the %s of %s is %s", name, i.Class.Name, eval.Repr(v))
}

var placeholder = regexp.MustCompile(`%\((\w+)\)s|%%|%`)

// fill is template % data.
func fill(template string, data map[string]string) (string, error) {
	var missing error
	sql := placeholder.ReplaceAllStringFunc(template, func(m string) string {
		switch m {
		case "%%":
			return "%"
		case "%":
			missing = fmt.Errorf("the template %q", template)
			return ""
		}
		name := m[2 : len(m)-2]
		v, ok := data[name]
		if !ok {
			missing = fmt.Errorf("the template %q with an unknown %s", template, name)
		}
		return v
	})
	return sql, missing
}

// resultOf is the output_field of a function.
func (r *renderer) resultOf(i *eval.Instance, args []fragment) output {
	if out := r.outputField(i); out.kind != unknownKind || out.field != nil {
		return out
	}
	for _, k := range i.Class.MRO() {
		if found, ok := results[k.Name]; ok && k.Module != nil && k.Module.Source.Origin == resolve.Native {
			return output{kind: found}
		}
	}
	for _, arg := range args {
		if arg.output.kind != unknownKind {
			return output{arg.output.kind, arg.output.field}
		}
	}
	return output{}
}

// builtinFunction renders Django's functions that are more than their template.
func (r *renderer) builtinFunction(i *eval.Instance, class string) (f fragment, ok bool, err error) {
	switch class {
	case "Cast":
		f, err = r.cast(i)
	case "Collate":
		f, err = r.render(r.attr(i, "expression"))
		name, known := eval.AsStr(r.attr(i, "collation"))
		if !known && err == nil {
			err = errors.New("a collation made at run time")
		}
		f = fragment{sql: f.sql + " COLLATE " + quoteName(name), output: f.output}
	case "Concat":
		f, err = r.concat(i)
	case "SHA1", "SHA224", "SHA256", "SHA384", "SHA512":
		f, err = r.function(i, r.sources(i), spelling{
			template: "ENCODE(DIGEST(%(expressions)s, '%(function)s'), 'hex')", function: strings.ToLower(class),
		})
	case "Extract":
		f, err = r.extractInstance(i)
	case "TruncBase":
		f, err = r.truncateInstance(i)
	case "Round":
		var args []fragment
		args, err = r.arguments(i, r.sources(i))
		if len(args) == 1 && r.project.Version.AtLeast(4, 0) {
			precision := "0"
			if extra, isDict := r.attr(i, "extra").(*eval.Dict); isDict {
				if v, given := extra.Get(eval.Str("precision")); given {
					precision, _ = integerText(v)
				}
			}
			args = append(args, fragment{sql: precision})
		}
		if err == nil {
			f, err = r.filled(i, args, spelling{})
		}
	case "JSONObject":
		f, err = r.jsonBuildObject(i)
	default:
		return f, false, nil
	}
	return f, true, err
}

func (r *renderer) cast(i *eval.Instance) (fragment, error) {
	f, err := r.render(r.attr(i, "expression"))
	if err != nil {
		return f, err
	}
	field, ok := r.attr(i, "output_field").(*eval.Instance)
	if !ok {
		return f, errors.New("a cast to a type that is not known")
	}
	dbType, reason := r.castType(field)
	if reason != "" {
		return f, fmt.Errorf("a cast: %s", reason)
	}
	return fragment{sql: "(" + f.sql + ")::" + dbType, output: r.instanceOutput(field)}, nil
}

// concat renders Concat(a, b, c) as a || (b || c), each without NULL.
func (r *renderer) concat(i *eval.Instance) (fragment, error) {
	args, err := r.arguments(i, r.sources(i))
	if err != nil {
		return fragment{}, err
	}
	if len(args) < 2 {
		return fragment{}, errors.New("a Concat of less than two expressions")
	}
	for at, arg := range args {
		args[at].sql = "COALESCE(" + asText(arg) + ", '')"
	}
	sql := args[len(args)-1].sql
	for at := len(args) - 2; at >= 0; at-- {
		sql = "(" + args[at].sql + " || " + sql + ")"
		if at > 0 {
			sql = "COALESCE(" + sql + ", '')"
		}
	}
	return fragment{sql: sql, output: output{kind: text}}, nil
}

// asText casts what is no text to text.
func asText(f fragment) string {
	if f.output.kind == text {
		return f.sql
	}
	return "(" + f.sql + ")::text"
}

func (r *renderer) jsonBuildObject(i *eval.Instance) (fragment, error) {
	fields, ok := r.attr(i, "fields").(*eval.Dict)
	if !ok || fields.Open {
		return fragment{}, errors.New("a JSONObject made at run time")
	}
	var parts []string
	var failed error
	fields.Each(func(k, v eval.Value) {
		name, _ := eval.AsStr(k)
		f, err := r.render(v)
		if err != nil {
			failed = err
		}
		parts = append(parts, "("+quoteText(name)+")::text", f.sql)
	})
	return fragment{sql: "JSONB_BUILD_OBJECT(" + strings.Join(parts, ", ") + ")", output: output{kind: json}}, failed
}

// search renders the expressions of django.contrib.postgres.search.
func (r *renderer) search(i *eval.Instance, class string) (f fragment, ok bool, err error) {
	if class != "SearchVector" {
		return f, false, nil
	}
	args, err := r.arguments(i, r.sources(i))
	if err != nil {
		return f, true, err
	}
	parts := make([]string, len(args))
	for at, arg := range args {
		parts[at] = "COALESCE(" + asText(arg) + ", '')"
	}
	sql := strings.Join(parts, " || ' ' || ")
	if config := r.attr(i, "config"); config != eval.Value(eval.None) {
		if c, isConfig := config.(*eval.Instance); isConfig && c.Class.Is(searchModule+"SearchConfig") {
			config = r.attr(c, "config")
		}
		named, err := r.operand(config)
		if err != nil {
			return f, true, err
		}
		sql = named.sql + "::regconfig, " + sql
	}
	sql = "to_tsvector(" + sql + ")"
	if weight := r.attr(i, "weight"); weight != eval.Value(eval.None) {
		w, err := r.operand(weight)
		if err != nil {
			return f, true, err
		}
		sql = "setweight(" + sql + ", " + w.sql + ")"
	}
	return fragment{sql: sql, output: output{kind: tsvector}}, true, nil
}

// transforms are functions that lookups name: name__lower (each must have been
// registered for the field's class, else Django would refuse the model).
var transforms = map[string]struct {
	function string
	result   kind // unknownKind: that of the source
}{
	"lower": {"LOWER", unknownKind}, "upper": {"UPPER", unknownKind}, "length": {"LENGTH", integer},
	"trim": {"TRIM(BOTH FROM %s)", unknownKind}, "ltrim": {"LTRIM", unknownKind}, "rtrim": {"RTRIM", unknownKind},
	"md5": {"MD5", unknownKind}, "reverse": {"REVERSE", unknownKind}, "ord": {"ASCII", integer}, "chr": {"CHR", text},
	"abs": {"ABS", unknownKind}, "ceil": {"CEILING", unknownKind}, "floor": {"FLOOR", unknownKind},
	"sign": {"SIGN", unknownKind}, "unaccent": {"UNACCENT", unknownKind},
}

// rangeParts are the transforms of a range.
var rangeParts = map[string]string{
	"startswith": "LOWER", "endswith": "UPPER", "isempty": "ISEMPTY", "lower_inc": "LOWER_INC", "lower_inf": "LOWER_INF",
	"upper_inc": "UPPER_INC", "upper_inf": "UPPER_INF",
}

// transform renders one transform of a lookup by name.
func (r *renderer) transform(f fragment, name string) (fragment, error) {
	number, numeric := strconv.Atoi(name)
	switch f.output.kind {
	case json:
		return below(f, name).fragment(), nil
	case hstore:
		return fragment{sql: "(" + f.sql + " -> " + quoteText(name) + ")", output: output{kind: text}}, nil
	case span:
		if function := rangeParts[name]; function != "" {
			out := output{kind: boolean}
			if name == "startswith" || name == "endswith" {
				out = r.baseOutput(f.output)
			}
			return fragment{sql: function + "(" + f.sql + ")", output: out}, nil
		}
	case array:
		switch {
		case name == "len":
			sql := "CASE WHEN " + f.sql + " IS NULL THEN NULL ELSE coalesce(array_length(" + f.sql + ", 1), 0) END"
			return fragment{sql: sql, output: output{kind: integer}}, nil
		case numeric == nil:
			sql := f.sql
			if f.field == nil && !strings.HasSuffix(sql, "]") {
				sql = "(" + sql + ")"
			}
			return fragment{sql: sql + "[" + strconv.Itoa(number+1) + "]", output: r.baseOutput(f.output)}, nil
		}
	case date, datetime, clock:
		if out, ok, err := r.datePart(f, name); ok {
			return out, err
		}
	}
	if f.field != nil && f.field.Instance.Class.Is("django.db.models.fields.related.ForeignKey") {
		return fragment{}, fmt.Errorf("%s__%s is in the table of another model", f.field.Name, name)
	}
	t, ok := transforms[name]
	if !ok {
		return fragment{}, fmt.Errorf("lookup or transform %s is not described", name)
	}
	out := f.output
	if t.result != unknownKind {
		out = output{kind: t.result}
	}
	if strings.Contains(t.function, "%s") {
		return fragment{sql: strings.Replace(t.function, "%s", f.sql, 1), output: out}, nil
	}
	return fragment{sql: t.function + "(" + f.sql + ")", output: out}, nil
}
