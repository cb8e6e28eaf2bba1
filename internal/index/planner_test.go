package index

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/schema"
)

// A plannerTruth is what PostgreSQL did with the index of a case.
type plannerTruth struct {
	Postgres string
	Truth    struct {
		Usable    bool
		Seek      []string `json:"seek_columns"`
		Condition []string `json:"condition_columns"`
		Optional  []string `json:"optional_columns"`
		Order     *string  `json:"order_served"`
		Partial   *bool    `json:"partial_implied"`
		BitmapOr  *bool    `json:"bitmap_or"`
	}
}

// plannerFiles holds the lookup matrix and random queries and indexes, each as
// PostgreSQL 15, 17 and 18 planned it.
const plannerFiles = "../../conformance/planner/truth/*.jsonl.gz"

func eachPlannerCase(t *testing.T, see func(Case, plannerTruth)) {
	t.Helper()
	files, err := filepath.Glob(plannerFiles)
	if err != nil || len(files) == 0 {
		t.Fatalf("no recorded cases in %s: %v", plannerFiles, err)
	}
	for _, name := range files {
		readPlannerCases(t, name, see)
	}
}

func readPlannerCases(t testing.TB, name string, see func(Case, plannerTruth)) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(z)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		c, err := ReadCase(lines.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		var truth plannerTruth
		if err := json.Unmarshal(lines.Bytes(), &truth); err != nil {
			t.Fatal(err)
		}
		see(c, truth)
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
}

// The share of recorded cases in which a verdict agrees with PostgreSQL may not
// fall. The floors guard against a step back. What is left in bitmap_or are plans
// of nearly the same price, in seek_columns BRIN on columns whose place on disk
// nobody knows.
func TestPredictionsAgreeWithPostgreSQL(t *testing.T) {
	t.Parallel()
	right, total := map[string]int{}, map[string]int{}
	count := func(verdict string, agrees bool) {
		total[verdict]++
		if agrees {
			right[verdict]++
		}
	}
	eachPlannerCase(t, func(c Case, want plannerTruth) {
		p := c.Predict()
		if p.Usable == nil {
			return
		}
		count("usable", *p.Usable == want.Truth.Usable)
		if len(want.Truth.Optional) == 0 {
			count("seek_columns", sameSet(p.Seek, want.Truth.Seek))
			count("condition_columns", sameSet(p.Condition, want.Truth.Condition))
		}
		if want.Truth.Order != nil && p.Order != nil {
			count("order_served", *p.Order == *want.Truth.Order)
		}
		if want.Truth.Partial != nil && p.Partial != nil {
			count("partial_implied", *p.Partial == *want.Truth.Partial)
		}
		if want.Truth.BitmapOr != nil && p.BitmapOr != nil {
			count("bitmap_or", *p.BitmapOr == *want.Truth.BitmapOr)
		}
	})
	for verdict, least := range map[string]float64{"usable": 0.9995, "seek_columns": 0.995, "condition_columns": 0.998,
		"order_served": 0.9995, "partial_implied": 0.9995, "bitmap_or": 0.99} {
		share := float64(right[verdict]) / float64(max(total[verdict], 1))
		t.Logf("%-18s %d / %d = %.4f", verdict, right[verdict], total[verdict], share)
		if share < least {
			t.Errorf("%s agrees in %.2f %%, want at least %.1f %%", verdict, 100*share, 100*least)
		}
	}
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// Whatever the query: once the index is added, nothing is left to advise.
func TestAdviceClosesItsOwnGap(t *testing.T) {
	t.Parallel()
	advised := map[Gap]int{}
	seen := map[string]bool{} // a query stands in a case with each of its indexes
	eachPlannerCase(t, func(c Case, truth plannerTruth) {
		query := truth.Postgres + c.ID[:strings.LastIndex(c.ID, "-")]
		if seen[query] {
			return
		}
		seen[query] = true
		table := *c.Demand.Table
		a := c.Demand.Advise(table.Indexes)
		if a.Gap == NoGap {
			return
		}
		advised[a.Gap]++
		ix := &schema.Index{Method: "btree", Where: a.Where}
		for _, k := range a.Keys {
			ix.Terms = append(ix.Terms, schema.Term{Column: k.Column.Column, Desc: k.Desc, Nulls: k.Nulls})
		}
		if again := c.Demand.Advise(append(slices.Clone(table.Indexes), ix)); again.Gap != NoGap {
			t.Errorf("%s: after adding %s, the advice is gap %d, %s", c.ID, keys(a), again.Gap, keys(again))
		}
	})
	for _, gap := range []Gap{Unindexed, Uncovered, Unordered} {
		if advised[gap] == 0 {
			t.Errorf("no case has gap %d", gap)
		}
	}
	t.Log(advised)
}
