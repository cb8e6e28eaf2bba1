// Command fix applies every fix of ormlint check to a copy of a project and asks
// real Django what it thinks of the result.
//
// In: examples/shop under several versions of Django, and published projects.
// Out: one line a project: how many findings were fixed and how many left,
// whether makemigrations sees a difference, whether sqlmigrate and migrate work,
// and whether ormlint then finds what it had fixed; exit status 1 where one of
// these is not as it should be.
//
//	go run ./conformance/fix [--dest DIR] [--markdown] [--keep DIR] [--ormlint BINARY] [PROJECT…]
//
// A project is shop-4.2, shop-5.2, shop-6.0 or a name of projects/projects.toml.
// PostgreSQL is the one of the ORMLINT_ORACLE_* variables; without it nothing is migrated.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"time"

	"github.com/ormlint/ormlint/conformance/command"
	"github.com/ormlint/ormlint/conformance/subject"
	"github.com/ormlint/ormlint/conformance/table"
)

var usual = []string{shop + "4.2", shop + "5.2", shop + "6.0", "wagtail", "netbox"}

func main() { command.Main("fix", run) }

type options struct {
	projects []string
	dest     string
	keep     string
	binary   string
	markdown bool
}

func parse(arguments []string) (options, error) {
	var chosen options
	flags := flag.NewFlagSet("fix", flag.ContinueOnError)
	flags.StringVar(&chosen.dest, "dest", "", "where projects are kept (default: ormlint-conformance in the user's cache)")
	flags.StringVar(&chosen.keep, "keep", "", "leave the fixed trees below this directory")
	flags.StringVar(&chosen.binary, "ormlint", "", "try this binary (default: built from this checkout)")
	flags.BoolVar(&chosen.markdown, "markdown", false, "print the table as Markdown")
	if err := flags.Parse(arguments); err != nil {
		return options{}, err
	}
	if chosen.projects = flags.Args(); flags.NArg() == 0 {
		chosen.projects = usual
	}
	var err error
	chosen.dest, err = subject.Place(chosen.dest)
	return chosen, err
}

func run(ctx context.Context, arguments []string, out io.Writer) ([]string, error) {
	chosen, err := parse(arguments)
	if err != nil {
		return nil, err
	}
	checkout, err := subject.FindCheckout(ctx)
	if err != nil {
		return nil, err
	}
	scratch, err := os.MkdirTemp("", "ormlint-fix-")
	if err != nil {
		return nil, fmt.Errorf("make a scratch directory: %w", err)
	}
	defer os.RemoveAll(scratch)
	if chosen.binary == "" {
		if chosen.binary, err = checkout.Build(ctx, scratch); err != nil {
			return nil, err
		}
	}
	trees := scratch
	if chosen.keep != "" {
		trees = chosen.keep
	}
	server := hasServer()
	if !server {
		fmt.Fprintln(os.Stderr, "no PostgreSQL listens at "+address()+": migrate is left out")
	}
	lines := [][]string{head}
	var failures []string
	for _, name := range chosen.projects {
		fmt.Fprintln(os.Stderr, name)
		trial := trial{checkout: checkout, binary: chosen.binary, dest: chosen.dest, trees: trees, server: server, name: name}
		lines = append(lines, trial.run(ctx))
		for _, failure := range trial.failures {
			failures = append(failures, name+": "+failure)
		}
	}
	if err := table.Write(out, lines, chosen.markdown, 2); err != nil {
		return nil, fmt.Errorf("print the table: %w", err)
	}
	return failures, nil
}

func variable(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func address() string {
	return net.JoinHostPort(variable("ORMLINT_ORACLE_HOST", "127.0.0.1"), variable("ORMLINT_ORACLE_PORT", "5432"))
}

func hasServer() bool {
	connection, err := net.DialTimeout("tcp", address(), 2*time.Second)
	if err != nil {
		return false
	}
	connection.Close()
	return true
}
