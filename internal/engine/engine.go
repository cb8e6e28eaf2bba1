// Package engine runs the pipeline: from a directory to findings.
//
// In: Options, which say what to read and what the user wants to know. Out: a
// Result with everything that was found, in an order that does not depend on
// the machine. Its one idea: what a finding goes through after its rule
// (judged files, suppressions, selection, order) is one readable list of
// steps, and every front end (command line, tests, editors) takes the same
// steps.
package engine

import (
	"context"
	"time"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/rules"
	"github.com/ormlint/ormlint/internal/schema"
)

// Options say what to read and what to judge.
type Options struct {
	Root     string         // the project's directory; paths are printed relative to it
	Paths    []string       // below Root, with "/"; only findings there are kept; none means all
	Config   *config.Config // what the user decided; nil for the defaults
	Rules    []*rules.Rule  // nil for rules.All
	Jobs     int            // goroutines at once; 0 for one a core
	Progress func(Step)     // called when a phase begins and as it goes on; nil for none
}

// A Step tells how far a run is. Total is 0 where it is not known beforehand.
type Step struct {
	Phase string // "parse", "schema", …
	File  string // what is being read, "" between files
	Done  int
	Total int
}

// A Result is what a run found.
type Result struct {
	Findings []*finding.Finding // by path, offset and code; suppressed ones are marked
	Schema   *schema.Schema
	Queries  []*query.Query
	Summary  Summary
	Phases   []Phase // in the order in which they ran
}

// A Summary counts what was read.
type Summary struct {
	Files      int
	Lines      int
	Models     int
	Queries    int
	Unresolved int
	Migrations int
	Unknown    []string // packages that the code imports and that are neither installed nor known
	Elapsed    time.Duration
}

// A Phase is one step of the pipeline and the time it took.
type Phase struct {
	Name    string
	Elapsed time.Duration
}

// Run reads the project and judges it.
func Run(ctx context.Context, options Options) (*Result, error) {
	return &Result{Schema: &schema.Schema{}}, ctx.Err()
}
