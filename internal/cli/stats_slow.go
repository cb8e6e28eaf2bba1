package cli

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/statement"
	"github.com/ormlint/ormlint/internal/stats"
	"github.com/ormlint/ormlint/internal/trace"
)

// slowFlags are the flags of stats slow alone.
type slowFlags struct {
	format string
	top    int
}

func (c *command) statsSlowCommand() *cobra.Command {
	flags := slowFlags{}
	cmd := &cobra.Command{
		Use:   "slow [PATH]",
		Short: "Find the lines of code behind the statements that take the time",
		Long: `List the statements that took the most time, as pg_stat_statements counted them
and "stats pull" stored them, and for each the lines of the project at PATH
(default: this directory) whose query has the same shape: table, conditions,
order, limit and joins. Where a finding is about such a query, it is told.

Where no line fits, or several do, that is said. Statements that Django sends by
itself (save(), a foreign key that is read, prefetch_related) are named so.`,
		Example: `  ormlint stats slow
  ormlint stats slow shop --stats ormlint.stats.json --top 30
  ormlint stats slow --format json | jq '.statements[] | select(.sites == [])'`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.slow(cmd, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.format, "format", "text", "print `FORMAT`: text or json")
	f.IntVar(&flags.top, "top", 10, "list the `N` statements that took the most time; 0 lists all")
	cmd.RegisterFlagCompletionFunc("format", words("text", "json"))
	return cmd
}

func (c *command) slow(cmd *cobra.Command, flags slowFlags, args []string) error {
	if err := oneOf("format", flags.format, "text", "json"); err != nil {
		return err
	}
	if flags.top < 0 {
		return fmt.Errorf("--top wants a number, or 0 for all, not %d", flags.top)
	}
	paths, err := onePath(args)
	if err != nil {
		return err
	}
	options, err := c.options(paths)
	if err != nil {
		return err
	}
	if err := c.readStats(&options); err != nil {
		return err
	}
	slow, err := slowOf(options.Stats)
	if err != nil {
		return err
	}
	result, err := c.run(cmd.Context(), options, engine.Run)
	if err != nil {
		return err
	}
	if flags.top > 0 {
		slow.Statements = slow.Statements[:min(len(slow.Statements), flags.top)]
	}
	tracer := trace.New(result.Queries.Queries, result.Schema.Models)
	about := findingsOf(result)
	for i := range slow.Statements {
		s := &slow.Statements[i]
		origin := tracer.Find(statement.Read(s.Text))
		s.Sure, s.Known = origin.Sure, origin.Known
		for _, site := range origin.Sites {
			s.Sites = append(s.Sites, report.SlowSite{Query: site.Query, Differs: site.Differs, Findings: about[site.Query]})
		}
	}
	if err := report.SlowStatements(c.stdout, slow, report.Format(flags.format), c.style()); err != nil {
		return &failure{err}
	}
	return nil
}

// slowOf gathers the statements of all snapshots, those that took longest first.
func slowOf(snapshots stats.Snapshots) (report.Slow, error) {
	var slow report.Slow
	if len(snapshots) == 0 {
		return slow, errors.New(`no statistics; make them with "ormlint stats pull", or name them with --stats`)
	}
	for _, s := range snapshots {
		slow.Snapshots = append(slow.Snapshots, s.File)
		total := s.Statements.HiddenSeconds + s.Statements.RestSeconds
		for _, sent := range s.Statements.List {
			slow.Statements = append(slow.Statements, report.SlowStatement{Statement: sent, Short: statement.Short(sent.Text)})
			total += sent.Total / 1000
		}
		slow.Seconds += total
		if why := s.Statements.Missing; why != "" {
			slow.Notes = append(slow.Notes, fmt.Sprintf("%s has no statements: %s", s.File, why))
		}
		if n := s.Statements.Hidden; n > 0 {
			slow.Notes = append(slow.Notes, fmt.Sprintf("%s: the text of %s of other roles was hidden (%g s); GRANT pg_read_all_stats to the role that pulls",
				s.File, plural(n, "statement"), s.Statements.HiddenSeconds))
		}
	}
	if len(slow.Statements) == 0 && len(slow.Notes) > 0 {
		return slow, errors.New(slow.Notes[0] + "; pull again then")
	}
	slow.All = len(slow.Statements)
	slices.SortStableFunc(slow.Statements, func(a, b report.SlowStatement) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Text, b.Text))
	})
	for i := range slow.Statements {
		if slow.Seconds > 0 {
			slow.Statements[i].Share = slow.Statements[i].Total / 1000 / slow.Seconds
		}
	}
	return slow, nil
}

// findingsOf are the findings about each query: those that name it, or stand in it.
func findingsOf(result *engine.Result) map[*query.Query][]*finding.Finding {
	about := map[*query.Query][]*finding.Finding{}
	for _, f := range result.Findings {
		if f.Suppressed {
			continue
		}
		behind := result.Behind[f.Fingerprint]
		for _, q := range result.Queries.Queries {
			stands := len(behind) == 0 && q.File == f.File && q.Span.Start <= f.Span.Start && f.Span.End <= q.Span.End && (f.Table == "" || q.Model != nil && q.Model.Table == f.Table)
			if stands || slices.Contains(behind, q) {
				about[q] = append(about[q], f)
			}
		}
	}
	return about
}
