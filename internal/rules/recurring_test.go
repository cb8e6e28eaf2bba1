package rules

import (
	"testing"

	"github.com/ormlint/ormlint/internal/schema"
)

func TestConditionPython(t *testing.T) {
	t.Parallel()
	model := &schema.Model{Columns: []*schema.Column{{Field: "deleted", Column: "deleted_at"}, {Field: "hidden", Column: "hidden"}, {Field: "active", Column: "active"}}}
	got := conditionPython(model, `"deleted_at" IS NULL AND NOT "hidden" AND "active"`)
	if want := "Q(deleted__isnull=True, hidden=False, active=True)"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}
