package finding

import "testing"

func TestIndexAsPython(t *testing.T) {
	for _, test := range []struct {
		index Index
		want  string
	}{
		{Index{Fields: []string{"status", "-created_at"}}, `models.Index(fields=["status", "-created_at"], name="order_status_created_at_idx")`},
		{Index{Fields: []string{"tags"}, Method: "gin"}, `GinIndex(fields=["tags"], name="order_tags_idx")`},
		{
			Index{Fields: []string{"name"}, Opclasses: []string{"text_pattern_ops"}},
			`models.Index(fields=["name"], opclasses=["text_pattern_ops"], name="order_name_idx")`,
		},
		{
			Index{Fields: []string{"customer", "id"}, Where: "status = 'open'"},
			`models.Index(fields=["customer", "id"], condition=Q(...), name="order_customer_id_idx")  # WHERE status = 'open'`,
		},
		{
			Index{Fields: []string{"organization", "project", "environment"}, Include: []string{"id"}},
			`models.Index(fields=["organization", "project", "environment"], include=["id"], name="order_organization_65cfaa_idx")`,
		},
		{
			Index{Fields: []string{"created_at"}, Where: `"deleted_at" IS NULL`, Condition: "Q(deleted_at__isnull=True)"},
			`models.Index(fields=["created_at"], condition=Q(deleted_at__isnull=True), name="order_created_at_idx")`,
		},
		{
			Index{Fields: []string{"customer", "-paid_at", "id"}, Nulls: []string{"", "LAST", ""}},
			`models.Index("customer", F("paid_at").desc(nulls_last=True), "id", name="order_customer_paid_at_id_idx")`,
		},
	} {
		if got := test.index.Python("shop.Order"); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}
