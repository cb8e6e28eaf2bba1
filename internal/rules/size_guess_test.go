package rules

import (
	"fmt"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

func TestEstimate(t *testing.T) {
	t.Parallel()
	file := &source.File{Path: "shop/tasks.py", Text: "a\nb\n"}
	made := func(call string, contexts ...string) *query.Query {
		return &query.Query{File: file, Span: source.Span{Start: 2, End: 3}, Operation: query.Insert, Contexts: contexts, Steps: []query.Step{{Call: call}}}
	}
	for _, c := range []struct {
		name            string
		points, pointed int
		inserts         []*query.Query
		want            Guess
		reason          string
	}{
		{"AuditLogEntry", 2, 0, nil, ProbablyLarge, "it points at 2 tables and nothing points at it"},
		{"OrderEvent", 1, 0, []*query.Query{made("create", "endpoint")}, ProbablyLarge, "rows are made as it runs (shop/tasks.py:2), a row for each event"},
		{"Price", 2, 0, []*query.Query{made("bulk_create")}, ProbablyLarge, "made in bulk or loops (shop/tasks.py:2)"},
		{"Price", 2, 0, []*query.Query{made("create", "loop", "task")}, ProbablyLarge, "made in bulk or loops"},
		{"Price", 2, 4, []*query.Query{made("create", "loop")}, NoGuess, ""},
		{"Customer", 0, 9, []*query.Query{made("create", "endpoint")}, NoGuess, ""},
		{"ProductType", 0, 1, nil, ProbablySmall, "set up by hand"},
		{"ProductType", 1, 1, []*query.Query{made("create", "task")}, NoGuess, ""},
		{"Preview", 2, 0, nil, NoGuess, ""}, // no View
		{"Customer", 0, 0, nil, NoGuess, ""},
	} {
		m := &schema.Model{Name: c.name, Label: "shop." + c.name, Table: "t"}
		for i := range c.points {
			m.Columns = append(m.Columns, &schema.Column{Column: fmt.Sprint(i), References: &schema.Reference{}})
		}
		for _, q := range c.inserts {
			q.Model = m
		}
		e := estimate(m, growths(c.inserts)[m], c.pointed)
		if e.Guess != c.want || !strings.Contains(e.Reason, c.reason) {
			t.Errorf("%s, %d keys, %d to it, %d inserts: %d (%s), want %d (%s)", c.name, c.points, c.pointed, len(c.inserts), e.Guess, e.Reason, c.want, c.reason)
		}
	}
}
