// Package engine runs the pipeline: from a directory to findings.
//
// In: Options, which say what to read and what the user wants to know. Out: a
// Result with everything that was found, in an order that does not depend on
// the machine. Its one idea: what a finding goes through after its rule
// (suppressions, judged files, fingerprints, order) is one readable list of
// steps, and every front end (command line, tests, editors) takes the same
// steps.
package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/rules"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
	"github.com/ormlint/ormlint/internal/stats"
)

// Options say what to read and what to judge.
type Options struct {
	Root   string          // the project's directory; paths are printed relative to it
	Paths  []string        // relative to Root, with "/"; only findings there are kept; none means all
	Config *config.Config  // what the user decided; nil for the defaults
	Stats  stats.Snapshots // what production says; nil for nothing
	Rules  []*rules.Rule   // nil for those that Config selects
	// PythonPath are further directories to import from; nothing there is judged.
	PythonPath []string
	Queries    query.Options       // what to look for beside the queries that the code builds
	Jobs       int                 // goroutines at once; 0 for one a core
	Getenv     func(string) string // environment variables; nil for none
	Progress   func(Step)          // called as the run goes on, from several goroutines at once; nil for none
}

// A Result is what a run found.
type Result struct {
	Findings []*finding.Finding // by path, offset and code; suppressed ones are marked
	Schema   *schema.Schema
	Queries  *query.Result
	Projects []*django.Project // that Schema and Queries were read from, the main one first
	Files    []*source.File    // those whose findings and queries are told, by path
	Summary  finding.Summary
	Phases   []Phase  // in the order in which they ran
	Crashes  []*Crash // of rules; what the other rules found is in Findings
	// Behind are the queries that a finding is about, by its fingerprint, beside its Sites.
	Behind map[string][]*query.Query
}

// Run reads the project and judges it.
func Run(ctx context.Context, options Options) (*Result, error) {
	return run(ctx, options, true)
}

// Read reads the project without judging it: for commands that show what is there.
func Read(ctx context.Context, options Options) (*Result, error) {
	return run(ctx, options, false)
}

