// Command planner compares what ormlint predicts about indexes with what
// PostgreSQL did.
//
// In: truth files, those of truth unless others are named: cases with a query, an
// index and what a real server made of them. Out: a table with a column for each
// server, how often ormlint debug cover said the same; exit status 1 where a
// figure is below its floor. It needs no database.
//
//	go run ./conformance/planner [--markdown] [--examples N] [--ormlint BINARY] [FILE…]
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/ormlint/ormlint/conformance/command"
	"github.com/ormlint/ormlint/conformance/subject"
	"github.com/ormlint/ormlint/conformance/table"
)

func main() { command.Main("planner", run) }

type options struct {
	files    []string
	binary   string
	examples int
	markdown bool
}

func parse(arguments []string) (options, error) {
	var chosen options
	flags := flag.NewFlagSet("planner", flag.ContinueOnError)
	flags.StringVar(&chosen.binary, "ormlint", "", "measure this binary (default: built from this checkout)")
	flags.IntVar(&chosen.examples, "examples", 0, "show up to this many mismatches of every verdict and file on standard error")
	flags.BoolVar(&chosen.markdown, "markdown", false, "print the table as Markdown")
	err := flags.Parse(arguments)
	chosen.files = flags.Args()
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
	if len(chosen.files) == 0 {
		chosen.files, err = filepath.Glob(checkout.Path("conformance", "planner", "truth", "*.jsonl.gz"))
		if err != nil || len(chosen.files) == 0 {
			return nil, fmt.Errorf("look for truth files in conformance/planner/truth: found none (%v)", err)
		}
	}
	if chosen.binary == "" {
		scratch, err := os.MkdirTemp("", "ormlint-planner-")
		if err != nil {
			return nil, fmt.Errorf("make a scratch directory: %w", err)
		}
		defer os.RemoveAll(scratch)
		if chosen.binary, err = checkout.Build(ctx, scratch); err != nil {
			return nil, err
		}
	}
	servers := map[string]*figures{}
	for _, file := range chosen.files {
		examples := &examples{out: os.Stderr, most: chosen.examples, file: filepath.Base(file)}
		if err := compareFile(ctx, chosen.binary, file, servers, examples); err != nil {
			return nil, err
		}
	}
	if err := table.Write(out, lines(servers), chosen.markdown, 1); err != nil {
		return nil, fmt.Errorf("print the table: %w", err)
	}
	return total(servers).failures(floors), nil
}

// lines are the table: a verdict each, servers by their version, and all together.
func lines(servers map[string]*figures) [][]string {
	var names []string
	for name := range servers {
		names = append(names, name)
	}
	slices.Sort(names)
	head, columns := []string{""}, []*figures{}
	for _, name := range names {
		head, columns = append(head, "PostgreSQL "+name), append(columns, servers[name])
	}
	head, columns = append(head, "all"), append(columns, total(servers))
	cases, abstained := []string{"cases"}, []string{"undecided verdicts"}
	out := [][]string{head}
	for _, verdict := range verdicts {
		line := []string{verdict}
		for _, c := range columns {
			line = append(line, c.agree[verdict].String())
		}
		out = append(out, line)
	}
	for _, c := range columns {
		cases = append(cases, fmt.Sprint(c.cases))
		abstained = append(abstained, fmt.Sprint(c.abstained()))
	}
	return slices.Concat(out[:1], [][]string{cases}, out[1:], [][]string{abstained})
}
