package rules

import (
	"slices"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
	"github.com/ormlint/ormlint/internal/stats"
)

// A shop is two tables and a file that queries them.
type shop struct {
	file            *source.File
	customer, order *schema.Model
}

func newShop() shop {
	s := shop{file: &source.File{Path: "shop/views.py", Text: strings.Repeat("x = 1\n", 50)}}
	models := &source.File{Path: "shop/models.py", Text: strings.Repeat("y = 1\n", 50)}
	s.customer = model("Customer", models,
		&schema.Column{Field: "id", Column: "id", DBType: "bigint", PrimaryKey: true, Unique: true},
		&schema.Column{Field: "name", Column: "name", DBType: "varchar(40)"})
	s.order = model("Order", models,
		&schema.Column{Field: "id", Column: "id", DBType: "bigint", PrimaryKey: true, Unique: true},
		&schema.Column{Field: "customer", Column: "customer_id", DBType: "bigint", References: &schema.Reference{Model: s.customer}},
		&schema.Column{Field: "status", Column: "status", DBType: "varchar(8)"},
		&schema.Column{Field: "active", Column: "active", DBType: "boolean"},
		&schema.Column{Field: "paid_at", Column: "paid_at", DBType: "timestamp with time zone", Null: true},
		&schema.Column{Field: "created_at", Column: "created_at", DBType: "timestamp with time zone"})
	s.order.Indexes = append(s.order.Indexes, &schema.Index{Method: "btree", Origin: schema.OriginForeignKey,
		Terms: []schema.Term{{Column: "customer_id"}}, Place: schema.Place{File: models, Span: source.Span{Start: 6, End: 11}}})
	return s
}

func model(name string, file *source.File, columns ...*schema.Column) *schema.Model {
	m := &schema.Model{Label: "shop." + name, Name: name, App: "shop", Table: "shop_" + strings.ToLower(name), Managed: true,
		Columns: columns, Place: schema.Place{File: file}}
	m.Concrete = m
	m.Indexes = []*schema.Index{{Method: "btree", Unique: true, Primary: true, Origin: schema.OriginPrimaryKey,
		Terms: []schema.Term{{Column: "id"}}}}
	return m
}

// query is one query of the shop; each stands on a place of its own.
func (s shop) query(at uint32, terms ...query.Term) *query.Query {
	return &query.Query{File: s.file, Span: source.Span{Start: at, End: at + 5}, Model: s.order, Operation: query.Select,
		Limit: query.NoLimit, Where: terms, Complete: true}
}

func term(column, lookup string) query.Term {
	return query.Term{Table: "shop_order", Column: column, Lookup: lookup, Value: query.Value{Many: lookup == "in"}}
}

func (s shop) check(t *testing.T, tables config.Tables, queries ...*query.Query) []*finding.Finding {
	t.Helper()
	project := &Project{Schema: &schema.Schema{Models: []*schema.Model{s.customer, s.order}}, Queries: queries, Tables: tables}
	var found []*finding.Finding
	for _, rule := range []*Rule{MissingIndex, MissingCompositeIndex, UnservedOrder, MisorderedIndex, GenericRelationPair, KeysetPaginationIndex} {
		found = append(found, rule.Run(project).Findings...)
	}
	return found
}

