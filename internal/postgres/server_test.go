package postgres

import (
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgproto3"
)

// What a killed run left behind is taken away; what a living one has is not.
func TestSweep(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	dead, alive, fresh := filepath.Join(base, prefix+"dead"), filepath.Join(base, prefix+"alive"), filepath.Join(base, prefix+"fresh")
	for _, dir := range []string{dead, alive, fresh} {
		if err := os.MkdirAll(filepath.Join(dir, "data"), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dead, "lock"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	held, err := lock(alive)
	if err != nil {
		t.Fatal(err)
	}
	defer held.Close()
	sweep(base)
	for dir, want := range map[string]bool{dead: false, alive: true, fresh: true} {
		if _, err := os.Stat(dir); (err == nil) != want {
			t.Errorf("%s is there: %v", dir, err == nil)
		}
	}
}

// A server that is too old is refused before anything is made on it.
func TestOldServer(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go old(listener)
	_, err = Open(t.Context(), Options{DSN: "postgres://me@" + listener.Addr().String() + "/postgres?sslmode=disable"})
	var mistake *Mistake
	if !errors.As(err, &mistake) || !strings.Contains(err.Error(), "runs PostgreSQL 12.22; prove needs 13 or newer") {
		t.Errorf("error %v", err)
	}
}

// old answers as PostgreSQL 12 does.
func old(listener net.Listener) {
	conn, err := listener.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(10 * time.Second))
	backend := pgproto3.NewBackend(conn, conn)
	if _, err := backend.ReceiveStartupMessage(); err != nil {
		return
	}
	backend.Send(&pgproto3.AuthenticationOk{})
	backend.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
	backend.Flush()
	fields := []pgproto3.FieldDescription{
		{Name: []byte("n"), DataTypeOID: 23, DataTypeSize: 4, TypeModifier: -1}, {Name: []byte("t"), DataTypeOID: 25, DataTypeSize: -1, TypeModifier: -1},
	}
	for {
		message, err := backend.Receive()
		if err != nil {
			return
		}
		switch message.(type) {
		case *pgproto3.Parse:
			backend.Send(&pgproto3.ParseComplete{})
		case *pgproto3.Bind:
			backend.Send(&pgproto3.BindComplete{})
		case *pgproto3.Describe:
			backend.Send(&pgproto3.ParameterDescription{})
			backend.Send(&pgproto3.RowDescription{Fields: fields})
		case *pgproto3.Execute:
			backend.Send(&pgproto3.DataRow{Values: [][]byte{{0, 1, 0xd4, 0xd6}, []byte("12.22 (Debian)")}}) // 120022
			backend.Send(&pgproto3.CommandComplete{CommandTag: []byte("SELECT 1")})
		case *pgproto3.Sync:
			backend.Send(&pgproto3.ReadyForQuery{TxStatus: 'I'})
		}
		backend.Flush()
	}
}

func TestStopped(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		err  error
		want string
	}{
		{&pgconn.PgError{Code: "53100", Message: "could not extend file"}, "the disk is full: could not extend file; prove with fewer --rows"},
		{&pgconn.PgError{Code: "57P01", Message: "terminating connection"}, "PostgreSQL stopped in the middle: terminating connection"},
		{fmt.Errorf("exec: %w", net.ErrClosed), ""},
		{&pgconn.PgError{Code: "42P01", Message: "no such table"}, ""},
		{nil, ""},
	} {
		got := Stopped(t.Context(), test.err)
		if test.want == "" && got != nil || test.want != "" && (got == nil || !strings.HasPrefix(got.Error(), test.want)) {
			t.Errorf("%v: %v, want %q", test.err, got, test.want)
		}
	}
}
