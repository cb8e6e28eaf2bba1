// Package rules holds every rule, one file each, and runs them.
//
// In: a Project, the values that earlier packages made of the code. Out: the
// findings of each rule. Its one idea: a rule is a value that documents, tests
// and checks itself; its page, its explanation on the command line and its
// entry in SARIF are all made from that value. A rule that needs to look at
// syntax shows that something is missing in a package before this one.
package rules

//go:generate go run ./gendocs ../../docs/rules

import (
	"fmt"
	"slices"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// A Rule is one kind of finding. It has no state, so rules run in parallel.
type Rule struct {
	Code      string           // family and number, "IDX002"; never reused for another meaning
	Name      string           // "missing-composite-index"
	Guideline Guideline        // the guideline it enforces, "" for rules about ormlint itself
	Also      []Guideline      // further guidelines it serves
	Severity  finding.Severity // of a finding that says nothing else
	Summary   string           // what is wrong, one clause without a full stop
	Why       string           // Markdown paragraphs: what happens in the database, what it costs
	Bad       string           // Python that must be reported on its "# want CODE" lines
	Good      string           // Python that must not be reported
	Config    string           // ormlint.toml under which Bad and Good are read, often ""
	Stats     string           // a snapshot of production under which Bad and Good are read, often ""
	Check     func(*Pass)      // nil where the engine itself reports it (families SUP and SYN)
}

// Describe returns what reports tell about the rule.
func (r *Rule) Describe() finding.Rule {
	return finding.Rule{
		Code: r.Code, Name: r.Name, Guideline: string(r.Guideline), Severity: r.Severity,
		Summary: r.Summary, Why: r.Why, Bad: Example(r.Bad), Good: Example(r.Good),
	}
}

// Family returns the letters of the rule's code.
func (r *Rule) Family() string { return Family(r.Code) }

// Family returns the leading letters of a code: "IDX" of "IDX002".
func Family(code string) string {
	for i := range len(code) {
		if code[i] >= '0' && code[i] <= '9' {
			return code[:i]
		}
	}
	return code
}

// A Pass is one rule's run over one project.
type Pass struct {
	*Project
	rule     *Rule
	findings []*finding.Finding
	behind   map[*finding.Finding][]*query.Query
}

// Report adds a finding of the rule's own severity and high confidence. What is
// known besides is added to the Report that it returns.
func (p *Pass) Report(file *source.File, span source.Span, format string, args ...any) Report {
	f := p.rule.Finding(file, span, format, args...)
	p.findings = append(p.findings, f)
	return Report{f, p}
}

// Finding returns a finding of the rule's own severity and high confidence.
func (r *Rule) Finding(file *source.File, span source.Span, format string, args ...any) *finding.Finding {
	return &finding.Finding{
		Code:       r.Code,
		Name:       r.Name,
		Guideline:  string(r.Guideline),
		Severity:   r.Severity,
		Confidence: finding.High,
		File:       file,
		Span:       span,
		Message:    fmt.Sprintf(format, args...),
	}
}

// A Report is a finding while its rule still adds to it.
type Report struct {
	finding *finding.Finding
	pass    *Pass
}

// Severity replaces the rule's own severity.
func (r Report) Severity(s finding.Severity) Report {
	r.finding.Severity = s
	return r
}

// Confidence says how sure the resolution behind the finding is.
func (r Report) Confidence(c finding.Confidence) Report {
	r.finding.Confidence = c
	return r
}

// Enforces names another guideline than the rule's own.
func (r Report) Enforces(g Guideline) Report {
	r.finding.Guideline = string(g)
	return r
}

// About names the model and the columns that the finding is about.
func (r Report) About(model *schema.Model, columns ...string) Report {
	r.finding.Model = model.Label
	r.finding.Table = model.Table
	r.finding.Columns = columns
	return r
}

// Help says what to do.
func (r Report) Help(format string, args ...any) Report {
	r.finding.Help = fmt.Sprintf(format, args...)
	return r
}

// Suggest names the index to add.
func (r Report) Suggest(index finding.Index) Report {
	r.finding.Suggestion = &index
	return r
}

// Size says what is known of the table's size.
func (r Report) Size(reason string) Report {
	r.finding.Size = reason
	return r
}

// Paged says that the index is for lists that are shown page by page, though
// the code sets no limit.
func (r Report) Paged(paged bool) Report {
	r.finding.Paged = paged
	return r
}

// Closest names the existing index that goes furthest.
func (r Report) Closest(words string) Report {
	r.finding.Closest = words
	return r
}

// Drop names an existing index that is not needed.
func (r Report) Drop(model *schema.Model, ix *schema.Index) Report {
	drop := finding.Drop{Model: model.Label, Name: ix.Name, Origin: string(ix.Origin)}
	for _, term := range ix.Terms {
		field := term.Expression
		if term.Column != "" {
			field = fieldOf(model, term.Column)
		}
		if term.Desc {
			field = "-" + field
		}
		drop.Fields = append(drop.Fields, field)
	}
	r.finding.Drops = append(r.finding.Drops, drop)
	return r
}

// doneBy names the existing index that does the work of those to drop.
func (r Report) doneBy(ix *schema.Index) {
	for i := range r.finding.Drops {
		r.finding.Drops[i].By = ix.Name
	}
}

// Queries names the queries that the finding is about, what matters most first.
// Those of one place are one site.
func (r Report) Queries(queries ...*query.Query) Report {
	if r.pass.behind == nil {
		r.pass.behind = map[*finding.Finding][]*query.Query{}
	}
	r.pass.behind[r.finding] = append(r.pass.behind[r.finding], queries...)
	for _, q := range queries {
		if !slices.ContainsFunc(r.finding.Sites, func(s finding.Site) bool { return s.File == q.File && s.Span == q.Span }) {
			r.finding.Sites = append(r.finding.Sites, finding.Site{File: q.File, Span: q.Span, Contexts: q.Contexts})
		}
	}
	return r
}

// Related adds a place that helps to understand the finding.
func (r Report) Related(file *source.File, span source.Span, format string, args ...any) Report {
	r.finding.Related = append(r.finding.Related, finding.Related{
		File: file, Span: span, Message: fmt.Sprintf(format, args...),
	})
	return r
}
