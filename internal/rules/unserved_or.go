package rules

import (
	"fmt"
	"slices"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// UnservedOr reports an OR of which one side has no index.
var UnservedOr = &Rule{
	Code:      "IDX006",
	Name:      "unserved-or",
	Guideline: G6,
	Also:      []Guideline{G4, G11},
	Severity:  finding.Advice,
	Summary:   "one side of an OR has no index, so the others are not used either",
	Why: `PostgreSQL answers ` + "`Q(number=x) | Q(reference=x)`" + ` by reading an index for each side and putting the rows
together (BitmapOr). If one side has no index, the whole table is read for it, and the other indexes
are of no use: 194 ms against 0.03 on a million rows.`,
	Bad: `
class Payment(models.Model):  # want IDX006 "Payment needs an index on (reference)"
    number = models.CharField(max_length=20, unique=True)
    reference = models.CharField(max_length=40)


def find(text):
    return list(Payment.objects.filter(Q(number=text) | Q(reference=text)))
`,
	Good: `
class Payment(models.Model):
    number = models.CharField(max_length=20, unique=True)
    reference = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["reference"], name="payment_reference_idx")]


def find(text):
    return list(Payment.objects.filter(Q(number=text) | Q(reference=text)))
`,
	Check: func(p *Pass) {
		type need struct {
			model   *schema.Model
			missing *schema.Column
		}
		found := map[need][]*query.Query{}
		var order []need
		tables := p.byTable()
		for _, q := range p.Queries {
			table, joined := askedTable(q, tables)
			if table == nil || joined || !p.indexMatters(q, table) || !q.Complete {
				continue
			}
			for _, missing := range index.UnservedArms(q, table, p.server()) {
				n := need{table, missing}
				if found[n] == nil {
					order = append(order, n)
				}
				found[n] = append(found[n], q)
			}
		}
		for _, n := range order {
			if !p.reached(n.model, n.missing.Column) && !n.model.Package && !n.model.AutoCreated && n.model.Place.File != nil {
				reportArm(p, n.model, n.missing, found[n])
			}
		}
	},
}

func reportArm(p *Pass, model *schema.Model, missing *schema.Column, queries []*query.Query) {
	severity := finding.Advice
	often := slices.ContainsFunc(queries, func(q *query.Query) bool { return indexNeed{query: q}.weight() >= 2 })
	switch {
	case p.known(model, config.Large):
		severity = finding.Error
	case often && p.guess(model).Guess == ProbablyLarge:
		severity = finding.Warning
	}
	ix := finding.Index{Fields: []string{missing.Field}, Method: "btree"}
	p.Report(model.Place.File, header(model.Place), "%s needs an index on (%s): an OR has no index for %s, so the whole table is read and the indexes of its other sides are not used",
		model.Name, missing.Field, missing.Field).
		Severity(severity).
		About(model, missing.Column).
		Size(p.sizeWords(model)).
		Suggest(ix).
		Help("%s", fmt.Sprintf("In %s:\nclass Meta:\n    indexes = [%s]", model.Name, ix.Python(model.Label))).
		Queries(queries...)
}
