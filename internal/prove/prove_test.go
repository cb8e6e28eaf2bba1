package prove

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/postgres"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// throwaway opens a database in a server of its own, or skips the test where there is no PostgreSQL.
func throwaway(t *testing.T) *postgres.Database {
	t.Helper()
	d, err := postgres.Open(t.Context(), postgres.Options{Path: os.Getenv("PATH")})
	var none *postgres.Mistake
	if errors.As(err, &none) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

func TestRows(t *testing.T) {
	d := throwaway(t)
	conn, err := d.Connect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	ask := func(text string) (answer string) {
		t.Helper()
		if err := conn.QueryRow(t.Context(), "SELECT ("+text+")::text").Scan(&answer); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		return answer
	}

	if ask("'a' < 'B'") != "true" {
		t.Error("the database sorts by bytes, under which an ordinary index serves LIKE")
	}

	parent := &schema.Model{Label: "s.Parent", Table: "parent", Columns: []*schema.Column{
		{Field: "id", Column: "id", DBType: "uuid", Internal: "UUIDField", PrimaryKey: true, Unique: true},
		{Field: "name", Column: "name", DBType: "varchar(20)", Internal: "CharField"},
	}, Indexes: []*schema.Index{{Name: "parent_pkey", Method: "btree", Unique: true, Primary: true, Terms: []schema.Term{{Column: "id"}}}}}
	child := &schema.Model{Label: "s.Child", Table: "child", Columns: []*schema.Column{
		{Field: "id", Column: "id", DBType: "bigint", Internal: "BigAutoField", PrimaryKey: true, Unique: true},
		{Field: "parent", Column: "parent_id", DBType: "uuid", Internal: "ForeignKey",
			References: &schema.Reference{Model: parent, Table: "parent", Column: "id", Constraint: true}},
		{Field: "other", Column: "other_id", DBType: "uuid", Internal: "ForeignKey",
			References: &schema.Reference{Model: parent, Table: "parent", Column: "id", Constraint: true}},
		{Field: "third", Column: "third_id", DBType: "uuid", Internal: "ForeignKey",
			References: &schema.Reference{Model: parent, Table: "parent", Column: "id", Constraint: true}},
		{Field: "owner", Column: "owner_id", DBType: "uuid", Internal: "ForeignKey",
			References: &schema.Reference{Model: parent, Table: "parent", Column: "id", Constraint: true}},
		{Field: "number", Column: "number", DBType: "integer", Internal: "PositiveIntegerField"},
		{Field: "status", Column: "status", DBType: "varchar(8)", Internal: "CharField", Choices: []string{"'open'", "'done'"}},
		{Field: "code", Column: "code", DBType: "varchar(6)", Internal: "CharField", Unique: true},
		{Field: "label", Column: "label", DBType: "varchar(30)", Internal: "CharField", Collation: "of_a_migration"},
		{Field: "key", Column: "key", DBType: "varchar(32)", Internal: "CharField"},
		{Field: "made", Column: "made", DBType: "timestamp with time zone", Internal: "DateTimeField"},
		{Field: "gone", Column: "gone", DBType: "date", Internal: "DateField", Null: true},
	}, Indexes: []*schema.Index{
		{Name: "child_pkey", Method: "btree", Unique: true, Primary: true, Terms: []schema.Term{{Column: "id"}}},
		{Name: "child_number", Method: "btree", Unique: true, Terms: []schema.Term{{Column: "parent_id"}, {Column: "number"}}},
		{Name: "child_pair", Method: "btree", Unique: true, Terms: []schema.Term{{Column: "other_id"}, {Column: "third_id"}}},
		{Name: "child_code_key", Method: "btree", Unique: true, Terms: []schema.Term{{Column: "code"}}},
	}, Checks: []schema.Check{{Name: "odd", SQL: `"number" <> 3`}}}
	for i, dbType := range []string{
		"smallint", "numeric(10,2)", "numeric(3,1)", "numeric(4,0)", "double precision", "boolean", "text", "character(1)", "uuid", "time without time zone",
		"interval", "jsonb", "inet", "cidr", "bytea", "tsvector", "varchar(30)[]", "integer[]", "int4range", "numrange", "tstzrange", "daterange",
		"timestamp without time zone", "varchar(8)", "varchar(31)", "varchar(32)", "varchar(33)",
	} {
		child.Columns = append(child.Columns, &schema.Column{Field: fmt.Sprintf("c%d", i), Column: fmt.Sprintf("c%d", i), DBType: dbType, Internal: "Field"})
	}
	for _, m := range []*schema.Model{parent, child} {
		m.Concrete = m
	}

	p := &prover{options: Options{Rows: 20_000}}
	tables := map[string]*table{
		"parent": {model: parent, rows: 1000, extra: 1}, "child": {model: child, rows: 20_000, extra: 100},
	}
	g := &group{prover: p, conn: conn}
	if err := g.collations(t.Context(), []*schema.Model{parent, child}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"parent", "child"} {
		if err := p.plan(tables[name], tables, map[string][]string{"child.status": {"'open'"}}); err != nil {
			t.Fatal(err)
		}
		if err := tables[name].create(t.Context(), conn, func(int64) {}); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
	}
	for _, test := range []struct{ what, text string }{
		{"as many rows as wanted, less those that a CHECK forbids", "SELECT count(*) BETWEEN 19000 AND 20000 FROM child"},
		{"foreign keys that refer to rows", "SELECT count(*) = 0 FROM child WHERE NOT EXISTS (SELECT 1 FROM parent WHERE parent.id = parent_id)"},
		{"skewed foreign keys", "SELECT max(n) > 20 * avg(n) FROM (SELECT count(*) n FROM child GROUP BY parent_id) s"},
		{"skewed foreign keys that are unique together", "SELECT max(n) > 10 * avg(n) FROM (SELECT count(*) n FROM child GROUP BY third_id) s"},
		{"both of them", "SELECT max(n) > 10 * avg(n) FROM (SELECT count(*) n FROM child GROUP BY other_id) s"},
		{"parents without new rows", "SELECT count(*) > 0 FROM (SELECT owner_id FROM child GROUP BY 1 HAVING count(*) > 20 AND max(id) <= 10000) s"},
		{"a rare state at the end", "SELECT count(*) BETWEEN 100 AND 900 AND percentile_disc(0.1) WITHIN GROUP (ORDER BY id) > 18000 AND min(id) < 15000 FROM child WHERE status = 'open'"},
		{"moments that grow with the key", "SELECT corr(id, extract(epoch FROM made)) > 0.99 FROM child"},
		{"some NULL", "SELECT count(*) FILTER (WHERE gone IS NULL) BETWEEN 4000 AND 8000 FROM child"},
		{"the unique index", "SELECT count(*) = 1 FROM pg_index WHERE indexrelid = 'child_number'::regclass AND indisunique"},
	} {
		if got := ask(test.text); got != "true" {
			t.Errorf("%s: %s is %s", test.what, test.text, got)
		}
	}
	// What is kept for measuring inserts differs from what is there.
	text, err := tables["child"].insert(20_001, 20_100, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := conn.Exec(t.Context(), text); err != nil {
		t.Errorf("further rows: %v", err)
	}
}

func TestPartsOfMoments(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ dbType, lookup, want string }{
		{"timestamp with time zone", "date", `("o"."at" AT TIME ZONE 'Pacific/Auckland')::date`},
		{"timestamp with time zone", "hour__gte", `extract(hour FROM ("o"."at" AT TIME ZONE 'Pacific/Auckland'))::int`},
		{"timestamp with time zone", "gte", `"o"."at"`},
		{"timestamp without time zone", "date", `"o"."at"::date`},
		{"date", "month", `extract(month FROM "o"."at")::int`},
	} {
		p := parameter{column: &schema.Column{DBType: c.dbType}, text: `"o"."at"`}
		p.transform(strings.Split(c.lookup, "__"), "Pacific/Auckland")
		if p.text != c.want {
			t.Errorf("%s of %s: %s, want %s", c.lookup, c.dbType, p.text, c.want)
		}
	}
}

func TestJudge(t *testing.T) {
	t.Parallel()
	trial := func(before, after int64) evidence.Trial {
		return evidence.Trial{Query: "a.py:1", Case: "typical", Before: evidence.Measurement{Buffers: before}, After: evidence.Measurement{Buffers: after, Plan: "Limit\n  Seq Scan on t"}}
	}
	sorted := trial(100, 900)
	sorted.Before.Ms, sorted.After.Ms = 300, 40
	for _, test := range []struct {
		name   string
		trials []evidence.Trial
		unused bool
		want   finding.Verdict
		reason string
	}{
		{"ten times fewer", []evidence.Trial{trial(8000, 8000), trial(500, 4)}, false, finding.Confirmed, "125 times fewer pages"},
		{"many pages, if not ten times fewer", []evidence.Trial{trial(900, 200)}, false, finding.Confirmed, "700 pages fewer"},
		{"slower for other values, but less than it gains", []evidence.Trial{trial(50000, 4), trial(100, 900)}, false, finding.Confirmed, "12500 times fewer pages"},
		{"slower for other values", []evidence.Trial{trial(500, 4), trial(100, 900)}, false, finding.Refuted, "with the index a.py:1 reads 900 pages instead of 100 (typical values)"},
		{"not used", []evidence.Trial{trial(8000, 8000)}, true, finding.Refuted, "PostgreSQL does not use the index: Seq Scan on t"},
		{"no row can match", []evidence.Trial{trial(0, 0)}, true, finding.Inconclusive, "the values that were tried contradict each other"},
		{"cheap anyway", []evidence.Trial{trial(30, 10)}, false, finding.Refuted, "the query reads 30 pages at most without the index"},
		{"hardly fewer", []evidence.Trial{trial(8000, 7000)}, false, finding.Refuted, "with the index it still reads 7,000 pages instead of 8,000"},
		{"in between", []evidence.Trial{trial(8000, 4000)}, false, finding.Inconclusive, "with the index it reads 4,000 pages instead of 8,000"},
		{"more pages, in less time", []evidence.Trial{trial(500, 4), sorted}, false, finding.Confirmed, "125 times fewer pages"},
	} {
		t.Run(test.name, func(t *testing.T) {
			verdict, reason, headline := judge(test.trials, !test.unused)
			if verdict != test.want || reason != test.reason || headline == nil {
				t.Errorf("%s: %s", verdict, reason)
			}
		})
	}
}

// A finding is tried with the queries that it is about, whatever else their places send, each place once before one comes again.
func TestQueriesOfAFinding(t *testing.T) {
	t.Parallel()
	order := &schema.Model{Table: "orders", Columns: []*schema.Column{{Field: "id", Column: "id", PrimaryKey: true}, {Field: "customer", Column: "customer_id"}}}
	order.Concrete = order
	file, other := &source.File{Path: "views.py"}, &source.File{Path: "tasks.py"}
	first, again, second := &query.Query{File: file, Model: order}, &query.Query{File: file, Model: order}, &query.Query{File: other, Model: order}
	insert, elsewhere := &query.Query{File: file, Model: order, Operation: query.Insert}, &query.Query{File: file, Model: &schema.Model{Table: "customers"}}
	p := &prover{options: Options{
		Schema:  &schema.Schema{Models: []*schema.Model{order}},
		Queries: []*query.Query{insert, elsewhere, first},
		Behind:  map[string][]*query.Query{"a": {first, again, second}, "b": {elsewhere}},
	}}
	suggestion := &finding.Index{Fields: []string{"customer"}}
	if got := p.queriesOf(&finding.Finding{Table: "orders", Fingerprint: "a", Suggestion: suggestion}); !slices.Equal(got, []*query.Query{first, second, again}) {
		t.Errorf("of an index to add: %v", got)
	}
	if got := p.queriesOf(&finding.Finding{Table: "orders", Fingerprint: "c"}); !slices.Equal(got, []*query.Query{first}) {
		t.Errorf("of an index to drop: %v", got)
	}
	got := p.queriesOf(&finding.Finding{Table: "orders", Fingerprint: "b", File: file, Suggestion: suggestion})
	if len(got) != 1 || len(got[0].Where) != 1 || got[0].Where[0].Column != "customer_id" {
		t.Errorf("of a finding without a query of its table: %v", got)
	}
}

func TestAListWithoutALimitIsProvenByAPageOfIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		paged     bool
		limit     query.Limit
		operation query.Operation
		want      bool
	}{
		{true, query.NoLimit, query.Select, true},
		{true, query.ConstantLimit, query.Select, false},
		{true, query.NoLimit, query.Delete, false},
		{false, query.NoLimit, query.Select, false},
	} {
		q := &query.Query{Limit: c.limit, Operation: c.operation}
		if got := paged(q, &finding.Finding{Paged: c.paged}); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

func TestConditionsThatDoNotAlwaysHold(t *testing.T) {
	t.Parallel()
	term := func(column, lookup string, conditional bool) query.Term {
		return query.Term{Table: "orders", Column: column, Lookup: lookup, Conditional: conditional}
	}
	q := &query.Query{Where: []query.Term{
		term("id", "in", true), term("id", "gte", false), term("kind", "in", true), term("kind", "exact", true), term("name", "exact", true),
	}}
	f := &finding.Finding{Table: "orders", Columns: []string{"kind", "id"}, Suggestion: &finding.Index{Fields: []string{"kind", "id"}}}
	skip := skipFor(f, q)
	for i, want := range []bool{true, false, true, false, true} {
		if got := skip(&q.Where[i]); got != want {
			t.Errorf("%s %s is left out: %v", q.Where[i].Column, q.Where[i].Lookup, got)
		}
	}
	if f.Suggestion = nil; !skipFor(f, q)(&q.Where[3]) {
		t.Error("of an index to drop one is kept")
	}
}
