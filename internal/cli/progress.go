package cli

import (
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"github.com/ormlint/ormlint/internal/engine"
)

// A progress is one line on a terminal that says what a long run is at. It
// appears only after a second, so that a quick run prints nothing.
type progress struct {
	w       io.Writer
	step    atomic.Pointer[engine.Step]
	done    chan struct{}
	stopped sync.WaitGroup
}

const (
	progressDelay = time.Second
	progressEvery = 100 * time.Millisecond
	clearLine     = "\r\x1b[K"
)

func newProgress(w io.Writer) *progress {
	p := &progress{w: w, done: make(chan struct{})}
	p.stopped.Go(p.draw)
	return p
}

// set may be called from several goroutines.
func (p *progress) set(step engine.Step) { p.step.Store(&step) }

// stop takes the line away.
func (p *progress) stop() {
	close(p.done)
	p.stopped.Wait()
}

func (p *progress) draw() {
	select {
	case <-p.done:
		return
	case <-time.After(progressDelay):
	}
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	for {
		if step := p.step.Load(); step != nil {
			fmt.Fprint(p.w, clearLine+describe(*step))
		}
		select {
		case <-p.done:
			fmt.Fprint(p.w, clearLine)
			return
		case <-tick.C:
		}
	}
}

func describe(step engine.Step) string {
	if step.Total == 0 {
		return step.Phase + " …"
	}
	return fmt.Sprintf("%s %d/%d", step.Phase, step.Done, step.Total)
}
