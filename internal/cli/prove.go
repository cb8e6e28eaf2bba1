package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/postgres"
	"github.com/ormlint/ormlint/internal/prove"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// proveFlags are the flags of prove alone.
type proveFlags struct {
	format  string
	level   string
	dsn     string
	rows    int64
	timeout time.Duration
	page    string
}

func (c *command) proveCommand() *cobra.Command {
	var flags proveFlags
	cmd := &cobra.Command{
		Use:     "prove [PATH] [CODE|FILE:LINE|FINGERPRINT…]",
		Short:   "Let PostgreSQL say whether findings about indexes are right",
		GroupID: groupJudge,
		Long: `Let PostgreSQL say whether findings about indexes are right.

For each finding the tables are made with all their indexes in a database of its
own and filled with rows; the statements that Django sends are run with and
without the index, and the index's price is measured. A finding is confirmed if
a statement reads ten times fewer pages, or a third of them and a hundred fewer.
It is refuted if PostgreSQL does not use the index or hardly reads less, or if
what another statement loses by it is more. Of an index to drop it is proven
that no query gets slower.

What it came to is kept in ` + evidence.Name + ` beside the code. "ormlint check"
shows it, and what is refuted is advice from then on.

The server is the newest PostgreSQL of this machine, started in a temporary
directory and gone afterwards; where there is none, one is downloaded once. Or
it is one named with --dsn, where a database is made and dropped.

Exit codes: 0 everything was tried, 2 a mistake in the command line, in the
configuration or with the server, 3 the server stopped, the disk was full or
ormlint itself failed.`,
		Example: `  ormlint prove                         every error and warning
  ormlint prove IDX002                  the findings of one rule
  ormlint prove shop/views.py:40        those of one line
  ormlint prove --rows 10000000 --report proof.html
  ormlint prove --dsn postgres://me@localhost/postgres`,
		RunE: func(cmd *cobra.Command, args []string) error { return c.prove(cmd.Context(), flags, args) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.format, "format", "text", "print `FORMAT`: text or json")
	f.StringVar(&flags.level, "level", "warning", "least `SEVERITY` that is proven: error, warning or advice")
	f.Int64Var(&flags.rows, "rows", 1_000_000, "fill the table of a finding with `N` rows")
	f.StringVar(&flags.dsn, "dsn", "", "prove on the server of this `CONNECTION`, in a database of its own")
	f.DurationVar(&flags.timeout, "timeout", 30*time.Minute, "stop after `TIME`, such as 5m, and keep what was proven")
	f.StringVar(&flags.page, "report", "", "write a page with plans and charts to `FILE`")
	cmd.RegisterFlagCompletionFunc("format", words("text", "json"))
	cmd.RegisterFlagCompletionFunc("level", words("error", "warning", "advice"))
	return cmd
}

func (c *command) prove(ctx context.Context, flags proveFlags, args []string) error {
	if err := errors.Join(oneOf("format", flags.format, "text", "json"), oneOf("level", flags.level, "error", "warning", "advice")); err != nil {
		return err
	}
	if flags.rows < 1000 {
		return fmt.Errorf("--rows wants 1000 or more, not %d: of fewer rows PostgreSQL reads all", flags.rows)
	}
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	defer stop()
	ctx, cancel := context.WithTimeoutCause(ctx, flags.timeout, errTime)
	defer cancel()
	paths, wanted := provePaths(args)
	options, err := c.options(paths)
	if err != nil {
		return err
	}
	if err := c.readStats(&options); err != nil {
		return err
	}
	result, err := c.run(ctx, options, engine.Run)
	if err != nil {
		return err
	}
	old, err := evidence.Read(options.Root)
	if err != nil {
		return err
	}
	chosen, err := choose(result.Findings, wanted, severity(flags.level))
	if err != nil {
		return err
	}
	proofs, err := c.runProof(ctx, flags, options, result, chosen)
	if len(proofs) > 0 {
		if err := evidence.Write(options.Root, old, proofs); err != nil {
			return &failure{err}
		}
	}
	if err == nil || len(proofs) > 0 {
		if err := c.writeProofs(flags, chosen, proofs); err != nil {
			return &failure{err}
		}
	}
	return c.proofError(err)
}

var errTime = errors.New("the time of --timeout ran out")

func (c *command) runProof(ctx context.Context, flags proveFlags, options engine.Options, result *engine.Result, chosen []*finding.Finding) ([]evidence.Proof, error) {
	if len(chosen) == 0 {
		return nil, nil
	}
	tables := options.Config.Tables
	po := prove.Options{
		Schema: result.Schema, Queries: result.Queries.Queries, Behind: result.Behind, Findings: chosen, Stats: options.Stats, Rows: flags.rows, DSN: flags.dsn, Jobs: 2,
		Path:  os.Getenv("PATH"),
		Small: func(m *schema.Model) bool { return tables.Size(m.Table, m.Label) == config.Small },
	}
	if cache, err := os.UserCacheDir(); err == nil {
		po.Cache, po.Download = filepath.Join(cache, "ormlint"), postgres.DownloadBase
	}
	if isTerminal(c.stderr) {
		bar := newProgress(c.stderr)
		defer bar.stop()
		po.Progress = func(s prove.Step) { bar.set(engine.Step{Phase: s.What, Done: s.Done, Total: s.Total}) }
	}
	return prove.Prove(ctx, po)
}

// proofError gives what ended a proof its words and its exit code.
func (c *command) proofError(err error) error {
	var mistake *postgres.Mistake
	var stop *postgres.Stop
	switch {
	case err == nil:
		return nil
	case errors.As(err, &mistake):
		return mistake
	case errors.As(err, &stop), errors.Is(err, errTime):
		fmt.Fprintf(c.stderr, "ormlint: %v\n", err)
		c.code = Internal
		return nil
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(c.stderr, "ormlint: interrupted; nothing is left behind")
		c.code = 130
		return nil
	}
	return &failure{err}
}

// provePaths takes the project's directory out of the arguments.
func provePaths(args []string) (paths, wanted []string) {
	for _, arg := range args {
		if stat, err := os.Stat(arg); err == nil && stat.IsDir() {
			paths = append(paths, arg)
		} else {
			wanted = append(wanted, arg)
		}
	}
	return paths, wanted
}

var (
	codeText   = regexp.MustCompile(`^[A-Z]{3}\d*$`)
	printText  = regexp.MustCompile(`^[0-9a-f]{6,24}$`)
	placedText = regexp.MustCompile(`^(.+):(\d+)$`)
)

// choose picks the findings that the user names; without a name, those of a severity.
func choose(all []*finding.Finding, wanted []string, least finding.Severity) ([]*finding.Finding, error) {
	var chosen []*finding.Finding
	for _, f := range all {
		if f.Suppressed || f.Suggestion == nil && len(f.Drops) == 0 {
			continue
		}
		if len(wanted) == 0 && f.Severity >= least {
			chosen = append(chosen, f)
		}
	}
	for _, want := range wanted {
		fits, err := fitting(want)
		if err != nil {
			return nil, err
		}
		found := false
		for _, f := range all {
			if !f.Suppressed && fits(f) {
				found = true
				if (f.Suggestion != nil || len(f.Drops) > 0) && !slices.Contains(chosen, f) {
					chosen = append(chosen, f)
				}
			}
		}
		if !found && known().Check(want) != nil { // a rule that finds nothing is no mistake
			return nil, fmt.Errorf("%s: there is no such finding; \"ormlint check --format json\" lists codes, places and fingerprints", want)
		}
	}
	return chosen, nil
}

func fitting(want string) (func(*finding.Finding) bool, error) {
	switch {
	case codeText.MatchString(want):
		return func(f *finding.Finding) bool { return strings.HasPrefix(f.Code, want) }, nil
	case printText.MatchString(want):
		return func(f *finding.Finding) bool { return strings.HasPrefix(f.Fingerprint, want) }, nil
	case placedText.MatchString(want):
		m := placedText.FindStringSubmatch(want)
		line, err := strconv.Atoi(m[2])
		if err != nil {
			return nil, fmt.Errorf("%s: %s is no line", want, m[2])
		}
		file := filepath.ToSlash(filepath.Clean(m[1]))
		return func(f *finding.Finding) bool {
			at := func(in *source.File, span source.Span) bool {
				return (in.Path == file || strings.HasSuffix(file, "/"+in.Path)) && in.Line(span.Start) <= line && line <= in.Line(span.End)
			}
			return at(f.File, f.Span) || slices.ContainsFunc(f.Sites, func(s finding.Site) bool { return at(s.File, s.Span) })
		}, nil
	}
	return nil, fmt.Errorf("%s is no directory, code, FILE:LINE or fingerprint", want)
}

func (c *command) writeProofs(flags proveFlags, chosen []*finding.Finding, proofs []evidence.Proof) error {
	if flags.page != "" {
		var page strings.Builder
		if err := report.WriteProofs(&page, chosen, proofs); err != nil {
			return err
		}
		if err := os.WriteFile(flags.page, []byte(page.String()), 0o644); err != nil {
			return fmt.Errorf("write %s: %w", flags.page, err)
		}
	}
	if flags.format == "json" {
		return report.WriteProofJSON(c.stdout, proofs)
	}
	return report.WriteProofText(c.stdout, chosen, proofs)
}
