package cli

import (
	"context"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/rules"
)

func (c *command) guidelinesCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "guidelines [PATH]",
		Short:   "List the guidelines, the rules that enforce them and how a project stands",
		GroupID: groupLearn,
		Long: `List the guidelines for Django on PostgreSQL that ormlint exists to enforce, each
with its rules. With PATH, the project there is judged and each guideline shows
what was found against it.`,
		Example: "  ormlint guidelines\n  ormlint guidelines .",
		RunE: func(cmd *cobra.Command, args []string) error {
			paths, err := onePath(args)
			if err != nil {
				return err
			}
			guidelines, err := c.guidelines(cmd.Context(), paths)
			if err != nil {
				return err
			}
			if err := report.Guidelines(c.stdout, guidelines, c.style()); err != nil {
				return &failure{err}
			}
			return nil
		},
	}
}

// guidelines lists the guidelines; with a path it judges the project there.
func (c *command) guidelines(ctx context.Context, paths []string) ([]report.Guideline, error) {
	var findings []*finding.Finding
	if len(paths) > 0 {
		options, err := c.options(paths)
		if err != nil {
			return nil, err
		}
		result, err := c.run(ctx, options, engine.Run)
		if err != nil {
			return nil, err
		}
		findings = slices.DeleteFunc(result.Findings, func(f *finding.Finding) bool { return f.Suppressed })
	}
	var guidelines []report.Guideline
	for _, g := range rules.Guidelines {
		guideline := report.Guideline{
			Code: string(g.Guideline), Title: g.Title, Text: g.Text,
			Rules: codes(g.Guideline), Judged: len(paths) > 0,
		}
		for _, f := range findings {
			if f.Guideline == guideline.Code || slices.Contains(guideline.Rules, f.Code) {
				guideline.Findings = append(guideline.Findings, f)
			}
		}
		guidelines = append(guidelines, guideline)
	}
	return guidelines, nil
}
