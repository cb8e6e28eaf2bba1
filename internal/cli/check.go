package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/rules"
)

// checkFlags are the flags of check alone.
type checkFlags struct {
	format         string
	selected       []string
	ignored        []string
	showSuppressed bool
	exitLevel      string
	level          string
	fix            bool
	diff           bool
	all            bool
}

func (c *command) checkCommand() *cobra.Command {
	var flags checkFlags
	cmd := &cobra.Command{
		Use:     "check [PATH…]",
		Short:   "Judge a project and list what is wrong",
		GroupID: groupJudge,
		Long: `Judge the project at PATH (default: this directory) and list what is wrong.

PATH is the project's directory, where manage.py stands. A file, a package or
several paths narrow what is listed; the project around them is read all the
same, because queries and models stand in different places. Tests, migrations
and vendored code are judged only where PATH names them.

A finding is silenced by a comment on its statement or on the line above it:

    orders = Order.objects.filter(note=text)  # ormlint: ignore[IDX001] reason

--fix adds the indexes that the listed findings suggest, and drops those that
they call needless: in the Meta of the model, and in a new migration beside the
app's others. Then the project is judged again. --diff shows what --fix would
write. A change that cannot be made in full is not made, and the reason is told.

Exit codes: 0 nothing at or above --exit-level, 1 something, 2 a mistake in the
command line or the configuration, 3 ormlint itself failed.`,
		Example: `  ormlint check
  ormlint check shop/views.py shop/api
  ormlint check --select IDX --ignore IDX103
  ormlint check --diff              what --fix would write
  ormlint check --fix --level warning
  ormlint check --format sarif > ormlint.sarif
  ormlint check --stats ormlint.stats.json
  ormlint check --exit-level error --python .venv`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.check(cmd, flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.format, "format", "text", "print `FORMAT`: text, json, github or sarif")
	f.StringSliceVar(&flags.selected, "select", nil, "run only these `CODES` or families, such as IDX,SIL001")
	f.StringSliceVar(&flags.ignored, "ignore", nil, "do not run these `CODES` or families")
	f.BoolVar(&flags.showSuppressed, "show-suppressed", false, "list findings that comments suppress, too")
	f.BoolVar(&flags.fix, "fix", false, "write the indexes that the listed findings suggest, with their migrations")
	f.BoolVar(&flags.diff, "diff", false, "show what --fix would write, and write nothing")
	f.BoolVar(&flags.all, "all", false, "list every finding and every query in full, where text counts advice and shows a few")
	f.StringVar(&flags.level, "level", "advice", "least `SEVERITY` that text and github tell of: error, warning or advice")
	f.StringVar(&flags.exitLevel, "exit-level", "warning", "least `SEVERITY` that makes the exit code 1: error, warning, advice or never")
	cmd.RegisterFlagCompletionFunc("format", words("text", "json", "github", "sarif"))
	cmd.RegisterFlagCompletionFunc("level", words("error", "warning", "advice"))
	cmd.RegisterFlagCompletionFunc("exit-level", words("error", "warning", "advice", "never"))
	cmd.RegisterFlagCompletionFunc("select", words(append(rules.FamilyCodes(), rules.Codes()...)...))
	cmd.RegisterFlagCompletionFunc("ignore", words(append(rules.FamilyCodes(), rules.Codes()...)...))
	return cmd
}

func (c *command) check(cmd *cobra.Command, flags checkFlags, args []string) error {
	if err := flags.validate(); err != nil {
		return err
	}
	options, err := c.options(args)
	if err != nil {
		return err
	}
	flags.apply(options.Config)
	if err := c.readStats(&options); err != nil {
		return err
	}
	result, err := c.run(cmd.Context(), options, engine.Run)
	if err != nil {
		return err
	}
	proofs, err := evidence.Read(options.Root)
	if err != nil {
		return err
	}
	proofs.Apply(result.Findings)
	if flags.fix || flags.diff {
		if result, err = c.fix(cmd.Context(), flags, options, result); err != nil {
			return err
		}
		proofs.Apply(result.Findings)
	}
	c.tellStats(options.Stats, result.Schema.Models)
	check := report.Check{Summary: result.Summary, Rules: described(options.Config), Version: Version}
	format := report.Format(flags.format)
	folds := format == report.Text || format == report.GitHub
	for _, f := range result.Findings {
		if f.Suppressed && !flags.showSuppressed {
			continue
		}
		if !f.Suppressed && flags.exitLevel != "never" && f.Severity >= severity(flags.exitLevel) {
			c.code = Found
		}
		if !folds || f.Severity >= severity(flags.level) {
			check.Findings = append(check.Findings, f)
		}
	}
	if !c.timings {
		check.Summary.Elapsed = 0 // so that two runs give the same bytes
	}
	style := c.style()
	style.All = flags.all
	if !flags.diff {
		if err := report.Write(c.stdout, format, check, style); err != nil {
			return &failure{err}
		}
	}
	for _, crash := range result.Crashes {
		c.code = c.internal(crash)
	}
	return nil
}

func (flags checkFlags) validate() error {
	if err := oneOf("format", flags.format, "text", "json", "github", "sarif"); err != nil {
		return err
	}
	if err := oneOf("level", flags.level, "error", "warning", "advice"); err != nil {
		return err
	}
	if err := oneOf("exit-level", flags.exitLevel, "error", "warning", "advice", "never"); err != nil {
		return err
	}
	for flag, codes := range map[string][]string{"select": flags.selected, "ignore": flags.ignored} {
		for _, code := range codes {
			if err := known().Check(code); err != nil {
				return fmt.Errorf("--%s: %w", flag, err)
			}
		}
	}
	return nil
}

// apply puts the flags in force over the file: --select replaces its list,
// --ignore adds to it.
func (flags checkFlags) apply(cfg *config.Config) {
	if len(flags.selected) > 0 {
		cfg.Select = flags.selected
		cfg.From("select", "--select")
	}
	if len(flags.ignored) > 0 {
		cfg.Ignore = slices.Concat(cfg.Ignore, flags.ignored)
		cfg.From("ignore", strings.TrimPrefix(cfg.Origin("ignore")+", --ignore", "default, "))
	}
}

// severity turns the name of a severity into it.
func severity(name string) finding.Severity {
	for _, s := range finding.Severities {
		if s.String() == name {
			return s
		}
	}
	return finding.Advice
}

// described lists the rules that run, for reports.
func described(cfg *config.Config) []finding.Rule {
	var described []finding.Rule
	for _, rule := range rules.All {
		if cfg.Runs(rule.Code) {
			described = append(described, rule.Describe())
		}
	}
	return described
}