func run(ctx context.Context, options Options, judging bool) (*Result, error) {
	options = options.withDefaults()
	var result *Result
	clock := newClock(options.Progress)
	err := guard("the project", func() error {
		program, err := load(ctx, options, clock)
		if err != nil {
			return err
		}
		result = &Result{Schema: program.schema, Queries: program.asked, Projects: program.projects, Files: program.files(), Summary: program.summary}
		if judging {
			err = result.check(ctx, options, program, clock)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	result.Phases = clock.stop()
	result.Summary.Elapsed = clock.elapsed()
	return result, nil
}

// check runs the rules and sends what they find through the steps that every
// finding takes.
func (r *Result) check(ctx context.Context, options Options, program *program, clock *clock) error {
	clock.begin("rules")
	judge := newJudge(options)
	project := &rules.Project{
		Schema:       program.schema,
		Queries:      judge.queries(program.queries.Queries),
		Tables:       options.Config.Tables,
		TablesOrigin: options.Config.File,
		Stats:        options.Stats,
		Postgres:     options.Config.Postgres,
	}
	findings, behind, crashes, err := runRules(ctx, options, project)
	if err != nil {
		return err
	}
	clock.begin("report")
	findings = append(findings, syntaxErrors(program.modules)...)
	findings = append(findings, suppress(program.modules, findings, options.Rules)...)
	findings = firstOfFile(findings)
	// Only now, because a comment in a file that is not judged is no less used.
	findings = slices.DeleteFunc(findings, func(f *finding.Finding) bool {
		return !judge.keeps(f, options.Rules)
	})
	order(findings)
	fingerprint(findings)
	r.Findings, r.Crashes = findings, crashes
	r.Behind = map[string][]*query.Query{}
	for _, f := range findings {
		if queries := behind[f]; len(queries) > 0 {
			r.Behind[f.Fingerprint] = queries
		}
	}
	return nil
}

// runRules runs the rules side by side and returns their findings rule by rule.
// A rule that crashes loses its own findings and no others.
func runRules(ctx context.Context, options Options, project *rules.Project) (
	findings []*finding.Finding, behind map[*finding.Finding][]*query.Query, crashes []*Crash, err error,
) {
	found := make([]rules.Outcome, len(options.Rules))
	crashed := make([]*Crash, len(options.Rules))
	err = parallel(ctx, options.Jobs, len(options.Rules), func(i int) error {
		rule := options.Rules[i]
		err := guard("the project for rule "+rule.Code, func() error {
			found[i] = rule.Run(project)
			return nil
		})
		errors.As(err, &crashed[i])
		return nil
	})
	behind = map[*finding.Finding][]*query.Query{}
	for _, outcome := range found {
		findings = append(findings, outcome.Findings...)
		maps.Copy(behind, outcome.Behind)
	}
	return findings, behind, slices.DeleteFunc(crashed, func(c *Crash) bool { return c == nil }), err
}

func syntaxErrors(modules []*py.Module) []*finding.Finding {
	var findings []*finding.Finding
	for _, module := range modules {
		for _, flaw := range module.File.Flaws {
			findings = append(findings, rules.InvalidSyntax.Finding(module.File, flaw.Span, "%s", flaw.Message))
		}
		if len(module.File.Flaws) > 0 { // what is no text is no Python either
			continue
		}
		for _, e := range module.Errors {
			findings = append(findings, rules.InvalidSyntax.Finding(module.File, e.Span, "%s; what this statement says is not read", e.Message))
		}
	}
	return findings
}

// firstOfFile leaves of a file's syntax errors the first that no comment
// suppresses, and tells how many there are: whoever sees to it sees the others.
func firstOfFile(findings []*finding.Finding) []*finding.Finding {
	first, more := map[*source.File]*finding.Finding{}, map[*source.File]int{}
	kept := slices.DeleteFunc(findings, func(f *finding.Finding) bool {
		if f.Code != rules.InvalidSyntax.Code || f.Suppressed {
			return false
		}
		if first[f.File] != nil { // those of a file come in order
			more[f.File]++
			return true
		}
		first[f.File] = f
		return false
	})
	for file, n := range more {
		words := "a place below is not valid either"
		if n > 1 {
			words = fmt.Sprintf("%d places below are not valid either", n)
		}
		first[file].Message += "; " + words
	}
	return kept
}

// keeps reports whether the user wants to see a finding. One that is about
// queries is wanted where one of them is: it stands at the model, which may lie
// outside of what is judged.
func (j judge) keeps(f *finding.Finding, ran []*rules.Rule) bool {
	if j.config.IgnoredIn(j.configPath(f.File.Path), f.Code) ||
		!slices.ContainsFunc(ran, func(r *rules.Rule) bool { return r.Code == f.Code }) {
		return false
	}
	if len(f.Sites) == 0 {
		return j.Judged(f.File.Path)
	}
	return slices.ContainsFunc(f.Sites, func(s finding.Site) bool {
		return j.Judged(s.File.Path) && !j.config.IgnoredIn(j.configPath(s.File.Path), f.Code)
	})
}

// queries returns those that stand in files whose queries are looked for.
func (j judge) queries(all []*query.Query) []*query.Query {
	var judged []*query.Query
	for _, q := range all {
		if j.Explored(q.File.Path) {
			judged = append(judged, q)
		}
	}
	return judged
}

func (o Options) withDefaults() Options {
	if o.Config == nil {
		o.Config = config.Default()
	}
	if o.Rules == nil {
		o.Rules = []*rules.Rule{}
		for _, rule := range rules.All {
			if o.Config.Runs(rule.Code) {
				o.Rules = append(o.Rules, rule)
			}
		}
	}
	if o.Jobs <= 0 {
		o.Jobs = runtime.GOMAXPROCS(0)
	}
	return o
}
