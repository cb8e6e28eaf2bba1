package report

import (
	"bytes"
	"testing"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// sampleQueries are a query on several lines, two of one function that is
// written elsewhere, and a call that could not be followed.
func sampleQueries(t *testing.T) *query.Result {
	t.Helper()
	models := &source.File{Path: "src/shop/models.py", Text: "class Orders:\n    def open(self):\n        return self.filter(status=\"open\")\n"}
	views := &source.File{Path: "src/shop/views.py", Text: `RATES = Rate.objects.all()

def waiting(customer):
    return (
        Order.objects
        .open()
        .filter(customer=customer)
    )

def rows(queryset):
    return queryset.filter(note="x")
`}
	order := &schema.Model{Label: "shop.Order", Table: "shop_order"}
	step := func(file *source.File, call string) query.Step {
		return query.Step{File: file, Span: at(t, file, call), Call: call}
	}
	rate := &query.Query{
		File: views, Span: at(t, views, "Rate.objects.all()"), Function: "shop.views", Operation: query.Select,
		Model: &schema.Model{Label: "shop.Rate", Table: "shop_rate"}, Limit: query.NoLimit, Complete: true,
		Steps: []query.Step{step(views, "all")},
	}
	waiting := &query.Query{
		File: views, Span: at(t, views, "Order.objects\n        .open()\n        .filter(customer=customer)"),
		Function: "shop.views.waiting", Operation: query.Select, Model: order, Limit: query.NoLimit,
		Where: []query.Term{
			{Table: "shop_order", Column: "status", Lookup: "exact", Value: query.Value{Known: true, Text: "'open'"}},
			{Table: "shop_order", Lookup: "exact", Or: true},
		},
		OrderBy:  []query.Order{{Table: "shop_order", Column: "id", Desc: true}},
		Steps:    []query.Step{step(models, "filter"), step(views, "filter")},
		Contexts: []string{"endpoint"},
		Unknown:  []string{"a condition is made at run time", "parameter customer"},
	}
	open := &query.Query{
		File: models, Span: at(t, models, `self.filter(status="open")`), Function: "shop.models.Orders.open",
		Operation: query.Select, Model: order, Limit: query.NoLimit, Complete: true,
		Steps: []query.Step{step(models, "filter")},
	}
	count := *open
	count.Function, count.Operation = "shop.views.waiting", query.Count
	return &query.Result{
		Queries:    []*query.Query{open, &count, rate, waiting},
		Unresolved: []query.Unresolved{{File: views, Span: at(t, views, `filter(note`), Call: "filter", Reason: "parameter queryset"}},
		Sites:      query.Sites{Complete: 2, Partly: 1, Not: 1},
	}
}

func TestQueries(t *testing.T) {
	t.Parallel()
	for name, format := range map[string]Format{"queries.txt": Text, "queries.json": JSON} {
		var out bytes.Buffer
		if err := Queries(&out, sampleQueries(t), format, Style{}); err != nil {
			t.Fatal(err)
		}
		golden(t, name, out.Bytes())
	}
	var out bytes.Buffer
	if err := Queries(&out, sampleQueries(t), Text, Style{Color: true}); err != nil {
		t.Fatal(err)
	}
	golden(t, "queries.color.txt", out.Bytes())
	if err := Queries(&out, sampleQueries(t), SARIF, Style{}); err == nil {
		t.Error("queries have no SARIF")
	}
}

// Lists are never null, also where there is nothing.
func TestNoQueries(t *testing.T) {
	t.Parallel()
	for format, want := range map[Format]string{
		Text: "no query found\n",
		JSON: "{\"version\":1,\"queries\":[],\"unresolved\":[]}\n",
	} {
		var out bytes.Buffer
		if err := Queries(&out, &query.Result{}, format, Style{}); err != nil || out.String() != want {
			t.Errorf("%v\n%s", err, &out)
		}
	}
}

func TestQueriesAt(t *testing.T) {
	t.Parallel()
	found := sampleQueries(t)
	views := found.Unresolved[0].File
	for _, tt := range []struct {
		line int
		want string
	}{
		{1, "src/shop/views.py\n  top level\n    1  SELECT shop_rate\n\n"},
		{3, "no query at src/shop/views.py:3; the nearest are on lines 1 (top level) and 5 (waiting)\n"},
		{9, "no query at src/shop/views.py:9; the nearest is on line 7 (waiting)\n"},
		{11, "filter() at src/shop/views.py:11 could not be followed: parameter queryset\n"},
	} {
		var out bytes.Buffer
		if err := QueriesAt(&out, found, query.Place{File: views, Line: tt.line}, Text, Style{}); err != nil || out.String() != tt.want {
			t.Errorf("line %d: %v\n got %s\nwant %s", tt.line, err, &out, tt.want)
		}
	}
	var out bytes.Buffer
	elsewhere := query.Place{File: &source.File{Path: "a.py"}, Line: 1}
	if err := QueriesAt(&out, found, elsewhere, Text, Style{}); err != nil || out.String() != "no query at a.py:1, nor anywhere else in this file\n" {
		t.Errorf("%v\n%s", err, &out)
	}
}

func TestBlindSpots(t *testing.T) {
	t.Parallel()
	for name, format := range map[string]Format{"blindspots.txt": Text, "blindspots.json": JSON} {
		var out bytes.Buffer
		if err := BlindSpots(&out, sampleQueries(t), format, Style{}); err != nil {
			t.Fatal(err)
		}
		golden(t, name, out.Bytes())
	}
	var out bytes.Buffer
	if err := BlindSpots(&out, &query.Result{}, Text, Style{}); err != nil || out.String() != "no ORM call found\n" {
		t.Errorf("%v\n%s", err, &out)
	}
}
