package rules

import (
	"fmt"
	"slices"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
)

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


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)


def batch(ids, last):
    return Order.objects.filter(customer_id__in=ids, id__gt=last)[:500]  # want IDX002 "Order needs an index on (customer, id)"
`,
	Good: `
class Customer(models.Model):
    name = models.CharField(max_length=40)


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)

    class Meta:
        indexes = [models.Index(fields=["customer", "id"], name="order_customer_id_idx")]


def batch(ids, last):
    return Order.objects.filter(customer_id__in=ids, id__gt=last)[:500]
`,
	Check: func(p *Pass) {
		reportIndexNeeds(p, index.Uncovered, func(n indexNeed) string {
			a := n.advice
			return fmt.Sprintf("%s needs an index on (%s): the query filters on %s, and %s",
				a.Table.Name, keyNames(a.Keys), fieldWords(a.Filters), shortfall(a))
		})
	},
}

// shortfall says how far the closest index goes and why no further.
func shortfall(a index.Advice) string {
	if a.Closest == nil {
		return "no index begins with any of them"
	}
	c := a.Closest
	name := indexWords(a.Table, c.Index)
	var narrows []string
	for _, column := range c.Seek {
		narrows = append(narrows, fieldOf(a.Table, column))
	}
	for _, column := range a.Filters {
		if slices.Contains(c.Fixed, column.Column) && !slices.Contains(narrows, column.Field) {
			narrows = append(narrows, column.Field)
		}
	}
	switch {
	case len(narrows) == 0 && c.Sorted > 0:
		return name + " gives only the order"
	case len(narrows) == 0:
		return name + " does not begin with any of them"
	case c.Stop == index.RangeEndsPrefix && len(c.Condition) > len(c.Seek):
		return fmt.Sprintf("%s narrows on %s only, because a range ends what an index narrows on", name, words(narrows, " and "))
	}
	return fmt.Sprintf("%s narrows on %s only", name, words(narrows, " and "))
}
