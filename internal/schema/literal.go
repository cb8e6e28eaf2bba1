package schema

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// literal renders a Python value as the column type's constant, as PostgreSQL
// prints it once the field has prepared it.
func (r *renderer) literal(v eval.Value, out output) (string, error) {
	if v == nil || eval.IsUnknown(v) {
		return "", fmt.Errorf("a value that is not known: %s", eval.Reason(v))
	}
	v = r.prepared(v, out)
	if v == eval.Value(eval.None) {
		if out.kind == json {
			return "'null'", nil
		}
		return "NULL", nil
	}
	switch out.kind {
	case json:
		text, err := jsonText(v)
		return quoteText(text), err
	case array:
		return r.arrayLiteral(v, out)
	case span:
		return r.rangeLiteral(v, out)
	}
	if sql, ok := r.convert(v, out.kind); ok {
		return sql, nil
	}
	return "", fmt.Errorf("the value %s", eval.Repr(v))
}

// prepared is what get_prep_value of a field's own class makes of a value.
func (r *renderer) prepared(v eval.Value, out output) eval.Value {
	if out.field == nil {
		return v
	}
	f, owner := out.field.Class.Find("get_prep_value")
	if f == nil || owner.Module == nil || owner.Module.Source.Origin == resolve.Native || owner.Module.Source.Origin == resolve.Declared {
		return v
	}
	r.project.In.Request()
	if made := r.project.In.CallFresh(f, []eval.Value{out.field, v}); !eval.IsUnknown(made) {
		return made
	}
	return v
}

// convert renders a value of a plain type.
func (r *renderer) convert(v eval.Value, k kind) (string, bool) {
	switch k {
	case text, inet:
		s, ok := plainText(v)
		return quoteText(s), ok
	case integer:
		return integerText(v)
	case float, decimal:
		s, ok := numberText(r, v)
		if k == float && ok && !strings.ContainsAny(s, ".en") {
			s += ".0" // the field makes a float of it
		}
		return s, ok
	case boolean:
		switch v := v.(type) {
		case eval.Bool:
			return strconv.FormatBool(bool(v)), true
		case eval.Int:
			return strconv.FormatBool(v != 0), v == 0 || v == 1
		case eval.Str:
			yes := slices.Contains([]string{"t", "True", "1"}, string(v))
			return strconv.FormatBool(yes), yes || slices.Contains([]string{"f", "False", "0"}, string(v))
		}
		return "", false
	case date, datetime, clock:
		return r.moment(v, k)
	case duration:
		return r.interval(v)
	case uuid:
		return uuidText(r, v)
	case hstore, binary, tsvector:
		s, ok := eval.AsStr(v)
		return quoteText(s), ok
	}
	if known := outputOfValue(v).kind; known != unknownKind && known != binary {
		return r.convert(v, known)
	}
	if elts, all := eval.Elements(v); all && isSequence(v) {
		sql, err := r.elements(elts, output{})
		return sql, err == nil
	}
	return "", false
}

