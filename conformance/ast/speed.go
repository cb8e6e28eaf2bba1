package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// runSpeed parses all files, already in memory, with both parsers.
func runSpeed(w io.Writer, python string, paths []string) error {
	var files []*source.File
	size := 0
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read source: %w", err)
		}
		file, err := source.NewFile(path, data)
		if err != nil {
			return err
		}
		if len(py.Parse(file).Errors) == 0 { // CPython stops at an error, so such files compare nothing
			files = append(files, file)
			size += len(data)
		}
	}
	best := time.Duration(1 << 62)
	for range 5 {
		start := cpuTime()
		for _, file := range files {
			py.Parse(file)
		}
		best = min(best, cpuTime()-start)
	}
	ours := float64(size) / best.Seconds() / 1e6
	fmt.Fprintf(w, "ormlint  %d files, %.1f MB: %.3f s CPU, %.1f MB/s\n", len(files), float64(size)/1e6, best.Seconds(), ours)

	accepted := make([]string, len(files))
	for i, file := range files {
		accepted[i] = file.Path
	}
	command, out, err := startPython(python, accepted, "--speed")
	if err != nil {
		return err
	}
	var parsed int
	var seconds float64
	if _, err := fmt.Fscan(out, &parsed, &seconds); err != nil {
		return fmt.Errorf("read CPython's time: %w", err)
	}
	if err := command.Wait(); err != nil {
		return fmt.Errorf("run %s: %w", python, err)
	}
	theirs := float64(parsed) / seconds / 1e6
	fmt.Fprintf(w, "CPython  %.1f MB: %.3f s CPU, %.1f MB/s\n", float64(parsed)/1e6, seconds, theirs)
	fmt.Fprintf(w, "factor %.1f\n", ours/theirs)
	return nil
}
