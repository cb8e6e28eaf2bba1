package index

import (
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// order is a table with the columns that the tests ask for.
func order(indexes ...*schema.Index) *schema.Model {
	customer := &schema.Model{Label: "shop.Customer", Name: "Customer", Table: "shop_customer"}
	m := &schema.Model{Label: "shop.Order", Name: "Order", Table: "shop_order", Managed: true}
	m.Concrete = m
	for _, c := range []schema.Column{
		{Field: "id", Type: "BigAutoField", DBType: "bigint", PrimaryKey: true, Unique: true},
		{Field: "customer", Column: "customer_id", Type: "ForeignKey", DBType: "bigint", References: &schema.Reference{Model: customer}},
		{Field: "organization", Column: "organization_id", Type: "ForeignKey", DBType: "bigint", References: &schema.Reference{}},
		{Field: "project", Column: "project_id", Type: "ForeignKey", DBType: "bigint", References: &schema.Reference{}},
		{Field: "status", Type: "CharField", DBType: "varchar(8)"},
		{Field: "type", Type: "IntegerField", DBType: "integer"},
		{Field: "name", Type: "CharField", DBType: "varchar(40)"},
		{Field: "code", Type: "CharField", DBType: "varchar(40)", Collation: "C"},
		{Field: "token", Type: "UUIDField", DBType: "uuid"},
		{Field: "number", Type: "IntegerField", DBType: "integer", Unique: true},
		{Field: "active", Type: "BooleanField", DBType: "boolean"},
		{Field: "total", Type: "IntegerField", DBType: "integer", Null: true},
		{Field: "created_at", Type: "DateTimeField", DBType: "timestamp with time zone"},
		{Field: "deleted_at", Type: "DateTimeField", DBType: "timestamp with time zone", Null: true},
		{Field: "amount", Type: "DecimalField", DBType: "numeric(10, 2)"},
		{Field: "data", Type: "JSONField", DBType: "jsonb"},
		{Field: "ports", Type: "ArrayField", DBType: "integer[]"},
	} {
		if c.Column == "" {
			c.Column = c.Field
		}
		m.Columns = append(m.Columns, &c)
	}
	m.Indexes = append([]*schema.Index{{Method: "btree", Unique: true, Primary: true, Origin: schema.OriginPrimaryKey,
		Terms: []schema.Term{{Column: "id"}}}}, indexes...)
	return m
}

// btree reads "status, -created_at", "upper(name) varchar_pattern_ops" or "status WHERE active".
func btree(declaration string) *schema.Index {
	list, where, _ := strings.Cut(declaration, " WHERE ")
	ix := &schema.Index{Method: "btree", Where: where, Origin: schema.OriginMeta}
	for _, item := range strings.Split(list, ", ") {
		name, opclass, _ := strings.Cut(item, " ")
		term := schema.Term{Column: strings.TrimPrefix(name, "-"), Desc: strings.HasPrefix(name, "-"), Opclass: opclass}
		if strings.Contains(name, "(") {
			term.Expression, term.Column = term.Column, ""
		}
		ix.Terms = append(ix.Terms, term)
	}
	return ix
}

func foreignKey(column string) *schema.Index {
	ix := btree(column)
	ix.Origin = schema.OriginForeignKey
	return ix
}

func unique(declaration string) *schema.Index {
	ix := btree(declaration)
	ix.Unique, ix.Origin = true, schema.OriginConstraint
	return ix
}

// ask reads a query: "customer_id=1 status__in=[1,2] !type__gt=3 | order -created_at | limit",
// with "first", "last", "count", "distinct" or "endpoint" among the last words. "=?" is a value that is not known.
func ask(text string) *query.Query {
	q := &query.Query{Operation: query.Select, Limit: query.NoLimit, Complete: true}
	for i, part := range strings.Split(text, "|") {
		for _, word := range strings.Fields(part) {
			switch {
			case i == 0:
				q.Where = append(q.Where, where(word))
			case word == "limit":
				q.Limit = query.ConstantLimit
			case word == "endpoint":
				q.Contexts = []string{word}
			case word == "distinct":
				q.Distinct = true
			case word == "first", word == "last", word == "count", word == "get", word == "delete":
				q.Operation = query.Operation(word)
			default:
				key, nulls, _ := strings.Cut(word, ":")
				table := "shop_order"
				if t, c, other := strings.Cut(key, "."); other {
					table, key = t, c
				}
				q.OrderBy = append(q.OrderBy, query.Order{Table: table, Column: strings.TrimPrefix(key, "-"),
					Desc: strings.HasPrefix(key, "-"), Nulls: nulls})
				if nulls == "META" {
					q.OrderBy[len(q.OrderBy)-1].Nulls, q.OrderBy[len(q.OrderBy)-1].Meta = "", true
				}
			}
		}
	}
	return q
}

func where(word string) query.Term {
	t := query.Term{Table: "shop_order", Negated: strings.HasPrefix(word, "!")}
	word = strings.TrimPrefix(word, "!")
	if strings.HasPrefix(word, "~") {
		t.Conditional, word = true, word[1:]
	}
	left, value, _ := strings.Cut(word, "=")
	if table, rest, other := strings.Cut(left, "."); other {
		t.Table, left = table, rest
	}
	column, lookup, found := strings.Cut(left, "__")
	t.Column, t.Lookup = column, "exact"
	if found {
		t.Lookup = lookup
	}
	switch {
	case value == "?":
		t.Value.Many = t.Lookup == "in"
	case strings.HasPrefix(value, "F("):
		t.Value.Column = strings.Trim(value, "F()")
	case strings.HasPrefix(value, "select"):
		t.Value.Subquery, t.Value.Many = true, true
	default:
		t.Value = query.Value{Known: true, Text: value, Many: strings.Contains(value, ",")}
	}
	return t
}

func TestCover(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what, query, index string
		seek               string // what narrows
		order              string // "full", "some" or ""
		unusable           bool
	}{
		{what: "equalities in any order", query: "status='a' type=1", index: "type, status, id", seek: "type status"},
		{what: "a range ends the prefix", query: "status='a' type__gt=1", index: "type, status", seek: "type"},
		{what: "a list goes on", query: "status__in=['a','b'] type__gt=1", index: "status, type", seek: "status type"},
		{what: "a missing first column stops at once", query: "type=1", index: "status, type", seek: ""},
		{what: "one value in a list is an equality", query: "status__in=['a'] | created_at", index: "status, created_at", seek: "status", order: "full"},
		{what: "a list loses the order", query: "status__in=['a','b'] | created_at", index: "status, created_at", seek: "status"},
		{what: "backwards is as good", query: "status='a' | -created_at -id", index: "status, created_at, id", seek: "status", order: "full"},
		{what: "mixed directions need a mixed index", query: "status='a' | -created_at id", index: "status, created_at, id", seek: "status", order: "some"},
		{what: "a mixed index", query: "status='a' | -created_at id", index: "status, -created_at, id", seek: "status", order: "full"},
		{what: "IS NULL seeks but pins nothing", query: "deleted_at__isnull=True | created_at", index: "deleted_at, created_at", seek: "deleted_at"},
		{what: "a partial index instead", query: "deleted_at__isnull=True | created_at", index: "created_at WHERE \"deleted_at\" IS NULL", order: "full"},
		{what: "a boolean pins a key of the index", query: "active=True | created_at", index: "active, created_at", seek: "active", order: "full"},
		{what: "nulls last on a descending order", query: " | -total:LAST", index: "total", unusable: true},
		{what: "startswith needs a pattern class", query: "name__startswith='a'", index: "name", unusable: true},
		{what: "startswith with it", query: "name__startswith='a'", index: "name varchar_pattern_ops", seek: "name"},
		{what: "a pattern class serves =", query: "name='a'", index: "name varchar_pattern_ops", seek: "name"},
		{what: "but not <", query: "name__lt='a'", index: "name varchar_pattern_ops", unusable: true},
		{what: "nor the order", query: " | name", index: "name varchar_pattern_ops", unusable: true},
		{what: "a column in C sorts by bytes", query: "code__startswith='a'", index: "code", seek: "code"},
		{what: "iexact works on UPPER", query: "name__iexact='a'", index: "name", unusable: true},
		{what: "iexact with Upper", query: "name__iexact='a'", index: "UPPER(\"name\")", seek: "name"},
		{what: "a lower() index serves nothing of Django", query: "name__iexact='a'", index: "lower(name)", unusable: true},
		{what: "a year is a range", query: "created_at__year=2024", index: "created_at", seek: "created_at"},
		{what: "a date is not", query: "created_at__date='2024-01-01'", index: "created_at", unusable: true},
		{what: "several years are not", query: "created_at__year__in=[2024,2023]", index: "created_at", unusable: true},
		{what: "a date on its expression", query: "created_at__date='2024-01-01'", index: "(created_at AT TIME ZONE 'UTC')::date", seek: "created_at"},
		{what: "exclude of a value", query: "!status='a'", index: "status", unusable: true},
		{what: "exclude of a range is its complement", query: "!type__gt=1", index: "type", seek: "type"},
		{what: "exclude of a range on a nullable column is an OR", query: "!total__gt=1", index: "total", seek: "total"},
		{what: "exclude of a value on a nullable column", query: "!total=1", index: "total", unusable: true},
		{what: "a condition between two columns", query: "type=F(total)", index: "type", unusable: true},
		{what: "a constant goes through it", query: "total=5 type=F(total)", index: "type", seek: "type"},
		{what: "a key of json", query: "data__k=1", index: "data->'k'", seek: "data"},
		{what: "a key of json is not the column", query: "data__k=1", index: "data", unusable: true},
		{what: "the predicate is implied", query: "status='open' type=1", index: "type WHERE \"status\" = 'open'", seek: "type"},
		{what: "the predicate is not implied", query: "type=1", index: "type WHERE \"status\" = 'open'", unusable: true},
		{what: "a narrower range implies a wider", query: "total__gt=10 type=1", index: "type WHERE \"total\" > 5", seek: "type"},
		{what: "a strict condition implies IS NOT NULL", query: "total=1 type=1", index: "type WHERE \"total\" IS NOT NULL", seek: "type"},
		{what: "the predicate swallows the leading column", query: "active=True id__gt=9", index: "active, id WHERE \"active\"", seek: ""},
		{what: "NOT b proves nothing about nulls", query: "active=False type=1", index: "type WHERE \"active\" IS NOT NULL", unusable: true},
		{what: "b does", query: "active=True type=1", index: "type WHERE \"active\" IS NOT NULL", seek: "type"},
		{what: "a boolean that is sorted by keeps its place", query: "active=True | created_at active", index: "active, created_at", seek: "active"},
		{what: "and serves there", query: "active=True | created_at active", index: "created_at, active", seek: "", order: "full"},
		{what: "an expression is pinned as well", query: "created_at__month=3 | total", index: "extract(month from created_at at time zone 'UTC'), total", seek: "created_at", order: "full"},
		{what: "equal values in a list are one", query: "status__in=['a','a'] | created_at", index: "status, created_at", seek: "status", order: "full"},
		{what: "no constant goes from numeric to integer", query: "amount=5 type=F(amount)", index: "type", unusable: true},
		{what: "NOT b is b = false", query: "active=False type=1", index: "type WHERE NOT \"active\"", seek: "type"},
	} {
		name, _, _ := strings.Cut(c.index, " WHERE ")
		ix := btree(c.index)
		if strings.ContainsAny(name, "(>") {
			ix.Terms = []schema.Term{{Expression: name}}
			if expression, next, more := strings.Cut(name, ", "); more {
				ix.Terms = []schema.Term{{Expression: expression}, {Column: next}}
			}
		}
		q := ask(c.query)
		cover := Ask(q, order(), Server{}).Cover(ix)
		if cover.Usable == c.unusable {
			t.Errorf("%s: usable is %v", c.what, cover.Usable)
		}
		if got := strings.Join(cover.Seek, " "); got != c.seek {
			t.Errorf("%s: narrows on %q, want %q", c.what, got, c.seek)
		}
		got := ""
		if cover.Ordered {
			got = "full"
		} else if cover.Sorted > 0 {
			got = "some"
		}
		if got != c.order {
			t.Errorf("%s: order %q, want %q", c.what, got, c.order)
		}
	}
}

