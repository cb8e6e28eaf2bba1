package report_test

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// Places are lines, what has no column is null, and lists are never null.
func TestQueriesAsJSON(t *testing.T) {
	file := &source.File{Path: "shop/views.py", Text: "def f():\n    return (\n        Order.objects\n        .filter(x=1)\n    )\n"}
	q := &query.Query{
		File: file, Span: source.Span{Start: 30, End: 67}, Function: "shop.views.f", Operation: query.Select,
		Model: &schema.Model{Label: "shop.Order"}, Limit: query.NoLimit, Complete: true,
		Where:   []query.Term{{Table: "shop_order", Column: "x", Lookup: "exact"}, {Table: "shop_order", Lookup: "gt", Or: true}},
		OrderBy: []query.Order{{Table: "shop_order", Column: "id", Desc: true}},
		Steps:   []query.Step{{File: file, Span: source.Span{Start: 53, End: 59}, Call: "filter"}},
	}
	var out bytes.Buffer
	if err := report.Queries(&out, []*query.Query{q}, report.JSON); err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	var want any
	if err := json.Unmarshal([]byte(`{"version":1,"queries":[{
		"file":"shop/views.py","line":3,"end_line":5,"function":"shop.views.f","model":"shop.Order","operation":"select",
		"where":[{"table":"shop_order","column":"x","lookup":"exact","negated":false,"or":false,"conditional":false},
			{"table":"shop_order","column":null,"lookup":"gt","negated":false,"or":true,"conditional":false}],
		"order_by":[{"table":"shop_order","column":"id","desc":true}],
		"joins":[],"limit":"none","distinct":false,
		"steps":[{"file":"shop/views.py","line":4,"call":"filter"}],
		"contexts":[],"complete":true,"unknown":[]}],"unresolved":[]}`), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("queries (-want +got):\n%s", diff)
	}
	if err := report.Queries(&out, nil, report.Text); err == nil {
		t.Error("text should not be known")
	}
}