func TestIndexMessages(t *testing.T) {
	t.Parallel()
	s := newShop()
	ordered := s.query(18, term("customer_id", "exact"))
	ordered.OrderBy = []query.Order{{Table: "shop_order", Column: "created_at", Desc: true}}
	ordered.Limit = query.ConstantLimit
	everything := s.query(24)
	everything.OrderBy, everything.Limit = ordered.OrderBy, ordered.Limit
	found := s.check(t, config.Tables{}, s.query(0, term("status", "exact")), s.query(6, term("customer_id", "in"), term("id", "gt")),
		s.query(12, term("status", "exact"), term("created_at", "gte")), ordered, everything)
	want := []string{
		"IDX002 Order needs an index on (customer, id): the query filters on customer and id, and the foreign key's own index on customer narrows on customer only; an IN list beside a range",
		"IDX002 Order needs an index on (status, created_at): the query filters on status and created_at, and no index begins with any of them; it serves 2 queries",
		"IDX003 Order needs an index on (customer, created_at): every row with its customer is read and sorted by created_at to return the first few, as the foreign key's own index on customer does not go on with created_at; a foreign key with a primary key or timestamp",
		"IDX003 Order needs an index on (created_at): every row is read and sorted by created_at to return the first few",
	}
	for i, f := range found {
		if got := f.Code + " " + f.Message; i >= len(want) || got != want[i] {
			t.Errorf("got  %s", got)
			if i < len(want) {
				t.Errorf("want %s", want[i])
			}
		}
	}
	if len(found) != len(want) {
		t.Fatalf("%d findings, want %d", len(found), len(want))
	}
	batch := found[0]
	if !slices.Equal(batch.Suggestion.Fields, []string{"customer", "id"}) || !slices.Equal(batch.Columns, []string{"customer_id", "id"}) ||
		batch.Model != "shop.Order" || batch.Table != "shop_order" || batch.Guideline != "G12" {
		t.Errorf("%+v suggests %+v", batch, batch.Suggestion)
	}
	if len(batch.Related) != 1 || batch.Related[0].Message != "closest index: the foreign key's own index on customer" || batch.Related[0].Span.Start != 6 {
		t.Errorf("related: %+v", batch.Related)
	}
	for _, part := range []string{`models.Index(fields=["customer", "id"], name="order_customer_id_idx")`, "db_index=False can then go on customer"} {
		if !strings.Contains(batch.Help, part) {
			t.Errorf("help lacks %s:\n%s", part, batch.Help)
		}
	}
}

func TestIndexSeverity(t *testing.T) {
	t.Parallel()
	large, small, hot := config.Tables{Large: []string{"shop_order"}}, config.Tables{Small: []string{"shop.Order"}}, config.Tables{Hot: []string{"shop_*"}}
	plain := []query.Term{term("status", "exact")}
	red := []query.Term{term("customer_id", "in"), term("id", "gt")}
	minor := []query.Term{term("customer_id", "exact"), term("active", "exact")}
	for _, c := range []struct {
		what     string
		terms    []query.Term
		tables   config.Tables
		contexts []string
		want     string
	}{
		{"unknown size", plain, config.Tables{}, nil, "advice"},
		{"unknown size, in a loop", plain, config.Tables{}, []string{"loop"}, "advice"},
		{"large", plain, large, nil, "error"},
		{"hot", plain, hot, nil, "warning"},
		{"small", plain, small, nil, ""},
		{"red flag", red, config.Tables{}, nil, "warning"},
		{"red flag in a task", red, config.Tables{}, []string{"task"}, "warning"},
		{"red flag in a loop", red, config.Tables{}, []string{"loop"}, "error"},
		{"red flag, small", red, small, []string{"loop"}, ""},
		{"a boolean more", minor, config.Tables{}, nil, "advice"},
		{"a boolean more, large", minor, large, nil, "warning"},
		{"a migration", red, large, []string{"migration"}, ""},
		{"a test", red, large, []string{"test"}, ""},
	} {
		s := newShop()
		q := s.query(0, c.terms...)
		q.Contexts = c.contexts
		got := ""
		if found := s.check(t, c.tables, q); len(found) > 0 {
			got = found[0].Severity.String()
		}
		if got != c.want {
			t.Errorf("%s: severity %q, want %q", c.what, got, c.want)
		}
	}
}

func TestAnIndexThatManyQueriesAskForMattersMore(t *testing.T) {
	t.Parallel()
	paged := func(s shop, at uint32) *query.Query {
		q := s.query(at)
		q.Contexts, q.OrderBy = []string{"endpoint"}, []query.Order{{Table: "shop_order", Column: "created_at", Desc: true}}
		return q
	}
	status := func(s shop, at uint32) *query.Query { return s.query(at, term("status", "exact")) }
	flag := func(s shop, at uint32) *query.Query {
		return s.query(at, term("customer_id", "exact"), term("active", "exact"))
	}
	for _, c := range []struct {
		what   string
		query  func(shop, uint32) *query.Query
		times  uint32
		tables config.Tables
		name   string
		want   string
	}{
		{"one query", status, 1, config.Tables{}, "Order", "advice"},
		{"four", status, 4, config.Tables{}, "Order", "advice"},
		{"five", status, 5, config.Tables{}, "Order", "warning"},
		{"five lists", paged, 5, config.Tables{}, "Order", "warning"},
		{"five of a table that is set up by hand", status, 5, config.Tables{}, "Category", "advice"},
		{"a boolean more, five times", flag, 5, config.Tables{}, "Order", "advice"},
		{"one of a large table", status, 1, config.Tables{Large: []string{"shop_order"}}, "Order", "error"},
		{"one of a hot table", status, 1, config.Tables{Hot: []string{"shop_order"}}, "Order", "warning"},
	} {
		s := newShop()
		s.order.Name = c.name
		var queries []*query.Query
		for i := range c.times {
			queries = append(queries, c.query(s, i*6))
		}
		found := s.check(t, c.tables, queries...)
		if len(found) != 1 || found[0].Severity.String() != c.want {
			t.Errorf("%s: %+v, want %s", c.what, found, c.want)
		}
	}
}

