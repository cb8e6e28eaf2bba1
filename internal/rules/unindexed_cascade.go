package rules

import (
	"fmt"
	"slices"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// UnindexedCascade reports references that a delete looks for without an index.
var UnindexedCascade = &Rule{
	Code:      "IDX008",
	Name:      "unindexed-cascade",
	Guideline: G6,
	Also:      []Guideline{G4, G5},
	Severity:  finding.Advice,
	Summary:   "deleting an object reads a whole table for the rows that refer to it",
	Why: `Before Django deletes an object it looks for the rows that refer to it, in every table with a foreign
key or a GenericRelation to it, whatever on_delete says; then PostgreSQL's own constraint looks
again, once for each deleted row. With ` + "`db_index=False`" + ` and no index that begins with the key, each of
these reads the whole table: deleting 20 objects took 3.6 seconds on a million rows, against a
millisecond.`,
	Bad: `
class Product(models.Model):
    name = models.CharField(max_length=80)


class Movement(models.Model):
    product = models.ForeignKey(Product, models.CASCADE, db_index=False)  # want IDX008 "no index of Movement begins with product"
    quantity = models.IntegerField()


def forget(product_id):
    Product.objects.filter(id=product_id).delete()
`,
	Good: `
class Product(models.Model):
    name = models.CharField(max_length=80)


class Movement(models.Model):
    product = models.ForeignKey(Product, models.CASCADE)
    quantity = models.IntegerField()


def forget(product_id):
    Product.objects.filter(id=product_id).delete()
`,
	Check: func(p *Pass) {
		deletes := deletesOf(p.Queries)
		for _, model := range p.Schema.Models {
			if !p.changes(model) || slices.ContainsFunc(model.Indexes, func(ix *schema.Index) bool { return ix.Unknown != "" }) {
				continue
			}
			for _, r := range model.Relations {
				if r.Kind == schema.GenericReverse && r.Target != nil {
					reportGenericCascade(p, model, r, deletes[model])
				}
				if r.Kind == schema.ForeignKey && r.Target != nil && r.OnDelete != "" && !slices.Contains(alwaysSmall, r.Target.Label) && !p.reached(model, r.Column) {
					reportCascade(p, model, r, deletes[r.Target])
				}
			}
		}
	},
}

// deletesOf are the queries that delete, by model.
func deletesOf(queries []*query.Query) map[*schema.Model][]*query.Query {
	deletes := map[*schema.Model][]*query.Query{}
	for _, q := range queries {
		if q.Operation == query.Delete && q.Model != nil {
			deletes[q.Model] = append(deletes[q.Model], q)
		}
	}
	return deletes
}

// reached reports whether an index of the table, or one that is reported as missing,
// begins with the column.
func (p *Project) reached(model *schema.Model, column string) bool {
	return slices.ContainsFunc(model.Indexes, func(ix *schema.Index) bool {
		return ix.Where == "" && len(ix.Terms) > 0 && ix.Terms[0].Column == column && ix.Origin != schema.OriginLike
	}) || slices.ContainsFunc(p.indexPlans(), func(plan *indexPlan) bool {
		return plan.Table == model && plan.Where == "" && plan.Keys[0].Column.Column == column
	})
}

func reportCascade(p *Pass, model *schema.Model, r *schema.Relation, deletes []*query.Query) {
	c := column(model, r.Column)
	if c.References == nil || r.OnDelete == "DO_NOTHING" && !c.References.Constraint {
		return
	}
	severity := finding.Advice
	switch large := p.known(model, config.Large); {
	case large && len(deletes) > 0:
		severity = finding.Error
	case large, len(deletes) > 0, p.guess(model).Guess == ProbablyLarge:
		severity = finding.Warning
	}
	file, span := c.Place.File, c.Place.Span
	if file == nil {
		file, span = model.Place.File, header(model.Place)
	}
	ix := finding.Index{Fields: []string{c.Field}, Method: "btree"}
	p.Report(file, span, "deleting a %s reads all of %s: no index of %s begins with %s", r.Target.Name, model.Table, model.Name, c.Field).
		Severity(severity).
		Confidence(finding.Medium).
		About(model, c.Column).
		Size(p.sizeWords(model)).
		Suggest(ix).
		Help("%s", fmt.Sprintf("Let db_index=False go, or in %s:\nclass Meta:\n    indexes = [%s]", model.Name, ix.Python(model.Label))).
		Queries(deletes...)
}

// reportGenericCascade reports a GenericRelation whose rows are looked for by a
// content type and a key that no index holds together.
func reportGenericCascade(p *Pass, model *schema.Model, r *schema.Relation, deletes []*query.Query) {
	target := r.Target
	if len(deletes) == 0 || !p.changes(target) {
		return
	}
	at := slices.IndexFunc(target.Relations, func(g *schema.Relation) bool { return g.Kind == schema.Generic && g.TypeColumn == r.TypeColumn })
	if at < 0 {
		return
	}
	key := target.Relations[at].Column
	pair := []string{r.TypeColumn, key}
	held := slices.ContainsFunc(target.Indexes, func(ix *schema.Index) bool {
		return ix.Unknown != "" || ix.Where == "" && len(ix.Terms) > 0 && (ix.Terms[0].Column == key ||
			len(ix.Terms) > 1 && slices.Contains(pair, ix.Terms[0].Column) && slices.Contains(pair, ix.Terms[1].Column))
	})
	if held || slices.ContainsFunc(p.indexPlans(), func(plan *indexPlan) bool { return plan.Table == target && plan.rule == "IDX007" }) {
		return
	}
	severity := finding.Warning
	if p.known(target, config.Large) {
		severity = finding.Error
	}
	ix := finding.Index{Fields: []string{fieldOf(target, r.TypeColumn), fieldOf(target, key)}, Method: "btree"}
	p.Report(model.Place.File, header(model.Place), "deleting a %s reads all of %s with its content type: no index of %s holds %s",
		model.Name, target.Table, target.Name, words(ix.Fields, " and ")).
		Severity(severity).
		Confidence(finding.Medium).
		About(target, pair...).
		Size(p.sizeWords(target)).
		Suggest(ix).
		Help("In %s:\nclass Meta:\n    indexes = [%s]", target.Name, ix.Python(target.Label)).
		Queries(deletes...)
}
