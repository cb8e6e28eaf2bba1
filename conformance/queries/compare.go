package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/ormlint/ormlint/conformance/subject"
)

// A column is what ormlint reached in one project.
type column struct {
	project string
	figures figures
	calls   calls
	implied map[string]rates // by kind
	failed  error            // nothing was reached
}

// figures are what compare_queries.py --json writes.
type figures struct {
	Sites    rates            // places of the source that sent queries
	Kinds    map[string]rates // of these, those of a kind
	Executed rates            // queries of ormlint's whose steps were executed together
	Seen     rates            // of these, those of a model that was seen to be asked for there
}

// rates are the shares of a number that reach each level.
type rates struct {
	Number           int
	Condition, Limit float64 // the level of the limit includes that of the order
}

// of writes the share of the condition and of how many it is.
func (r rates) of() string {
	if r.Number == 0 {
		return "-"
	}
	return fmt.Sprintf("%s of %d", percent(r.Condition), r.Number)
}

// plus weighs both by their numbers.
func (r rates) plus(other rates) rates {
	sum := r.Number + other.Number
	if sum == 0 {
		return rates{}
	}
	weigh := func(a, b float64) float64 {
		return (a*float64(r.Number) + b*float64(other.Number)) / float64(sum)
	}
	return rates{sum, weigh(r.Condition, other.Condition), weigh(r.Limit, other.Limit)}
}

// calls count the call sites of the ORM by how far ormlint resolved them.
type calls struct{ Complete, Partly, Unresolved int }

// comparison runs one binary on projects and compares what it says with the truth.
type comparison struct {
	checkout subject.Checkout
	binary   string
	scratch  string
	examples int
	implicit bool
}

func (c comparison) column(ctx context.Context, project subject.Project) column {
	result := column{project: project.Name}
	if c.implicit {
		result.implied, result.failed = c.implied(ctx, project)
		return result
	}
	answer, err := c.ormlint(ctx, project, "answer")
	if err == nil {
		err = c.compare(ctx, "compare_queries.py", project.Name, answer, &result.figures)
	}
	if err == nil {
		result.calls, err = c.understood(ctx, project)
	}
	result.failed = err
	return result
}

// ormlint runs ormlint queries on a project and returns the file with its answer.
func (c comparison) ormlint(ctx context.Context, project subject.Project, name string, flags ...string) (string, error) {
	path := filepath.Join(c.scratch, fmt.Sprintf("%s.%s.json", project.Name, name))
	file, err := os.Create(path)
	if err != nil {
		return "", fmt.Errorf("keep an answer: %w", err)
	}
	defer file.Close()
	run := project.Ormlint(ctx, c.binary, project.Environment, append([]string{"queries", "--format", "json"}, flags...)...)
	run.Stdout = file
	_, err = subject.Run(run)
	return path, err
}

// compare runs a script that holds an answer against the recording, and reads the figures that it writes.
func (c comparison) compare(ctx context.Context, script, project, answer string, into any) error {
	written := answer + ".figures"
	compare := exec.CommandContext(ctx, "python3", "-B",
		c.checkout.Path("conformance", "queries", script),
		c.checkout.Path("conformance", "queries", "truth", project+".jsonl.gz"), answer,
		"--json", written, "--examples", fmt.Sprint(c.examples))
	var complaint bytes.Buffer
	compare.Stderr = &complaint
	if c.examples > 0 {
		compare.Stdout = os.Stderr
	}
	if err := compare.Run(); err != nil {
		return fmt.Errorf("compare %s with its recording: %w: %s", project, err, subject.LastLine(complaint.String()))
	}
	return read(written, into)
}

// understood asks how far the calls of a project were resolved.
func (c comparison) understood(ctx context.Context, project subject.Project) (calls, error) {
	answer, err := c.ormlint(ctx, project, "unknown", "--unknown")
	if err != nil {
		return calls{}, err
	}
	var result struct{ Sites calls }
	return result.Sites, read(answer, &result)
}

func read(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return fmt.Errorf("read figures: %w", err)
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read figures of %s: %w", filepath.Base(path), err)
	}
	return nil
}
