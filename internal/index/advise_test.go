package index

import (
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/schema"
)

func keys(a Advice) string {
	var names []string
	for _, k := range a.Keys {
		name := k.Column.Field
		if k.Desc {
			name = "-" + name
		}
		if k.Nulls != "" {
			name += " " + k.Nulls
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

func TestAdvise(t *testing.T) {
	t.Parallel()
	customer, organization, project := foreignKey("customer_id"), foreignKey("organization_id"), foreignKey("project_id")
	for _, c := range []struct {
		what, query string
		indexes     []*schema.Index
		gap         Gap
		want        string
	}{
		{"a foreign key in a list and a keyset", "customer_id__in=? id__gt=? | | limit", ixs(customer), Uncovered, "customer, id"},
		{"the same, in the order of the key", "customer_id__in=? id__gt=? | id | limit", ixs(customer), Uncovered, "customer, id"},
		{"an equality and a range", "status='open' created_at__gte=?", nil, Uncovered, "status, created_at"},
		{"a range first", "created_at__gte=? status='open'", nil, Uncovered, "status, created_at"},
		{"three equalities in the query's order", "organization_id=? project_id=? type=?", ixs(organization, project), Uncovered, "organization, project, type"},
		{"single-column indexes do not add up", "status=? type=?", ixs(btree("status"), btree("type")), Uncovered, "status, type"},
		{"a list behind an equality", "status__in=? customer_id=?", ixs(customer), Uncovered, "customer, status"},
		{"equality, order, range", "status=? total__gt=? | -created_at | limit", nil, Uncovered, "status, created_at, total"},
		{"without a limit the range follows", "status=? total__gt=? | -created_at", nil, Uncovered, "status, total"},
		{"a range on what is sorted", "status=? created_at__gte=? | -created_at | limit", nil, Uncovered, "status, created_at"},
		{"a boolean beside a foreign key", "customer_id=? active=True", ixs(customer), Uncovered, "customer, active"},
		{"a boolean goes last of the equalities", "active=True status=?", nil, Uncovered, "status, active"},
		{"a boolean beside two others", "customer_id=? status=? active=True", ixs(customer), Uncovered, "customer, status"},
		{"a boolean beside many values", "name=? active=True", nil, Uncovered, "name"},
		{"a boolean beside many values that have an index", "name=? active=True", ixs(btree("name")), NoGap, ""},
		{"a boolean beside a number", "type=? active=True", nil, Uncovered, "type, active"},
		{"arrays have an order too", " | ports id | limit", nil, Unordered, "ports, id"},
		{"a boolean before an order", "name=? active=True | -created_at | limit", nil, Uncovered, "name, active, created_at"},
		{"a misordered index", "status=? created_at__gte=?", ixs(btree("created_at, status")), Uncovered, "status, created_at"},
		{"a declared index is continued", "organization_id=? project_id=? type=?", ixs(btree("project_id, organization_id")), Uncovered, "project, organization, type"},
		{"one column", "status=?", nil, Unindexed, "status"},
		{"one range", "created_at__lt=? | | delete", nil, Unindexed, "created_at"},
		{"one column and an order", "status=? | -created_at | limit", nil, Unindexed, "status, created_at"},
		{"the index begins with another column", "type=?", ixs(btree("status, type")), Unindexed, "type"},
		{"first() of one column", "status=? | id | first", nil, Unindexed, "status"},
		{"a foreign key without its index", "customer_id=?", nil, Unindexed, "customer"},
		{"walking the key does not reach a range", "created_at__gte=? | id | limit", nil, Unindexed, "created_at"},
		{"an order without filters", " | -created_at | limit", nil, Unordered, "created_at"},
		{"an order behind a foreign key", "customer_id=? | -created_at | limit", ixs(customer), Unordered, "customer, created_at"},
		{"mixed directions", "customer_id=? | -total created_at | limit", ixs(customer), Unordered, "customer, -total, created_at"},
		{"nulls out of place", "customer_id=? | -total:LAST | limit", ixs(customer), Unordered, "customer, -total LAST"},
		{"the default order of a model", "customer_id=? | -created_at:META | first", ixs(customer), Unordered, "customer, created_at"},
		{"an order behind a boolean", "active=True | created_at | limit", nil, Unordered, "active, created_at"},
		{"one optional filter", "customer_id=? ~status=?", ixs(customer), Uncovered, "customer, status"},

		{"few rows that a page may be made of are sorted", "name=? | -created_at | endpoint", nil, Unindexed, "name"},
		{"many are not", "status=? | -created_at | endpoint", nil, Unindexed, "status, created_at"},
		{"few of which only the first are wanted", "name=? | -created_at | limit", nil, Unindexed, "name, created_at"},
		{"those of a parent are sorted", "customer_id=? | -created_at | endpoint", ixs(customer), NoGap, ""},
		{"of a boolean they are not few", "active=True | -created_at | endpoint", nil, Unordered, "active, created_at"},
		{"a list of all rows", " | -created_at | endpoint", nil, Unordered, "created_at"},

		{"two ranges", "created_at__gte=? total__lt=?", nil, Unindexed, "created_at"},
		{"a declared index is continued by the order", "organization_id=? project_id=? | -created_at | limit", ixs(btree("project_id, organization_id")), Unordered, "project, organization, created_at"},
		{"an order by few values and another", "customer_id=? | status -created_at | limit", ixs(btree("customer_id, status")), Unordered, "customer, status, -created_at"},
		{"a tie-breaker has its place", "customer_id=? | -total -id | limit", ixs(customer), Unordered, "customer, total, id"},

		{"a list of few values gives way to the order", "status__in=? | -created_at | limit", nil, Unordered, "created_at, status"},
		{"nor does its index yield the first rows", "status__in=? | -created_at | limit", ixs(btree("status")), Unordered, "created_at, status"},
		{"an index on the list of a customer does", "customer_id=? status__in=? | -created_at | limit", ixs(btree("customer_id, status")), NoGap, ""},
		{"a list of keys does not", "customer_id__in=? status=? | -created_at | limit", ixs(customer), Uncovered, "status, customer"},
		{"a list of keys narrows more than a boolean", "customer_id__in=? active=True", ixs(), Uncovered, "customer, active"},
		{"next to unique values need nothing beside them", "token=? status=? | -created_at | limit", nil, Uncovered, "token"},
		{"an equality wins over a list on the same column", "type__in=? type=? created_at__gte=?", nil, Uncovered, "type, created_at"},
		{"a prefix that an index serves", "name__startswith='a' total=?", ixs(&schema.Index{Method: "btree", Terms: []schema.Term{{Column: "name", Opclass: "varchar_pattern_ops"}}}), NoGap, ""},
		{"a prefix that no index serves", "name__startswith='a' total=?", nil, Unindexed, "total"},
		{"a number that is not zero", "total__gt=0", nil, NoGap, ""},
		{"a number that is not zero, beside a foreign key", "customer_id=? total__gte=1", ixs(customer), NoGap, ""},
		{"covered in another order of equalities", "status=? type=?", ixs(btree("type, status, id")), NoGap, ""},
		{"covered by a prefix", "status=?", ixs(btree("status, type")), NoGap, ""},
		{"the foreign key's own index", "customer_id=?", ixs(customer), NoGap, ""},
		{"the primary key", "id=?", nil, NoGap, ""},
		{"several primary keys", "id__in=? status=?", nil, NoGap, ""},
		{"the primary key and a list of it", "id=? id__in=? customer_id=?", ixs(customer), NoGap, ""},
		{"a primary key beside a foreign key", "customer_id=? id=?", ixs(customer), NoGap, ""},
		{"a unique column", "number=? status=?", nil, NoGap, ""},
		{"a unique constraint fully given", "customer_id=? name=? status=?", ixs(customer, unique("customer_id, name")), NoGap, ""},
		{"a unique constraint partly given", "customer_id=? status=?", ixs(customer, unique("customer_id, name")), Uncovered, "customer, status"},
		{"an index on next to unique values", "token=? status=?", ixs(btree("token")), NoGap, ""},
		{"a boolean alone", "active=True", nil, NoGap, ""},
		{"IS NULL alone", "deleted_at__isnull=True", nil, NoGap, ""},
		{"a soft delete beside a foreign key", "customer_id=? deleted_at__isnull=True", ixs(customer), NoGap, ""},
		{"exclude of a value", "!status='a'", nil, NoGap, ""},
		{"a lookup that no plain index serves", "name__icontains='a'", nil, NoGap, ""},
		{"a json key", "data__k=1", nil, NoGap, ""},
		{"no filters", "", nil, NoGap, ""},
		{"an order without a limit", "customer_id=? | -created_at", ixs(customer), NoGap, ""},
		{"an order that is served", "customer_id=? | -created_at | limit", ixs(btree("customer_id, created_at")), NoGap, ""},
		{"an order served but for a tie-breaker", "customer_id=? | -created_at -id | limit", ixs(btree("customer_id, created_at")), NoGap, ""},
		{"an order served, a boolean checked on the way", "active=True | -created_at | limit", ixs(btree("created_at")), NoGap, ""},
		{"an order served, a range checked on the way", "status=? total__gt=? | created_at | limit", ixs(btree("status, created_at")), NoGap, ""},
		{"the key that first() adds", "customer_id=? | id | first", ixs(customer), NoGap, ""},
		{"a list loses the order anyway", "customer_id__in=? | -created_at | limit", ixs(customer), NoGap, ""},
		{"an order on another table", "customer_id=? | shop_customer.name | limit", ixs(customer), NoGap, ""},
		{"a distinct sorts anyway", "customer_id=? | -created_at | limit distinct", ixs(customer), NoGap, ""},
		{"a filter on another table may come first", "status=? shop_customer.name=?", nil, NoGap, ""},
		{"a boolean beside a filter on another table", "customer_id=? active=True shop_customer.name=?", ixs(customer), NoGap, ""},
		{"two filters beside one on another table", "customer_id=? status=? shop_customer.name=?", ixs(customer), Uncovered, "customer, status"},
		{"many optional filters", "customer_id=? ~status=? ~type=?", ixs(customer), NoGap, ""},
		{"a partial index whose predicate is implied", "status='open' created_at__gte=?", ixs(btree("created_at WHERE \"status\" = 'open'")), NoGap, ""},
		{"a partial index that may be implied", "status=? created_at__gte=?", ixs(btree("created_at WHERE \"status\" = 'open'")), NoGap, ""},
		{"an index that could not be read", "status=?", ixs(&schema.Index{Method: "btree", Unknown: "fields are computed"}), NoGap, ""},
		{"a BRIN index that somebody chose", "created_at__gte=?", ixs(&schema.Index{Method: "brin", Terms: []schema.Term{{Column: "created_at"}}}), NoGap, ""},
	} {
		table := order(c.indexes...)
		a := Advise(ask(c.query), table, Server{})
		if a.Gap != c.gap || keys(a) != c.want {
			t.Errorf("%s: gap %d (%s), want %d (%s)", c.what, a.Gap, keys(a), c.gap, c.want)
		}
	}
}

func TestAdviseByWhatWasCounted(t *testing.T) {
	t.Parallel()
	customer := foreignKey("customer_id")
	counted := map[string]ColumnStatistics{"customer_id": {Distinct: 500_000}, "status": {Distinct: 4, Commonest: 0.9},
		"name": {Distinct: 30}, "type": {Distinct: 900_000}, "project_id": {Distinct: 100_000, Commonest: 0.4}}
	server := Server{Tables: map[string]*Statistics{"shop_order": {Rows: 1_000_000, Columns: counted}}}
	for _, c := range []struct {
		what, query string
		indexes     []*schema.Index
		gap         Gap
		want        string
	}{
		{"two rows of each customer", "customer_id=? status=?", ixs(customer), NoGap, ""},
		{"and the first of them", "customer_id=? | -created_at | limit", ixs(customer), NoGap, ""},
		{"a key that is not indexed needs nothing beside it", "customer_id=? status=?", nil, Uncovered, "customer"},
		{"one project has most of the rows", "project_id=? status=?", ixs(foreignKey("project_id")), Uncovered, "project, status"},
		{"names of which there are few", "name=? active=True", nil, Uncovered, "name, active"},
		{"numbers of which there are many", "type=? status=?", nil, Uncovered, "type"},
		{"what was not counted is guessed", "token=? status=?", nil, Uncovered, "token"},
	} {
		if a := Advise(ask(c.query), order(c.indexes...), server); a.Gap != c.gap || keys(a) != c.want {
			t.Errorf("%s: gap %d (%s), want %d (%s)", c.what, a.Gap, keys(a), c.gap, c.want)
		}
	}
}

func ixs(indexes ...*schema.Index) []*schema.Index { return indexes }

func TestAQueueNeedsAPartialIndex(t *testing.T) {
	t.Parallel()
	a := Advise(ask("deleted_at__isnull=True | created_at | limit"), order(), Server{})
	if a.Gap != Unordered || keys(a) != "created_at" || a.Where != `"deleted_at" IS NULL` {
		t.Errorf("gap %d, (%s) where %s", a.Gap, keys(a), a.Where)
	}
}

func TestRedFlags(t *testing.T) {
	t.Parallel()
	customer := foreignKey("customer_id")
	for text, want := range map[string][]Flag{
		"customer_id__in=? id__gt=?":             {SetBesideRange, KeysetFilters, KeyWithMoment},
		"status__in=? total__gt=?":               {SetBesideRange},
		"status=? id__gt=?":                      {KeysetFilters},
		"customer_id=? created_at__gte=?":        {KeyWithMoment},
		"customer_id=? | -created_at | limit":    {KeyWithMoment},
		"status=? type=?":                        nil,
		"status=? created_at__gte=?":             nil,
		"organization_id=? project_id=? type=?":  nil,
		"status='open' active=True":              nil,
		"customer_id=? total__gt=? | | count":    nil,
		"customer_id__in=? status=? | | delete ": nil,
	} {
		a := Advise(ask(text), order(customer), Server{})
		if a.Gap == NoGap {
			t.Errorf("%s: no advice", text)
		}
		if len(a.Flags) != len(want) {
			t.Errorf("%s: flags %v, want %v", text, a.Flags, want)
			continue
		}
		for i := range want {
			if a.Flags[i] != want[i] {
				t.Errorf("%s: flags %v, want %v", text, a.Flags, want)
			}
		}
	}
}

func TestMinorIsAMissingBoolean(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"customer_id=? active=True": true, "customer_id=? status=?": false, "status=? active=True": false} {
		if a := Advise(ask(text), order(foreignKey("customer_id")), Server{}); a.Minor != want {
			t.Errorf("%s: minor is %v", text, a.Minor)
		}
	}
}

func TestAListOfAFewModelsIsPassedOnTheWay(t *testing.T) {
	t.Parallel()
	for label, want := range map[string]string{"contenttypes.ContentType": "", "shop.Customer": "customer, id"} {
		table := order(foreignKey("customer_id"))
		for i, column := range table.Columns {
			if column.Column == "customer_id" {
				own := *column
				own.References = &schema.Reference{Model: &schema.Model{Label: label}}
				table.Columns[i] = &own
			}
		}
		for _, text := range []string{"customer_id__in=? id__gt=? | id | limit", "customer_id__in=? id__gt=? | id | endpoint"} {
			if a := Advise(ask(text), table, Server{}); keys(a) != want {
				t.Errorf("%s, %s: (%s), want (%s)", text, label, keys(a), want)
			}
		}
	}
}

func TestSlightIsWhatLeavesFewRowsAlready(t *testing.T) {
	t.Parallel()
	customer, project := foreignKey("customer_id"), foreignKey("project_id")
	for _, c := range []struct {
		what, query string
		indexes     []*schema.Index
		want        bool
	}{
		{"two foreign keys with an index each", "customer_id=? project_id=?", ixs(customer, project), true},
		{"the same, of lists", "customer_id__in=? project_id__in=?", ixs(customer, project), true},
		{"lists lose the order", "customer_id__in=? project_id__in=? | id | limit", ixs(customer, project), true},
		{"one of them without an index", "customer_id=? project_id=?", ixs(customer), false},
		{"an order that ends early", "customer_id=? project_id=? | -created_at | limit", ixs(customer, project), false},
		{"a range behind them", "customer_id=? project_id=? created_at__gte=?", ixs(customer, project), false},
		{"a column that is no foreign key", "customer_id=? status=?", ixs(customer, btree("status")), false},
		{"a sort behind three equalities", "customer_id=? status=? type=? | -created_at | limit", ixs(btree("customer_id, status, type")), true},
		{"a sort behind two", "customer_id=? status=? | -created_at | limit", ixs(btree("customer_id, status")), false},
		{"three equalities of which two narrow", "customer_id=? status=? type=? | -created_at | limit", ixs(btree("customer_id, status")), false},
		{"a list beside an equality that is served, with an order", "customer_id=? project_id__in=? | -created_at | limit", ixs(customer), true},
		{"the list is served, the equality is not", "customer_id__in=? status=? | -created_at | limit", ixs(customer), false},
		{"a list without an order", "customer_id=? status__in=?", ixs(customer), false},
		{"text that tells rows apart", "name=? customer_id=? created_at__gte=?", ixs(btree("name")), true},
		{"a short text", "status=? customer_id=? created_at__gte=?", ixs(btree("status")), false},
		{"two foreign keys of three equalities", "customer_id=? project_id=? status=? created_at__gte=?", ixs(customer, project), true},
		{"a moment between two columns", "customer_id=? created_at__lte=? deleted_at__gte=?", ixs(customer), true},
		{"a range of one column", "customer_id=? created_at__lte=?", ixs(customer), false},
		{"one parent's rows after the other's", "| customer_id created_at | limit", ixs(customer), true},
		{"an order that nothing begins", "| created_at | limit", ixs(customer), false},
		{"the rows of one parent in order", "customer_id=? | created_at | limit", ixs(customer), false},
	} {
		if a := Advise(ask(c.query), order(c.indexes...), Server{}); a.Gap == NoGap || a.Slight != c.want {
			t.Errorf("%s: gap %d (%s), slight is %v", c.what, a.Gap, keys(a), a.Slight)
		}
	}
}

func TestTheClosestIndexIsNamedWithItsStop(t *testing.T) {
	t.Parallel()
	a := Advise(ask("status=? created_at__gte=?"), order(btree("name"), btree("created_at, status")), Server{})
	if a.Closest == nil || a.Closest.Stop != RangeEndsPrefix || a.Closest.StopAt != "created_at" {
		t.Errorf("closest is %+v", a.Closest)
	}
}

// Where each project belongs to an organization, an order's organization adds nothing to its project.
func TestAKeyThatTheTargetOfAnotherHasNeedsNoIndexBesideIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		what, query string
		carries     bool // each project has an organization
		indexes     []*schema.Index
		gap         Gap
		want        string
	}{
		{"both have their own index", "organization_id=? project_id=?", true, ixs(foreignKey("organization_id"), foreignKey("project_id")), NoGap, ""},
		{"the other one alone has an index", "organization_id=? project_id=?", true, ixs(foreignKey("organization_id")), Uncovered, "organization, project"},
		{"a third column is still asked for", "organization_id=? project_id=? type=?", true, ixs(foreignKey("organization_id"), foreignKey("project_id")), Uncovered, "organization, project, type"},
		{"an index on the narrower key and the third", "organization_id=? project_id=? type=?", true, ixs(btree("project_id, type")), NoGap, ""},
		{"an order behind the narrower key", "organization_id=? project_id=? | -created_at | limit", true, ixs(btree("project_id, created_at")), NoGap, ""},
		{"a list of the wider key only multiplies", "organization_id__in=? project_id__in=? created_at__gte=?", true, ixs(foreignKey("organization_id"), foreignKey("project_id")), Uncovered, "project, created_at"},
		{"lists that have nothing to do with each other", "organization_id__in=? project_id__in=? created_at__gte=?", false, ixs(foreignKey("project_id")), Uncovered, "organization, project, created_at"},
		{"keys that have nothing to do with each other", "organization_id=? project_id=?", false, ixs(foreignKey("organization_id"), foreignKey("project_id")), Uncovered, "organization, project"},
	} {
		table := order(c.indexes...)
		projects := &schema.Model{Label: "shop.Project", Table: "shop_project"}
		if c.carries {
			projects.Columns = []*schema.Column{{Field: "organization", Column: "organization_id", DBType: "bigint"}}
		}
		for i, column := range table.Columns {
			if column.Column == "project_id" {
				own := *column
				own.References = &schema.Reference{Model: projects, Table: projects.Table, Column: "id"}
				table.Columns[i] = &own
			}
		}
		if a := Advise(ask(c.query), table, Server{}); a.Gap != c.gap || keys(a) != c.want {
			t.Errorf("%s: gap %d (%s), want %d (%s)", c.what, a.Gap, keys(a), c.gap, c.want)
		}
	}
}

func TestTextThatHoldsObjectsIsNoKey(t *testing.T) {
	t.Parallel()
	table := order()
	table.Columns = append(table.Columns, &schema.Column{Field: "payload", Column: "payload", Type: "GzippedDictField", DBType: "text"})
	if a := Advise(ask("payload=? status=?"), table, Server{}); keys(a) != "status" {
		t.Errorf("(%s)", keys(a))
	}
}

func TestATieBreakerIsNoRedFlag(t *testing.T) {
	t.Parallel()
	customer := foreignKey("customer_id")
	if a := Advise(ask("customer_id=? | total id | limit"), order(customer), Server{}); a.Gap != Unordered || len(a.Flags) > 0 {
		t.Errorf("gap %d, flags %v", a.Gap, a.Flags)
	}
	if a := Advise(ask("customer_id=? | -created_at | limit"), order(customer), Server{}); len(a.Flags) != 1 || a.Flags[0] != KeyWithMoment {
		t.Errorf("flags %v", a.Flags)
	}
}
