// Package postgres makes a database to work in, and leaves nothing of it behind.
//
// In: where binaries are, or the user's server. Out: an empty database in a
// throwaway server, or on the user's, and sessions in it. Its one idea: what is
// made holds a lock as long as its maker lives, however that ends, so that the
// next run can tell what is left of a killed one and take it away.
package postgres

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Options say where the database is made.
type Options struct {
	DSN      string            // on the user's server; "" for a throwaway one
	Path     string            // where binaries are looked for, as $PATH
	Cache    string            // where a server that had to be downloaded is kept
	Download string            // the address that it comes from; "" for none
	Locale   string            // of ICU; "" for English
	Progress func(what string) // nil for none
}

// A Database is one that is ours alone: in a throwaway server, or on the user's.
type Database struct {
	config *pgx.ConnConfig
	admin  *pgx.Conn // of the user's server; it holds the lock that says that we live
	name   string
	server *server
	major  int
	text   string // "PostgreSQL 15.18"
}

const databasePrefix = "ormlint_proof_"

// Open makes a database.
func Open(ctx context.Context, options Options) (*Database, error) {
	if options.DSN != "" {
		return onServer(ctx, options.DSN)
	}
	at, err := installed(ctx, options.Path, 0)
	if err != nil {
		return nil, err
	}
	if at.dir == "" {
		if at, err = download(ctx, options); err != nil {
			return nil, err
		}
	}
	s, err := start(ctx, at, options.Locale)
	if err != nil {
		return nil, err
	}
	d := &Database{config: s.config("postgres"), server: s}
	conn, err := d.Connect(ctx)
	if err != nil {
		s.stop()
		return nil, err
	}
	defer conn.Close(ctx)
	if err := d.identify(ctx, conn); err != nil {
		s.stop()
		return nil, err
	}
	return d, nil
}

// onServer makes a database on the user's server.
func onServer(ctx context.Context, dsn string) (*Database, error) {
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, mistake("--dsn: is not a connection string; write postgres://USER@HOST:PORT/DATABASE")
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	admin, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		if ctx.Err() != nil {
			return nil, context.Cause(ctx)
		}
		return nil, mistake("--dsn: %s does not answer: %s", address(config), Reason(err))
	}
	d := &Database{admin: admin, config: config.Copy()}
	fail := func(err error) (*Database, error) {
		admin.Close(context.WithoutCancel(ctx))
		return nil, err
	}
	if err := d.identify(ctx, admin); err != nil {
		return fail(err)
	}
	d.sweep(ctx)
	var random [6]byte
	rand.Read(random[:])
	d.name = databasePrefix + hex.EncodeToString(random[:])
	// The lock comes first: who sees the database sees that it is ours.
	if _, err := admin.Exec(ctx, "SELECT pg_advisory_lock($1)", key(d.name)); err != nil {
		return fail(fmt.Errorf("lock database %s: %w", d.name, err))
	}
	if err := d.create(ctx); err != nil {
		return fail(err)
	}
	d.config.Database = d.name
	return d, nil
}

// create makes the database with a collation that is not C, as production has it.
func (d *Database) create(ctx context.Context) error {
	text := "CREATE DATABASE " + d.name + " TEMPLATE template0 ENCODING 'UTF8'"
	if d.major >= 15 {
		text += " LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'"
	}
	_, err := d.admin.Exec(ctx, text)
	var pg *pgconn.PgError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &pg) && pg.Code == "42501":
		return mistake("--dsn: %s may not create a database on %s; as a superuser: ALTER ROLE %s CREATEDB", d.config.User, address(d.config), pgx.Identifier{d.config.User}.Sanitize())
	case ctx.Err() != nil:
		return context.Cause(ctx)
	}
	if stop := Stopped(ctx, err); stop != nil {
		return stop
	}
	// Without ICU the server's own collation has to do.
	if _, again := d.admin.Exec(ctx, "CREATE DATABASE "+d.name+" TEMPLATE template0 ENCODING 'UTF8'"); again == nil {
		return nil
	}
	return mistake("--dsn: no database can be created on %s: %s", address(d.config), Reason(err))
}

