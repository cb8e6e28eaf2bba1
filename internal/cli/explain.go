package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/rules"
)

func (c *command) explainCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "explain [CODE…]",
		Short:   "Explain rules: why they exist, with bad and good examples",
		GroupID: groupLearn,
		Long:    "Explain rules, named by code (IDX002) or name (missing-composite-index). Without one, list all rules.",
		Example: "  ormlint explain\n  ormlint explain IDX002",
		ValidArgsFunction: func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			return rules.Codes(), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.listRules()
			}
			var explained []finding.Rule
			for _, arg := range args {
				rule, err := ruleNamed(arg)
				if err != nil {
					return err
				}
				explained = append(explained, rule.Describe())
			}
			if err := report.Explain(c.stdout, explained, c.style()); err != nil {
				return &failure{err}
			}
			return nil
		},
	}
}

// ruleNamed finds a rule by code or name, in any case.
func ruleNamed(word string) (*rules.Rule, error) {
	if rule := rules.Named(strings.ToUpper(word)); rule != nil {
		return rule, nil
	}
	if rule := rules.Named(strings.ToLower(word)); rule != nil {
		return rule, nil
	}
	candidates := rules.Codes()
	for _, rule := range rules.All {
		candidates = append(candidates, rule.Name)
	}
	hint := `; "ormlint explain" lists all rules`
	if near := config.Nearest(word, candidates); near != "" {
		hint = fmt.Sprintf("; did you mean %q?", near)
	}
	return nil, fmt.Errorf("unknown rule %q%s", word, hint)
}

// listRules lists every rule by family.
func (c *command) listRules() error {
	var families []report.Family
	for _, family := range rules.Families {
		var members []finding.Rule
		for _, rule := range rules.All {
			if rule.Family() == family.Code {
				members = append(members, rule.Describe())
			}
		}
		if len(members) > 0 {
			families = append(families, report.Family{Code: family.Code, About: family.About, Rules: members})
		}
	}
	if err := report.Rules(c.stdout, families, c.style()); err != nil {
		return &failure{err}
	}
	return nil
}

// codes lists the codes of rules that serve a guideline.
func codes(g rules.Guideline) []string {
	var codes []string
	for _, rule := range rules.All {
		if rule.Enforces(g) {
			codes = append(codes, rule.Code)
		}
	}
	slices.Sort(codes)
	return codes
}
