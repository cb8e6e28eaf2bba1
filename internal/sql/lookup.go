package sql

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// lookups are those that end a path; what else stands behind a column is a transform.
var lookups = map[string]bool{
	"exact": true, "iexact": true, "gt": true, "gte": true, "lt": true, "lte": true, "in": true, "range": true, "isnull": true,
	"contains": true, "icontains": true, "startswith": true, "istartswith": true, "endswith": true, "iendswith": true,
	"regex": true, "iregex": true, "search": true, "overlap": true, "contained_by": true,
	"has_key": true, "has_keys": true, "has_any_keys": true, "trigram_similar": true,
}

// comparison writes a condition on a column, without its negation.
func (w *writer) comparison(t *query.Term, c *schema.Column, column string) (string, error) {
	path := strings.Split(t.Lookup, "__")
	lookup := path[len(path)-1]
	if lookups[lookup] {
		path = path[:len(path)-1]
	} else {
		lookup = "exact"
	}
	left, dbType := column, c.DBType
	var err error
	switch {
	case len(path) == 0:
	case dbType == "jsonb":
		left, path = keyed(column, path), nil
		if lookup != "isnull" && lookup != "exact" && !strings.HasPrefix(lookup, "g") && !strings.HasPrefix(lookup, "l") && lookup != "in" {
			left = strings.Replace(strings.Replace(left, " #> ", " #>> ", 1), " -> ", " ->> ", 1)
			dbType = "text"
		}
	case strings.HasSuffix(dbType, "[]") && len(path) == 1 && isNumber(path[0]):
		at, _ := strconv.Atoi(path[0])
		left, dbType = fmt.Sprintf("(%s)[%d]", column, at+1), strings.TrimSuffix(dbType, "[]")
	case path[0] == "year" && len(path) == 1 && lookup != "in" && lookup != "isnull":
		return w.year(t, dbType, column, lookup)
	default:
		for _, name := range path {
			if left, dbType, err = w.transform(name, left, dbType); err != nil {
				return "", err
			}
		}
	}
	return w.sign(t, lookup, left, dbType)
}