func (d *Database) identify(ctx context.Context, conn *pgx.Conn) error {
	var number int
	var text string
	err := conn.QueryRow(ctx, "SELECT current_setting('server_version_num')::int, current_setting('server_version')").Scan(&number, &text)
	if err != nil {
		return fmt.Errorf("ask the server for its version: %w", err)
	}
	text, _, _ = strings.Cut(text, " ")
	d.major, d.text = number/10000, "PostgreSQL "+text
	if d.major < oldestServer {
		return mistake("--dsn: %s runs PostgreSQL %s; prove needs %d or newer", address(d.config), text, oldestServer)
	}
	return nil
}

// sweep drops databases of runs that were killed: nobody holds their lock.
func (d *Database) sweep(ctx context.Context) {
	rows, err := d.admin.Query(ctx, "SELECT datname FROM pg_database WHERE datname LIKE $1 AND pg_get_userbyid(datdba) = current_user",
		strings.ReplaceAll(databasePrefix, "_", `\_`)+"%")
	if err != nil {
		return
	}
	names, _ := pgx.CollectRows(rows, pgx.RowTo[string])
	for _, name := range names {
		var dead bool
		if d.admin.QueryRow(ctx, "SELECT pg_try_advisory_lock($1)", key(name)).Scan(&dead) != nil || !dead {
			continue
		}
		d.drop(ctx, name)
		d.admin.Exec(ctx, "SELECT pg_advisory_unlock($1)", key(name))
	}
}

// Version is the server's: "PostgreSQL 15.18".
func (d *Database) Version() string { return d.text }

// Room is where a throwaway server lies, and how many bytes its disk has left; 0 where that is not known.
func (d *Database) Room() (dir string, bytes int64) {
	if d.server == nil {
		return "", 0
	}
	return d.server.dir, free(d.server.dir)
}

func (d *Database) drop(ctx context.Context, name string) {
	d.admin.Exec(ctx, "DROP DATABASE IF EXISTS "+pgx.Identifier{name}.Sanitize()+" WITH (FORCE)")
}

// key is the number of a database's advisory lock.
func key(name string) int64 {
	h := fnv.New64a()
	h.Write([]byte(name))
	return int64(h.Sum64() >> 1)
}

// Connect opens a session in which plans are like those of a small server.
func (d *Database) Connect(ctx context.Context) (*pgx.Conn, error) {
	config := d.config.Copy()
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol // literals are inline, as Django's are
	config.RuntimeParams["application_name"] = "ormlint prove"
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		if stop := Stopped(ctx, err); stop != nil {
			return nil, stop
		}
		return nil, fmt.Errorf("connect to the database of the proof: %w", err)
	}
	for _, setting := range []string{
		"SET jit = off", "SET max_parallel_workers_per_gather = 0", "SET max_parallel_maintenance_workers = 0", "SET TimeZone = 'UTC'",
		"SET work_mem = '16MB'", "SET maintenance_work_mem = '256MB'", "SET client_min_messages = 'error'",
		"SET plan_cache_mode = 'force_custom_plan'", "SET default_statistics_target = 100", "SET synchronous_commit = off",
	} {
		if _, err := conn.Exec(ctx, setting); err != nil {
			conn.Close(context.WithoutCancel(ctx))
			return nil, fmt.Errorf("%s: %w", setting, err)
		}
	}
	return conn, nil
}

// Close leaves nothing behind: no database, no server.
func (d *Database) Close() {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	if d.admin != nil {
		if d.admin.IsClosed() { // the server was restarted, or we were interrupted in the middle of a statement
			config := d.config.Copy()
			config.Database = d.admin.Config().Database
			if again, err := pgx.ConnectConfig(ctx, config); err == nil {
				d.admin = again
			}
		}
		d.drop(ctx, d.name)
		d.admin.Close(ctx)
	}
	if d.server != nil {
		d.server.stop()
	}
}

func address(config *pgx.ConnConfig) string {
	if strings.HasPrefix(config.Host, "/") {
		return fmt.Sprintf("%s (port %d)", config.Host, config.Port)
	}
	return fmt.Sprintf("%s:%d", config.Host, config.Port)
}

// Reason is what the server says, or what kept us from it, without the connection string.
func Reason(err error) string {
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		return pg.Message
	}
	var connect *pgconn.ConnectError
	if errors.As(err, &connect) {
		err = connect.Unwrap()
	}
	text := err.Error()
	if at := strings.LastIndex(text, ": "); at >= 0 {
		text = text[at+2:]
	}
	return text
}
