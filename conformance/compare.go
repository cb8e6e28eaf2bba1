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

// environment tells whether ormlint was given the installed packages.
type environment string

const (
	present environment = "present"
	absent  environment = "absent"
)

// categories are the columns of the table and what the comparer calls them.
var categories = [...]struct{ title, name string }{
	{"models", "models"},
	{"columns", "columns"},
	{"types", "column types"},
	{"null", "null"},
	{"references", "references"},
	{"indexes", "indexes"},
	{"index names", "index names"},
}

// A row is what one run of ormlint reached.
type row struct {
	project     string
	environment environment
	django      string
	reached     [len(categories)]reached
	cost        subject.Cost
	failed      error // nothing was reached
}

// reached is how many facts of a category ormlint said, of all that the truth
// has, and how many it said that are not true.
type reached struct{ Matched, Facts, Extra int }

// share counts what is missing and what is too much alike.
func (r reached) share() float64 {
	if r.Facts+r.Extra == 0 {
		return 1
	}
	return float64(r.Matched) / float64(r.Facts+r.Extra)
}

func (r reached) plus(other reached) reached {
	return reached{r.Matched + other.Matched, r.Facts + other.Facts, r.Extra + other.Extra}
}

// extra is how many models, columns and indexes do not exist.
func (r row) extra() int {
	sum := 0
	for _, reached := range r.reached {
		sum += reached.Extra
	}
	return sum
}

// comparison runs one binary on projects and compares what it says with the truth.
type comparison struct {
	checkout    subject.Checkout
	binary      string
	scratch     string
	differences int
}

func (c comparison) row(ctx context.Context, project subject.Project, environment environment) row {
	result := row{project: project.Name, environment: environment}
	answer := filepath.Join(c.scratch, fmt.Sprintf("%s.%s.json", project.Name, environment))
	packages := project.Environment
	if environment == absent {
		packages = ""
	}
	if result.cost, result.failed = c.answer(ctx, project, packages, answer); result.failed != nil {
		return result
	}
	figures, err := c.compare(ctx, project.Name, answer)
	if err != nil {
		result.failed = err
		return result
	}
	result.django = figures.Django
	for i, category := range categories {
		result.reached[i] = figures.Categories[category.name]
	}
	return result
}

// answer writes what ormlint says about the models of a project to a file.
func (c comparison) answer(ctx context.Context, project subject.Project, packages, path string) (subject.Cost, error) {
	file, err := os.Create(path)
	if err != nil {
		return subject.Cost{}, fmt.Errorf("keep an answer: %w", err)
	}
	defer file.Close()
	models := project.Ormlint(ctx, c.binary, packages, "models", "--format", "json")
	models.Stdout = file
	return subject.Run(models)
}

type figures struct {
	Django     string
	Categories map[string]reached
}

func (c comparison) compare(ctx context.Context, project, answer string) (figures, error) {
	written := answer + ".figures"
	compare := exec.CommandContext(ctx, "python3",
		c.checkout.Path("conformance", "schema", "compare_schema.py"),
		c.checkout.Path("conformance", "schema", "truth", project+".json.gz"), answer,
		"--json", written, "--limit", fmt.Sprint(c.differences), "--min", "0")
	var complaint bytes.Buffer
	compare.Stderr = &complaint
	if c.differences > 0 {
		compare.Stdout = os.Stderr
	}
	if err := compare.Run(); err != nil {
		return figures{}, fmt.Errorf("compare %s with its truth: %w: %s", project, err, subject.LastLine(complaint.String()))
	}
	text, err := os.ReadFile(written)
	if err != nil {
		return figures{}, fmt.Errorf("read the figures of %s: %w", project, err)
	}
	var result figures
	if err := json.Unmarshal(text, &result); err != nil {
		return figures{}, fmt.Errorf("read the figures of %s: %w", project, err)
	}
	return result, nil
}