func isNumber(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

// keyed is a path into a JSON document.
func keyed(column string, path []string) string {
	if len(path) == 1 {
		if isNumber(path[0]) {
			return "(" + column + " -> " + path[0] + ")"
		}
		return "(" + column + " -> " + quoted(path[0]) + ")"
	}
	return "(" + column + " #> " + quoted("{"+strings.Join(path, ",")+"}") + ")"
}

var extracts = map[string]string{
	"year": "YEAR", "month": "MONTH", "day": "DAY", "week": "WEEK", "quarter": "QUARTER", "hour": "HOUR", "minute": "MINUTE",
	"second": "SECOND", "iso_year": "ISOYEAR", "iso_week_day": "ISODOW", "week_day": "DOW",
}

// transform writes a transform of an expression and says what type it has.
func (w *writer) transform(name, left, dbType string) (string, string, error) {
	zoned := left
	if strings.HasPrefix(dbType, "timestamp") && strings.HasSuffix(dbType, "with time zone") {
		zoned += " AT TIME ZONE " + quoted(w.zone)
	}
	field, known := extracts[name]
	switch {
	case name == "date" && strings.HasPrefix(dbType, "timestamp"):
		return "(" + zoned + ")::date", "date", nil
	case name == "time" && strings.HasPrefix(dbType, "timestamp"):
		return "(" + zoned + ")::time", "time without time zone", nil
	case known && (strings.HasPrefix(dbType, "timestamp") || strings.HasPrefix(dbType, "time") || dbType == "date"):
		text := "EXTRACT(" + field + " FROM " + zoned + ")"
		if name == "week_day" {
			text += " + 1"
		}
		return text, "integer", nil
	case name == "lower" || name == "upper":
		return strings.ToUpper(name) + "(" + left + ")", dbType, nil
	case name == "len" && strings.HasSuffix(dbType, "[]"):
		return "CASE WHEN " + left + " IS NULL THEN NULL ELSE coalesce(array_length(" + left + ", 1), 0) END", "integer", nil
	}
	return "", "", fmt.Errorf("%s is not known", name)
}

// year compares the year of a moment as a range of moments.
func (w *writer) year(t *query.Term, dbType, column, lookup string) (string, error) {
	values := w.values(t)
	if len(values) == 0 {
		return "", fmt.Errorf("its value is not known")
	}
	first, last := "%s-01-01 00:00:00+00:00", "%s-12-31 23:59:59.999999+00:00"
	if dbType == "date" {
		first, last = "%s-01-01", "%s-12-31"
	}
	literal := func(format, year string) string { return Literal(fmt.Sprintf(format, year), dbType) }
	switch lookup {
	case "exact":
		return column + " BETWEEN " + literal(first, values[0]) + " AND " + literal(last, values[0]), nil
	case "gt":
		return column + " > " + literal(last, values[0]), nil
	case "gte":
		return column + " >= " + literal(first, values[0]), nil
	case "lt":
		return column + " < " + literal(first, values[0]), nil
	case "lte":
		return column + " <= " + literal(last, values[0]), nil
	}
	return "", fmt.Errorf("%s of a year is not known", lookup)
}

var signs = map[string]string{"exact": "=", "gt": ">", "gte": ">=", "lt": "<", "lte": "<="}

// patterns are what stands around the value of a LIKE.
var patterns = map[string][2]string{
	"contains": {"%", "%"}, "icontains": {"%", "%"}, "startswith": {"", "%"}, "istartswith": {"", "%"},
	"endswith": {"%", ""}, "iendswith": {"%", ""},
}

// sign writes left, the lookup's sign and the values.
func (w *writer) sign(t *query.Term, lookup, left, dbType string) (string, error) {
	if lookup == "isnull" {
		if t.Value.Text != "False" {
			return left + " IS NULL", nil
		}
		return left + " IS NOT NULL", nil
	}
	if t.Value.Column != "" {
		if signs[lookup] == "" || columnOf(w.model, t.Value.Column) == nil {
			return "", fmt.Errorf("what it is compared with is not known")
		}
		return left + " " + signs[lookup] + " (" + Quote(w.model.Table) + "." + Quote(t.Value.Column) + ")", nil
	}
	values := w.values(t)
	if len(values) == 0 {
		return "", fmt.Errorf("its value is not known")
	}
	value := Literal(values[0], dbType)
	switch lookup {
	case "exact":
		if strings.HasSuffix(dbType, "[]") {
			return left + " = " + arrayOf(values, dbType), nil
		}
		if dbType == "boolean" {
			if value == "false" {
				return "NOT " + left, nil
			}
			return left, nil
		}
		return left + " = " + value, nil
	case "gt", "gte", "lt", "lte":
		return left + " " + signs[lookup] + " " + value, nil
	case "in":
		var list []string
		for _, value := range values {
			if text := Literal(value, dbType); !slices.Contains(list, text) { // Django makes a set of it
				list = append(list, text)
			}
		}
		return left + " IN (" + strings.Join(list, ", ") + ")", nil
	case "range":
		if len(values) != 2 {
			return "", fmt.Errorf("its bounds are not known")
		}
		return left + " BETWEEN " + value + " AND " + Literal(values[1], dbType), nil
	}
	if strings.HasSuffix(dbType, "[]") || dbType == "jsonb" {
		return container(lookup, left, dbType, values)
	}
	return textual(lookup, left, dbType, values[0])
}

// textual writes the lookups of text.
func textual(lookup, left, dbType, value string) (string, error) {
	switch dbType {
	case "inet", "cidr":
		left = "HOST(" + left + ")"
	default:
		left += "::text"
	}
	around, like := patterns[lookup]
	switch {
	case like && strings.HasPrefix(lookup, "i"):
		return "UPPER(" + left + ") LIKE UPPER(" + quoted(around[0]+escaped(value)+around[1]) + ")", nil
	case like:
		return left + " LIKE " + quoted(around[0]+escaped(value)+around[1]), nil
	case lookup == "iexact":
		return "UPPER(" + left + ") = UPPER(" + quoted(value) + ")", nil
	case lookup == "regex":
		return left + " ~ " + quoted(value), nil
	case lookup == "iregex":
		return left + " ~* " + quoted(value), nil
	}
	return "", fmt.Errorf("%s is not known", lookup)
}

// escaped keeps the signs of LIKE in a value as they are.
func escaped(value string) string {
	return strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(value)
}

// container writes the lookups of arrays and documents.
func container(lookup, left, dbType string, values []string) (string, error) {
	right := quoted(values[0]) + "::jsonb"
	if dbType != "jsonb" {
		right = arrayOf(values, dbType)
	}
	keys := quoted("{" + strings.Join(values, ",") + "}")
	switch lookup {
	case "contains":
		return left + " @> " + right, nil
	case "contained_by":
		return left + " <@ " + right, nil
	case "overlap":
		return left + " && " + right, nil
	case "has_key":
		return left + " ? " + quoted(values[0]), nil
	case "has_keys":
		return left + " ?& " + keys, nil
	case "has_any_keys":
		return left + " ?| " + keys, nil
	}
	return "", fmt.Errorf("%s is not known", lookup)
}

// arrayOf writes an array of values; one that is written as PostgreSQL prints arrays stays so.
func arrayOf(values []string, dbType string) string {
	if len(values) == 1 && strings.HasPrefix(values[0], "{") {
		return Literal(values[0], dbType)
	}
	list := make([]string, len(values))
	for i, value := range values {
		list[i] = Literal(value, strings.TrimSuffix(dbType, "[]"))
	}
	return "(ARRAY[" + strings.Join(list, ", ") + "])::" + dbType
}

// values are a condition's values: those that the options give, else those of the source.
func (w *writer) values(t *query.Term) []string {
	if w.options.Values != nil {
		if values := w.options.Values(t); len(values) > 0 {
			return values
		}
	}
	return Known(t.Value)
}