func TestAnUndecidedPredicateIsSaidSo(t *testing.T) {
	t.Parallel()
	for _, where := range []string{`"type" = 5`, `"type" @> 3`} {
		cover := Ask(ask("type=? status='a'"), order(), Server{}).Cover(btree("status WHERE " + where))
		if cover.Predicate != Undecided || cover.Unknown == "" {
			t.Errorf("%s: predicate %v, unknown %q", where, cover.Predicate, cover.Unknown)
		}
	}
}

// Texts are compared where they sort by bytes; a locale's order is PostgreSQL's own.
func TestTextIsComparedWhereItSortsByBytes(t *testing.T) {
	t.Parallel()
	for column, want := range map[string]Proof{"code": Implied, "name": Undecided} {
		ix := btree(`type WHERE "` + column + `" > 'delta'`)
		if cover := Ask(ask("type=1 "+column+"__gt='echo'"), order(), Server{}).Cover(ix); cover.Predicate != want {
			t.Errorf("%s: %v, want %v", column, cover.Predicate, want)
		}
	}
	cover := Ask(ask("type=1 !name='echo'"), order(), Server{}).Cover(btree(`type WHERE "name" > 'delta'`))
	if cover.Predicate != NotImplied {
		t.Errorf("<> is taken to say something about >: %v", cover.Predicate)
	}
}

