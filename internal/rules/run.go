package rules

import (
	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A Project is what every rule may read. Rules never change it.
type Project struct {
	Schema  *schema.Schema
	Queries []*query.Query // of judged files only, so that tests and migrations suggest nothing
	Tables  config.Tables  // what the configuration says about table sizes
}

// Run returns what the rule finds in a project. Rules may run side by side.
func (r *Rule) Run(project *Project) []*finding.Finding {
	if r.Check == nil {
		return nil
	}
	pass := Pass{Project: project, rule: r}
	r.Check(&pass)
	return pass.findings
}
