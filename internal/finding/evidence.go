package finding

import (
	"fmt"
	"strconv"
)

// A Verdict is what a proof came to.
type Verdict string

const (
	Confirmed    Verdict = "confirmed"
	Refuted      Verdict = "refuted"
	Inconclusive Verdict = "inconclusive"
)

// An Evidence is what PostgreSQL said to a finding on data that was made for it.
type Evidence struct {
	Verdict Verdict
	Reason  string // why it is refuted or inconclusive, or what was saved
	Rows    int64  // of the table
	Server  string // "PostgreSQL 15.18"
	Before  Measured
	After   Measured

	Removal bool   // it is about an index to drop
	Price   *Price // nil where it is not known
}

// A Price is what an index costs.
type Price struct {
	BuildSeconds float64 `json:"build_seconds"`
	Bytes        int64   `json:"bytes"`
	InsertShare  float64 `json:"insert_share"`  // by how much inserts are slower: 0.02 for 2 %
	InsertSpread float64 `json:"insert_spread"` // half of the repeats lie so far around it
}

// A Measured is what a query read, and how long it took.
type Measured struct {
	Buffers int64
	Ms      float64
}

// Text is the evidence on one line.
func (e *Evidence) Text() string {
	rows := " on " + Grouped(e.Rows) + " rows"
	switch e.Verdict {
	case Refuted:
		return "refuted" + rows + ": " + e.Reason
	case Inconclusive:
		return "not proven: " + e.Reason
	}
	text := "proven " + Grouped(e.Before.Buffers) + " → " + Grouped(e.After.Buffers) + " buffers" + rows
	if e.Removal {
		text = "proven" + rows + ": " + e.Reason
	}
	if e.Price != nil {
		text += "; " + e.Price.Text(e.Removal)
	}
	return text
}

// Text is what an index costs, or what is saved without it. Inserts that an
// index makes twice as slow are faster by half without it.
func (p *Price) Text(removal bool) string {
	slower, spread := 100*max(0, p.InsertShare), 100*p.InsertSpread
	if removal {
		less := 1 + max(0, p.InsertShare)
		return fmt.Sprintf("saves %s, inserts %s", Size(p.Bytes), percent(-slower/less, spread/less/less))
	}
	return fmt.Sprintf("build %.1f s, %s, inserts %s", p.BuildSeconds, Size(p.Bytes), percent(slower, spread))
}

// percent writes a change with what it may be off by.
func percent(change, spread float64) string {
	if spread < 0.5 {
		return fmt.Sprintf("%+.0f %%", change)
	}
	return fmt.Sprintf("%+.0f ± %.0f %%", change, spread)
}

// Grouped writes a number with commas.
func Grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

// Size writes a number of bytes.
func Size(bytes int64) string {
	switch {
	case bytes >= 10<<30:
		return fmt.Sprintf("%d GB", bytes>>30)
	case bytes >= 1<<20:
		return fmt.Sprintf("%d MB", bytes>>20)
	}
	return fmt.Sprintf("%d kB", bytes>>10)
}
