package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
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
		reportGenericCascades(p, deletes)
		for _, model := range p.Schema.Models {
			if !p.changes(model) || slices.ContainsFunc(model.Indexes, func(ix *schema.Index) bool { return ix.Unknown != "" }) {
				continue
			}
			for _, r := range model.Relations {
				if r.Kind == schema.ForeignKey && r.Target != nil && r.OnDelete != "" && !index.AlwaysSmall(r.Target) && !p.reached(model, r.Column) {
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

// reportGenericCascades reports generic relations whose rows a delete looks for by a
// content type and a key that no index holds together; an index each, whatever the
// number of models that lead to it.
func reportGenericCascades(p *Pass, deletes map[*schema.Model][]*query.Query) {
	for _, target := range p.Schema.Models {
		if !p.changes(target) || target.Place.File == nil {
			continue
		}
		for _, g := range target.Relations {
			if g.Kind != schema.Generic || p.holdsPair(target, g) {
				continue
			}
			var parents []string
			var found []*query.Query
			for _, model := range p.Schema.Models {
				if len(deletes[model]) > 0 && slices.ContainsFunc(model.Relations, func(r *schema.Relation) bool {
					return r.Kind == schema.GenericReverse && r.Target == target && r.TypeColumn == g.TypeColumn
				}) {
					parents = append(parents, model.Name)
					found = append(found, deletes[model]...)
				}
			}
			if len(parents) > 0 {
				reportGenericCascade(p, target, g, parents, found)
			}
		}
	}
}

// holdsPair reports whether an index has both columns of a generic relation, or
// begins with its key, or one is reported as missing.
func (p *Project) holdsPair(target *schema.Model, g *schema.Relation) bool {
	pair := []string{g.TypeColumn, g.Column}
	return slices.ContainsFunc(target.Indexes, func(ix *schema.Index) bool {
		return ix.Unknown != "" || ix.Where == "" && len(ix.Terms) > 0 && (ix.Terms[0].Column == g.Column ||
			len(ix.Terms) > 1 && slices.Contains(pair, ix.Terms[0].Column) && slices.Contains(pair, ix.Terms[1].Column))
	}) || slices.ContainsFunc(p.indexPlans(), func(plan *indexPlan) bool {
		return plan.Table == target && plan.rule == "IDX007" && plan.Keys[0].Column.Column == g.TypeColumn
	})
}

func reportGenericCascade(p *Pass, target *schema.Model, g *schema.Relation, parents []string, deletes []*query.Query) {
	severity := finding.Advice
	switch {
	case p.known(target, config.Large):
		severity = finding.Error
	case p.guess(target).Guess == ProbablyLarge:
		severity = finding.Warning
	}
	if len(parents) > 3 {
		parents = append(parents[:3:3], fmt.Sprintf("%d other models", len(parents)-3))
	}
	ix := finding.Index{Fields: []string{fieldOf(target, g.TypeColumn), fieldOf(target, g.Column)}, Method: "btree"}
	p.Report(target.Place.File, header(target.Place), "%s needs an index on (%s): deleting %s reads all its rows of that content type",
		target.Name, strings.Join(ix.Fields, ", "), words(parents, " or ")).
		Severity(severity).
		Confidence(finding.Medium).
		About(target, g.TypeColumn, g.Column).
		Size(p.sizeWords(target)).
		Suggest(ix).
		Help("In %s:\nclass Meta:\n    indexes = [%s]", target.Name, ix.Python(target.Label)).
		Queries(deletes...)
}
