package query

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ormlint/ormlint/internal/source"
)

func TestBlindSpots(t *testing.T) {
	file := &source.File{Path: "a.py", Text: "line\nline\nline\n"}
	incomplete := func(at uint32, reasons ...string) *Query {
		return &Query{File: file, Span: source.Span{Start: at}, Unknown: reasons}
	}
	r := &Result{
		Queries: []*Query{incomplete(5, "a condition is made at run time"), incomplete(5, "a condition is made at run time"), incomplete(0, "the order is made at run time")},
		Unresolved: []Unresolved{
			{File: file, Span: source.Span{Start: 10}, Reason: "parameter rows"},
			{File: file, Span: source.Span{Start: 0}, Reason: "parameter queryset"},
			{File: file, Span: source.Span{Start: 0}, Reason: "what filter tag asks depends on its value"},
			{File: file, Span: source.Span{Start: 5}, Reason: "what filter name asks depends on its value"},
			{File: file, Span: source.Span{Start: 10}, Reason: "what filter age asks depends on its value"},
			{File: file, Span: source.Span{Start: 0}, Reason: "find() is not followed"},
		},
	}
	want := []BlindSpot{
		{"what filter … asks depends on its value", []Place{{file, 1}, {file, 2}, {file, 3}}},
		{"parameter …", []Place{{file, 1}, {file, 3}}},
		{"a condition is made at run time", []Place{{file, 2}}},
		{"find() is not followed", []Place{{file, 1}}},
		{"the order is made at run time", []Place{{file, 1}}},
	}
	if diff := cmp.Diff(want, r.BlindSpots(), cmp.Comparer(func(a, b *source.File) bool { return a == b })); diff != "" {
		t.Errorf("blind spots (-want +got):\n%s", diff)
	}
}
