package cli

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"time"

	"github.com/spf13/cobra"

	"github.com/ormlint/ormlint/internal/stats"
)

// defaultSnapshot is the file beside the configuration that is read without being named.
const defaultSnapshot = "ormlint.stats.json"

func (c *command) statsCommand() *cobra.Command {
	cmd := &cobra.Command{
		Use:     "stats",
		Short:   "Read production's statistics, and find the code behind slow statements",
		GroupID: groupJudge,
		Long: `Statistics tell what source alone cannot: how many rows a table has, which index
nobody uses, which statements take the time. "stats pull" reads them from the
catalogs of a database into a file; "check", "prove" and "stats slow" read that
file and need no database.`,
		Args: noSuchCommand,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	cmd.AddCommand(c.statsPullCommand(), c.usesStats(c.readsProject(c.statsSlowCommand())))
	return cmd
}

// pullFlags are the flags of stats pull alone.
type pullFlags struct {
	dsn        string
	output     string
	timeout    time.Duration
	statements int
}

func (c *command) statsPullCommand() *cobra.Command {
	flags := pullFlags{output: defaultSnapshot, timeout: stats.DefaultLimits.Statement, statements: stats.DefaultLimits.Statements}
	cmd := &cobra.Command{
		Use:   "pull",
		Short: "Read a database's statistics into a file",
		Long: fmt.Sprintf(`Read the statistics of one database, of production or of a replica, into a file
that is kept beside the code. PostgreSQL %d and later.

Only catalogs are read, in one read-only transaction with timeouts: sizes and
numbers of rows, how values are spread (never the values), use of indexes, and
what pg_stat_statements counted, without constants and comments. An ordinary
role will do; what it may not see is counted and said. GRANT pg_read_all_stats
shows it the statements of other roles.

The database is the one of --dsn, else of DATABASE_URL, else of libpq's
environment as for psql: PGHOST, PGUSER, PGSERVICE, ~/.pgpass and the rest,
which also fill in what the first two leave out. Give the password there
rather than in --dsn, which other users of the machine can see. It is never
printed or stored.

On a replica scans are those of the replica; pull from the primary too before
an index is dropped because nobody used it.

Exit codes: 0 pulled, 2 the database or the file does not let it, 3 ormlint
itself failed.`, stats.OldestServer),
		Example: `  ormlint stats pull --dsn postgres://reader@db.example.com/shop
  PGSERVICE=replica ormlint stats pull -o ormlint.stats.json
  ormlint stats pull --dsn "host=/run/postgresql dbname=shop" -o -`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return c.pull(cmd, flags) },
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&flags.dsn, "dsn", "", "read the database of this `URL` or \"key=value\" string")
	f.StringVarP(&flags.output, "output", "o", flags.output, "write the snapshot to `FILE`; - is standard output")
	f.DurationVar(&flags.timeout, "timeout", flags.timeout, "longest `TIME` that one query may take")
	f.IntVar(&flags.statements, "statements", flags.statements, "keep the `N` statements that took longest")
	return cmd
}

func (c *command) pull(cmd *cobra.Command, flags pullFlags) error {
	if flags.timeout < time.Second || flags.timeout > time.Hour {
		return fmt.Errorf("--timeout wants a time from 1s to 1h, not %s", flags.timeout)
	}
	if flags.statements < 0 {
		return fmt.Errorf("--statements wants a number, not %d", flags.statements)
	}
	dsn, from := flags.dsn, "--dsn"
	if !cmd.Flags().Changed("dsn") {
		dsn, from = os.Getenv("DATABASE_URL"), "DATABASE_URL"
		if dsn == "" {
			from = "the libpq environment"
		}
	}
	source, err := stats.NewSource(dsn, from)
	if err != nil {
		return blameStats(err)
	}
	fmt.Fprintf(c.stderr, "reads %s (from %s)\n", source, source.From())
	ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
	defer stop()
	snapshot, err := stats.Pull(ctx, source, stats.Limits{Statement: flags.timeout, Statements: flags.statements}, time.Now())
	if err != nil {
		if ctx.Err() != nil {
			return errors.New("interrupted; nothing was written")
		}
		return blameStats(err)
	}
	if flags.output == "-" {
		if err := stats.Encode(c.stdout, snapshot); err != nil {
			return &failure{fmt.Errorf("write snapshot: %w", err)}
		}
	} else if err := stats.Write(snapshot, flags.output); err != nil {
		return blameStats(err)
	}
	c.tellPulled(snapshot, flags.output)
	return nil
}

// tellPulled says what is in the snapshot, and what could not be seen.
func (c *command) tellPulled(s *stats.Snapshot, file string) {
	indexes, unknown := 0, 0
	for _, t := range s.Tables {
		indexes += len(t.Indexes)
		if t.Rows == stats.UnknownRows {
			unknown++
		}
	}
	server := "PostgreSQL " + s.Server.Version
	if s.Server.Replica {
		server += ", a replica"
	}
	fmt.Fprintf(c.stderr, "%s: %s, %s and %s of %s (%s)\n", file, plural(len(s.Tables), "table"), plural(indexes, "index"),
		plural(len(s.Statements.List), "statement"), s.Server.Database, server)
	note := func(format string, args ...any) { fmt.Fprintf(c.stderr, "  "+format+"\n", args...) }
	if unknown > 0 {
		note("%s never analysed: the number of rows is unknown; run ANALYZE", plural2(unknown, "table was", "tables were"))
	}
	if n := s.Server.HiddenColumns; n > 0 {
		note("how values are spread is hidden from this role for %s; GRANT SELECT on them, or pull as their owner", plural(n, "table"))
	}
	if s.Server.Replica {
		note("a replica counts its own scans and statements, and no changes; those of the primary are pulled from there")
	}
	if why := s.Statements.Missing; why != "" {
		note("no statements: %s", why)
	}
	if n := s.Statements.Hidden; n > 0 {
		note("the text of %s of other roles is hidden (%g s); GRANT pg_read_all_stats to the role", plural(n, "statement"), s.Statements.HiddenSeconds)
	}
}

func blameStats(err error) error {
	var mistake *stats.Mistake
	if errors.As(err, &mistake) {
		return mistake
	}
	return &failure{err}
}

func plural(n int, noun string) string {
	many := noun + "s"
	if noun == "index" {
		many = "indexes"
	}
	return plural2(n, noun, many)
}

func plural2(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
