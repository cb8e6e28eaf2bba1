package rules

import (
	"fmt"

	"github.com/ormlint/ormlint/internal/finding"
)

// MisorderedIndex reports an index that has a query's columns in an order that does not serve it.
var MisorderedIndex = &Rule{
	Code:      "IDX004",
	Name:      "misordered-index",
	Guideline: G6,
	Also:      []Guideline{G11, G12},
	Severity:  finding.Advice,
	Summary:   "an index has the columns of a query, in an order that does not serve it",
	Why: `A btree is sorted by its first column, then by its second. A query that compares the second for
equality and asks for a range of the first reads every entry of that range, and throws away those
with another value; with the equality first it reads just its own. An order is served only by the
columns behind those that are compared for equality.

PostgreSQL still shows such a scan as an ` + "`Index Cond`" + `, so a plan does not tell the difference; the
buffers do.`,
	Bad: `
class Payment(models.Model): # want IDX004 "Payment needs an index on (provider, received_at)"
    provider = models.CharField(max_length=20)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["received_at", "provider"], name="payment_day")]


def since(provider, day):
    return Payment.objects.filter(provider=provider, received_at__gte=day)
`,
	Good: `
class Payment(models.Model):
    provider = models.CharField(max_length=20)
    received_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["provider", "received_at"], name="payment_day")]


def since(provider, day):
    return Payment.objects.filter(provider=provider, received_at__gte=day)
`,
	Check: func(p *Pass) {
		reportIndexPlans(p, func(plan *indexPlan) string {
			return fmt.Sprintf("%s has these columns in another order; %s",
				indexWords(plan.Table, plan.misordered()), plan.main().reason())
		})
	},
}
