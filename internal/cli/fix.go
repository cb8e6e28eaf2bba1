package cli

import (
	"context"
	"fmt"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/fix"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/rules"
	"github.com/ormlint/ormlint/internal/schema"
)

// fix writes what the listed findings suggest and judges the project again, so
// that what is reported is what remains. With --diff it shows the changes alone.
func (c *command) fix(ctx context.Context, flags checkFlags, options engine.Options, result *engine.Result) (*engine.Result, error) {
	var wanted []*finding.Finding
	for _, f := range result.Findings {
		refuted := f.Evidence != nil && f.Evidence.Verdict == finding.Refuted
		if !f.Suppressed && !refuted && f.Severity >= severity(flags.level) {
			wanted = append(wanted, f)
		}
	}
	sizes := rules.Project{Tables: options.Config.Tables, Stats: options.Stats}
	changes, err := fix.Plan(wanted, fix.Options{
		Projects: result.Projects,
		Schema:   result.Schema,
		Judged:   engine.Judged,
		Large:    func(m *schema.Model) bool { return sizes.Size(m).Class == config.Large },
	})
	if err != nil {
		return nil, &failure{err}
	}
	told := c.stdout
	if flags.diff || report.Format(flags.format) != report.Text {
		told = c.stderr
	}
	if flags.diff {
		if _, err := c.stdout.Write(changes.Diff()); err != nil {
			return nil, &failure{fmt.Errorf("write differences: %w", err)}
		}
	} else if err := changes.Apply(); err != nil {
		return nil, err
	}
	if err := report.WriteFixes(told, changes, !flags.diff, c.style()); err != nil {
		return nil, &failure{err}
	}
	if flags.diff || len(changes.Files) == 0 {
		return result, nil
	}
	return c.run(ctx, options, engine.Run)
}
