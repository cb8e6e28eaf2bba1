// Package command is how the commands of conformance end.
//
// In: what a command does. Out: its exit code. Its one idea: a figure below its
// floor (1) is told apart from a command that could not do its work (2).
package command

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
)

// Main runs a command, which returns what is worse than it may be, and ends the process.
func Main(name string, run func(ctx context.Context, arguments []string, out io.Writer) ([]string, error)) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	failures, err := run(ctx, os.Args[1:], os.Stdout)
	stop()
	switch {
	case errors.Is(err, flag.ErrHelp):
	case err != nil:
		fmt.Fprintln(os.Stderr, name+":", err)
		os.Exit(2)
	case len(failures) > 0:
		fmt.Fprintln(os.Stderr, strings.Join(failures, "\n"))
		os.Exit(1)
	}
}
