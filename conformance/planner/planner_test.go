package main

import (
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A truth agrees with itself, and every kind of damage to a verdict is found.
func TestTruthAgreesWithItselfAndDamageDoesNot(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("truth/*.jsonl.gz")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	silent := &examples{out: io.Discard}
	same, damaged, silenced := newFigures(), newFigures(), newFigures()
	for _, file := range files {
		text, err := read(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			var c recorded
			if err := json.Unmarshal([]byte(line), &c); err != nil {
				t.Fatal(file, err)
			}
			same.add(c, c.Truth, silent)
			damaged.add(c, damage(c.Truth), silent)
			silenced.add(c, nil, silent)
		}
	}
	if failures := same.failures(map[string]float64{"usable": 100, "seek_columns": 100, "condition_columns": 100,
		"order_served": 100, "partial_implied": 100, "bitmap_or": 100}); failures != nil {
		t.Error(failures)
	}
	for _, verdict := range verdicts {
		if s := damaged.agree[verdict]; s.agree > 0 || s.decided == 0 {
			t.Errorf("%s: of %d damaged verdicts %d agree", verdict, s.decided, s.agree)
		}
		if s := silenced.agree[verdict]; s.decided > 0 || s.all == 0 {
			t.Errorf("%s: %d of %d are decided in silence", verdict, s.decided, s.all)
		}
	}
	if failures := silenced.failures(floors); len(failures) != 2*len(verdicts) {
		t.Errorf("silence fails in %d points: %v", len(failures), failures)
	}
}

func damage(truth rawVerdicts) rawVerdicts {
	other := rawVerdicts{}
	for verdict, value := range truth {
		switch text := string(value); {
		case text == "true":
			other[verdict] = json.RawMessage("false")
		case text == "false":
			other[verdict] = json.RawMessage("true")
		case strings.HasPrefix(text, "["):
			other[verdict] = json.RawMessage(`["no such column"]`)
		default:
			other[verdict] = json.RawMessage(`"backwards"`)
		}
	}
	return other
}

func TestColumnsThatThePlannerMayLeaveDoNotCount(t *testing.T) {
	t.Parallel()
	c := recorded{Truth: rawVerdicts{"optional_columns": json.RawMessage(`["b"]`)}}
	if err := json.Unmarshal([]byte(`{"Terms":[{"column":"a"},{"column":"b"},{"column":"c"}]}`), &c.Index); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		verdict, truth, predicted string
		agrees                    bool
	}{
		{"condition_columns", `["a"]`, `["b", "a"]`, true},
		{"condition_columns", `["a"]`, `["a", "c"]`, false},
		{"seek_columns", `["a"]`, `["a", "b", "c"]`, true},
		{"seek_columns", `["a"]`, `["b"]`, false},
		{"usable", `true`, ` true`, true},
	} {
		if got := c.agrees(test.verdict, json.RawMessage(test.truth), json.RawMessage(test.predicted)); got != test.agrees {
			t.Errorf("%s %s and %s: %v", test.verdict, test.truth, test.predicted, got)
		}
	}
}

func TestWhatIsWrongWithAFileIsSaid(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "truth.jsonl.gz")
	if err := os.WriteFile(file, []byte("not packed"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := read(file); err == nil || !strings.Contains(err.Error(), file) {
		t.Error(err)
	}
}
