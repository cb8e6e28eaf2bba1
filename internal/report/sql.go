package report

import (
	"regexp"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
)

// statement writes a query on one line in the shape of SQL. Names are the
// database's; the operation, and lookups that SQL has no sign for, are Django's.
// A value that is not in the source is "?".
func statement(q *query.Query, style Style) string {
	var b strings.Builder
	b.WriteString(style.paint(bold, strings.ToUpper(string(q.Operation))) + " ")
	if q.Distinct {
		b.WriteString("DISTINCT ")
	}
	b.WriteString(style.paint(bold, tableOf(q.Model)))
	if len(q.Joins) > 0 {
		b.WriteString(" JOIN " + strings.Join(q.Joins, ", "))
	}
	if len(q.Where) > 0 {
		b.WriteString(" WHERE " + condition(q, style))
	}
	if len(q.OrderBy) > 0 {
		b.WriteString(" ORDER BY " + orderBy(q))
	}
	if q.Limit != query.NoLimit {
		b.WriteString(" LIMIT " + limit(q))
	}
	if notes := remarks(q); len(notes) > 0 {
		b.WriteString("  " + style.paint(dim, "-- "+strings.Join(notes, ", ")))
	}
	return b.String()
}

// implicit says why Django sends a query by itself.
var implicit = map[query.Implicit]string{
	query.ForeignKeyRead: "a relation is read",
	query.Prefetched:     "prefetched",
	query.Saved:          "saved",
	query.Refreshed:      "refreshed",
	query.Cascaded:       "by a delete",
	query.RelatedWritten: "a relation is written",
}

// remarks say what no clause does: where the query runs, and an order that the
// code does not ask for.
func remarks(q *query.Query) []string {
	var notes []string
	if q.Implicit != "" {
		notes = append(notes, implicit[q.Implicit])
	}
	for _, context := range q.Contexts {
		switch context {
		case "loop", "transaction":
			context = "in a " + context
		}
		notes = append(notes, context)
	}
	if slices.ContainsFunc(q.OrderBy, func(o query.Order) bool { return o.Meta }) {
		notes = append(notes, "ordered by Meta")
	}
	return notes
}

// A part is one operand of AND or OR.
type part struct {
	text    string
	perhaps bool // added under a branch
}

