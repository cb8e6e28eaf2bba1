package schema

import (
	"errors"
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

// dateParts are the lookups that extract a part of a date or time.
var dateParts = map[string]bool{
	"year": true, "iso_year": true, "month": true, "day": true, "week": true, "week_day": true, "iso_week_day": true,
	"quarter": true, "hour": true, "minute": true, "second": true,
}

// datePart renders created__year, created__date and their like.
func (r *renderer) datePart(f fragment, name string) (out fragment, ok bool, err error) {
	switch {
	case dateParts[name]:
		out, err = r.extract(f, name, eval.None)
	case name == "date" || name == "time":
		out, err = r.castMoment(f, name, eval.None)
	default:
		return f, false, nil
	}
	return out, true, err
}

// zoned renders a moment in the time zone that a function over it means.
func (r *renderer) zoned(f fragment, tzinfo eval.Value) (string, error) {
	if f.output.kind != datetime {
		return f.sql, nil
	}
	zones, known := r.usesZones()
	if !known {
		return "", errors.New("USE_TZ is not known")
	}
	if !zones {
		return f.sql, nil
	}
	name := r.project.Settings.Str("TIME_ZONE")
	if tzinfo != eval.Value(eval.None) {
		name = r.zoneName(tzinfo)
	}
	if name == "" {
		return "", errors.New("the time zone is not known")
	}
	return f.sql + " AT TIME ZONE " + quoteText(name), nil
}

// zoneName is the name of a tzinfo: UTC, or the key of a ZoneInfo.
func (r *renderer) zoneName(tzinfo eval.Value) string {
	if tzinfo == r.project.In.Lookup("datetime.timezone.utc") {
		return "UTC"
	}
	if i, ok := tzinfo.(*eval.Instance); ok {
		name, _ := eval.AsStr(r.attr(i, "key"))
		return name
	}
	return ""
}

// extract renders EXTRACT(part FROM …).
func (r *renderer) extract(f fragment, part string, tzinfo eval.Value) (fragment, error) {
	sql, err := r.zoned(f, tzinfo)
	if err != nil {
		return f, err
	}
	out := fragment{output: output{kind: integer}}
	switch part {
	case "week_day":
		out.sql = "EXTRACT(DOW FROM " + sql + ") + 1"
	case "iso_week_day":
		out.sql = "EXTRACT(ISODOW FROM " + sql + ")"
	case "iso_year":
		out.sql = "EXTRACT(ISOYEAR FROM " + sql + ")"
	case "second":
		if f.output.kind != date {
			sql = "DATE_TRUNC('second', " + sql + ")"
		}
		out.sql = "EXTRACT(SECOND FROM " + sql + ")"
	default:
		out.sql = "EXTRACT(" + strings.ToUpper(part) + " FROM " + sql + ")"
		if part == "year" && (f.output.kind == date || f.output.kind == datetime) {
			out.year = &f
		}
	}
	return out, nil
}

// castMoment renders the date or the time of a moment.
func (r *renderer) castMoment(f fragment, to string, tzinfo eval.Value) (fragment, error) {
	sql, err := r.zoned(f, tzinfo)
	out := fragment{sql: "(" + sql + ")::date", output: output{kind: date}}
	if to == "time" {
		out = fragment{sql: "(" + sql + ")::time without time zone", output: output{kind: clock}}
	}
	return out, err
}

// extractInstance renders Extract(expression, "part") and its subclasses.
func (r *renderer) extractInstance(i *eval.Instance) (fragment, error) {
	f, err := r.render(r.attr(i, "expression"))
	if err != nil {
		return f, err
	}
	part, ok := eval.AsStr(r.attr(i, "lookup_name"))
	if !ok {
		if v, _ := i.Class.Find("lookup_name"); v != nil {
			part, ok = eval.AsStr(v)
		}
	}
	if !ok {
		return f, fmt.Errorf("the part that %s extracts is made at run time", i.Class.Name)
	}
	return r.extract(f, part, r.attr(i, "tzinfo"))
}

// truncateInstance renders Trunc(expression, "kind") and its subclasses.
func (r *renderer) truncateInstance(i *eval.Instance) (fragment, error) {
	f, err := r.render(r.attr(i, "expression"))
	if err != nil {
		return f, err
	}
	kind, ok := eval.AsStr(r.attr(i, "kind"))
	if !ok {
		return f, fmt.Errorf("what %s truncates to is made at run time", i.Class.Name)
	}
	tzinfo := r.attr(i, "tzinfo")
	if kind == "date" || kind == "time" {
		return r.castMoment(f, kind, tzinfo)
	}
	sql, err := r.zoned(f, tzinfo)
	if err != nil {
		return f, err
	}
	out := r.outputField(i)
	if out.kind == unknownKind {
		out = output{kind: f.output.kind}
	}
	sql = "DATE_TRUNC(" + quoteText(kind) + ", " + sql + ")"
	if out.kind == clock {
		sql += "::time without time zone"
	}
	return fragment{sql: sql, output: out}, nil
}
