package report

import (
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

func TestStatement(t *testing.T) {
	own := func(column, lookup string, change ...func(*query.Term)) query.Term {
		term := query.Term{Table: "shop_order", Column: column, Lookup: lookup}
		for _, c := range change {
			c(&term)
		}
		return term
	}
	is := func(text string) func(*query.Term) {
		return func(t *query.Term) { t.Value = query.Value{Known: true, Text: text} }
	}
	not := func(t *query.Term) { t.Negated = true }
	perhaps := func(t *query.Term) { t.Conditional = true }
	arm := func(group, arm int) func(*query.Term) {
		return func(t *query.Term) { t.Or, t.Group, t.Arm = true, group, arm }
	}
	where := func(terms ...query.Term) query.Query { return query.Query{Where: terms} }
	sliced := func(slice string, limit query.Limit) query.Query {
		file := &source.File{Text: slice}
		step := query.Step{File: file, Span: source.Span{End: uint32(len(slice))}, Call: "slice"}
		return query.Query{Limit: limit, Steps: []query.Step{step}}
	}
	for _, tt := range []struct {
		query query.Query
		want  string
	}{
		{where(), ""},
		{where(own("status", "exact", is("'open'")), own("paid", "exact", is("True"))), "WHERE status = 'open' AND paid = TRUE"},
		{where(own("status", "exact", not), own("total", "gte"), own("total", "lt", func(t *query.Term) { t.Value.Column = "paid_total" })),
			"WHERE NOT status = ? AND total >= ? AND total < paid_total"},
		{where(own("a", "isnull", is("True")), own("b", "isnull", is("False")), own("c", "isnull", is("True"), not), own("d", "isnull", is("False"), not), own("e", "isnull")),
			"WHERE a IS NULL AND b IS NOT NULL AND c IS NOT NULL AND d IS NULL AND e IS NULL = ?"},
		{where(own("id", "in", is("[1, 2]")), own("id", "in", not), own("id", "in", func(t *query.Term) { t.Value.Subquery = true }), own("day", "range")),
			"WHERE id IN (1, 2) AND id NOT IN (?) AND id IN (SELECT …) AND day BETWEEN ? AND ?"},
		{where(own("name", "icontains", is("'x'")), own("day", "date"), own("day", "year__gte"), own("", "gt")),
			"WHERE name__icontains = 'x' AND day__date = ? AND day__year >= ? AND (expression) > ?"},
		{where(query.Term{Table: "shop_customer", Column: "name", Lookup: "exact"}), "WHERE shop_customer.name = ?"},
		{where(own("note", "exact", is("'"+strings.Repeat("n", 50)+"'"))), "WHERE note = '" + strings.Repeat("n", 38) + "…"},
		{where(own("a", "exact", perhaps), own("b", "exact"), own("c", "exact", perhaps)), "WHERE [perhaps a = ?] AND b = ? [AND perhaps c = ?]"},
		{where(own("a", "exact", arm(1, 1)), own("b", "exact", arm(1, 2)), own("c", "exact", arm(1, 2)), own("d", "exact")),
			"WHERE (a = ? OR (b = ? AND c = ?)) AND d = ?"},
		{where(own("a", "exact", arm(1, 1), perhaps), own("b", "exact", arm(1, 2), perhaps)), "WHERE [perhaps (a = ? OR b = ?)]"},
		{where(own("a", "exact", arm(1, 1)), own("b", "exact", arm(1, 2), perhaps)), "WHERE (a = ? [OR perhaps b = ?])"},
		{where(own("a", "exact", arm(0, 0)), own("b", "exact", arm(0, 0)), own("c", "exact")), "WHERE (a = ? AND/OR b = ?) AND c = ?"},
		{where(own("a", "exact", arm(1, 2))), "WHERE (… OR a = ?)"},
		{where(own("a", "exact", arm(0, 0)), own("b", "exact", arm(1, 1))), "WHERE (a = ? AND/OR …) AND (b = ? OR …)"},
		{query.Query{OrderBy: []query.Order{{Table: "shop_customer", Column: "name"}, {Table: "shop_order", Column: "id", Desc: true, Nulls: "LAST"}, {}}, Joins: []string{"shop_customer"}},
			"JOIN shop_customer ORDER BY shop_customer.name, id DESC NULLS LAST, (expression)"},
		{query.Query{OrderBy: []query.Order{{Table: "shop_order", Column: "id", Meta: true}}, Contexts: []string{"loop", "task"}},
			"ORDER BY id  -- in a loop, task, ordered by Meta"},
		{sliced("[:20]", query.ConstantLimit), "LIMIT 20"},
		{sliced("[:PAGE_SIZE]", query.ConstantLimit), "LIMIT PAGE_SIZE"},
		{sliced("[0]", query.ConstantLimit), "LIMIT 1"},
		{sliced("[3]", query.ConstantLimit), "LIMIT 1 OFFSET 3"},
		{sliced("[20:40]", query.ConstantLimit), "LIMIT [20:40]"},
		{sliced("[:n]", query.DynamicLimit), "LIMIT ?"},
	} {
		q := tt.query
		q.Operation, q.Model = query.Select, &schema.Model{Table: "shop_order"}
		if q.Limit == "" {
			q.Limit = query.NoLimit
		}
		got := strings.TrimPrefix(statement(&q, Style{}), "SELECT shop_order")
		if got = strings.TrimPrefix(got, " "); got != tt.want {
			t.Errorf("got  %s\nwant %s", got, tt.want)
		}
	}
	q := &query.Query{Operation: query.Count, Model: &schema.Model{Table: "shop_order"}, Limit: query.NoLimit, Distinct: true}
	if got := statement(q, Style{}); got != "COUNT DISTINCT shop_order" {
		t.Error(got)
	}
}
