package ruletest_test

import (
	"testing"

	"github.com/ormlint/ormlint/internal/rules"
	"github.com/ormlint/ormlint/internal/ruletest"
)

func TestExamples(t *testing.T) {
	for _, rule := range rules.All {
		t.Run(rule.Code, func(t *testing.T) { ruletest.Examples(t, rule) })
	}
}

func TestCases(t *testing.T) { ruletest.Cases(t, "../rules/testdata") }
