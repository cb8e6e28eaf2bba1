package rules

import (
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// UnindexableLookup reports a lookup that no plain index serves, and names what does.
var UnindexableLookup = &Rule{
	Code:      "IDX005",
	Name:      "unindexable-lookup",
	Guideline: G6,
	Also:      []Guideline{G4, G5},
	Severity:  finding.Advice,
	Summary:   "a query's only condition is of a kind that no plain index serves",
	Why: `What Django writes decides what an index must look like. ` + "`iexact`, `istartswith` and `icontains`" + ` work on
` + "`UPPER(column)`" + `: an index on the column, or on ` + "`Lower()`" + `, is never used, and neither is a trigram index on the
bare column. ` + "`startswith`" + ` needs ` + "`varchar_pattern_ops`" + ` unless the database sorts by bytes. ` + "`contains`" + ` needs
trigrams, which come with ` + "`TrigramExtension()`" + ` in a migration. ` + "`__date`" + ` converts every row to the time zone
first; a half-open range of moments is served by a plain index. A key of a JSON field is served by
` + "`contains`" + ` and a GIN index.`,
	Bad: `
class Customer(models.Model):  # want IDX005 "Customer is searched by email__iexact: the index on email does not serve it"
    email = models.CharField(max_length=200, unique=True)


def find(email):
    return Customer.objects.filter(email__iexact=email).first()
`,
	Good: `
from django.db.models.functions import Upper


class Customer(models.Model):
    email = models.CharField(max_length=200, unique=True)

    class Meta:
        indexes = [models.Index(Upper("email"), name="customer_email_upper_idx")]


def find(email):
    return Customer.objects.filter(email__iexact=email).first()
`,
	Check: func(p *Pass) {
		type need struct {
			model *schema.Model
			index.Remedy
		}
		found := map[need][]*query.Query{}
		var order []need
		tables := p.byTable()
		for _, q := range p.Queries {
			table, joined := askedTable(q, tables)
			if table == nil || joined || !p.indexMatters(q, table) || table.Package || table.AutoCreated || table.Place.File == nil {
				continue
			}
			if r := index.Unindexable(q, table, p.server()); r != nil {
				n := need{table, *r}
				if found[n] == nil {
					order = append(order, n)
				}
				found[n] = append(found[n], q)
			}
		}
		for _, n := range order {
			reportLookup(p, n.model, n.Remedy, found[n])
		}
	},
}

func reportLookup(p *Pass, model *schema.Model, r index.Remedy, queries []*query.Query) {
	severity := finding.Advice
	switch {
	case p.known(model, config.Large) && r.Method != "gin":
		severity = finding.Error
	case p.known(model, config.Large), r.Plain && p.guess(model).Guess == ProbablyLarge:
		severity = finding.Warning
	}
	why := "no index serves it, so the whole table is read"
	if r.Plain {
		why = "the index on " + r.Column.Field + " does not serve it, so the whole table is read"
	}
	report := p.Report(model.Place.File, header(model.Place), "%s is searched by %s__%s: %s", model.Name, r.Column.Field, r.Lookup, why).
		Severity(severity).
		About(model, r.Column.Column).
		Size(p.sizeWords(model)).
		Queries(queries...)
	if r.Method == "" {
		report.Help("%s", strings.ToUpper(r.Rewrite[:1])+r.Rewrite[1:]+".")
		return
	}
	ix := lookupIndex(r)
	help := fmt.Sprintf("In %s:\nclass Meta:\n    indexes = [%s]", model.Name, ix.Python(model.Label))
	if r.Upper {
		help += "\nUpper is in django.db.models.functions"
		if r.Opclass != "" {
			help += ", OpClass in django.contrib.postgres.indexes (and django.contrib.postgres in INSTALLED_APPS)"
		}
		help += "."
	}
	if r.Opclass == "gin_trgm_ops" {
		help += "\nIts migration begins with TrigramExtension(). A trigram index is several times as large as a plain one, and slows writes."
	}
	report.Suggest(ix).Help("%s", help)
}

// lookupIndex is the index that serves the lookup, as Django declares it.
func lookupIndex(r index.Remedy) finding.Index {
	ix := finding.Index{Fields: []string{r.Column.Field}, Method: r.Method}
	if r.Opclass != "" {
		ix.Opclasses = []string{r.Opclass}
	}
	if r.Upper {
		ix.Expressions = []finding.Expression{{
			SQL:    fmt.Sprintf(`UPPER("%s")`, r.Column.Column),
			Python: fmt.Sprintf(`Upper("%s")`, r.Column.Field),
		}}
	}
	return ix
}
