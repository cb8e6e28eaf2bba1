package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/ormlint/ormlint/conformance/table"
)

// layout is how the table is printed.
type layout struct{ timings, markdown bool }

func (l layout) write(out io.Writer, rows []row) error {
	lines := [][]string{l.head()}
	for _, row := range rows {
		lines = append(lines, l.line(row))
	}
	for _, environment := range []environment{present, absent} {
		if sum := total(rows, environment); len(sum) > 0 {
			lines = append(lines, sum)
		}
	}
	return table.Write(out, lines, l.markdown, 3)
}

func (l layout) head() []string {
	head := []string{"project", "Django", "environment"}
	for _, category := range categories {
		head = append(head, category.title)
	}
	head = append(head, "extra")
	if l.timings {
		head = append(head, "wall s", "CPU s", "peak MB")
	}
	return head
}

func (l layout) line(r row) []string {
	if r.failed != nil {
		return []string{r.project, "", string(r.environment), "failed"}
	}
	line := []string{r.project, r.django, string(r.environment)}
	for _, reached := range r.reached {
		line = append(line, fmt.Sprintf("%d/%d", reached.Matched, reached.Facts))
	}
	line = append(line, fmt.Sprint(r.extra()))
	if l.timings {
		line = append(line, fmt.Sprintf("%.2f", r.cost.Wall.Seconds()), fmt.Sprintf("%.2f", r.cost.CPU.Seconds()),
			fmt.Sprint(r.cost.Peak/1_000_000))
	}
	return line
}

// total is the share of all facts of several projects; a failed run reached
// nothing that could be counted, so it leaves no total.
func total(rows []row, environment environment) []string {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return r.environment != environment })
	if len(rows) < 2 || slices.ContainsFunc(rows, func(r row) bool { return r.failed != nil }) {
		return nil
	}
	var sums [len(categories)]reached
	extra := 0
	for _, row := range rows {
		extra += row.extra()
		for i, reached := range row.reached {
			sums[i] = sums[i].plus(reached)
		}
	}
	line := []string{"all", "", string(environment)}
	for _, sum := range sums {
		line = append(line, fmt.Sprintf("%.2f %%", 100*float64(sum.Matched)/float64(max(sum.Facts, 1))))
	}
	return append(line, fmt.Sprint(extra))
}
