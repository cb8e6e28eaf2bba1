package rules

import (
	"fmt"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/schema"
)

// RedundantPrefix reports an index that is the beginning of another one.
var RedundantPrefix = &Rule{
	Code:      "IDX102",
	Name:      "redundant-prefix",
	Guideline: G6,
	Also:      []Guideline{G5, G11},
	Severity:  finding.Advice,
	Summary:   "an index is the beginning of another one",
	Why: `A btree on (customer, created_at) answers all that one on (customer) answers. The shorter one is
smaller, which helps only where it is read in bulk; every insert and many updates pay for it. The
usual case is a foreign key whose composite index came later: ` + "`db_index=False`" + ` on the key drops its own.

A unique index is never redundant beside one that is not, and a partial one is no index of all rows:
neither is reported.`,
	Bad: `
class Customer(models.Model):
    name = models.CharField(max_length=40)


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE)  # want IDX102 "is the beginning of the index (customer, created_at)"
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["customer", "created_at"], name="order_history")]
`,
	Good: `
class Customer(models.Model):
    name = models.CharField(max_length=40)


class Order(models.Model):
    customer = models.ForeignKey(Customer, models.CASCADE, db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["customer", "created_at"], name="order_history")]
`,
	Check: func(p *Pass) {
		reportRedundant(p, false, func(model *schema.Model, r index.Redundancy) string {
			return fmt.Sprintf("%s of %s is the beginning of %s: what it answers, that one answers too",
				indexWords(model, r.Index), model.Name, indexWords(model, r.By))
		})
	},
}
