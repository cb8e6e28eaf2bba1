package prove

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/ormlint/ormlint/internal/postgres"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/sql"
)

// batch is how many rows one INSERT makes: enough to be quick, few enough to show progress and to be stopped.
const batch = 100_000

// An inconclusive is why a finding cannot be proven; the others go on.
type inconclusive struct {
	reason string
	cause  error
}

func (i *inconclusive) Error() string { return i.reason }
func (i *inconclusive) Unwrap() error { return i.cause }

func cannot(format string, args ...any) error {
	return &inconclusive{reason: fmt.Sprintf(format, args...)}
}

// fewRows is how many rows are enough where constraints refuse most of them.
const fewRows = 20_000

// errFewRows is the cause where constraints refuse most of the rows.
var errFewRows = errors.New("too few rows")

// create makes a table and fills it: rows first, then what checks and finds them.
func (t *table) create(ctx context.Context, conn *pgx.Conn, progress func(done int64)) error {
	text, err := sql.CreateTable(t.model)
	if err != nil {
		return cannot("%v", err)
	}
	if err := run(ctx, conn, strings.Replace(text, "CREATE TABLE", "CREATE UNLOGGED TABLE", 1)); err != nil {
		return err
	}
	for _, check := range sql.Checks(t.model) {
		if err := run(ctx, conn, check); err != nil {
			return err
		}
	}
	double, err := t.guard(ctx, conn)
	if err != nil {
		return err
	}
	for from := int64(1); from <= t.rows; from += batch {
		to := min(from+batch-1, t.rows)
		insert, err := t.insert(from, to, double)
		if err != nil {
			return cannot("%v", err)
		}
		tag, err := conn.Exec(ctx, insert)
		if err != nil {
			return t.refused(ctx, err)
		}
		t.loaded += tag.RowsAffected()
		if t.loaded < to/10 { // the rest would fare no better
			break
		}
		progress(to)
	}
	if t.loaded == 0 || !t.beside && t.loaded < min(t.rows/2, fewRows) {
		return &inconclusive{fmt.Sprintf("only %d of %d rows that were made for %s satisfy its constraints", t.loaded, t.rows, t.model.Table), errFewRows}
	}
	for _, ix := range t.model.Indexes {
		if t.beside && !ix.Unique && len(ix.Terms) > 0 && ix.Terms[0].Column != "" && !t.asked[ix.Terms[0].Column] {
			continue
		}
		text, err := sql.CreateIndex(t.model, ix)
		if err != nil {
			t.notes = append(t.notes, fmt.Sprintf("without %v", err))
			continue
		}
		if err := run(ctx, conn, text); err != nil {
			var not *inconclusive
			if !errors.As(err, &not) {
				return err
			}
			if double && ix.Unique { // guard has made it
				continue
			}
			t.notes = append(t.notes, fmt.Sprintf("without index %s: %v", ix.Name, err))
		}
	}
	return nil
}

// guard makes the unique indexes before the rows where these might not differ,
// so that the load drops what is double.
func (t *table) guard(ctx context.Context, conn *pgx.Conn) (bool, error) {
	guarded := false
	for _, ix := range t.model.Indexes {
		if !ix.Unique || ix.Unknown != "" || t.differs(ix) {
			continue
		}
		text, err := sql.CreateIndex(t.model, ix)
		if err != nil {
			continue
		}
		if err := run(ctx, conn, text); err != nil {
			return false, err
		}
		guarded = true
	}
	return guarded, nil
}

// differs reports whether no two rows are alike in a unique index.
func (t *table) differs(ix *schema.Index) bool {
	for _, term := range ix.Terms {
		for _, s := range t.spreads {
			if term.Column != s.column.Column && (term.Column != "" || !strings.Contains(term.Expression, sql.Quote(s.column.Column))) {
				continue
			}
			if s.rank == "i" && len(s.states) == 0 && roomy(s.column.DBType) ||
				s.grows && strings.HasPrefix(s.column.DBType, "timestamp") ||
				strings.Contains(s.rank, "r_") && t.partner(ix, s) {
				return true
			}
		}
	}
	return false
}

