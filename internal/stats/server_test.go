package stats_test

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgproto3"

	"github.com/ormlint/ormlint/internal/stats"
)

// fakeServer lets one client in, tells a version and answers that many queries
// with nothing; then last is sent, and the connection ends.
func fakeServer(t *testing.T, version string, queries int, last pgproto3.BackendMessage) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		backend := pgproto3.NewBackend(conn, conn)
		if _, err := backend.ReceiveStartupMessage(); err != nil {
			return
		}
		backend.Send(&pgproto3.AuthenticationOk{})
		for name, value := range map[string]string{"server_version": version, "standard_conforming_strings": "on", "client_encoding": "UTF8"} {
			if value != "" {
				backend.Send(&pgproto3.ParameterStatus{Name: name, Value: value})
			}
		}
		backend.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
		for backend.Flush() == nil {
			if _, err := backend.Receive(); err != nil {
				return
			}
			if queries--; queries < 0 {
				if last != nil {
					backend.Send(last)
					backend.Flush()
				}
				return
			}
			backend.Send(&pgproto3.CommandComplete{CommandTag: []byte("SET")})
			backend.Send(&pgproto3.ReadyForQuery{TxStatus: 'T'})
		}
	}()
	return fmt.Sprintf("postgres://shop:s3cret@%s/shop?sslmode=disable", listener.Addr())
}

func TestServersThatDoNotDo(t *testing.T) {
	for _, test := range []struct {
		name, version string
		queries       int
		last          pgproto3.BackendMessage
		want          string
	}{
		{"old", "12.22 (Debian 12.22-1)", 0, nil, "is PostgreSQL 12.22 (Debian 12.22-1); ormlint reads statistics of PostgreSQL 13 and later; pull them after the upgrade, and name large tables under [tables] in ormlint.toml until then"},
		{"very old", "9.6.24", 0, nil, "is PostgreSQL 9.6.24; ormlint reads statistics of PostgreSQL 13 and later; pull them after the upgrade, and name large tables under [tables] in ormlint.toml until then"},
		{"another program", "", 0, nil, "does not tell its version, so it is not PostgreSQL"},
		{"gone", "15.4", 4, nil, "read the server's settings: the connection is gone; nothing was written; try again when the server is up"},
		{
			"stopped", "15.4", 4,
			&pgproto3.ErrorResponse{Severity: "FATAL", Code: "57P01", Message: "terminating connection due to administrator command"},
			"read the server's settings: the server says: terminating connection due to administrator command; nothing was written; try again when the server is up",
		},
		{
			"replica", "15.4", 4,
			&pgproto3.ErrorResponse{Severity: "FATAL", Code: "40001", Message: "terminating connection due to conflict with recovery"},
			"read the server's settings: the server says: terminating connection due to conflict with recovery; the replica had to go on; try again, or set hot_standby_feedback",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			source, err := stats.NewSource(fakeServer(t, test.version, test.queries, test.last), "--dsn")
			if err != nil {
				t.Fatal(err)
			}
			_, err = stats.Pull(context.Background(), source, stats.DefaultLimits, time.Time{})
			var mistake *stats.Mistake
			if !errors.As(err, &mistake) || !strings.HasSuffix(err.Error(), test.want) {
				t.Errorf("\n got %v\nwant %s", err, test.want)
			}
			if strings.Contains(err.Error(), "s3cret") {
				t.Errorf("the password is in %q", err)
			}
		})
	}
}
