package sql

import (
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// where joins the conditions: AND of leaves and of ORs, each where its first leaf stands.
func (w *writer) where() (string, error) {
	var parts []string
	done := map[int]bool{}
	for i := range w.query.Where {
		t := &w.query.Where[i]
		switch {
		case !t.Or:
			if text, ok := w.leaf(t); ok {
				parts = append(parts, text)
			}
		case t.Group == 0:
			w.leave(t, "an OR within an OR")
		case !done[t.Group]:
			done[t.Group] = true
			text, err := w.group(t.Group)
			if err != nil {
				return "", err
			}
			if text != "" {
				parts = append(parts, text)
			}
		}
	}
	if len(parts) == 1 {
		return parts[0], nil
	}
	return bracketed(parts, " AND "), nil
}

func bracketed(parts []string, word string) string {
	switch len(parts) {
	case 0:
		return ""
	case 1:
		return parts[0]
	}
	return "(" + strings.Join(parts, word) + ")"
}

// group writes an OR. Without one of its arms it would say less, so it falls away as a whole.
func (w *writer) group(number int) (string, error) {
	var arms [][]string
	whole := true
	for i := range w.query.Where {
		t := &w.query.Where[i]
		if t.Group != number {
			continue
		}
		for len(arms) < t.Arm {
			arms = append(arms, nil)
		}
		text, ok := w.leaf(t)
		whole = whole && ok
		arms[t.Arm-1] = append(arms[t.Arm-1], text)
	}
	if !whole {
		return "", nil
	}
	var parts []string
	for _, arm := range arms {
		if len(arm) == 0 {
			return "", nil
		}
		parts = append(parts, bracketed(arm, " AND "))
	}
	if len(parts) == 1 {
		return "", nil // an arm beside it is not known
	}
	return bracketed(parts, " OR "), nil
}

func (w *writer) leave(t *query.Term, why string) {
	name := t.Column
	if name == "" {
		name = "an expression"
	}
	w.leftOut = append(w.leftOut, name+" "+t.Lookup+": "+why)
}

// leaf writes one condition.
func (w *writer) leaf(t *query.Term) (string, bool) {
	if w.options.Skip != nil && w.options.Skip(t) {
		return "", false
	}
	if t.Column == "" {
		w.leave(t, "what it compares is not known")
		return "", false
	}
	at := t.Alias
	if at == "" {
		at = t.Table
	}
	model := w.tables[t.Table]
	if t.Table == w.model.Table {
		model = w.model
	}
	c := columnOf(model, t.Column)
	if c == nil {
		w.leave(t, "the column is not known")
		return "", false
	}
	if path := w.path(at); t.Negated && severalRows(path) && t.Lookup != "isnull" {
		return w.without(t, c, path)
	}
	text, err := w.comparison(t, c, alias(at)+"."+Quote(t.Column))
	if err != nil {
		w.leave(t, err.Error())
		return "", false
	}
	if at != w.model.Table && w.joined(at) == nil {
		w.leave(t, "how "+at+" is joined is not known")
		return "", false
	}
	w.use(at)
	return w.negate(t, c, at, text), true
}

// negate writes NOT with the guards that Django sets beside a nullable column.
func (w *writer) negate(t *query.Term, c *schema.Column, at, text string) string {
	if !t.Negated {
		return text
	}
	if t.Lookup == "isnull" || strings.HasSuffix(t.Lookup, "__isnull") {
		return "NOT (" + text + ")"
	}
	guards := []string{text}
	j := w.joined(at)
	if c.Null || j != nil && j.Outer {
		guards = append(guards, alias(at)+"."+Quote(t.Column)+" IS NOT NULL")
	}
	if other := columnOf(w.model, t.Value.Column); other != nil && other.Null {
		guards = append(guards, Quote(w.model.Table)+"."+Quote(other.Column)+" IS NOT NULL")
	}
	if len(guards) == 1 && bare(t, c, text) {
		return "NOT " + text
	}
	return "NOT (" + strings.Join(guards, " AND ") + ")"
}

// bare reports whether a condition is a boolean column without a sign.
func bare(t *query.Term, c *schema.Column, text string) bool {
	return c.DBType == "boolean" && t.Lookup == "exact" && t.Value.Column == "" && !strings.HasPrefix(text, "NOT ")
}

// path are the joins that lead to an alias.
func (w *writer) path(at string) []query.Join {
	var path []query.Join
	for j := w.joined(at); j != nil && len(path) < len(w.query.From); j = w.joined(j.To) {
		path = append([]query.Join{*j}, path...)
	}
	return path
}

func (w *writer) joined(alias string) *query.Join {
	for i := range w.query.From {
		if w.query.From[i].Alias == alias {
			return &w.query.From[i]
		}
	}
	for _, j := range w.parents() {
		if j.Alias == alias {
			return &j
		}
	}
	return nil
}

func severalRows(path []query.Join) bool {
	for _, j := range path {
		if j.Many {
			return true
		}
	}
	return false
}

// without writes the subquery that exclude() makes of a condition on several rows.
func (w *writer) without(t *query.Term, c *schema.Column, path []query.Join) (string, bool) {
	first := 0
	for !path[first].Many {
		first++
	}
	inner := map[string]string{}
	var from strings.Builder
	for i, j := range path[first:] {
		name := fmt.Sprintf("U%d", i+1)
		inner[j.Alias] = name
		if i == 0 {
			from.WriteString(Quote(j.Table) + " " + name)
			continue
		}
		fmt.Fprintf(&from, " INNER JOIN %s %s ON (%s.%s = %s.%s)", Quote(j.Table), name, inner[j.To], Quote(j.ToColumn), name, Quote(j.Column))
	}
	last := path[len(path)-1]
	text, err := w.comparison(t, c, inner[last.Alias]+"."+Quote(t.Column))
	if err != nil {
		w.leave(t, err.Error())
		return "", false
	}
	j := path[first]
	w.use(j.To)
	return fmt.Sprintf(`NOT (EXISTS(SELECT 1 AS "a" FROM %s WHERE (%s AND U1.%s = (%s.%s)) LIMIT 1))`,
		from.String(), text, Quote(j.Column), alias(j.To), Quote(j.ToColumn)), true
}

func columnOf(m *schema.Model, column string) *schema.Column {
	if m == nil || column == "" {
		return nil
	}
	for _, c := range m.Columns {
		if c.Column == column {
			return c
		}
	}
	return nil
}
