package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/conformance/subject"
)

func TestEveryRecordingHasFloors(t *testing.T) {
	t.Parallel()
	truths, err := filepath.Glob("truth/*.jsonl.gz")
	if err != nil || len(truths) == 0 {
		t.Fatal(truths, err)
	}
	for _, truth := range truths {
		name := strings.TrimSuffix(filepath.Base(truth), ".jsonl.gz")
		if _, ok := floors[name]; !ok {
			t.Errorf("%s has no floors", name)
		}
	}
	if len(floors) != len(truths) || len(recorded) != len(truths) {
		t.Errorf("%d recordings, %d floors, %d projects", len(truths), len(floors), len(recorded))
	}
}

// An answer without queries reaches nothing, and the figures say of how much.
func TestNothingReachesNothing(t *testing.T) {
	t.Parallel()
	if err := exec.Command("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))").Run(); err != nil {
		t.Skip("needs python3, 3.11 or newer")
	}
	ctx := context.Background()
	checkout, err := subject.FindCheckout(ctx)
	if err != nil {
		t.Fatal(err)
	}
	answer := filepath.Join(t.TempDir(), "answer.json")
	if err := os.WriteFile(answer, []byte(`{"queries":[],"unresolved":[]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	var got figures
	if err := (comparison{checkout: checkout}).compare(ctx, "compare_queries.py", "healthchecks", answer, &got); err != nil {
		t.Fatal(err)
	}
	if got.Sites.Number == 0 || got.Sites.Condition != 0 || got.Executed.Number != 0 {
		t.Errorf("%+v", got)
	}
	for _, kind := range kinds {
		if _, ok := got.Kinds[kind]; !ok {
			t.Errorf("nothing is said about %q", kind)
		}
	}
	if len(got.Kinds) != len(kinds) {
		t.Errorf("%d kinds are told, %d are shown", len(got.Kinds), len(kinds))
	}
}

func TestTableWeighsProjectsBySize(t *testing.T) {
	t.Parallel()
	shop := column{project: "shop", calls: calls{3, 1, 0}, figures: figures{Sites: rates{10, 0.5, 0.5}, Executed: rates{1, 1, 0}}}
	cart := column{project: "cart", calls: calls{1, 0, 3}, figures: figures{Sites: rates{30, 0.9, 0.5}, Kinds: map[string]rates{"Q objects": {4, 0.25, 0}}}}
	got := map[string]string{}
	for _, cells := range lines([]column{shop, cart}, figuresToShow()) {
		got[strings.TrimSpace(cells[0])] = strings.Join(cells[1:], " | ")
	}
	for title, want := range map[string]string{
		"":                            "shop | cart | all",
		"recall: condition":           "50.0 % | 90.0 % | 80.0 %",
		"recall: order and limit too": "50.0 % | 50.0 % | 50.0 %",
		"Q objects":                   "- | 25.0 % of 4 | 25.0 % of 4",
		"resolved completely":         "75.0 % | 25.0 % | 50.0 %",
	} {
		if got[title] != want {
			t.Errorf("%q: got %s, want %s", title, got[title], want)
		}
	}
	bad := column{project: "desk", failed: os.ErrNotExist}
	if cells := lines([]column{shop, bad}, figuresToShow())[1]; len(cells) != 3 || cells[2] != "failed" {
		t.Error(cells)
	}
}

func TestFloor(t *testing.T) {
	t.Parallel()
	floors := map[string]floor{"shop": {condition: 50, limit: 40, precision: 90}}
	good := figures{Sites: rates{10, 0.5, 0.4}, Executed: rates{10, 0.9, 0.5}}
	if failures := (column{project: "shop", figures: good}).failures(floors); len(failures) > 0 {
		t.Error(failures)
	}
	bad := good
	bad.Sites.Condition, bad.Executed.Condition = 0.49, 0.89
	if failures := (column{project: "shop", figures: bad}).failures(floors); len(failures) != 2 {
		t.Error(failures)
	}
	if failures := (column{project: "shop", failed: os.ErrNotExist}).failures(floors); len(failures) != 1 {
		t.Error(failures)
	}
}

// Queries that nobody foretold are counted against the recording.
func TestNothingIsForetold(t *testing.T) {
	t.Parallel()
	if err := exec.Command("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 11))").Run(); err != nil {
		t.Skip("needs python3, 3.11 or newer")
	}
	checkout, err := subject.FindCheckout(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	answer := filepath.Join(t.TempDir(), "answer.json")
	if err := os.WriteFile(answer, []byte(`{"queries":[],"implicit":[],"unresolved":[]}`), 0o644); err != nil {
		t.Fatal(err)
	}
	var got map[string]rates
	if err := (comparison{checkout: checkout}).compare(t.Context(), "compare_implicit.py", "healthchecks", answer, &got); err != nil {
		t.Fatal(err)
	}
	for _, k := range implicitKinds {
		if of, ok := got[k.kind]; !ok || of.Condition != 0 {
			t.Errorf("%s: %+v", k.kind, of)
		}
	}
	if got["save"].Number == 0 {
		t.Error("no save() was recorded")
	}
}
