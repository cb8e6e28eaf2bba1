package rules

import (
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
)

// RemovedIndexOption reports options of Meta that make no index, although they look like it.
var RemovedIndexOption = &Rule{
	Code:      "IDX201",
	Name:      "removed-index-option",
	Guideline: G5,
	Also:      []Guideline{G6, G11},
	Severity:  finding.Error,
	Summary:   "an option of Meta that Django does not know makes no index",
	Why: "`index_together` was deprecated in Django 4.2 and is gone since 5.1; `db_index_together` never was an" + `
option. Django refuses a Meta with either, so that the model cannot be imported; where a class is
kept from Django's eyes, its index is missing. ` + "`Meta.indexes`" + ` says the same, with a name.`,
	Bad: `
class Order(models.Model):  # want IDX201 "index_together is no option"
    status = models.CharField(max_length=8)
    total = models.IntegerField()

    class Meta:
        index_together = [["status", "total"]]
`,
	Good: `
class Order(models.Model):
    status = models.CharField(max_length=8)
    total = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["status", "total"], name="order_status_total_idx")]
`,
	Check: func(p *Pass) {
		for _, model := range p.Schema.Models {
			if model.Package || model.Place.File == nil {
				continue
			}
			for _, option := range model.Refused {
				var lines []string
				for _, fields := range option.Groups {
					ix := finding.Index{Fields: fields}
					lines = append(lines, ix.Python(model.Label))
				}
				r := p.Report(model.Place.File, header(model.Place), "%s is no option of Meta in this version of Django: write %s",
					option.Name, strings.Join(lines, ", ")).
					About(model)
				if len(option.Groups) == 1 {
					r.Suggest(finding.Index{Fields: option.Groups[0], Method: "btree"})
				}
				r.Help("In %s:\nclass Meta:\n    indexes = [%s]", model.Name, strings.Join(lines, ", "))
			}
		}
	},
}