// PostgreSQL wants each arm of an OR to imply one arm of the predicate's.
func TestAnOrImpliesAnOrArmByArm(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query *query.Query
		want  Proof
	}{
		{anyOf("type=1", "type=2"), Implied},
		{anyOf("type=1", "type__in=[1,2]"), NotImplied},
		{anyOf("type=1", "type=2&status='a'"), Implied},
		{anyOf("type=1", "status='a'"), NotImplied},
	} {
		cover := Ask(c.query, order(), Server{}).Cover(btree(`customer_id WHERE "type" IN (1, 2, 3)`))
		if cover.Predicate != c.want {
			t.Errorf("%v: %v", c.query.Where, cover.Predicate)
		}
	}
	if cover := Ask(ask("type__in=[1,2]"), order(), Server{}).Cover(btree(`customer_id WHERE "type" IN (1, 2, 3)`)); cover.Predicate != Implied {
		t.Error("a list alone implies a longer one")
	}
}

func TestAPredicateWithALongListIsNeverProven(t *testing.T) {
	t.Parallel()
	list := func(n int) string { return "(" + strings.TrimSuffix(strings.Repeat("1, ", n), ", ") + ")" }
	for n, want := range map[int]Proof{100: Implied, 101: NotImplied} {
		cover := Ask(ask("type=1 status='a'"), order(), Server{}).Cover(btree(`status WHERE "type" IN ` + list(n)))
		if cover.Predicate != want {
			t.Errorf("%d values: %v, want %v", n, cover.Predicate, want)
		}
	}
}

