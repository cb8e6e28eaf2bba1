package sql

import (
	"regexp"
	"strconv"

	"github.com/ormlint/ormlint/internal/query"
)

var (
	bounds = regexp.MustCompile(`^\[\s*(\d*)\s*:\s*(\d*)\s*\]$`)
	row    = regexp.MustCompile(`^\[\s*(\d+)\s*\]$`)
)

// slice is what the only slice of a query says, where its bounds are plain numbers.
func slice(q *query.Query) (limit, offset int, ok bool) {
	text := ""
	for _, s := range q.Steps {
		if s.Call != "slice" {
			continue
		}
		if text != "" || s.File == nil {
			return 0, 0, false // a slice of a slice adds up
		}
		text = s.File.Text[s.Span.Start:s.Span.End]
	}
	if m := row.FindStringSubmatch(text); m != nil {
		offset, err := strconv.Atoi(m[1])
		return 1, offset, err == nil
	}
	m := bounds.FindStringSubmatch(text)
	if m == nil {
		return 0, 0, false
	}
	from, to := 0, 0
	var err error
	if m[1] != "" {
		if from, err = strconv.Atoi(m[1]); err != nil {
			return 0, 0, false
		}
	}
	if m[2] == "" {
		return 0, from, true
	}
	if to, err = strconv.Atoi(m[2]); err != nil || to <= from {
		return 0, 0, false
	}
	return to - from, from, true
}
