// Command conformance compares what ormlint says about published Django
// projects with what Django and PostgreSQL say about them.
//
// In: the projects of projects/projects.toml, downloaded where they are not
// there yet, the project of schema/features, and the truths of schema/truth. Out: one row of figures for each
// project, with its environment and without, and exit status 1 where a figure
// is below its floor.
//
//	go run ./conformance [--features] [--subset] [--projects a,b] [--dest DIR] [--without-environment]
//	                     [--timings] [--markdown] [--differences N] [--ormlint BINARY]
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
)

// subset are the projects that are quick to set up anywhere.
var subset = []string{"django-oscar", "pulpcore"}

func main() { command.Main("conformance", run) }

type options struct {
	projects           []string
	named              bool // the user names the projects
	features           bool
	dest               string
	binary             string
	withoutEnvironment bool
	differences        int
	layout             layout
}

func parse(arguments []string) (options, error) {
	var chosen options
	flags := flag.NewFlagSet("conformance", flag.ContinueOnError)
	small := flags.Bool("subset", false, "only the project of schema/features, "+strings.Join(subset, " and "))
	names := flags.String("projects", "", "only these projects, separated by commas")
	flags.BoolVar(&chosen.features, "features", false, "only the project of schema/features: downloads nothing")
	flags.StringVar(&chosen.dest, "dest", "", "where projects are kept (default: ormlint-conformance in the user's cache)")
	flags.StringVar(&chosen.binary, "ormlint", "", "measure this binary (default: built from this checkout)")
	flags.BoolVar(&chosen.withoutEnvironment, "without-environment", false, "install no packages: built-in knowledge only")
	flags.IntVar(&chosen.differences, "differences", 0, "show up to this many differences of every kind")
	flags.BoolVar(&chosen.layout.timings, "timings", false, "add what each run of ormlint cost")
	flags.BoolVar(&chosen.layout.markdown, "markdown", false, "print the table as Markdown")
	if err := flags.Parse(arguments); err != nil {
		return options{}, err
	}
	switch {
	case flags.NArg() > 0:
		return options{}, fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case *small && *names != "", chosen.features && (*small || *names != ""):
		return options{}, errors.New("give one of --features, --subset and --projects")
	case *small:
		chosen.projects = subset
	case *names != "":
		chosen.projects, chosen.named = strings.Split(*names, ","), true
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
	names, err := choose(ctx, checkout, chosen)
	if err != nil {
		return nil, err
	}
	scratch, err := os.MkdirTemp("", "ormlint-conformance-")
	if err != nil {
		return nil, fmt.Errorf("make a scratch directory: %w", err)
	}
	defer os.RemoveAll(scratch)
	if chosen.binary == "" {
		if chosen.binary, err = checkout.Build(ctx, scratch); err != nil {
			return nil, err
		}
	}
	comparison := comparison{checkout: checkout, binary: chosen.binary, scratch: scratch, differences: chosen.differences}
	var rows []row
	for _, name := range names {
		rows = append(rows, measure(ctx, comparison, chosen, name)...)
	}
	if err := chosen.layout.write(out, rows); err != nil {
		return nil, fmt.Errorf("print the table: %w", err)
	}
	var failures []string
	for _, row := range rows {
		failures = append(failures, row.failures(floors)...)
	}
	return failures, nil
}

// choose returns the names of what is to be measured. The project of
// schema/features is, unless others are named.
func choose(ctx context.Context, checkout subject.Checkout, chosen options) ([]string, error) {
	if chosen.named {
		return chosen.projects, nil
	}
	names, err := checkout.FeatureNames()
	if err != nil || chosen.features {
		return names, err
	}
	projects := chosen.projects
	if len(projects) == 0 {
		if projects, err = checkout.ProjectNames(ctx); err != nil {
			return nil, err
		}
	}
	return append(names, projects...), nil
}

// measure returns the row with a project's environment and the one without. A
// project that cannot be set up fails alone.
func measure(ctx context.Context, comparison comparison, chosen options, name string) []row {
	fmt.Fprintln(os.Stderr, name)
	if features, ok := comparison.checkout.Features(name); ok {
		return []row{comparison.row(ctx, features, absent)}
	}
	var rows []row
	project, err := comparison.checkout.SetUp(ctx, name, chosen.dest, subject.Source)
	if err != nil {
		return append(rows, row{project: name, environment: absent, failed: err})
	}
	if !chosen.withoutEnvironment {
		complete, err := comparison.checkout.SetUp(ctx, name, chosen.dest, subject.SourceAndPackages)
		if err != nil {
			rows = append(rows, row{project: name, environment: present, failed: err})
		} else {
			rows = append(rows, comparison.row(ctx, complete, present))
		}
	}
	return append(rows, comparison.row(ctx, project, absent))
}
