package rules

import (
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// NeedlessLikeIndex reports the twin of a text index that no query uses.
var NeedlessLikeIndex = &Rule{
	Code:      "IDX103",
	Name:      "needless-like-index",
	Guideline: G6,
	Severity:  finding.Advice,
	Summary:   "a text field has a second index for LIKE, and nothing asks for it",
	Why: `For every indexed CharField, TextField and SlugField (` + "`unique=True`" + ` and ` + "`primary_key=True`" + ` too) Django makes a
second index with ` + "`varchar_pattern_ops`" + `, whose name ends in ` + "`_like`" + `. It serves ` + "`startswith`" + ` and nothing that
the first one does not serve: no ` + "`icontains`" + `, no ` + "`istartswith`" + `, no order. It doubles what the index costs.`,
	Bad: `
class Coupon(models.Model):
    code = models.CharField(max_length=20, db_index=True)  # want IDX103 "no query asks how code begins"


def redeem(code):
    return Coupon.objects.filter(code=code)
`,
	Good: `
class Coupon(models.Model):
    code = models.CharField(max_length=20)

    class Meta:
        indexes = [models.Index(fields=["code"], name="coupon_code")]


def redeem(code):
    return Coupon.objects.filter(code=code)
`,
	Check: func(p *Pass) {
		asked := beginnings(p.Queries)
		for _, model := range p.Schema.Models {
			if !p.changes(model) {
				continue
			}
			for _, ix := range model.Indexes {
				if ix.Origin != schema.OriginLike || len(ix.Terms) != 1 || ix.Unknown != "" || !changeable(model, ix) ||
					asked[[2]string{model.Table, ix.Terms[0].Column}] {
					continue
				}
				// To have a unique field without the twin is more work, which only a large table is worth.
				if column(model, ix.Terms[0].Column).Unique && !p.known(model, config.Large) {
					continue
				}
				field := fieldOf(model, ix.Terms[0].Column)
				reportDrop(p, model, ix, fmt.Sprintf("%s.%s has a second index for LIKE: no query asks how %s begins", model.Name, field, field)).
					Confidence(finding.Medium)
			}
		}
	},
}

// beginnings are the columns, by table, of which a query asks how the text begins.
func beginnings(queries []*query.Query) map[[2]string]bool {
	asked := map[[2]string]bool{}
	for _, q := range queries {
		for _, t := range q.Where {
			if strings.HasSuffix(t.Lookup, "startswith") && !strings.HasSuffix(t.Lookup, "istartswith") ||
				strings.HasSuffix(t.Lookup, "regex") && !strings.HasSuffix(t.Lookup, "iregex") {
				asked[[2]string{t.Table, t.Column}] = true
			}
		}
	}
	return asked
}
