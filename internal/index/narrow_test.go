package index

import (
	"slices"
	"testing"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

func TestAUniqueColumnBehindAForeignKeyIsAsGoodAsTheKey(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what   string
		unique bool
		many   bool
		lookup string
		want   string
	}{
		{"one customer's orders", true, false, "exact", "status, customer"},
		{"a column that is not unique", false, false, "exact", ""},
		{"a lookup that finds several", true, false, "startswith", ""},
		{"a relation to many", true, true, "exact", ""},
	} {
		customers := &schema.Model{Label: "shop.Customer", Table: "shop_customer", Columns: []*schema.Column{{Field: "email", Column: "email", Unique: c.unique}}}
		table := order(foreignKey("customer_id"))
		for i, column := range table.Columns {
			if column.Column == "customer_id" {
				own := *column
				own.References = &schema.Reference{Model: customers}
				table.Columns[i] = &own
			}
		}
		q := ask("status=?")
		q.Where = append(q.Where, query.Term{Table: "shop_customer", Column: "email", Lookup: c.lookup})
		q.From = []query.Join{{Alias: "shop_customer", Table: "shop_customer", Column: "id", To: "shop_order", ToColumn: "customer_id", Many: c.many}}
		if a := Advise(q, table, Server{}); keys(a) != c.want {
			t.Errorf("%s: (%s), want (%s)", c.what, keys(a), c.want)
		}
	}
}

func TestThePairOfAGenericRelation(t *testing.T) {
	t.Parallel()
	types := &schema.Model{Label: "contenttypes.ContentType", Table: "django_content_type"}
	table := func(declared bool, indexes ...*schema.Index) *schema.Model {
		m := order(indexes...)
		m.Columns = append(m.Columns, &schema.Column{Field: "content_type", Column: "content_type_id", Type: "ForeignKey", DBType: "bigint", References: &schema.Reference{Model: types}},
			&schema.Column{Field: "object_id", Column: "object_id", DBType: "bigint"})
		m.Relations = []*schema.Relation{{Field: "content_type", Kind: schema.ForeignKey, Column: "content_type_id", Target: types}}
		if declared {
			m.Relations = append(m.Relations, &schema.Relation{Kind: schema.Generic, Column: "object_id", TypeColumn: "content_type_id"})
		}
		return m
	}
	for _, c := range []struct {
		what, query string
		table       *schema.Model
		want        string
	}{
		{"declared", "object_id=? content_type_id=? status=? | -created_at | limit", table(true, foreignKey("content_type_id")), "content_type, object_id"},
		{"by its names", "object_id=? content_type_id=? status=?", table(false, foreignKey("content_type_id")), "content_type, object_id"},
		{"several objects", "object_id__in=? content_type_id=?", table(true, foreignKey("content_type_id")), "content_type, object_id"},
		{"has its index", "object_id=? content_type_id=? status=? | -created_at | limit", table(true, btree("object_id, content_type_id")), ""},
		{"the key alone", "object_id=? status=?", table(true, foreignKey("content_type_id")), "object_id, status"},
	} {
		if a := Advise(ask(c.query), c.table, Server{}); keys(a) != c.want || a.Pair != (c.want == "content_type, object_id") {
			t.Errorf("%s: (%s), want (%s)", c.what, keys(a), c.want)
		}
	}
}

func TestPairsOfAnOr(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what    string
		columns []string // of the OR, two to a side
		beside  string
		want    int
	}{
		{"a side has no index", []string{"content_type_id", "object_id", "number", "status"}, "", 1},
		{"an optional filter beside it", []string{"content_type_id", "object_id", "number", "status"}, "~status=?", 1},
		{"a filter beside it", []string{"content_type_id", "object_id", "number", "status"}, "status=?", 0},
		{"a side that no index serves", []string{"content_type_id", "object_id", "active", "active"}, "", 0},
		{"half a pair", []string{"object_id", "status", "number", "status"}, "", 0},
	} {
		table := order(unique("number"), foreignKey("content_type_id"))
		table.Columns = append(slices.Clone(table.Columns), &schema.Column{Field: "content_type", Column: "content_type_id", DBType: "integer"},
			&schema.Column{Field: "object_id", Column: "object_id", DBType: "integer"})
		table.Relations = []*schema.Relation{{Kind: schema.Generic, Column: "object_id", TypeColumn: "content_type_id"}}
		q := ask(c.beside)
		for i, column := range c.columns {
			q.Where = append(q.Where, query.Term{Table: "shop_order", Column: column, Lookup: "exact", Or: true, Group: 1, Arm: i/2 + 1})
		}
		if pairs := AdvisePairs(q, table, Server{}); len(pairs) != c.want {
			t.Errorf("%s: %d pairs, want %d", c.what, len(pairs), c.want)
		}
	}
}

func TestAWorkersQueueIsAPartialIndex(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		query    string
		contexts []string
		want     string
	}{
		{"active=True | | limit", []string{"task"}, `active WHERE "active"`},
		{"active=True | | limit", []string{"endpoint"}, ""},
		{"active=True", []string{"task"}, ""},
		{"active=True name__icontains='a' | | limit", []string{"task"}, ""},
		{"active=False | | limit", []string{"task"}, "active"},
	} {
		q := ask(c.query)
		q.Contexts = c.contexts
		a := Advise(q, order(), Server{})
		got := keys(a)
		if a.Where != "" {
			got += " WHERE " + a.Where
		}
		if got != c.want {
			t.Errorf("%s in %v: %s, want %s", c.query, c.contexts, got, c.want)
		}
	}
}

func TestUnservedArms(t *testing.T) {
	t.Parallel()
	table := order(unique("number"), foreignKey("customer_id"))
	or := func(columns ...string) *query.Query {
		q := ask("")
		for i, column := range columns {
			q.Where = append(q.Where, query.Term{Table: "shop_order", Column: column, Lookup: "exact", Or: true, Group: 1, Arm: i + 1})
		}
		return q
	}
	for _, c := range []struct {
		what string
		q    *query.Query
		want string
	}{
		{"one side has none", or("number", "name"), "name"},
		{"all have", or("number", "customer_id"), ""},
		{"none has", or("status", "name"), "status name"},
		{"a boolean can have none", or("number", "active"), ""},
	} {
		got := ""
		for i, column := range UnservedArms(c.q, table, Server{}) {
			if i > 0 {
				got += " "
			}
			got += column.Column
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
	}
}

func TestRemedies(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"name__iexact='abc'":      "btree upper ",
		"name__istartswith='abc'": "btree upper varchar_pattern_ops",
		"name__startswith='abc'":  "btree plain varchar_pattern_ops",
		"name__icontains='abc'":   "gin upper gin_trgm_ops",
		"name__contains='abc'":    "gin plain gin_trgm_ops",
		"name__contains='a'":      "", // too short for trigrams
		"created_at__date=?":      "rewrite",
		"created_at__month=5":     "rewrite",
		"created_at__year=2026":   "",
		"name='a'":                "",
	} {
		got := ""
		if r := Unindexable(ask(text), order(), Server{}); r != nil {
			got = "rewrite"
			if r.Method != "" {
				got = r.Method + map[bool]string{true: " upper ", false: " plain "}[r.Upper] + r.Opclass
			}
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
