package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/conformance/subject"
)

// needPython skips a test where the tools cannot run.
func needPython(t *testing.T) {
	t.Helper()
	check := exec.Command("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))")
	if err := check.Run(); err != nil {
		t.Skip("needs python3, 3.11 or newer")
	}
}

// Every comparer agrees with itself and finds what was damaged on purpose.
func TestComparersTestThemselves(t *testing.T) {
	needPython(t)
	for _, test := range []struct {
		dir       string
		arguments []string
	}{
		{"schema", []string{"test_compare_schema.py", "truth/django-oscar.json.gz", "truth/netbox.json.gz"}},
		{"migrations", []string{"test_compare_migrations.py"}},
		{"planner", []string{"test_compare_planner.py"}},
		{"history", []string{"test_replay_index_commits.py"}},
		{"queries", []string{"-m", "query_record.selftest.compare"}},
		{"silo", []string{"compare_findings.py", "--self-test"}},
	} {
		t.Run(test.dir, func(t *testing.T) {
			t.Parallel()
			python := exec.Command("python3", append([]string{"-B"}, test.arguments...)...)
			python.Dir = test.dir
			if out, err := python.CombinedOutput(); err != nil {
				t.Errorf("%v\n%s", err, out)
			}
		})
	}
}

func TestTruthReachesEverythingAndLessDoesNot(t *testing.T) {
	t.Parallel()
	needPython(t)
	ctx := context.Background()
	checkout, err := subject.FindCheckout(ctx)
	if err != nil {
		t.Fatal(err)
	}
	c := comparison{checkout: checkout}
	for _, test := range []struct {
		name   string
		change func(models []any) []any
		whole  bool
		extra  int
	}{
		{"truth", func(models []any) []any { return models }, true, 0},
		{"one model left out", func(models []any) []any {
			return slices.DeleteFunc(models, func(model any) bool { return model.(map[string]any)["label"] == "core.Task" })
		}, false, 0},
		{"one model invented", func(models []any) []any {
			return append(models, map[string]any{"label": "shop.Ghost"})
		}, true, 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			figures, err := c.compare(ctx, "pulpcore", damagedTruth(t, "pulpcore", test.change))
			if err != nil {
				t.Fatal(err)
			}
			models := figures.Categories["models"]
			if whole := models.Matched == models.Facts; models.Facts == 0 || whole != test.whole || models.Extra != test.extra {
				t.Errorf("models: %+v", models)
			}
			if complete := models.share() == 1; complete != (test.whole && test.extra == 0) {
				t.Errorf("share of models is %v", models.share())
			}
		})
	}
}

// damagedTruth writes an answer that has the models of a truth, but for a change.
func damagedTruth(t *testing.T, project string, change func([]any) []any) string {
	t.Helper()
	file, err := os.Open(filepath.Join("schema", "truth", project+".json.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	var answer struct {
		Models []any `json:"models"`
	}
	if err := json.NewDecoder(text).Decode(&answer); err != nil {
		t.Fatal(err)
	}
	answer.Models = change(answer.Models)
	changed, err := json.Marshal(answer)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "answer.json")
	if err := os.WriteFile(path, changed, 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestEveryProjectHasATruthAndFloors(t *testing.T) {
	t.Parallel()
	needPython(t)
	ctx := context.Background()
	checkout, err := subject.FindCheckout(ctx)
	if err != nil {
		t.Fatal(err)
	}
	names, err := checkout.ProjectNames(ctx)
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		if _, err := os.Stat(filepath.Join("schema", "truth", name+".json.gz")); err != nil {
			t.Error(err)
		}
		if len(floors[name]) != 2 {
			t.Errorf("%s has no floors for both environments", name)
		}
	}
	features, err := checkout.FeatureNames()
	if err != nil || len(features) == 0 {
		t.Fatal(features, err)
	}
	for _, name := range features {
		if _, ok := floors[name][absent]; !ok {
			t.Errorf("%s has no floors", name)
		}
	}
	if len(floors) != len(names)+len(features) {
		t.Errorf("%d projects have floors, %d have truths", len(floors), len(names)+len(features))
	}
}

func TestTableTellsFiguresAndFailures(t *testing.T) {
	t.Parallel()
	good := row{project: "shop", environment: present, django: "5.2"}
	for i := range good.reached {
		good.reached[i] = reached{Matched: 9, Facts: 10, Extra: 1}
	}
	bad := row{project: "cart", environment: absent, failed: os.ErrNotExist}
	var out strings.Builder
	if err := (layout{markdown: true}).write(&out, []row{good, bad}); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"| project | Django | environment | models | columns | types | null | references | indexes | index names | extra |",
		"| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
		"| shop | 5.2 | present | 9/10 | 9/10 | 9/10 | 9/10 | 9/10 | 9/10 | 9/10 | 7 |",
		"| cart |  | absent | failed |  |  |  |  |  |  |  |",
	}
	if got := strings.TrimSpace(out.String()); got != strings.Join(want, "\n") {
		t.Errorf("got\n%s", got)
	}
	if failures := bad.failures(nil); len(failures) != 1 || !strings.Contains(failures[0], "cart, environment absent") {
		t.Error(failures)
	}
}

func TestFloorHoldsAgainstMissingAndInvented(t *testing.T) {
	t.Parallel()
	floors := floorTable{"shop": {present: {0: 90}}} // of the models
	for _, test := range []struct {
		models reached
		holds  bool
	}{
		{reached{Matched: 90, Facts: 100}, true},
		{reached{Matched: 89, Facts: 100}, false},
		{reached{Matched: 90, Facts: 100, Extra: 1}, false},
	} {
		r := row{project: "shop", environment: present}
		r.reached[0] = test.models
		if failures := r.failures(floors); (len(failures) == 0) != test.holds {
			t.Errorf("%+v: %q", test.models, failures)
		}
	}
}
