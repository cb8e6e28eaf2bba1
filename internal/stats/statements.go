package stats

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/ormlint/ormlint/internal/statement"
)

// insufficient is what pg_stat_statements shows for statements of other roles.
const insufficient = "<insufficient privilege>"

const extensionSQL = mark + `SELECT n.nspname::text, e.extversion::text
FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = e.extnamespace
WHERE e.extname = 'pg_stat_statements'`

// statementsSQL reads this database's statements. The names of the times changed
// with version 1.8 of the extension, which an upgrade of the server leaves as it was.
func statementsSQL(schema, version string) string {
	total := "total_exec_time"
	if older(version, 1, 8) {
		total = "total_time"
	}
	return mark + `SELECT s.query, sum(s.calls)::int8, sum(s.` + total + `)::float8, sum(s.rows)::int8,
	sum(s.shared_blks_hit + s.shared_blks_read)::int8
FROM ` + pgx.Identifier{schema}.Sanitize() + `.pg_stat_statements s
WHERE s.dbid = (SELECT d.oid FROM pg_catalog.pg_database d WHERE d.datname = current_database())
GROUP BY s.query`
}

func older(version string, major, minor int) bool {
	first, second, _ := strings.Cut(version, ".")
	a, err1 := strconv.Atoi(first)
	b, err2 := strconv.Atoi(second)
	return err1 == nil && err2 == nil && (a < major || a == major && b < minor)
}

// readStatements reads what pg_stat_statements shows to this role; that it is
// not there, or may not be read, is told and no error.
func readStatements(ctx context.Context, tx pgx.Tx, most int) (Statements, error) {
	none := func(format string, args ...any) (Statements, error) {
		return Statements{Missing: fmt.Sprintf(format, args...), List: []Statement{}}, nil
	}
	var schema, version string
	err := tx.QueryRow(ctx, extensionSQL).Scan(&schema, &version)
	if errors.Is(err, pgx.ErrNoRows) {
		return none("pg_stat_statements is not installed in this database; CREATE EXTENSION pg_stat_statements")
	}
	if err != nil {
		return Statements{}, err
	}
	sum := newSummary()
	err = guarded(ctx, tx, func(tx pgx.Tx) error {
		return each(ctx, tx, statementsSQL(schema, version), func(row pgx.Rows) error {
			var text *string
			var s Statement
			if err := row.Scan(&text, &s.Calls, &s.Total, &s.Rows, &s.Blocks); err != nil {
				return err
			}
			if text != nil {
				s.Text = *text
			} else {
				s.Text = insufficient
			}
			sum.add(s)
			return nil
		})
	})
	var pgError *pgconn.PgError
	switch {
	case errors.As(err, &pgError) && pgError.Code == "42501":
		return none("the role may not read pg_stat_statements; GRANT pg_read_all_stats to it, or USAGE on schema %s", schema)
	case errors.As(err, &pgError) && pgError.Code == "55000":
		return none("pg_stat_statements is installed but not loaded; add it to shared_preload_libraries and restart the server")
	case errors.As(err, &pgError) && (pgError.Code == "42703" || pgError.Code == "42P01"):
		return none("pg_stat_statements %s is not known (%s); ALTER EXTENSION pg_stat_statements UPDATE", version, pgError.Message)
	case err != nil:
		return Statements{}, err
	}
	out := sum.statements(most)
	if !older(version, 1, 9) {
		var reset *time.Time
		err := guarded(ctx, tx, func(tx pgx.Tx) error {
			return tx.QueryRow(ctx, mark+"SELECT stats_reset FROM "+pgx.Identifier{schema}.Sanitize()+".pg_stat_statements_info").Scan(&reset)
		})
		if err != nil && !errors.As(err, &pgError) {
			return Statements{}, err
		}
		out.Since = moment(reset)
	}
	return out, nil
}

// guarded runs a part of the transaction that may fail without the rest.
func guarded(ctx context.Context, tx pgx.Tx, part func(pgx.Tx) error) error {
	savepoint, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	if err := part(savepoint); err != nil {
		var pgError *pgconn.PgError
		if errors.As(err, &pgError) {
			if rollback := savepoint.Rollback(ctx); rollback != nil {
				return rollback
			}
		}
		return err
	}
	return savepoint.Commit(ctx)
}

// A summary adds up statements that are the same without their values.
type summary struct {
	byText        map[string]*Statement
	hidden        int
	hiddenTotal   float64 // ms
	notListedRest float64
}

func newSummary() *summary { return &summary{byText: map[string]*Statement{}} }

func (u *summary) add(s Statement) {
	if s.Text == insufficient {
		u.hidden++
		u.hiddenTotal += s.Total
		return
	}
	if strings.Contains(s.Text, strings.TrimSpace(mark)) {
		return
	}
	normal, data := statement.Normal(s.Text)
	if !data || strings.Contains(normal, "pg_stat_statements") {
		u.notListedRest += s.Total
		return
	}
	same := u.byText[normal]
	if same == nil {
		same = &Statement{Text: normal}
		u.byText[normal] = same
	}
	same.Calls += s.Calls
	same.Total += s.Total
	same.Rows += s.Rows
	same.Blocks += s.Blocks
}

// statements are the most that took longest, by text.
func (u *summary) statements(most int) Statements {
	all := make([]Statement, 0, len(u.byText))
	for _, s := range u.byText {
		all = append(all, *s)
	}
	slices.SortFunc(all, func(a, b Statement) int {
		return cmp.Or(cmp.Compare(b.Total, a.Total), cmp.Compare(a.Text, b.Text))
	})
	rest := u.notListedRest
	for _, s := range all[min(most, len(all)):] {
		rest += s.Total
	}
	all = all[:min(most, len(all))]
	for i := range all {
		s := &all[i]
		if s.Calls > 0 {
			s.Mean = round(s.Total / float64(s.Calls))
		}
		s.Calls, s.Total, s.Rows, s.Blocks = count(s.Calls), round(s.Total), count(s.Rows), count(s.Blocks)
	}
	slices.SortFunc(all, func(a, b Statement) int { return cmp.Compare(a.Text, b.Text) })
	return Statements{
		Hidden: int(count(int64(u.hidden))), HiddenSeconds: round(u.hiddenTotal / 1000), RestSeconds: round(rest / 1000), List: all,
	}
}
