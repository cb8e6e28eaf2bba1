// Package internal_test makes docs/architecture.md executable.
package internal_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/ormlint/ormlint/"

// arrows lists for each package which of our packages it imports. The order
// is that in which the data flows, so a package may name only packages above it.
// A new package fails the test until it is listed here.
var arrows = []struct {
	name    string
	imports string
}{
	{"internal/source", ""},
	{"internal/config", ""},
	{"internal/statement", ""},
	{"internal/stats", "statement"}, // and PostgreSQL
	{"internal/finding", "source"},
	{"internal/py", "source"},
	{"internal/resolve", "source py"},
	{"internal/eval", "source py resolve"},
	{"internal/django", "py resolve eval"},
	{"internal/schema", "source resolve eval django"},
	{"internal/query", "source py resolve eval django schema"},
	{"internal/sql", "schema query"},
	{"internal/trace", "schema query statement"},
	{"internal/evidence", "finding"},
	{"internal/postgres", ""},                                              // imports nothing of ours
	{"internal/prove", "stats finding schema query sql evidence postgres"}, // and PostgreSQL
	{"internal/index", "schema query"},                                     // pure: it sees no file and no Python
	{"internal/rules", "source config stats finding schema query index"},
	{"internal/rules/gendocs", "rules"},
	{"internal/engine", "source config stats finding py resolve django schema query rules"},
	{"internal/ruletest", "config stats finding rules engine"},
	{"internal/fix", "source finding py eval django schema"},              // knows findings, not rules
	{"internal/report", "source stats finding schema query fix evidence"}, // knows findings, not rules
	{"internal/cli", "source config statement stats finding py resolve schema query index rules engine fix report evidence postgres prove trace"},
	{"cmd/ormlint", "cli"},
}

// libraries lists who alone may import what reaches out of the process.
var libraries = map[string][]string{
	"net/http":                     {"internal/postgres"},
	"os/exec":                      {"internal/postgres"},
	"database/sql":                 {},
	"github.com/jackc/pgx":         {"internal/stats", "internal/postgres", "internal/prove"},
	"github.com/spf13/cobra":       {"internal/cli"},
	"golang.org/x/term":            {"internal/cli"},
	"github.com/pelletier/go-toml": {"internal/config", "internal/resolve", "internal/django"},
}

func TestImportsPointOneWay(t *testing.T) {
	allowed := map[string][]string{}
	for _, arrow := range arrows {
		for _, short := range strings.Fields(arrow.imports) {
			if _, above := allowed["internal/"+short]; !above {
				t.Errorf("the table lets %s import %s, which does not stand above it", arrow.name, short)
			}
			allowed[arrow.name] = append(allowed[arrow.name], "internal/"+short)
		}
		if arrow.imports == "" {
			allowed[arrow.name] = nil
		}
	}
	for _, p := range packages(t) {
		for _, unused := range allowed[p.name] {
			if !slices.Contains(p.imports, module+unused) {
				t.Errorf("the table lets %s import %s, which it does not; take the arrow away", p.name, unused)
			}
		}
		may, listed := allowed[p.name]
		if !listed {
			t.Errorf("%s is not in the table of arrows; add it here and in docs/architecture.md", p.name)
			continue
		}
		for _, imported := range p.imports {
			if ours, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(may, ours) {
				t.Errorf("%s imports %s, which the table of arrows does not allow", p.name, ours)
			}
			for library, users := range libraries {
				if (imported == library || strings.HasPrefix(imported, library+"/")) && !slices.Contains(users, p.name) {
					t.Errorf("%s imports %s, which is left to %v", p.name, imported, users)
				}
			}
		}
	}
}

type listed struct {
	name    string
	imports []string
}

// packages lists our packages, without their tests. Packages beside internal
// and cmd are tools that are not part of the program.
func packages(t *testing.T) []listed {
	t.Helper()
	list := exec.Command("go", "list", "-json=ImportPath,Imports", "./...", "../cmd/...")
	list.Stderr = t.Output()
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	decoder := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimPrefix(p.ImportPath, module)
		if name != "internal" {
			all = append(all, listed{name, p.Imports})
		}
	}
	return all
}
