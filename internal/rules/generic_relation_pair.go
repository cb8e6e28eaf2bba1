package rules

import (
	"fmt"

	"github.com/ormlint/ormlint/internal/finding"
)

// GenericRelationPair reports a generic foreign key whose two columns no index holds together.
var GenericRelationPair = &Rule{
	Code:      "IDX007",
	Name:      "generic-relation-pair",
	Guideline: G6,
	Also:      []Guideline{G5, G11},
	Severity:  finding.Advice,
	Summary:   "the two columns of a generic foreign key have no index together",
	Why: `A GenericForeignKey is a content type and a key. Django indexes the content type, as it is a
foreign key, and not the pair; but one content type is often most of the table. Every
` + "`object.notes.all()`" + `, every ` + "`prefetch_related(\"notes\")`" + ` and every delete of an object with a
GenericRelation then reads all rows of that type.

The pair names one object, so that further filters hardly narrow it; an index on the two columns
serves them all, and takes the place of the content type's own.`,
	Bad: `
from django.contrib.contenttypes.fields import GenericForeignKey


class Note(models.Model): # want IDX007 "Note needs an index on (content_type, object_id)"
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    text = models.TextField()


def about(kind, key):
    return Note.objects.filter(content_type=kind, object_id=key)
`,
	Good: `
from django.contrib.contenttypes.fields import GenericForeignKey


class Note(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, db_index=False)
    object_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("content_type", "object_id")
    text = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["content_type", "object_id"], name="note_subject_idx")]


def about(kind, key):
    return Note.objects.filter(content_type=kind, object_id=key)
`,
	Check: func(p *Pass) {
		reportIndexPlans(p, func(plan *indexPlan) string {
			return fmt.Sprintf("%s and %s name one object together, and %s",
				plan.Keys[0].Column.Field, plan.Keys[1].Column.Field, shortfall(plan.main().advice))
		})
	},
}