func TestOneQueryOfATableThatIsOnlyGuessedLargeIsAdvice(t *testing.T) {
	t.Parallel()
	s := newShop()
	made := s.query(40)
	made.Operation, made.Contexts = query.Insert, []string{"endpoint"}
	for times, want := range []finding.Severity{1: finding.Advice, 2: finding.Warning} {
		queries := []*query.Query{made}
		for i := range uint32(times) {
			q := s.query(i*6, term("status", "exact"))
			q.Contexts = []string{"endpoint"}
			queries = append(queries, q)
		}
		if found := s.check(t, config.Tables{}, queries...); times > 0 && (len(found) != 1 || found[0].Severity != want) {
			t.Errorf("%d queries: %+v, want %s", times, found, want)
		}
	}
}

func TestALargeParentHasFewRowsEach(t *testing.T) {
	t.Parallel()
	for large, want := range map[string]finding.Severity{"shop_nothing": finding.Error, "shop_customer": finding.Advice} {
		s := newShop()
		q := s.query(0, term("customer_id", "exact"), term("created_at", "gt"))
		q.Contexts = []string{"loop"}
		found := s.check(t, config.Tables{Large: []string{large}}, q)
		if len(found) != 1 || found[0].Severity != want {
			t.Errorf("%s is large: %+v", large, found)
		}
	}
}

func TestIndexConfidence(t *testing.T) {
	t.Parallel()
	s := newShop()
	partly := func(terms ...query.Term) *query.Query {
		q := s.query(0, terms...)
		q.Complete, q.Unknown = false, []string{"**filters has no caller we know"}
		return q
	}
	if found := s.check(t, config.Tables{}, partly(term("status", "exact"))); len(found) > 0 {
		t.Errorf("one filter of a query that is partly unknown: %s", found[0].Message)
	}
	found := s.check(t, config.Tables{}, partly(term("status", "exact"), term("created_at", "gte")))
	if len(found) != 1 || found[0].Confidence != finding.Low || !strings.Contains(found[0].Help, "**filters has no caller we know") {
		t.Errorf("two filters of a query that is partly unknown: %+v", found)
	}
	subquery := term("status", "in")
	subquery.Value.Subquery = true
	if found := s.check(t, config.Tables{}, s.query(0, subquery, term("created_at", "gte"))); len(found) != 1 || found[0].Confidence != finding.Medium {
		t.Errorf("a subquery: %+v", found)
	}
	if found := s.check(t, config.Tables{}, s.query(0, term("status", "exact"))); len(found) != 1 || found[0].Confidence != finding.High {
		t.Errorf("a plain query: %+v", found)
	}
}

func TestAFilterOnAJoinedTableAloneNeedsItsIndexThere(t *testing.T) {
	t.Parallel()
	s := newShop()
	byName := query.Term{Table: "shop_customer", Column: "name", Lookup: "exact"}
	found := s.check(t, config.Tables{}, s.query(0, byName))
	if len(found) != 1 || found[0].Code != "IDX001" || found[0].Model != "shop.Customer" || found[0].Confidence != finding.Medium {
		t.Errorf("found %+v", found)
	}
	if found := s.check(t, config.Tables{}, s.query(0, byName, term("id", "exact"))); len(found) != 0 {
		t.Errorf("beside a key: %s", found[0].Message)
	}
}