func TestEveryArmOfAnOrNeedsAnIndex(t *testing.T) {
	t.Parallel()
	q := ask("status='a' type=1")
	for i := range q.Where {
		q.Where[i].Or, q.Where[i].Group, q.Where[i].Arm = true, 1, i+1
	}
	d := Ask(q, order(), Server{})
	if d.Cover(btree("status")).Usable {
		t.Error("an index for one arm is usable")
	}
	d.Statistics = &Statistics{Rows: 20000, Columns: map[string]ColumnStatistics{
		"status": {Distinct: 200}, "type": {Distinct: 200}, "name": {Distinct: 200}}}
	status, kind, name := btree("status"), btree("type"), btree("name")
	if !d.planner(status, kind).best().ored(status) {
		t.Error("two indexes for two arms do not combine")
	}
	if d.planner(status, name).best() != nil {
		t.Error("an arm without an index combines")
	}
}

// anyOf is a query whose words are the arms of an OR; an arm's conditions are joined by "&".
func anyOf(arms ...string) *query.Query {
	q := &query.Query{Operation: query.Select, Limit: query.NoLimit, Complete: true}
	for i, arm := range arms {
		for _, word := range strings.Split(arm, "&") {
			t := where(word)
			t.Or, t.Group, t.Arm = true, 1, i+1
			q.Where = append(q.Where, t)
		}
	}
	return q
}

