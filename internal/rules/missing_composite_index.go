package rules

import "github.com/ormlint/ormlint/internal/finding"

// MissingCompositeIndex reports a query on several columns that no index covers together.
var MissingCompositeIndex = &Rule{
	Code:      "IDX002",
	Name:      "missing-composite-index",
	Guideline: G11,
	Also:      []Guideline{G4, G5, G12},
	Severity:  finding.Advice,
	Summary:   "a query filters on several columns that no index covers together",
	Why: `An index on one column narrows on that column; the other conditions are checked row by row on
what is left. A foreign key's own index is such an index: with a customer of 200,000 orders,
` + "`filter(customer=c, status=\"open\")`" + ` reads 200,000 rows to return ten.

The index to add holds the equalities first, in any order, then an ` + "`__in`" + ` list, then the order
where the query has a limit, then one range: after a range an index narrows no further. An existing
index is extended rather than doubled, and one that covers the columns in another order of
equalities is enough.`,
	Bad: `
class Customer(models.Model):
    name = models.CharField(max_length=40)


class Order(models.Model):  # want IDX002 "Order needs an index on (customer, id)"
    customer = models.ForeignKey(Customer, models.CASCADE)


def batch(ids, last):
    return Order.objects.filter(customer_id__in=ids, id__gt=last)[:500]
`,
	Good: `
class Customer(models.Model):
    name = models.CharField(max_length=40)


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, db_index=False)

    class Meta:
        indexes = [models.Index(fields=["customer", "id"], name="order_customer_id_idx")]


def batch(ids, last):
    return Order.objects.filter(customer_id__in=ids, id__gt=last)[:500]
`,
	Check: func(p *Pass) {
		reportIndexPlans(p, func(plan *indexPlan) string { return plan.main().reason() })
	},
}
