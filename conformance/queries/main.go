// Command queries compares the queries that ormlint sees in published Django
// projects with those that the projects really sent while their tests ran.
//
// In: the recordings of truth, and their projects, downloaded where they are not
// there yet. Out: one table with a column for each project: how many executed
// queries ormlint lists, how many of its own are right, and how much of the code
// it understood; exit status 1 where a figure is below its floor.
//
// With --implicit the table is of the queries that Django sends by itself.
//
//	go run ./conformance/queries [--implicit] [--subset] [--dest DIR] [--without-environment] [--markdown]
//	                             [--examples N] [--ormlint BINARY] [PROJECT…]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/ormlint/ormlint/conformance/command"
	"github.com/ormlint/ormlint/conformance/subject"
	"github.com/ormlint/ormlint/conformance/table"
)

// subset are the projects that go run ./conformance --subset sets up as well.
var subset = []string{"django-oscar"}

func main() { command.Main("queries", run) }

type options struct {
	projects           []string
	dest               string
	binary             string
	withoutEnvironment bool
	examples           int
	markdown           bool
	implicit           bool
}

func parse(arguments []string) (options, error) {
	var chosen options
	flags := flag.NewFlagSet("queries", flag.ContinueOnError)
	small := flags.Bool("subset", false, "only "+strings.Join(subset, " and "))
	flags.StringVar(&chosen.dest, "dest", "", "where projects are kept (default: ormlint-conformance in the user's cache)")
	flags.StringVar(&chosen.binary, "ormlint", "", "measure this binary (default: built from this checkout)")
	flags.BoolVar(&chosen.withoutEnvironment, "without-environment", false, "install no packages: built-in knowledge only")
	flags.IntVar(&chosen.examples, "examples", 0, "show up to this many mismatches of every kind on standard error")
	flags.BoolVar(&chosen.implicit, "implicit", false, "compare the queries that Django sends by itself")
	flags.BoolVar(&chosen.markdown, "markdown", false, "print the table as Markdown")
	if err := flags.Parse(arguments); err != nil {
		return options{}, err
	}
	chosen.projects = flags.Args()
	switch {
	case *small && flags.NArg() > 0:
		return options{}, errors.New("give --subset or the names of projects")
	case *small:
		chosen.projects = subset
	case flags.NArg() == 0:
		chosen.projects = recorded
	}
	var err error
	chosen.dest, err = subject.Place(chosen.dest)
	return chosen, err
}

// run prints the table and returns what is not as it should be.
func run(ctx context.Context, arguments []string, out io.Writer) ([]string, error) {
	chosen, err := parse(arguments)
	if err != nil {
		return nil, err
	}
	checkout, err := subject.FindCheckout(ctx)
	if err != nil {
		return nil, err
	}
	scratch, err := os.MkdirTemp("", "ormlint-queries-")
	if err != nil {
		return nil, fmt.Errorf("make a scratch directory: %w", err)
	}
	defer os.RemoveAll(scratch)
	if chosen.binary == "" {
		if chosen.binary, err = checkout.Build(ctx, scratch); err != nil {
			return nil, err
		}
	}
	comparison := comparison{
		checkout: checkout, binary: chosen.binary, scratch: scratch, examples: chosen.examples, implicit: chosen.implicit,
	}
	show := figuresToShow()
	if chosen.implicit {
		show = implicitToShow()
	}
	var columns []column
	for _, name := range chosen.projects {
		fmt.Fprintln(os.Stderr, name)
		columns = append(columns, measure(ctx, comparison, chosen, name))
	}
	if err := table.Write(out, lines(columns, show), chosen.markdown, 1); err != nil {
		return nil, fmt.Errorf("print the table: %w", err)
	}
	if chosen.implicit {
		return failed(columns), nil
	}
	var failures []string
	for _, c := range columns {
		failures = append(failures, c.failures(floors)...)
	}
	return failures, nil
}

// measure sets a project up and compares it. One that cannot be set up fails alone.
func measure(ctx context.Context, comparison comparison, chosen options, name string) column {
	scope := subject.SourceAndPackages
	if chosen.withoutEnvironment {
		scope = subject.Source
	}
	project, err := comparison.checkout.SetUp(ctx, name, chosen.dest, scope)
	if err != nil {
		return column{project: name, failed: err}
	}
	return comparison.column(ctx, project)
}