// quoteText is PostgreSQL's string constant. No E” form: that is how the catalogue prints backslashes too.
func quoteText(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// plainText is str(v).
func plainText(v eval.Value) (string, bool) {
	if s, ok := eval.AsStr(v); ok {
		return s, true
	}
	switch v := v.(type) {
	case eval.Int, eval.Float, eval.Bool:
		return eval.Repr(v), true
	case *eval.Instance:
		if n, ok := eval.AsInt(v); ok {
			return strconv.FormatInt(n, 10), true
		}
	}
	return "", false
}

func integerText(v eval.Value) (string, bool) {
	if n, ok := eval.AsInt(v); ok {
		return strconv.FormatInt(n, 10), true
	}
	switch v := v.(type) {
	case eval.Float:
		return strconv.FormatInt(int64(v), 10), true
	default:
		s, _ := eval.AsStr(v)
		n, err := strconv.ParseInt(strings.TrimSpace(s), 10, 64)
		return strconv.FormatInt(n, 10), err == nil
	}
}

// numberText renders what a float or decimal column is compared with.
func numberText(r *renderer, v eval.Value) (string, bool) {
	if i, ok := v.(*eval.Instance); ok && i.Class.Is("decimal.Decimal") {
		inner := r.attr(i, "value")
		if _, nested := inner.(*eval.Instance); nested {
			return "", false
		}
		return numberText(r, inner)
	}
	switch v := v.(type) {
	case eval.Int:
		return strconv.FormatInt(int64(v), 10), true
	case eval.Float:
		return eval.Repr(v), true
	}
	s, ok := eval.AsStr(v)
	s = strings.TrimSpace(s)
	_, err := strconv.ParseFloat(s, 64)
	return s, ok && err == nil
}

func uuidText(r *renderer, v eval.Value) (string, bool) {
	if i, ok := v.(*eval.Instance); ok && i.Class.Is("uuid.UUID") {
		v = r.attr(i, "hex")
	}
	s, ok := eval.AsStr(v)
	s = strings.ToLower(strings.NewReplacer("-", "", "{", "", "}", "", "urn:uuid:", "").Replace(s))
	if !ok || len(s) != 32 {
		return "", false
	}
	return quoteText(s[:8] + "-" + s[8:12] + "-" + s[12:16] + "-" + s[16:20] + "-" + s[20:]), true
}

// numbers reads integer attributes of an object.
func (r *renderer) numbers(i *eval.Instance, names ...string) ([]int64, bool) {
	out := make([]int64, len(names))
	for at, name := range names {
		n, ok := eval.AsInt(r.attr(i, name))
		if !ok {
			return nil, false
		}
		out[at] = n
	}
	return out, true
}

// moment renders a date, a date with time, or a time.
func (r *renderer) moment(v eval.Value, k kind) (string, bool) {
	if s, ok := eval.AsStr(v); ok {
		return r.momentText(s, k)
	}
	i, ok := v.(*eval.Instance)
	if !ok {
		return "", false
	}
	if k == clock {
		n, ok := r.numbers(i, "hour", "minute", "second", "microsecond")
		if !ok || !i.Class.Is("datetime.time") {
			return "", false
		}
		return quoteText(clockText(n)), true
	}
	if !i.Class.Is("datetime.date") {
		return "", false
	}
	day, ok := r.numbers(i, "year", "month", "day")
	if !ok {
		return "", false
	}
	at := []int64{0, 0, 0, 0}
	zone := eval.Value(eval.None)
	if i.Class.Is("datetime.datetime") {
		if at, ok = r.numbers(i, "hour", "minute", "second", "microsecond"); !ok {
			return "", false
		}
		zone = r.attr(i, "tzinfo")
	}
	if k == date {
		return quoteText(fmt.Sprintf("%04d-%02d-%02d", day[0], day[1], day[2])), zone == eval.Value(eval.None)
	}
	location := r.location()
	if zone != eval.Value(eval.None) {
		location = locationNamed(r.zoneName(zone))
	}
	if location == nil {
		return "", false
	}
	t := time.Date(int(day[0]), time.Month(day[1]), int(day[2]), int(at[0]), int(at[1]), int(at[2]), int(at[3])*1000, location)
	return r.timestamp(t), true
}

// momentText renders a date, date with time or time that is given as text in ISO form.
func (r *renderer) momentText(s string, k kind) (string, bool) {
	switch k {
	case date:
		_, err := time.Parse("2006-01-02", s)
		return quoteText(s), err == nil
	case clock:
		for _, layout := range []string{"15:04:05.999999", "15:04"} {
			if t, err := time.Parse(layout, s); err == nil {
				return quoteText(t.Format("15:04:05.999999")), true
			}
		}
		return "", false
	}
	location := r.location()
	if location == nil {
		return "", false
	}
	s = strings.Replace(s, "T", " ", 1)
	for _, layout := range []string{"2006-01-02 15:04:05.999999Z07:00", "2006-01-02 15:04:05.999999", "2006-01-02 15:04", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, s, location); err == nil {
			return r.timestamp(t), true
		}
	}
	return "", false
}

// location is the time zone that Django takes for a date without one, nil where it is not known.
func (r *renderer) location() *time.Location {
	return locationNamed(r.project.Settings.Str("TIME_ZONE"))
}

// locationNamed is a time zone of the system's own database, nil where that has none of the name.
func locationNamed(name string) *time.Location {
	if name == "" {
		return nil
	}
	location, err := time.LoadLocation(name)
	if err != nil {
		return nil
	}
	return location
}

// usesZones is the setting USE_TZ.
func (r *renderer) usesZones() (yes, known bool) {
	return r.project.In.Truth(r.project.Settings.Get("USE_TZ"))
}

