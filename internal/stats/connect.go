package stats

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// OldestServer is the oldest major version of PostgreSQL that is read: older
// ones are no longer maintained and name columns differently.
const OldestServer = 13

// A Source says which database to read. Its String never shows a password.
type Source struct {
	config *pgx.ConnConfig
	secret []string // what must not appear in any message
	from   string   // "--dsn", "DATABASE_URL", "the libpq environment"
}

// NewSource reads a connection string, a URL or "key=value" pairs. What it
// leaves out, or all where it is empty, comes from libpq's environment variables
// (PGHOST, PGSERVICE …), the service file and ~/.pgpass, as with psql. from is
// what messages call it.
func NewSource(dsn, from string) (*Source, error) {
	dsn = strings.TrimSpace(dsn)
	scheme, rest, isURL := strings.Cut(dsn, "://")
	if isURL {
		// Names that Django's packages know for the same.
		switch scheme {
		case "postgres", "postgresql", "pgsql", "psql", "postgis", "postgresql+psycopg", "postgresql+psycopg2":
			dsn = "postgres://" + rest
		default:
			return nil, mistake("%s: %q is not PostgreSQL's; write postgres://USER@HOST:PORT/DATABASE", from, scheme+"://")
		}
		// What a URL takes for the path here is the rest of a password.
		if at := strings.IndexAny(rest, "/?#"); at >= 0 && strings.Contains(rest[at:], "@") {
			return nil, mistake("%s: has an @ behind a /, ? or #; in a password write %%40, %%2F, %%3F and %%23 for them", from)
		}
	}
	config, err := pgx.ParseConfig(dsn)
	if err != nil {
		return nil, mistake("%s: %s", from, badDSN(isURL, err))
	}
	s := &Source{config: config, from: from, secret: secrets(dsn, config)}
	// Everything goes as plain text: a pooler in transaction mode knows no prepared statements.
	config.DefaultQueryExecMode = pgx.QueryExecModeSimpleProtocol
	config.RuntimeParams["application_name"] = "ormlint"
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = 10 * time.Second
	}
	return s, nil
}

// badDSN says what is wrong with a connection string without quoting it: nobody
// knows which part of it is the password.
func badDSN(isURL bool, err error) string {
	const form = "write postgres://USER@HOST:PORT/DATABASE or \"host=HOST dbname=DATABASE user=USER\", with what is special in a password as %XX in a URL or in single quotes"
	text := err.Error()
	var escape url.EscapeError
	switch {
	case strings.Contains(text, "failed to read service"), strings.Contains(text, "unable to find service"):
		return "the service is not in the service file; check PGSERVICE, PGSERVICEFILE and ~/.pg_service.conf"
	case errors.As(err, &escape):
		return "is not a URL: a % in it does not stand for a character; " + form
	case strings.Contains(text, "sslmode is invalid"):
		return "has an unknown sslmode; it is one of disable, allow, prefer, require, verify-ca and verify-full"
	case strings.Contains(text, "certificate") || strings.Contains(text, "CA file") || strings.Contains(text, "cert"):
		return "names a certificate or key that cannot be read; check sslrootcert, sslcert and sslkey"
	case strings.Contains(text, "invalid port") || strings.Contains(text, "outside range"):
		return "has no valid port; " + form
	case isURL:
		return "is not a connection URL; " + form
	}
	return "is not a connection string; " + form
}

// secrets are the forms of the password that a message might quote.
func secrets(dsn string, config *pgx.ConnConfig) []string {
	var all []string
	add := func(password string) {
		if len(password) > 1 {
			all = append(all, password, url.QueryEscape(password), url.PathEscape(password), strconv.Quote(password))
		}
	}
	add(config.Password)
	if u, err := url.Parse(dsn); err == nil && u.User != nil {
		if password, ok := u.User.Password(); ok {
			add(password)
		}
	}
	return all
}

// hide takes whatever might be the password out of a text.
func (s *Source) hide(text string) string {
	for _, secret := range s.secret {
		if len(secret) > 1 {
			text = strings.ReplaceAll(text, secret, "…")
		}
	}
	return text
}

// String names the database, for messages.
func (s *Source) String() string {
	host := s.config.Host
	if !strings.HasPrefix(host, "/") {
		host = net.JoinHostPort(host, strconv.Itoa(int(s.config.Port)))
	}
	return fmt.Sprintf("%s at %s as %s", s.config.Database, host, s.config.User)
}

// From says where the connection string came from.
func (s *Source) From() string { return s.from }

