package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/ormlint/ormlint/internal/engine"
)

// run runs the engine with a progress line, and prints timings where wanted.
func (c *command) run(
	ctx context.Context, options engine.Options,
	run func(context.Context, engine.Options) (*engine.Result, error),
) (*engine.Result, error) {
	if isTerminal(c.stderr) {
		progress := newProgress(c.stderr)
		defer progress.stop()
		options.Progress = progress.set
	}
	result, err := run(ctx, options)
	if err != nil {
		return nil, blame(err)
	}
	if c.timings {
		printTimings(c.stderr, result)
	}
	return result, nil
}

// blame tells an error of the engine that is the user's from one of its own.
func blame(err error) error {
	var mistake *engine.Mistake
	if errors.As(err, &mistake) {
		return mistake
	}
	return &failure{err}
}

func printTimings(w io.Writer, result *engine.Result) {
	width := len("total")
	for _, phase := range result.Phases {
		width = max(width, len(phase.Name))
	}
	line := func(name string, elapsed time.Duration) {
		fmt.Fprintf(w, "%-*s %9.1f ms\n", width, name, float64(elapsed.Microseconds())/1000)
	}
	for _, phase := range result.Phases {
		line(phase.Name, phase.Elapsed)
	}
	line("total", result.Summary.Elapsed)
}
