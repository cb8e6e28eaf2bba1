// Command speed compares what `ormlint check` costs with what ruff costs on the
// same source tree, and how the cost of ormlint grows with the tree.
//
// In: projects of conformance/projects, downloaded where they are not there yet,
// and ruff on PATH. Out: for each project the median of several pairs of runs,
// and the cost of one, two and four copies of the tree.
//
// The one idea: machines differ and get busy, so only runs that directly follow
// each other are compared, and the figure is the ratio of each pair.
//
//	go run ./conformance/speed [--projects a,b] [--dest DIR] [--pairs N] [--environment]
//	                           [--ormlint BINARY] [--markdown]
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"

	"github.com/ormlint/ormlint/conformance/command"
	"github.com/ormlint/ormlint/conformance/subject"
	"github.com/ormlint/ormlint/conformance/table"
)

func main() {
	command.Main("speed", func(ctx context.Context, arguments []string, out io.Writer) ([]string, error) {
		return nil, run(ctx, arguments, out)
	})
}

type options struct {
	projects    []string
	dest        string
	binary      string
	pairs       int
	environment bool
	markdown    bool
}

func parse(arguments []string) (options, error) {
	var chosen options
	flags := flag.NewFlagSet("speed", flag.ContinueOnError)
	names := flags.String("projects", "netbox,wagtail,sentry", "these projects, separated by commas")
	flags.StringVar(&chosen.dest, "dest", "", "where projects are kept (default: ormlint-conformance in the user's cache)")
	flags.StringVar(&chosen.binary, "ormlint", "", "measure this binary (default: built from this checkout)")
	flags.IntVar(&chosen.pairs, "pairs", 7, "pairs of runs that count; one more goes before them")
	flags.BoolVar(&chosen.environment, "environment", false, "let ormlint read the project's environment, which ruff never does")
	flags.BoolVar(&chosen.markdown, "markdown", false, "print the tables as Markdown")
	if err := flags.Parse(arguments); err != nil {
		return options{}, err
	}
	if flags.NArg() > 0 || chosen.pairs < 1 {
		return options{}, errors.New("unexpected argument, or fewer than one pair")
	}
	chosen.projects = strings.Split(*names, ",")
	var err error
	chosen.dest, err = subject.Place(chosen.dest)
	return chosen, err
}

func run(ctx context.Context, arguments []string, out io.Writer) error {
	chosen, err := parse(arguments)
	if err != nil {
		return err
	}
	if _, err := exec.LookPath("ruff"); err != nil {
		return fmt.Errorf("find the linter to compare with: %w", err)
	}
	checkout, err := subject.FindCheckout(ctx)
	if err != nil {
		return err
	}
	if chosen.binary == "" {
		scratch, err := os.MkdirTemp("", "ormlint-speed-")
		if err != nil {
			return fmt.Errorf("make a scratch directory: %w", err)
		}
		defer os.RemoveAll(scratch)
		if chosen.binary, err = checkout.Build(ctx, scratch); err != nil {
			return err
		}
	}
	pairs := [][]string{pairsHead}
	growth := [][]string{growthHead}
	for _, name := range chosen.projects {
		fmt.Fprintln(os.Stderr, name)
		paired, grown, err := measure(ctx, checkout, chosen, name)
		if err != nil {
			return err
		}
		pairs, growth = append(pairs, paired), append(growth, grown...)
	}
	if err := table.Write(out, pairs, chosen.markdown, 1); err != nil {
		return fmt.Errorf("print the pairs: %w", err)
	}
	fmt.Fprintln(out)
	if err := table.Write(out, growth, chosen.markdown, 1); err != nil {
		return fmt.Errorf("print the growth: %w", err)
	}
	return nil
}

func measure(ctx context.Context, checkout subject.Checkout, chosen options, name string) ([]string, [][]string, error) {
	scope := subject.Source
	if chosen.environment {
		scope = subject.SourceAndPackages
	}
	project, err := checkout.SetUp(ctx, name, chosen.dest, scope)
	if err != nil {
		return nil, nil, err
	}
	lines, err := countLines(project.Root)
	if err != nil {
		return nil, nil, err
	}
	measured, err := runPairs(chosen.pairs,
		func() *exec.Cmd { return project.Ormlint(ctx, chosen.binary, project.Environment, "check") },
		func() *exec.Cmd { return ruff(ctx, project.Root) })
	if err != nil {
		return nil, nil, err
	}
	grown, err := grow(ctx, chosen, project)
	return measured.line(name, lines), grown, err
}

// ruff with the families of rules that are nearest to what ormlint judges.
func ruff(ctx context.Context, root string) *exec.Cmd {
	return exec.CommandContext(ctx, "ruff", "check", "--no-cache", "--isolated", "--select", "DJ,PERF", root)
}
