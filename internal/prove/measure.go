package prove

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5/pgconn"

	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/postgres"
)

// A node is a node of EXPLAIN's JSON.
type node struct {
	Type      string   `json:"Node Type"`
	Relation  string   `json:"Relation Name"`
	Index     string   `json:"Index Name"`
	Direction string   `json:"Scan Direction"`
	IndexCond string   `json:"Index Cond"`
	Recheck   string   `json:"Recheck Cond"`
	Filter    string   `json:"Filter"`
	Rows      float64  `json:"Actual Rows"`
	Loops     float64  `json:"Actual Loops"`
	Removed   float64  `json:"Rows Removed by Filter"`
	Rechecked float64  `json:"Rows Removed by Index Recheck"`
	Hit       int64    `json:"Shared Hit Blocks"`
	Read      int64    `json:"Shared Read Blocks"`
	SortKey   []string `json:"Sort Key"`
	Plans     []node   `json:"Plans"`
}

// measure runs a statement warm and says what it read.
func (g *group) measure(ctx context.Context, text string) (evidence.Measurement, []string, error) {
	var out []struct {
		Plan node
		Time float64 `json:"Execution Time"`
	}
	for range 2 { // the first run fills the cache
		var raw []byte
		err := g.conn.QueryRow(ctx, "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) "+text).Scan(&raw)
		if err != nil {
			if stop := postgres.Stopped(ctx, err); stop != nil {
				return evidence.Measurement{}, nil, stop
			}
			var pg *pgconn.PgError
			if errors.As(err, &pg) {
				return evidence.Measurement{}, nil, cannot("PostgreSQL refuses the query: %s: %s", pg.Message, short(text, 160))
			}
			return evidence.Measurement{}, nil, fmt.Errorf("explain %q: %w", short(text, 90), err)
		}
		if err := json.Unmarshal(raw, &out); err != nil || len(out) == 0 {
			return evidence.Measurement{}, nil, fmt.Errorf("read the plan of %q: %w", short(text, 90), err)
		}
	}
	plan := out[0].Plan
	m := evidence.Measurement{Buffers: plan.Hit + plan.Read, Ms: float64(int64(out[0].Time*1000)) / 1000, Rows: int64(plan.Rows)}
	var indexes, lines []string
	var visit func(n node, depth int)
	visit = func(n node, depth int) {
		m.Removed += int64((n.Removed + n.Rechecked) * max(n.Loops, 1))
		if n.Index != "" {
			indexes = append(indexes, n.Index)
		}
		lines = append(lines, strings.Repeat("  ", depth)+n.line())
		for _, child := range n.Plans {
			visit(child, depth+1)
		}
	}
	visit(plan, 0)
	m.Plan = strings.Join(lines, "\n")
	return m, indexes, nil
}

// line is a node as EXPLAIN's text has it, without costs.
func (n node) line() string {
	text := n.Type
	if n.Direction == "Backward" {
		text += " Backward"
	}
	if n.Index != "" {
		text += " using " + n.Index
	}
	if n.Relation != "" {
		text += " on " + n.Relation
	}
	if len(n.SortKey) > 0 {
		text += " by " + strings.Join(n.SortKey, ", ")
	}
	for name, condition := range map[string]string{"cond": n.IndexCond} {
		if condition != "" {
			text += " " + name + " " + short(condition, 200)
		}
	}
	if n.Filter != "" {
		text += fmt.Sprintf(" filter %s (%d rows removed)", short(n.Filter, 200), int64(n.Removed*max(n.Loops, 1)))
	}
	return fmt.Sprintf("%s  [%d rows, %d buffers]", text, int64(n.Rows*max(n.Loops, 1)), n.Hit+n.Read)
}

// Inserts are timed in pairs, with and without the index one after the other, so
// that what slows the machine down slows both.
const (
	insertedRows = 2_000
	insertPairs  = 5
)

// writing is by how much inserts are slower in one state of the table than in
// another: the median of pairs, and how far the middle half of them lies around it.
// Each state is what its statements make of the table as it is.
func (g *group) writing(ctx context.Context, t *table, with, without []string) (share, spread float64, err error) {
	var ratios []float64
	for i := range insertPairs {
		states := [2][]string{without, with}
		var took [2]time.Duration
		for _, k := range [2]int{i % 2, 1 - i%2} { // now the one first, now the other
			if took[k], err = g.inserts(ctx, t, states[k]); err != nil {
				return 0, 0, err
			}
		}
		ratios = append(ratios, float64(took[1])/float64(max(took[0], 1))-1)
	}
	slices.Sort(ratios)
	quarter := len(ratios) / 4
	percent := func(x float64) float64 { return math.Round(100*x) / 100 }
	return percent(ratios[len(ratios)/2]), percent((ratios[len(ratios)-1-quarter] - ratios[quarter]) / 2), nil
}

// inserts is how long it takes to insert the rows that are kept for it in one
// state of the table; nothing stays.
func (g *group) inserts(ctx context.Context, t *table, state []string) (time.Duration, error) {
	text, err := t.insert(t.rows+1, t.rows+t.extra, true)
	if err != nil {
		return 0, cannot("%v", err)
	}
	var took time.Duration
	err = g.apart(ctx, state, func() error {
		start := time.Now()
		err := run(ctx, g.conn, text)
		took = time.Since(start)
		return err
	})
	return took, err
}