// roomy reports whether a type has a value for each of millions of rows.
func roomy(dbType string) bool {
	if m := sized.FindStringSubmatch(dbType); m != nil && strings.HasPrefix(dbType, "varchar") {
		return len(m[1]) > 1 || m[1] >= "6"
	}
	return dbType != "boolean" && dbType != "smallint" && !strings.HasPrefix(dbType, "time without") && dbType != "date"
}

// partner reports whether the index also holds the column that another counts along.
func (t *table) partner(ix *schema.Index, counting *spread) bool {
	for _, term := range ix.Terms {
		for _, s := range t.spreads {
			if (term.Column == s.column.Column || term.Column == "" && strings.Contains(term.Expression, sql.Quote(s.column.Column))) &&
				strings.Contains(counting.rank, rankName(s)) {
				return true
			}
		}
	}
	return false
}

// insert is the statement that makes rows from to to.
func (t *table) insert(from, to int64, double bool) (string, error) {
	var columns, first, second, values []string
	for _, s := range t.spreads {
		columns = append(columns, sql.Quote(s.column.Column))
		name := rankName(s)
		switch {
		case s.rank == "" || len(s.states) > 0 || s.grows:
		case strings.Contains(s.rank, `"r_`):
			second = append(second, s.rank+" AS "+name)
		case s.rank != "i":
			first = append(first, s.rank+" AS "+name)
		default:
			name = "i"
		}
		value, err := s.expression(name, t.rows)
		if err != nil {
			return "", err
		}
		values = append(values, value)
	}
	source := fmt.Sprintf("generate_series(%d::bigint, %d::bigint) AS i", from, to)
	if len(first) > 0 {
		source = "(SELECT i, " + strings.Join(first, ", ") + " FROM " + source + " OFFSET 0) AS a"
	}
	if len(second) > 0 {
		source = "(SELECT *, " + strings.Join(second, ", ") + " FROM " + source + " OFFSET 0) AS b"
	}
	text := "INSERT INTO " + sql.Quote(t.model.Table) + " (" + strings.Join(columns, ", ") + ") OVERRIDING SYSTEM VALUE"
	rows := "SELECT " + strings.Join(values, ", ") + " FROM " + source
	if where := t.checked(); where != "" {
		rows = "SELECT * FROM (" + rows + ") AS c (" + strings.Join(columns, ", ") + ") WHERE " + where
	}
	if double {
		rows += " ON CONFLICT DO NOTHING"
	}
	return text + " " + rows, nil
}

// checked are the declared conditions that rows must satisfy.
func (t *table) checked() string {
	var parts []string
	for _, c := range t.model.Checks {
		if c.Unknown == "" && c.SQL != "" {
			parts = append(parts, "("+c.SQL+") IS NOT FALSE")
		}
	}
	return strings.Join(parts, " AND ")
}

// refused tells why rows could not be made.
func (t *table) refused(ctx context.Context, err error) error {
	if stop := postgres.Stopped(ctx, err); stop != nil {
		return stop
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		if pg.ConstraintName != "" {
			return cannot("no rows can be made for %s that satisfy %s: %s", t.model.Table, pg.ConstraintName, pg.Message)
		}
		return cannot("no rows can be made for %s: %s", t.model.Table, pg.Message)
	}
	return fmt.Errorf("fill %s: %w", t.model.Table, err)
}

// run executes a statement; what the server says against it makes a finding inconclusive, no more.
func run(ctx context.Context, conn *pgx.Conn, text string) error {
	_, err := conn.Exec(ctx, text)
	if err == nil {
		return nil
	}
	if stop := postgres.Stopped(ctx, err); stop != nil {
		return stop
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		first, _, _ := strings.Cut(text, "\n")
		return cannot("PostgreSQL refuses %q: %s", short(first, 90), pg.Message)
	}
	return fmt.Errorf("run %q: %w", short(text, 90), err)
}

func short(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n]) + "…"
	}
	return text
}
