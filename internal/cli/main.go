// Package cli is the command line: flags, subcommands, exit codes.
//
// In: arguments, the environment and three streams. Out: bytes and an exit
// code. Its one idea: a command gathers what the user wants into
// engine.Options and hands the result to report; nothing is decided here that
// another front end would have to decide again.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/report"
	"github.com/ormlint/ormlint/internal/stats"
)

// Exit codes.
const (
	Clean    = 0 // nothing found at or above the chosen level
	Found    = 1
	Misuse   = 2 // a flag, a path or the configuration is wrong
	Internal = 3 // ormlint itself failed
)

// Main runs one command line and returns its exit code.
func Main(args []string, stdin io.Reader, stdout, stderr io.Writer) (code int) {
	c := &command{stdout: stdout, stderr: stderr}
	defer c.stopProfiles()
	defer func() {
		if value := recover(); value != nil {
			code = c.internal(&engine.Crash{Reading: "the command line", Value: value, Stack: debug.Stack()})
		}
	}()
	tuneMemory()
	root := c.root()
	root.SetArgs(args)
	root.SetIn(stdin)
	root.SetOut(stdout)
	root.SetErr(stderr)
	ran, err := root.ExecuteContextC(context.Background())
	var unread *config.Error
	var unusable *stats.Mistake
	var failure *failure
	switch {
	case err == nil:
		return c.code
	case errors.As(err, &failure):
		return c.internal(failure.err)
	case errors.As(err, &unread), errors.As(err, &unusable):
		fmt.Fprintln(stderr, err)
	default:
		fmt.Fprintf(stderr, "ormlint: %v\n", err)
		if !c.parsed { // what a command says itself names the remedy
			fmt.Fprintf(stderr, "See \"%s --help\".\n", ran.CommandPath())
		}
	}
	return Misuse
}

// A failure is ormlint's own; any other error is a mistake of the user's.
type failure struct{ err error }

func (f *failure) Error() string { return f.err.Error() }

// internal tells a failure of ormlint's own so that it can be reported.
func (c *command) internal(err error) int {
	fmt.Fprintf(c.stderr, "ormlint: internal failure: %v\n", err)
	var crash *engine.Crash
	if errors.As(err, &crash) {
		fmt.Fprintf(c.stderr, "This is a bug in ormlint. Please report it at %s/issues with these lines:\n\n%s\n", report.Home, crash.Stack)
	}
	return Internal
}

// firstHeap is the heap in bytes at which garbage is collected for the first time.
const firstHeap = 500 << 20

// tuneMemory trades memory for time: most runs end before any garbage is worth
// collecting. A run that needs more than firstHeap collects it from then on,
// and the limit keeps a huge project from being killed for its memory.
func tuneMemory() {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return
	}
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(firstHeap)
	first := new([64]byte)                        // too large for the batches whose finalizers need not run
	runtime.SetFinalizer(first, func(*[64]byte) { // runs after the first collection
		debug.SetGCPercent(200)
		debug.SetMemoryLimit(3 << 30)
	})
}