// join puts a word between parts; what may not be there stands in brackets.
func join(word string, parts []part, style Style) string {
	var b strings.Builder
	for i, p := range parts {
		text := p.text
		if p.perhaps {
			text = "perhaps " + text
		}
		if i > 0 {
			text = word + " " + text
		}
		if p.perhaps {
			text = style.paint(dim, "["+text+"]")
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(text)
	}
	return b.String()
}

func condition(q *query.Query, style Style) string {
	var parts []part
	done := map[int]bool{} // groups
	for i := 0; i < len(q.Where); i++ {
		term := &q.Where[i]
		switch {
		case !term.Or:
			parts = append(parts, part{leaf(q, term), term.Conditional})
		case term.Group > 0:
			if !done[term.Group] {
				done[term.Group] = true
				parts = append(parts, group(q, term.Group, style))
			}
		default: // how these are put together is not told
			var tangled []part
			for ; i < len(q.Where) && q.Where[i].Or && q.Where[i].Group == 0; i++ {
				tangled = append(tangled, part{leaf(q, &q.Where[i]), q.Where[i].Conditional})
			}
			i--
			parts = append(parts, part{"(" + join("AND/OR", orMore(tangled), style) + ")", false})
		}
	}
	return join("AND", parts, style)
}

// group writes one OR. Where all of it stands under a branch, it does as a whole.
func group(q *query.Query, number int, style Style) part {
	var arms [][]part
	whole := true
	for i := range q.Where {
		term := &q.Where[i]
		if term.Group != number {
			continue
		}
		for len(arms) < term.Arm {
			arms = append(arms, nil)
		}
		arms[term.Arm-1] = append(arms[term.Arm-1], part{leaf(q, term), term.Conditional})
		whole = whole && term.Conditional
	}
	var parts []part
	for _, arm := range arms {
		perhaps := !whole && !slices.ContainsFunc(arm, func(p part) bool { return !p.perhaps })
		if perhaps || whole {
			for i := range arm {
				arm[i].perhaps = false
			}
		}
		text := join("AND", arm, style)
		switch {
		case len(arm) == 0:
			text, perhaps = "…", false
		case len(arm) > 1:
			text = "(" + text + ")"
		}
		parts = append(parts, part{text, perhaps})
	}
	return part{"(" + join("OR", orMore(parts), style) + ")", whole}
}

// orMore adds the arm that an OR of one arm must have beside it: nothing is known of it.
func orMore(arms []part) []part {
	if len(arms) == 1 {
		arms = append(arms, part{"…", false})
	}
	return arms
}

// signs are SQL's for Django's lookups.
var signs = map[string]string{
	"exact": "=", "in": "IN", "gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "range": "BETWEEN", "isnull": "IS NULL",
}

func leaf(q *query.Query, term *query.Term) string {
	column := columnOf(q, term.Table, term.Column)
	path, lookup := "", term.Lookup
	if cut := strings.LastIndex(lookup, "__"); cut >= 0 {
		path, lookup = lookup[:cut], lookup[cut+2:]
	}
	sign, known := signs[lookup]
	if !known { // a final "exact" falls away behind a transform, so that this may be one
		path, sign, lookup = term.Lookup, "=", "exact"
	}
	if path != "" {
		column += "__" + path
	}
	not := ""
	if term.Negated {
		not = "NOT "
	}
	switch lookup {
	case "isnull":
		switch term.Value.Text {
		case "True":
			return column + " IS " + not + "NULL"
		case "False":
			return column + " IS " + map[bool]string{true: "NULL", false: "NOT NULL"}[term.Negated]
		}
		return not + column + " IS NULL = ?"
	case "in":
		return column + " " + not + "IN " + list(term.Value)
	case "range":
		return column + " " + not + "BETWEEN ? AND ?"
	}
	return not + column + " " + sign + " " + scalar(q, term)
}

// columnOf names a column; of another table than the query's own with its table.
func columnOf(q *query.Query, table, column string) string {
	switch {
	case column == "":
		return "(expression)"
	case table != "" && table != tableOf(q.Model):
		return table + "." + column
	}
	return column
}

const maxValue = 40 // cells of a constant, beyond which it is cut

func scalar(q *query.Query, term *query.Term) string {
	v := term.Value
	switch {
	case v.Subquery:
		return "(SELECT …)"
	case v.Column != "":
		return v.Column
	case v.Known:
		return constant(v.Text)
	}
	return "?"
}

func list(v query.Value) string {
	switch {
	case v.Subquery:
		return "(SELECT …)"
	case v.Known && strings.HasPrefix(v.Text, "["):
		return "(" + constant(strings.TrimSuffix(v.Text[1:], "]")) + ")"
	}
	return "(?)"
}

// constant writes a constant of Python's as SQL does.
func constant(text string) string {
	switch text {
	case "True", "False":
		return strings.ToUpper(text)
	case "None":
		return "NULL"
	}
	return cellWidths.Truncate(printable(text), maxValue, "…")
}

func orderBy(q *query.Query) string {
	keys := make([]string, len(q.OrderBy))
	for i, o := range q.OrderBy {
		keys[i] = columnOf(q, o.Table, o.Column)
		if o.Desc {
			keys[i] += " DESC"
		}
		if o.Nulls != "" {
			keys[i] += " NULLS " + o.Nulls
		}
	}
	return strings.Join(keys, ", ")
}

// bound is a slice that begins at the first row, row an index.
var (
	bound = regexp.MustCompile(`^\[:([\w.]+)\]$`)
	row   = regexp.MustCompile(`^\[(\d+)\]$`)
)

// limit is what the slice says, as far as it is short and constant.
func limit(q *query.Query) string {
	var slicing []query.Step
	for _, s := range q.Steps {
		if s.Call == "slice" {
			slicing = append(slicing, s)
		}
	}
	if q.Limit == query.DynamicLimit || len(slicing) != 1 { // a slice of a slice adds up
		return "?"
	}
	text := slicing[0].File.Text[slicing[0].Span.Start:slicing[0].Span.End]
	switch {
	case bound.MatchString(text):
		return bound.FindStringSubmatch(text)[1]
	case text == "[0]":
		return "1"
	case row.MatchString(text):
		return "1 OFFSET " + row.FindStringSubmatch(text)[1]
	case len(text) <= maxValue && printable(text) == text:
		return text
	}
	return "?"
}
