package index

import (
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// Fixed returns what the query asks of the table whatever it is given: that a moment
// has not come (deleted_at IS NULL), that a boolean is set or not. As the predicate of
// a partial index such a test keeps the other rows out of it.
func Fixed(q *query.Query, table *schema.Model, server Server) []string {
	var tests []string
	for _, c := range Ask(q, table, server).Clauses() {
		if c.Term == nil || c.Term.Conditional || c.Term.Or || !c.Plain() {
			continue
		}
		switch {
		case c.Op == IsNull && (c.Kind == kindMoment || c.Kind == kindDate):
			tests = append(tests, `"`+c.Column+`" IS NULL`)
		case c.Op == Equal && c.Kind == kindBoolean && c.Known && len(c.Values) == 1 && c.Values[0].kind == constantBool:
			test := `"` + c.Column + `"`
			if !c.Values[0].truth {
				test = "NOT " + test
			}
			tests = append(tests, test)
		}
	}
	return tests
}
