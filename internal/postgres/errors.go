package postgres

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"syscall"

	"github.com/jackc/pgx/v5/pgconn"
)

// A Mistake is what the user can put right: a connection string, a privilege,
// a server that is too old, or none at all. Its text says how.
type Mistake struct{ Err error }

func (m *Mistake) Error() string { return m.Err.Error() }
func (m *Mistake) Unwrap() error { return m.Err }

func mistake(format string, args ...any) error { return &Mistake{fmt.Errorf(format, args...)} }

// A Stop is what ended the proof from outside: the server went away, the disk is full.
type Stop struct{ Err error }

func (s *Stop) Error() string { return s.Err.Error() }
func (s *Stop) Unwrap() error { return s.Err }

// Stopped tells errors that end the whole proof from those of one statement.
func Stopped(ctx context.Context, err error) error {
	if err == nil {
		return nil
	}
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	var told *Stop
	if errors.As(err, &told) {
		return err
	}
	var pg *pgconn.PgError
	if errors.As(err, &pg) {
		switch {
		case pg.Code == "53100":
			return &Stop{fmt.Errorf("the disk is full: %s; prove with fewer --rows, or set TMPDIR to a directory with more room", pg.Message)}
		case pg.Code == "53200":
			return &Stop{fmt.Errorf("the server has no more memory: %s; prove with fewer --rows", pg.Message)}
		case strings.HasPrefix(pg.Code, "57P"), strings.HasPrefix(pg.Code, "58"), strings.HasPrefix(pg.Code, "XX"):
			return &Stop{fmt.Errorf("PostgreSQL stopped in the middle: %s; what was proven until then is kept", pg.Message)}
		}
		return nil
	}
	if pgconn.SafeToRetry(err) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, syscall.EPIPE) || strings.Contains(err.Error(), "conn closed") {
		return &Stop{fmt.Errorf("PostgreSQL stopped in the middle (%w); what was proven until then is kept", err)}
	}
	return nil
}
