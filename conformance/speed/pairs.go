package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/ormlint/ormlint/conformance/subject"
)

// pairs are the runs of two programs in turn, a pair at each position.
type pairs struct{ ormlint, ruff []subject.Cost }

// runPairs runs both programs n times in turn. One pair goes before that to have
// the tree in memory; who goes first alternates.
func runPairs(n int, ormlint, ruff func() *exec.Cmd) (pairs, error) {
	var measured pairs
	programs := [2]func() *exec.Cmd{ormlint, ruff}
	for i := range n + 1 {
		var costs [2]subject.Cost
		for _, which := range [2]int{i % 2, 1 - i%2} {
			cost, err := subject.Run(programs[which]())
			if err != nil {
				return pairs{}, err
			}
			costs[which] = cost
		}
		if i > 0 {
			measured.ormlint = append(measured.ormlint, costs[0])
			measured.ruff = append(measured.ruff, costs[1])
		}
	}
	return measured, nil
}

var pairsHead = []string{"project", "lines of Python", "CPU s ormlint", "CPU s ruff", "CPU ratio (of each pair)",
	"wall s ormlint", "wall s ruff", "peak MB ormlint", "peak MB ruff", "lines/s ormlint"}

func (p pairs) line(name string, lines int) []string {
	ratios := make([]float64, len(p.ormlint))
	for i := range p.ormlint {
		ratios[i] = p.ormlint[i].CPU.Seconds() / p.ruff[i].CPU.Seconds()
	}
	wall := median(p.ormlint, wallSeconds)
	return []string{
		name, fmt.Sprint(lines),
		seconds(median(p.ormlint, cpuSeconds)), seconds(median(p.ruff, cpuSeconds)),
		fmt.Sprintf("%.2f (%.2f–%.2f)", middle(ratios), slices.Min(ratios), slices.Max(ratios)),
		seconds(wall), seconds(median(p.ruff, wallSeconds)),
		megabytes(median(p.ormlint, peakBytes)), megabytes(median(p.ruff, peakBytes)),
		fmt.Sprintf("%.0f", float64(lines)/wall),
	}
}

func cpuSeconds(c subject.Cost) float64  { return c.CPU.Seconds() }
func wallSeconds(c subject.Cost) float64 { return c.Wall.Seconds() }
func peakBytes(c subject.Cost) float64   { return float64(c.Peak) }

func seconds(value float64) string   { return fmt.Sprintf("%.3f", value) }
func megabytes(value float64) string { return fmt.Sprintf("%.0f", value/1e6) }

func median(costs []subject.Cost, of func(subject.Cost) float64) float64 {
	values := make([]float64, len(costs))
	for i, cost := range costs {
		values[i] = of(cost)
	}
	return middle(values)
}

func middle(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	half := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[half]
	}
	return (sorted[half-1] + sorted[half]) / 2
}

// countLines counts the lines of all Python files of a tree. It reads them piece
// by piece, as the peaks of the linters are not seen below that of this process.
func countLines(root string) (int, error) {
	lines := 0
	piece := make([]byte, 64<<10)
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() || filepath.Ext(path) != ".py" {
			return err
		}
		file, err := os.Open(path)
		if err != nil {
			return err
		}
		defer file.Close()
		for {
			n, err := file.Read(piece)
			lines += bytes.Count(piece[:n], []byte("\n"))
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
		}
	})
	if err != nil {
		return 0, fmt.Errorf("count lines of %s: %w", root, err)
	}
	return lines, nil
}
