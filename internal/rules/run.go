package rules

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A Project is what every rule may read. Rules never change it.
type Project struct {
	Schema  *schema.Schema
	Queries []*query.Query
	Tables  config.Tables // what the configuration says about table sizes
}

// Run runs the rules side by side, at most jobs at once, and returns what they
// report, rule by rule in the order given.
func Run(ctx context.Context, project *Project, rules []*Rule, jobs int) ([]*finding.Finding, error) {
	passes := make([]Pass, len(rules))
	failures := make([]error, len(rules))
	limit := make(chan struct{}, max(jobs, 1))
	var wait sync.WaitGroup
	for i, rule := range rules {
		if rule.Check == nil {
			continue
		}
		passes[i] = Pass{Project: project, rule: rule}
		wait.Go(func() {
			limit <- struct{}{}
			defer func() { <-limit }()
			if failures[i] = ctx.Err(); failures[i] == nil {
				failures[i] = check(rule, &passes[i])
			}
		})
	}
	wait.Wait()
	var all []*finding.Finding
	for i := range rules {
		if failures[i] != nil {
			return nil, failures[i]
		}
		all = append(all, passes[i].findings...)
	}
	return all, nil
}

// check turns a panic into an error that names the rule, because a panic in a
// goroutine of its own could not be recovered further up.
func check(rule *Rule, pass *Pass) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("check rule %s: %v\n%s", rule.Code, r, debug.Stack())
		}
	}()
	rule.Check(pass)
	return nil
}