func TestOneIndexIsReportedOnceWithItsQueries(t *testing.T) {
	t.Parallel()
	s := newShop()
	again := s.query(0, term("status", "exact"))
	again.Operation = query.Get
	wider := s.query(12, term("status", "exact"), term("created_at", "gte"))
	wider.Contexts = []string{"endpoint"}
	found := s.check(t, config.Tables{}, s.query(0, term("status", "exact")), again, s.query(6, term("status", "exact")), wider)
	if len(found) != 1 || len(found[0].Sites) != 3 {
		t.Fatalf("found %+v", found)
	}
	f := found[0]
	if f.File != s.order.Place.File || !slices.Equal(f.Suggestion.Fields, []string{"status", "created_at"}) || f.Sites[0].Span.Start != 12 {
		t.Errorf("found %+v", f)
	}
}

func TestWhatBecomesRedundantIsTold(t *testing.T) {
	t.Parallel()
	s := newShop()
	found := s.check(t, config.Tables{}, s.query(0, term("customer_id", "exact"), term("status", "exact")))
	if len(found) != 1 || len(found[0].Drops) != 1 || found[0].Drops[0].Origin != "foreign_key" || found[0].Drops[0].Fields[0] != "customer" ||
		!strings.Contains(found[0].Help, "Its price: none to speak of") {
		t.Errorf("found %+v", found)
	}
}

func TestWhereTheIndexIsDeclared(t *testing.T) {
	t.Parallel()
	installed := newShop()
	installed.order.Package = true
	unmanaged := newShop()
	unmanaged.order.Managed = false
	inherited := newShop()
	inherited.order.Columns[2].Place.File = &source.File{Path: "core/models.py"}
	for _, c := range []struct {
		shop shop
		help string
	}{
		{installed, `migrations.RunSQL('CREATE INDEX CONCURRENTLY order_status_idx ON "shop_order" ("status")')`},
		{unmanaged, ""},
		{inherited, "status comes from an abstract base"},
	} {
		found := c.shop.check(t, config.Tables{}, c.shop.query(0, term("status", "exact")))
		if c.help == "" {
			if len(found) > 0 {
				t.Errorf("unmanaged table: %s", found[0].Message)
			}
			continue
		}
		if len(found) != 1 || !strings.Contains(found[0].Help, c.help) {
			t.Errorf("want %s in %+v", c.help, found)
		}
	}
}

func TestALargeTableIsIndexedConcurrently(t *testing.T) {
	t.Parallel()
	s := newShop()
	found := s.check(t, config.Tables{Large: []string{"shop_order"}}, s.query(0, term("status", "exact")))
	if len(found) != 1 || !strings.Contains(found[0].Help, "AddIndexConcurrently") {
		t.Errorf("found %+v", found)
	}
}

func TestAPartialIndexAndNullsAreWrittenOut(t *testing.T) {
	t.Parallel()
	s := newShop()
	queue := s.query(0, query.Term{Table: "shop_order", Column: "paid_at", Lookup: "isnull", Value: query.Value{Known: true, Text: "True"}})
	queue.OrderBy, queue.Limit = []query.Order{{Table: "shop_order", Column: "created_at"}}, query.ConstantLimit
	nulls := s.query(6, term("status", "exact"))
	nulls.OrderBy, nulls.Limit = []query.Order{{Table: "shop_order", Column: "paid_at", Desc: true, Nulls: "LAST"}}, query.ConstantLimit
	var help string
	for _, f := range s.check(t, config.Tables{}, queue, nulls) {
		help += f.Help + "\n"
	}
	for _, part := range []string{`models.Index(fields=["created_at"], condition=Q(paid_at__isnull=True), name="order_created_at_idx")`,
		`models.Index("status", F("paid_at").desc(nulls_last=True), name="order_status_paid_at_idx")`} {
		if !strings.Contains(help, part) {
			t.Errorf("no %s in\n%s", part, help)
		}
	}
}

func TestAnIndexThatChecksAllInsideIsLessUrgent(t *testing.T) {
	t.Parallel()
	s := newShop()
	s.order.Indexes = append(s.order.Indexes, &schema.Index{Method: "btree",
		Terms: []schema.Term{{Column: "customer_id"}, {Column: "created_at"}, {Column: "status"}}})
	q := s.query(0, term("customer_id", "exact"), term("created_at", "gt"), term("status", "in"))
	q.Contexts = []string{"loop"}
	found := s.check(t, config.Tables{}, q)
	if len(found) != 1 || found[0].Severity != finding.Warning {
		t.Errorf("found %+v", found)
	}
}