func TestWhatStandsInEveryArmIsTakenOutOfAnOr(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query *query.Query
		index string
		seek  string
		or    bool
	}{
		{anyOf("status='a'&type=1", "status='a'&type=2"), "status, type", "status type", true},
		{anyOf("status='a'&type=1", "status='a'&total=2"), "status", "status", false},
		{anyOf("status='a'", "status='a'"), "status", "status", false},
		{anyOf("status='a'", "status='a'&type=2"), "status", "status", false},
	} {
		d := Ask(c.query, order(), Server{})
		cover := d.Cover(btree(c.index))
		if got := strings.Join(cover.Seek, " "); got != c.seek || cover.BitmapOr != c.or {
			t.Errorf("(%s): narrows on %q, OR %v", c.index, got, cover.BitmapOr)
		}
	}
}

// PostgreSQL 18 gives a btree one list where every arm has the same column and operator.
func TestAnOrIsOneListSince18(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query *query.Query
		index string
		list  bool
	}{
		{anyOf("type=1", "type=2"), "btree type", true},
		{anyOf("type__gt=1", "type__gt=2"), "btree type", true},
		{anyOf("type__gt=1", "type__gte=2"), "btree type", false},
		{anyOf("type=1", "type__in=[2,3]"), "btree type", false},
		{anyOf("type=1", "type=2"), "hash type", false},
	} {
		for version, wantOr := range map[int]bool{17: true, 18: !c.list} {
			cover := Ask(c.query, order(), Server{Version: version}).Cover(anIndex(c.index))
			if !cover.Usable || cover.BitmapOr != wantOr {
				t.Errorf("%s on %d: usable %v, OR %v", c.index, version, cover.Usable, cover.BitmapOr)
			}
		}
	}
}

// A clause that stands in an arm and beside the OR narrows twice in PostgreSQL's
// estimate, so the OR looks cheaper than it is.
func TestAClauseInAnArmAndBesideItCountsTwice(t *testing.T) {
	t.Parallel()
	q := anyOf("active=True", "type=1&customer_id=2")
	q.Where = append(q.Where, where("active=True"))
	d := Ask(q, order(), Server{})
	d.Statistics = &Statistics{Rows: 100000, Columns: map[string]ColumnStatistics{"active": {Distinct: 2}, "type": {Distinct: 20}}}
	active := btree("active, type")
	if !d.planner(active).best().ored(active) {
		t.Error("the index is read for the condition beside the OR alone")
	}
}

// Where the rows are known, the cheaper of two ways is taken.
func TestThePriceDecidesAboutAnOr(t *testing.T) {
	t.Parallel()
	q := anyOf("status='a'", "type=1")
	q.Where = append(q.Where, where("customer_id=7"))
	both := func(customers float64) bool {
		d := Ask(q, order(), Server{})
		d.Statistics = &Statistics{Rows: 100000, Columns: map[string]ColumnStatistics{
			"customer_id": {Distinct: customers}, "status": {Distinct: 5000}, "type": {Distinct: 5000}}}
		return d.planner(btree("customer_id"), btree("status"), btree("type")).best().or
	}
	if both(100000) {
		t.Error("an OR is read where a customer has one row")
	}
	if !both(2) {
		t.Error("half of the table is read where an OR leaves few rows")
	}
}

// BRIN narrows where values grow and there is more than one range of pages to choose from.
func TestBrinNarrowsWhereRowsLieInOrder(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query string
		rows  float64
		grows bool
		seek  string
	}{
		{"id__gt=99000", 100000, true, "id"},
		{"id__gt=99000", 100000, false, ""},
		{"id__gt=1000", 100000, true, "id"}, // nearly all match: the order decides
		{"id__gt=50", 100, true, ""},        // one range
		{"id__in=[1,50000,99000]", 100000, true, "id"},
		{"id__isnull=True", 100000, false, "id"}, // there are none
		{"total__isnull=True", 100000, true, ""},
		{"token='00000000-0000-0000-0000-000000000001'", 100000, true, ""},
	} {
		q := ask(c.query)
		d := Ask(q, order(), Server{})
		column := q.Where[0].Column
		d.Statistics = &Statistics{Rows: c.rows, Columns: map[string]ColumnStatistics{
			column: {Distinct: c.rows, NullFraction: 0.1, Grows: c.grows}}}
		if got := strings.Join(d.Cover(anIndex("brin "+column)).Seek, " "); got != c.seek {
			t.Errorf("%s, %.0f rows, growing %v: narrows on %q, want %q", c.query, c.rows, c.grows, got, c.seek)
		}
	}
}
