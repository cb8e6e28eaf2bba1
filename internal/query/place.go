package query

import (
	"slices"

	"github.com/ormlint/ormlint/internal/source"
)

// A Place is a line of a file.
type Place struct {
	File *source.File
	Line int
}

// At returns what stands on a line: the queries whose chain or one of whose
// steps does, and the unresolved calls.
func (r *Result) At(place Place) ([]*Query, []Unresolved) {
	var queries []*Query
	for _, q := range r.All() {
		if slices.Contains(q.lines(place.File), place.Line) {
			queries = append(queries, q)
		}
	}
	var unresolved []Unresolved
	for _, u := range r.Unresolved {
		if u.File == place.File && u.File.Line(u.Span.Start) == place.Line {
			unresolved = append(unresolved, u)
		}
	}
	return queries, unresolved
}

// Near returns the lines of a place's file with queries on them that are
// nearest before it and nearest behind it.
func (r *Result) Near(place Place) []Place {
	before, behind := 0, 0
	for _, q := range r.All() {
		for _, line := range q.lines(place.File) {
			switch {
			case line < place.Line:
				before = max(before, line)
			case line > place.Line && (behind == 0 || line < behind):
				behind = line
			}
		}
	}
	var near []Place
	for _, line := range []int{before, behind} {
		if line > 0 {
			near = append(near, Place{place.File, line})
		}
	}
	return near
}

// lines are the lines of a file that a query stands on.
func (q *Query) lines(file *source.File) []int {
	var lines []int
	if q.File == file {
		for line := file.Line(q.Span.Start); line <= file.Line(q.Span.End); line++ {
			lines = append(lines, line)
		}
	}
	for _, s := range q.Steps {
		if s.File == file {
			lines = append(lines, file.Line(s.Span.Start))
		}
	}
	return lines
}