func TestHelpOfWhatIsLookedUpAndMade(t *testing.T) {
	t.Parallel()
	s := newShop()
	q := s.query(0, term("customer_id", "exact"), term("status", "exact"))
	q.Operation, q.Steps = query.Get, []query.Step{{File: s.file, Span: q.Span, Call: "get_or_create"}}
	if found := s.check(t, config.Tables{}, q); len(found) != 1 || !strings.Contains(found[0].Help, "Without a unique constraint get_or_create() may insert the same row twice") {
		t.Errorf("found %+v", found)
	}
	optional := term("status", "exact")
	optional.Conditional = true
	other := term("active", "exact")
	other.Conditional = true
	q = s.query(0, term("created_at", "gte"), optional, other)
	if found := s.check(t, config.Tables{}, q); len(found) != 1 || !strings.Contains(found[0].Help, "Filters that are added under a condition are left out.") {
		t.Errorf("found %+v", found)
	}
}

func TestTwoForeignKeysWithAnIndexEachAreAdviceUnlessTheirTablesAreSmall(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		tables config.Tables
		want   finding.Severity
	}{
		{config.Tables{}, finding.Advice},
		{config.Tables{Hot: []string{"shop_order"}}, finding.Advice},
		{config.Tables{Large: []string{"shop_order"}}, finding.Advice},
		{config.Tables{Large: []string{"shop_order"}, Small: []string{"shop_customer"}}, finding.Error},
	} {
		s := newShop()
		s.order.Columns = append(s.order.Columns, &schema.Column{Field: "payer", Column: "payer_id", DBType: "bigint", References: &schema.Reference{Model: s.customer}})
		s.order.Indexes = append(s.order.Indexes, &schema.Index{Method: "btree", Origin: schema.OriginForeignKey, Terms: []schema.Term{{Column: "payer_id"}}})
		q := s.query(0, term("customer_id", "exact"), term("payer_id", "exact"))
		q.Contexts = []string{"loop"}
		queries := []*query.Query{q}
		for at := range uint32(manyQueries) { // however many they are
			more := s.query(6*(at+1), q.Where...)
			more.Contexts = q.Contexts
			queries = append(queries, more)
		}
		if found := s.check(t, c.tables, queries...); len(found) != 1 || found[0].Severity != c.want {
			t.Errorf("%+v: %+v, want %v", c.tables, found, c.want)
		}
	}
}

func TestAFilterOnAnotherTableThatMayBeTheBetterOneMakesAdvice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what   string
		tables config.Tables
		want   finding.Severity
	}{
		{"of unknown size", config.Tables{}, finding.Advice},
		{"large", config.Tables{Large: []string{"shop_order"}}, finding.Warning},
	} {
		s := newShop()
		s.customer.Columns[1].Unique = false
		q := s.query(0, term("customer_id", "in"), term("id", "gt"), query.Term{Table: "shop_customer", Column: "name", Lookup: "startswith"})
		q.Contexts = []string{"loop"}
		q.From = []query.Join{{Alias: "shop_customer", Table: "shop_customer", Column: "id", To: "shop_order", ToColumn: "customer_id"}}
		found := s.check(t, c.tables, q)
		if len(found) != 1 || found[0].Severity != c.want {
			t.Errorf("%s: %v", c.what, found)
		}
	}
}

func TestAColumnWhoseEveryValueIsFrequentIsAdvice(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what   string
		column stats.Column
		want   finding.Severity
	}{
		{"three values", stats.Column{Name: "status", Distinct: 3, Common: []float64{0.58, 0.24, 0.18}}, finding.Advice},
		{"a rare one among them", stats.Column{Name: "status", Distinct: 3, Common: []float64{0.79, 0.2, 0.01}}, finding.Error},
		{"some that were not counted", stats.Column{Name: "status", Distinct: 40, Common: []float64{0.5, 0.3}}, finding.Error},
	} {
		s := newShop()
		project := &Project{
			Schema: &schema.Schema{Models: []*schema.Model{s.customer, s.order}}, Queries: []*query.Query{s.query(0, term("status", "exact"))},
			Stats: stats.Snapshots{{Server: stats.Server{SearchPath: []string{"public"}}, Tables: []stats.Table{{Schema: "public", Name: "shop_order", Rows: 3_000_000, Columns: []stats.Column{c.column}}}}},
		}
		if found := MissingIndex.Run(project).Findings; len(found) != 1 || found[0].Severity != c.want {
			t.Errorf("%s: %v %q", c.what, found[0].Severity, found[0].Message)
		}
	}
}
