package rules

import (
	"fmt"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/schema"
)

// DuplicateIndex reports an index that the table has twice.
var DuplicateIndex = &Rule{
	Code:      "IDX101",
	Name:      "duplicate-index",
	Guideline: G6,
	Also:      []Guideline{G5},
	Severity:  finding.Warning,
	Summary:   "a table has two indexes on the same columns",
	Why: `A foreign key, a unique field and a unique constraint bring their own index; declaring the same
columns in ` + "`Meta.indexes`" + ` makes a second one, and Django says nothing. Every insert writes both, and
PostgreSQL reads but one.`,
	Bad: `
class Brand(models.Model):
    name = models.CharField(max_length=80)


class Product(models.Model):
    brand = models.ForeignKey(Brand, models.PROTECT)

    class Meta:
        indexes = [models.Index(fields=["brand"], name="product_brand")]  # want IDX101 "does what the foreign key's own index on brand does"
`,
	Good: `
class Brand(models.Model):
    name = models.CharField(max_length=80)


class Product(models.Model):
    brand = models.ForeignKey(Brand, models.PROTECT)
`,
	Check: func(p *Pass) {
		reportRedundant(p, true, func(model *schema.Model, r index.Redundancy) string {
			return fmt.Sprintf("%s of %s does what %s does: both hold the same columns",
				indexWords(model, r.Index), model.Name, indexWords(model, r.By))
		})
	},
}
