package rules

import (
	"fmt"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
)

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
class Order(models.Model):
    status = models.CharField(max_length=8)


def shipped():
    return Order.objects.filter(status="shipped")  # want IDX001 "Order needs an index on (status)"
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
		reportIndexNeeds(p, index.Unindexed, func(n indexNeed) string {
			a := n.advice
			reads := "so the whole table is read"
			if a.Closest != nil && a.Closest.Sorted > 0 && n.limited() {
				reads = fmt.Sprintf("so %s is walked in order until enough rows match", indexWords(a.Table, a.Closest.Index))
			}
			return fmt.Sprintf("%s needs an index on (%s): no index begins with %s, %s",
				a.Table.Name, keyNames(a.Keys), alternatives(a.Filters), reads)
		})
	},
}