// timestamp renders a moment in the time zone of Django's connection, which is
// UTC. Without time zone support Django sends it as it is.
func (r *renderer) timestamp(t time.Time) string {
	if zones, known := r.usesZones(); known && !zones {
		return quoteText(t.Format("2006-01-02 15:04:05.999999"))
	}
	return quoteText(t.UTC().Format("2006-01-02 15:04:05.999999") + "+00")
}

func clockText(n []int64) string {
	s := fmt.Sprintf("%02d:%02d:%02d", n[0], n[1], n[2])
	if n[3] != 0 {
		s += strings.TrimRight(fmt.Sprintf(".%06d", n[3]), "0")
	}
	return s
}

// yearBounds are the first and the last moment of a year.
func (r *renderer) yearBounds(year int, k kind) (first, last string, err error) {
	if k == date {
		return quoteText(fmt.Sprintf("%04d-01-01", year)), quoteText(fmt.Sprintf("%04d-12-31", year)), nil
	}
	location := r.location()
	if location == nil {
		return "", "", errors.New("the time zone is not known")
	}
	begin := time.Date(year, 1, 1, 0, 0, 0, 0, location)
	end := time.Date(year, 12, 31, 23, 59, 59, 999999000, location)
	return r.timestamp(begin), r.timestamp(end), nil
}

// interval renders a timedelta as PostgreSQL prints an interval.
func (r *renderer) interval(v eval.Value) (string, bool) {
	i, ok := v.(*eval.Instance)
	if !ok || !i.Class.Is("datetime.timedelta") {
		return "", false
	}
	units := map[string]float64{
		"days": 86400e6, "seconds": 1e6, "microseconds": 1, "milliseconds": 1e3, "minutes": 60e6, "hours": 3600e6, "weeks": 7 * 86400e6,
	}
	total := 0.0
	for name, unit := range units {
		switch n := r.attr(i, name).(type) {
		case eval.Int:
			total += float64(n) * unit
		case eval.Float:
			total += float64(n) * unit
		default:
			return "", false
		}
	}
	const day = 86400_000000
	micro := int64(total)
	days := micro / day
	if micro%day < 0 {
		days-- // Python keeps the seconds of a timedelta positive
	}
	micro -= days * day
	var parts []string
	switch {
	case days == 1 || days == -1:
		parts = append(parts, fmt.Sprintf("%d day", days))
	case days != 0:
		parts = append(parts, fmt.Sprintf("%d days", days))
	}
	if micro != 0 || days == 0 {
		sign := ""
		if days < 0 {
			sign = "+"
		}
		seconds := micro / 1e6
		parts = append(parts, sign+clockText([]int64{seconds / 3600, seconds / 60 % 60, seconds % 60, micro % 1e6}))
	}
	return quoteText(strings.Join(parts, " ")), true
}

// arrayLiteral renders a list for an array column.
func (r *renderer) arrayLiteral(v eval.Value, out output) (string, error) {
	elts, all := eval.Elements(v)
	if !all || !isSequence(v) {
		return "", errors.New("an array made at run time")
	}
	return r.elements(elts, r.baseOutput(out))
}

func (r *renderer) elements(elts []eval.Value, base output) (string, error) {
	if len(elts) == 0 {
		return "'{}'", nil
	}
	parts := make([]string, len(elts))
	for i, elt := range elts {
		sql, err := r.literal(elt, base)
		if err != nil {
			return "", err
		}
		parts[i] = sql
	}
	return "ARRAY[" + strings.Join(parts, ", ") + "]", nil
}

// rangeLiteral renders (low, high) for a range column.
func (r *renderer) rangeLiteral(v eval.Value, out output) (string, error) {
	elts, all := eval.Elements(v)
	if !all || len(elts) != 2 {
		return "", errors.New("a range made at run time")
	}
	base := r.baseOutput(out)
	var bounds [2]string
	for i, elt := range elts {
		if elt == eval.Value(eval.None) {
			continue
		}
		sql, err := r.literal(elt, base)
		if err != nil {
			return "", err
		}
		bounds[i] = strings.Trim(sql, "'")
		if strings.Contains(bounds[i], " ") {
			bounds[i] = `"` + bounds[i] + `"`
		}
	}
	low := "["
	if bounds[0] == "" {
		low = "(" // PostgreSQL's form of a range without a lower bound
	}
	return quoteText(low + bounds[0] + "," + bounds[1] + ")"), nil
}
