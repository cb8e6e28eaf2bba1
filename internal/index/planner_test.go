package index

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// TestPlannerPredictions writes predictions for every case of the files named in
// ORMLINT_PLANNER_CASES beside the name in ORMLINT_PLANNER_OUT.
func TestWritePredictions(t *testing.T) {
	files, err := filepath.Glob(os.Getenv("ORMLINT_PLANNER_CASES"))
	if err != nil || len(files) == 0 {
		t.Skip("no cases named")
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		out, err := os.Create(filepath.Join(os.Getenv("ORMLINT_PLANNER_OUT"), filepath.Base(name)+".pred"))
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 1<<24)
		for lines.Scan() {
			c, err := ReadCase(lines.Bytes())
			if err != nil {
				t.Fatal(err)
			}
			b, err := json.Marshal(c.Predict())
			if err != nil {
				t.Fatal(err)
			}
			out.Write(append(b, '\n'))
		}
		out.Close()
	}
}
