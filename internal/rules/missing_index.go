package rules

import "github.com/ormlint/ormlint/internal/finding"

// MissingIndex reports a query whose only filter that narrows has no index.
var MissingIndex = &Rule{
	Code:      "IDX001",
	Name:      "missing-index",
	Guideline: G6,
	Also:      []Guideline{G4, G5},
	Severity:  finding.Advice,
	Summary:   "a query filters on a column that no index begins with",
	Why: `Without an index that begins with the column, PostgreSQL reads every row of the table and
throws away those that do not match. On a laptop with a thousand rows this takes a millisecond; on
a table of a million rows it takes a few hundred, each time, and pushes other tables out of memory.

The rule is silent where an index cannot help or is not needed: a filter on a boolean alone, a
lookup that no plain index serves (IDX005 names what does), a query that also gives a unique key.`,
	Bad: `
class Order(models.Model):  # want IDX001 "Order needs an index on (status)"
    status = models.CharField(max_length=8)


def shipped():
    return Order.objects.filter(status="shipped")
`,
	Good: `
class Order(models.Model):
    status = models.CharField(max_length=8)

    class Meta:
        indexes = [models.Index(fields=["status"], name="order_status_idx")]


def shipped():
    return Order.objects.filter(status="shipped")
`,
	Check: func(p *Pass) {
		reportIndexPlans(p, func(plan *indexPlan) string { return plan.main().reason() })
	},
}
