package rules

import (
	"sync"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/stats"
)

// A Project is what every rule may read. Rules never change it.
type Project struct {
	Schema  *schema.Schema
	Queries []*query.Query // of judged files only, so that tests and migrations suggest nothing
	Tables  config.Tables  // what the configuration says about table sizes
	// TablesOrigin is where it says so, for messages.
	TablesOrigin string
	Stats        stats.Snapshots // what production says; often none
	Postgres     int             // major version, 0 where unknown

	planned sync.Once
	plans   []*indexPlan // what several rules report, each its part
	guessed sync.Once
	guesses map[*schema.Model]Estimate
	counted sync.Once
	tables  map[string]*index.Statistics // what the snapshots counted, by table
}

// indexPlans returns the indexes that queries lack, found once for all rules.
func (p *Project) indexPlans() []*indexPlan {
	p.planned.Do(func() { p.plans = findIndexPlans(p) })
	return p.plans
}

// An Outcome is what a rule finds in a project.
type Outcome struct {
	Findings []*finding.Finding
	Behind   map[*finding.Finding][]*query.Query // the queries that a finding is about, beside its Sites
}

// Run returns what the rule finds in a project. Rules may run side by side.
func (r *Rule) Run(project *Project) Outcome {
	if r.Check == nil {
		return Outcome{}
	}
	pass := Pass{Project: project, rule: r}
	r.Check(&pass)
	return Outcome{pass.findings, pass.behind}
}
