package stats

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Limits bound what Pull asks of a server.
type Limits struct {
	Statement  time.Duration // for each of its queries
	Statements int           // how many statements are kept, those that took longest
}

// DefaultLimits are harmless to a busy server.
var DefaultLimits = Limits{Statement: 30 * time.Second, Statements: 500}

// wholePull is how many times the limit of one query all of them may take.
const wholePull = 10

// Pull reads the catalogs of one database in one read-only transaction.
func Pull(ctx context.Context, source *Source, limits Limits, today time.Time) (*Snapshot, error) {
	ctx, cancel := context.WithTimeout(ctx, source.config.ConnectTimeout+wholePull*limits.Statement)
	defer cancel()
	conn, err := source.connect(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close(context.WithoutCancel(ctx))
	tx, err := conn.BeginTx(ctx, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly})
	if err != nil {
		return nil, source.interrupted(ctx, "begin", err)
	}
	if err := bound(ctx, tx, limits); err != nil {
		return nil, source.interrupted(ctx, "set timeouts", err)
	}
	s := &Snapshot{Version: Version, Pulled: today.UTC().Format(time.DateOnly)}
	if s.Server, err = readServer(ctx, tx); err != nil {
		return nil, source.interrupted(ctx, "read the server's settings", err)
	}
	catalog, err := readCatalog(ctx, tx)
	if err != nil {
		return nil, source.interrupted(ctx, "read tables and indexes", err)
	}
	s.Tables, s.Server.HiddenColumns = catalog.tables(int64(s.Server.BlockSize))
	if s.Statements, err = readStatements(ctx, tx, limits.Statements); err != nil {
		return nil, source.interrupted(ctx, "read pg_stat_statements", err)
	}
	if err := tx.Rollback(ctx); err != nil {
		return nil, source.interrupted(ctx, "end", err)
	}
	return s, nil
}

// bound keeps the transaction from holding up anybody. The settings are made
// with SET LOCAL, because a pooler refuses them at the start of a session and
// must not keep them afterwards.
func bound(ctx context.Context, tx pgx.Tx, limits Limits) error {
	for _, setting := range []string{
		fmt.Sprintf("statement_timeout = %d", limits.Statement.Milliseconds()),
		"lock_timeout = 1000",
		fmt.Sprintf("idle_in_transaction_session_timeout = %d", limits.Statement.Milliseconds()),
	} {
		if _, err := tx.Exec(ctx, mark+"SET LOCAL "+setting); err != nil {
			return err
		}
	}
	return nil
}
