package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/schema"
)

// inherits reports whether a field is written in another file than its model.
func inherits(model *schema.Model, c *schema.Column) bool {
	return c.Place.File != nil && model.Place.File != nil && c.Place.File != model.Place.File
}

// conditionPython writes a predicate of plain IS NULL and boolean tests as Django's Q.
func conditionPython(model *schema.Model, where string) string {
	var tests []string
	for _, test := range strings.Split(where, " AND ") {
		name, isNull := strings.CutSuffix(test, " IS NULL")
		name, not := strings.CutPrefix(name, "NOT ")
		for _, c := range model.Columns {
			switch {
			case c.Column != strings.Trim(name, `"`):
			case isNull:
				tests = append(tests, c.Field+"__isnull=True")
			case not:
				tests = append(tests, c.Field+"=False")
			default:
				tests = append(tests, c.Field+"=True")
			}
		}
	}
	return "Q(" + strings.Join(tests, ", ") + ")"
}

func keyName(k index.Key) string {
	if k.Desc {
		return "-" + k.Column.Field
	}
	return k.Column.Field
}

func keyNames(keys []index.Key) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = keyName(k)
	}
	return strings.Join(names, ", ")
}

// columnNames are the columns that the query filters and sorts on.
func columnNames(a index.Advice) []string {
	var names []string
	for _, c := range slices.Concat(a.Filters, a.Sorts) {
		if !slices.Contains(names, c.Column) {
			names = append(names, c.Column)
		}
	}
	return names
}

// fieldWords is "a", "a and b" or "a, b and c".
func fieldWords(columns []*schema.Column) string { return words(fieldNames(columns), " and ") }

// alternatives is "a", "a or b" or "a, b or c".
func alternatives(columns []*schema.Column) string { return words(fieldNames(columns), " or ") }

func fieldNames(columns []*schema.Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Field
	}
	return names
}

func words(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + last + names[len(names)-1]
}

// indexWords names an index as its declaration does.
func indexWords(model *schema.Model, ix *schema.Index) string {
	var terms []string
	for _, term := range ix.Terms {
		text := term.Expression
		if term.Column != "" {
			text = fieldOf(model, term.Column)
		}
		if term.Desc {
			text = "-" + text
		}
		terms = append(terms, text)
	}
	list := strings.Join(terms, ", ")
	switch {
	case ix.Primary:
		return "the primary key"
	case ix.Origin == schema.OriginForeignKey:
		return "the foreign key's own index on " + list
	case ix.Where != "":
		return "the partial index (" + list + ")"
	case ix.Unique:
		return "the unique index (" + list + ")"
	}
	return "the index (" + list + ")"
}

// fieldOf is the field of a column, or the column where no field has it.
func fieldOf(model *schema.Model, column string) string {
	for _, c := range model.Columns {
		if c.Column == column {
			return c.Field
		}
	}
	return column
}

// column returns the column of that name, an empty one where the table has none.
func column(model *schema.Model, name string) *schema.Column {
	for _, c := range model.Columns {
		if c.Column == name {
			return c
		}
	}
	return &schema.Column{Column: name}
}

func indexPlace(model *schema.Model, ix *schema.Index) schema.Place {
	if ix.Place.File != nil {
		return ix.Place
	}
	return model.Place
}

// reason says what the query reads for want of the index.
func (n indexNeed) reason() string {
	a := n.advice
	switch a.Gap {
	case index.Unindexed:
		if a.Closest != nil && a.Closest.Sorted > 0 && n.limited() {
			return fmt.Sprintf("no index begins with %s, so %s is walked in order until enough rows match",
				alternatives(a.Filters), indexWords(a.Table, a.Closest.Index))
		}
		return fmt.Sprintf("no index begins with %s, so the whole table is read", alternatives(a.Filters))
	case index.Uncovered:
		return fmt.Sprintf("the query filters on %s, and %s", fieldWords(a.Filters), shortfall(a))
	}
	reads := "every row"
	if len(a.Filters) > 0 {
		reads = "every row with its " + fieldWords(a.Filters)
	}
	closest := ""
	if a.Closest != nil {
		closest = ", as " + indexWords(a.Table, a.Closest.Index) + " does not go on with " + a.Sorts[0].Field
	}
	first := "to return the first few"
	if a.Paged {
		first = "for each page of the list"
	}
	return fmt.Sprintf("%s is read and sorted by %s %s%s", reads, fieldWords(a.Sorts), first, closest)
}

// shortfall says how far the closest index goes and why no further.
func shortfall(a index.Advice) string {
	if a.Closest == nil {
		return "no index begins with any of them"
	}
	c := a.Closest
	name := indexWords(a.Table, c.Index)
	var narrows []string
	for _, column := range c.Seek {
		narrows = append(narrows, fieldOf(a.Table, column))
	}
	for _, column := range a.Filters {
		if slices.Contains(c.Fixed, column.Column) && !slices.Contains(narrows, column.Field) {
			narrows = append(narrows, column.Field)
		}
	}
	switch {
	case len(narrows) == 0 && c.Sorted > 0:
		return name + " gives only the order"
	case len(narrows) == 0:
		return name + " does not begin with any of them"
	case c.Stop == index.RangeEndsPrefix && len(c.Condition) > len(c.Seek):
		return fmt.Sprintf("%s narrows on %s only, because a range ends what an index narrows on", name, words(narrows, " and "))
	}
	return fmt.Sprintf("%s narrows on %s only", name, words(narrows, " and "))
}
