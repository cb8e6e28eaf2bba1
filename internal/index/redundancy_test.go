package index

import (
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/schema"
)

func TestRedundant(t *testing.T) {
	t.Parallel()
	including := func(ix *schema.Index, columns ...string) *schema.Index {
		ix.Include = columns
		return ix
	}
	partialUnique := unique("customer_id, status")
	partialUnique.Where = `"total" > 0`
	pattern := &schema.Index{Method: "btree", Origin: schema.OriginLike, Terms: []schema.Term{{Column: "name", Opclass: "varchar_pattern_ops"}}}
	gin := func(columns string) *schema.Index { ix := btree(columns); ix.Method = "gin"; return ix }
	for _, c := range []struct {
		what    string
		indexes []*schema.Index
		want    string
	}{
		{"a prefix", ixs(btree("status"), btree("status, type")), "status by status type"},
		{"the same twice, the automatic one stays", ixs(foreignKey("customer_id"), btree("customer_id")), "customer_id same customer_id"},
		{"beside a unique constraint", ixs(btree("customer_id, status"), unique("customer_id, status")), "customer_id status same customer_id status"},
		{"a foreign key before a composite", ixs(foreignKey("customer_id"), btree("customer_id, -created_at")), "customer_id by customer_id created_at"},
		{"read backwards", ixs(btree("-status"), btree("status, type")), "status by status type"},
		{"three in a row", ixs(btree("status"), btree("status, type"), btree("status, type, total")), "status by status type; status type by status type total"},
		{"mixed directions are another order", ixs(btree("status, -type"), btree("status, type, total")), ""},
		{"a later column", ixs(btree("type"), btree("status, type")), ""},
		{"a unique index is not replaced by a wider one", ixs(unique("status"), btree("status, type")), ""},
		{"nor by a partial unique one", ixs(foreignKey("customer_id"), partialUnique), ""},
		{"a partial one is another index", ixs(btree(`status WHERE "type" = 'a'`), btree("status, type")), ""},
		{"two partial ones with one predicate", ixs(btree(`status WHERE "total" > 0`), btree(`status, type WHERE "total" > 0`)), "status by status type"},
		{"an operator class of its own", ixs(pattern, btree("name, type")), ""},
		{"included columns are missing", ixs(including(btree("status"), "total"), btree("status, type")), ""},
		{"included columns are keys", ixs(including(btree("status"), "type"), btree("status, type")), "status by status type"},
		{"GIN has no prefixes", ixs(gin("status"), gin("status, type")), ""},
		{"an index that could not be read", ixs(btree("status"), &schema.Index{Method: "btree", Unknown: "x", Terms: btree("status, type").Terms}), ""},
	} {
		var got []string
		for _, r := range Redundant(c.indexes) {
			word := " by "
			if r.Same {
				word = " same "
			}
			got = append(got, columns(r.Index)+word+columns(r.By))
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %q, want %q", c.what, strings.Join(got, "; "), c.want)
		}
	}
}

func columns(ix *schema.Index) string {
	var names []string
	for _, term := range ix.Terms {
		names = append(names, term.Column)
	}
	return strings.Join(names, " ")
}
