package rules

import (
	"fmt"

	"github.com/ormlint/ormlint/internal/finding"
)

// KeysetPaginationIndex reports pages behind a last row that no index finds.
var KeysetPaginationIndex = &Rule{
	Code:      "IDX010",
	Name:      "keyset-pagination-index",
	Guideline: G12,
	Also:      []Guideline{G6, G7, G11},
	Severity:  finding.Warning,
	Summary:   "pages that go on behind the last row seen have no index in their order",
	Why: `Keyset pagination reads the rows behind the last one that was shown: ` + "`filter(customer=c,\ncreated_at__lt=last).order_by(\"-created_at\")[:50]`" + `. It is as fast on the last page as on the first, if an
index holds the columns compared for equality and then those of the order: PostgreSQL goes to the
place and reads 50 entries. Without it, every page reads and sorts all that follow.`,
	Bad: `
class Event(models.Model): # want IDX010 "Event needs an index on (source, created_at)"
    source = models.CharField(max_length=40)
    created_at = models.DateTimeField()


def page(source, last):
    return Event.objects.filter(source=source, created_at__lt=last).order_by("-created_at")[:50]
`,
	Good: `
class Event(models.Model):
    source = models.CharField(max_length=40)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["source", "created_at"], name="event_source_created_idx")]


def page(source, last):
    return Event.objects.filter(source=source, created_at__lt=last).order_by("-created_at")[:50]
`,
	Check: func(p *Pass) {
		reportIndexPlans(p, func(plan *indexPlan) string {
			return fmt.Sprintf("pages go on behind the last row seen; %s", plan.main().reason())
		})
	},
}
