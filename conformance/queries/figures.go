package main

import (
	"fmt"
	"slices"
)

// kinds are what compare_queries.py tells apart of executed sites; they overlap.
var kinds = []string{
	"one function", "several functions", "manager or queryset method", "related manager", "Q objects",
	"**kwargs filter", "DRF view", "FilterSet", "framework adds to it",
}

// A line is one figure of every project.
type line struct {
	title string
	cell  func(column) string
}

func lines(columns []column, show []line) [][]string {
	if all, ok := total(columns); ok {
		columns = append(slices.Clone(columns), all)
	}
	head := []string{""}
	for _, c := range columns {
		head = append(head, c.project)
	}
	out := [][]string{head}
	for _, l := range show {
		cells := []string{l.title}
		for _, c := range columns {
			cell := "failed"
			if c.failed == nil {
				cell = l.cell(c)
			}
			cells = append(cells, cell)
		}
		out = append(out, cells)
	}
	return out
}

func figuresToShow() []line {
	show := []line{
		{"sites executed", func(c column) string { return fmt.Sprint(c.figures.Sites.Number) }},
		{"recall: condition", func(c column) string { return percent(c.figures.Sites.Condition) }},
		{"recall: order and limit too", func(c column) string { return percent(c.figures.Sites.Limit) }},
	}
	for _, kind := range kinds {
		show = append(show, line{"  " + kind, func(c column) string { return c.figures.Kinds[kind].of() }})
	}
	return append(show,
		line{"queries judged", func(c column) string { return fmt.Sprint(c.figures.Executed.Number) }},
		line{"precision: condition", func(c column) string { return percent(c.figures.Executed.Condition) }},
		line{"  of models that were seen there", func(c column) string { return c.figures.Seen.of() }},
		line{"precision: order and limit too", func(c column) string { return percent(c.figures.Executed.Limit) }},
		line{"ORM calls in the source", func(c column) string { return fmt.Sprint(c.calls.all()) }},
		line{"resolved completely", func(c column) string { return c.calls.share(c.calls.Complete) }},
		line{"resolved partly", func(c column) string { return c.calls.share(c.calls.Partly) }},
		line{"not resolved", func(c column) string { return c.calls.share(c.calls.Unresolved) }},
	)
}

func percent(share float64) string { return fmt.Sprintf("%.1f %%", 100*share) }

func (n calls) all() int { return n.Complete + n.Partly + n.Unresolved }

func (n calls) share(part int) string {
	if n.all() == 0 {
		return "-"
	}
	return percent(float64(part) / float64(n.all()))
}

// total puts all sites and queries together; a failed run has none that could be
// counted, so it leaves no total.
func total(columns []column) (column, bool) {
	if len(columns) < 2 || slices.ContainsFunc(columns, func(c column) bool { return c.failed != nil }) {
		return column{}, false
	}
	all := column{project: "all", figures: figures{Kinds: map[string]rates{}}}
	for _, c := range columns {
		all.figures.Sites = all.figures.Sites.plus(c.figures.Sites)
		all.figures.Executed = all.figures.Executed.plus(c.figures.Executed)
		all.figures.Seen = all.figures.Seen.plus(c.figures.Seen)
		for kind, of := range c.implied {
			if all.implied == nil {
				all.implied = map[string]rates{}
			}
			all.implied[kind] = all.implied[kind].plus(of)
		}
		for _, kind := range kinds {
			all.figures.Kinds[kind] = all.figures.Kinds[kind].plus(c.figures.Kinds[kind])
		}
		all.calls = calls{
			all.calls.Complete + c.calls.Complete, all.calls.Partly + c.calls.Partly, all.calls.Unresolved + c.calls.Unresolved,
		}
	}
	return all, true
}
