package engine

import (
	"slices"
	"time"
)

// A Step tells how far a run is. Total is 0 where it is not known beforehand.
type Step struct {
	Phase string // "parse", "schema", …
	Done  int
	Total int
}

// A Phase is one step of the pipeline and the time it took.
type Phase struct {
	Name    string
	Elapsed time.Duration
}

// A clock measures the phases of one run and tells them to the front end.
type clock struct {
	progress func(Step)
	start    time.Time
	phases   []Phase
	current  string
	since    time.Time
}

func newClock(progress func(Step)) *clock {
	return &clock{progress: progress, start: time.Now()}
}

// begin ends the phase that runs and starts the next one.
func (c *clock) begin(phase string) {
	c.end()
	c.current, c.since = phase, time.Now()
	c.step(0, 0)
}

// step tells how much of the phase is done. It may be called from several goroutines.
func (c *clock) step(done, total int) {
	if c.progress != nil {
		c.progress(Step{Phase: c.current, Done: done, Total: total})
	}
}

// end adds the phase that runs to those that ran; a phase that ran before, for
// another Django project of the same tree, goes on.
func (c *clock) end() {
	if c.current == "" {
		return
	}
	elapsed := time.Since(c.since)
	before := slices.IndexFunc(c.phases, func(p Phase) bool { return p.Name == c.current })
	if before >= 0 {
		c.phases[before].Elapsed += elapsed
	} else {
		c.phases = append(c.phases, Phase{c.current, elapsed})
	}
	c.current = ""
}

func (c *clock) stop() []Phase {
	c.end()
	return c.phases
}

func (c *clock) elapsed() time.Duration { return time.Since(c.start) }
