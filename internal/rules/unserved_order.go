package rules

import "github.com/ormlint/ormlint/internal/finding"

// UnservedOrder reports a query that sorts everything to return the first rows.
var UnservedOrder = &Rule{
	Code:      "IDX003",
	Name:      "unserved-order",
	Guideline: G6,
	Also:      []Guideline{G4, G5, G12},
	Severity:  finding.Advice,
	Summary:   "a query sorts every row that matches to return the first few",
	Why: `With a limit, ` + "`first()`" + ` or a slice, PostgreSQL can stop after a few rows if an index yields them in
order. Otherwise it reads and sorts all that match, to throw away all but the first. The index that
serves it holds the columns compared for equality, then those of the order. One index serves an
order in both directions; only an order that goes up in one column and down in another has to be
declared so.

An ` + "`__in`" + ` list loses the order of the index behind it, so the rule is silent there.`,
	Bad: `
class Customer(models.Model):
    name = models.CharField(max_length=40)


class Order(models.Model):  # want IDX003 "Order needs an index on (customer, created_at)"
    customer = models.ForeignKey(Customer, models.CASCADE)
    created_at = models.DateTimeField(auto_now_add=True)


def latest(customer):
    return Order.objects.filter(customer=customer).order_by("-created_at")[:20]
`,
	Good: `
class Customer(models.Model):
    name = models.CharField(max_length=40)


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, db_index=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["customer", "created_at"], name="order_customer_created_idx")]


def latest(customer):
    return Order.objects.filter(customer=customer).order_by("-created_at")[:20]
`,
	Check: func(p *Pass) {
		reportIndexPlans(p, func(plan *indexPlan) string { return plan.main().reason() })
	},
}
