package rules

import (
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// PartialIndexNeverImplied reports a partial index whose predicate no query implies.
var PartialIndexNeverImplied = &Rule{
	Code:      "IDX009",
	Name:      "partial-index-never-implied",
	Guideline: G6,
	Also:      []Guideline{G11},
	Severity:  finding.Warning,
	Summary:   "queries filter on the columns of a partial index, and none of them asks for its rows alone",
	Why: `PostgreSQL uses a partial index only where it can prove, when it plans the query, that every row asked
for satisfies the index's condition. ` + "`filter(organization=o)`" + ` never uses an index WHERE state = 'new', and
neither does ` + "`filter(organization=o, state=s)`" + ` with a state that comes as a parameter of a prepared
statement. A condition ` + "`IS NOT NULL`" + ` needs a comparison of that very column in the query, even where the
column cannot be null.`,
	Bad: `
class Ticket(models.Model):  # want IDX002
    owner = models.CharField(max_length=40)
    state = models.CharField(max_length=8)

    class Meta:
        indexes = [models.Index(fields=["owner"], name="ticket_new", condition=Q(state="new"))]  # want IDX009


def closed(owner):
    return list(Ticket.objects.filter(owner=owner, state="closed"))
`,
	Good: `
class Ticket(models.Model):
    owner = models.CharField(max_length=40)
    state = models.CharField(max_length=8)

    class Meta:
        indexes = [models.Index(fields=["owner"], name="ticket_new", condition=Q(state="new"))]


def new(owner):
    return list(Ticket.objects.filter(owner=owner, state="new"))
`,
	Check: func(p *Pass) {
		asked := map[*schema.Model][]*query.Query{}
		tables := p.byTable()
		for _, q := range p.Queries {
			if table, joined := askedTable(q, tables); table != nil && !joined {
				asked[table] = append(asked[table], q)
			}
		}
		for _, model := range p.Schema.Models {
			if !p.changes(model) {
				continue
			}
			for _, ix := range model.Indexes {
				if ix.Where != "" && !ix.Unique && ix.Unknown == "" && len(ix.Terms) > 0 {
					reportNeverImplied(p, model, ix, asked[model])
				}
			}
		}
	},
}

func reportNeverImplied(p *Pass, model *schema.Model, ix *schema.Index, queries []*query.Query) {
	whole := *ix
	whole.Where = ""
	var missed []*query.Query
	for _, q := range queries {
		d := index.Ask(q, model, p.server())
		switch d.Cover(ix).Predicate {
		case index.NotImplied:
			if !q.Complete {
				return // what could not be read may imply it
			}
			if len(d.Cover(&whole).Seek) > 0 {
				missed = append(missed, q)
			}
		default:
			return
		}
	}
	if len(missed) == 0 {
		return
	}
	file, span := dropPlace(model, ix)
	p.Report(file, span, "%s of %s is never used: no query asks only for rows WHERE %s", indexWords(model, ix), model.Name, ix.Where).
		Confidence(finding.Medium).
		About(model, ix.Terms[0].Column).
		Size(p.sizeWords(model)).
		Help("Add the condition to the queries that mean these rows only, or take it off the index.").
		Queries(missed...)
}