// connect opens a connection to a server that is new enough.
func (s *Source) connect(ctx context.Context) (*pgx.Conn, error) {
	conn, err := pgx.ConnectConfig(ctx, s.config)
	if err != nil {
		return nil, s.refused(ctx, err)
	}
	version := conn.PgConn().ParameterStatus("server_version")
	if major, ok := majorOf(version); !ok || major < OldestServer {
		conn.Close(ctx)
		if version == "" {
			return nil, mistake("%s: does not tell its version, so it is not PostgreSQL", s)
		}
		return nil, mistake("%s: is PostgreSQL %s; ormlint reads statistics of PostgreSQL %d and later; pull them after the upgrade, and name large tables under [tables] in ormlint.toml until then",
			s, version, OldestServer)
	}
	return conn, nil
}

// majorOf is the 15 of "15.4 (Debian 15.4-1)" and of "15beta1".
func majorOf(version string) (int, bool) {
	digits := version
	for i, r := range version {
		if r < '0' || r > '9' {
			digits = version[:i]
			break
		}
	}
	major, err := strconv.Atoi(digits)
	return major, err == nil
}

// refused says why there is no connection, and what to do about it.
func (s *Source) refused(ctx context.Context, err error) error {
	var pgError *pgconn.PgError
	var dns *net.DNSError
	var network net.Error
	switch {
	case ctx.Err() != nil && errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case errors.As(err, &pgError):
		return mistake("%s: the server says: %s; %s", s, s.hide(pgError.Message), refusalRemedy(pgError))
	case errors.As(err, &dns):
		return mistake("%s: there is no host %q; check its name, and whether a VPN or tunnel is needed", s, s.config.Host)
	case errors.Is(err, syscall.ECONNREFUSED):
		return mistake("%s: nothing answers there; check host and port, and that the server runs", s)
	case errors.Is(err, syscall.ENOENT):
		return mistake("%s: there is no socket of a server there; check the directory and the port, or name a host", s)
	case errors.Is(err, syscall.EACCES):
		return mistake("%s: the socket may not be opened; name a host instead", s)
	case errors.Is(err, context.DeadlineExceeded), errors.As(err, &network) && network.Timeout():
		return mistake("%s: no answer in %s; check host and port, and whether a firewall, VPN or tunnel stands between", s, s.config.ConnectTimeout)
	case strings.Contains(err.Error(), "tls"), strings.Contains(err.Error(), "x509"):
		return mistake("%s: no encrypted connection (%s); check sslmode and sslrootcert", s, s.hide(innermost(err).Error()))
	}
	return mistake("%s: no connection (%s); check the connection string", s, s.hide(innermost(err).Error()))
}

// innermost is the error that the others wrap: theirs quote the connection string.
func innermost(err error) error {
	for {
		var next error
		switch wrapped := err.(type) {
		case interface{ Unwrap() error }:
			next = wrapped.Unwrap()
		case interface{ Unwrap() []error }:
			if all := wrapped.Unwrap(); len(all) > 0 {
				next = all[len(all)-1]
			}
		}
		if next == nil {
			return err
		}
		err = next
	}
}

func refusalRemedy(e *pgconn.PgError) string {
	switch e.Code {
	case "28P01", "28000":
		if strings.Contains(e.Message, "no pg_hba.conf entry") {
			return "let pg_hba.conf admit this role and host, or set sslmode"
		}
		return "check role and password; PGPASSWORD or ~/.pgpass can hold it"
	case "3D000":
		return "check the name of the database"
	case "42501":
		return "GRANT CONNECT on the database to the role"
	case "53300":
		return "try again when there are fewer connections, or pull from a replica"
	case "57P03", "57P01", "57P02":
		return "try again when the server is up"
	case "08P01":
		return "a pooler may be in between; name the server itself"
	}
	return "check the connection string"
}

// interrupted says why reading stopped in the middle.
func (s *Source) interrupted(ctx context.Context, doing string, err error) error {
	var pgError *pgconn.PgError
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return ctx.Err()
	case errors.As(err, &pgError):
		return mistake("%s: %s: the server says: %s; %s", s, doing, s.hide(pgError.Message), interruptionRemedy(pgError))
	case errors.Is(err, context.DeadlineExceeded):
		return mistake("%s: %s: took too long; allow more with --timeout, or pull from a replica", s, doing)
	}
	return mistake("%s: %s: the connection is gone; nothing was written; try again when the server is up", s, doing)
}

func interruptionRemedy(e *pgconn.PgError) string {
	switch e.Code {
	case "57014":
		if strings.Contains(e.Message, "recovery") {
			return "the replica had to go on; try again, or set hot_standby_feedback"
		}
		return "allow more with --timeout, or pull from a replica"
	case "40001":
		return "the replica had to go on; try again, or set hot_standby_feedback"
	case "55P03":
		return "try again when no ALTER TABLE is running"
	case "57P01", "57P02", "57P03", "25P03":
		return "nothing was written; try again when the server is up"
	case "42501":
		return "the role may not read this catalog; GRANT pg_read_all_stats, or pull as the owner of the database"
	}
	return "nothing was written"
}
