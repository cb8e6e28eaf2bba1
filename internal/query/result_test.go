package query

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// Two Django projects share a.py. What one could not follow and the other could
// is resolved; what is there twice is there once.
func TestMerge(t *testing.T) {
	a := &source.File{Path: "a.py", Text: "line\nline\nline\n"}
	b := &source.File{Path: "b.py", Text: "line\n"}
	built := func(file *source.File, at uint32, complete bool) *Query {
		span := source.Span{Start: at, End: at + 2}
		return &Query{File: file, Span: span, Model: &schema.Model{Label: "shop.Order"}, Steps: []Step{{File: file, Span: span, Call: "filter"}}, Complete: complete}
	}
	lost := func(file *source.File, at uint32) Unresolved {
		return Unresolved{File: file, Span: source.Span{Start: at, End: at + 2}, Call: "filter", Reason: "parameter rows"}
	}
	one := &Result{Queries: []*Query{built(a, 5, true), built(a, 10, false)}, Unresolved: []Unresolved{lost(a, 0), lost(b, 0)}, Sites: Sites{7, 7, 7}}
	two := &Result{Queries: []*Query{built(a, 5, true), built(a, 0, true)}, Unresolved: []Unresolved{lost(b, 0)}}

	merged := Merge([]*Result{one, two})
	var got []string
	for _, q := range merged.Queries {
		got = append(got, q.shape())
	}
	if len(got) != 3 || !strings.HasPrefix(got[0], "a.py 0-2") {
		t.Errorf("queries: %q", got)
	}
	if len(merged.Unresolved) != 1 || merged.Unresolved[0].File != b {
		t.Errorf("unresolved: %v", merged.Unresolved)
	}
	if diff := cmp.Diff(Sites{Complete: 2, Partly: 1, Not: 1}, merged.Sites); diff != "" {
		t.Errorf("sites (-want +got):\n%s", diff)
	}
	if Merge([]*Result{one}) != one {
		t.Error("the only result should stay as it is")
	}
}

// A step that stands in a complete query and in another is known in part.
func TestCountSites(t *testing.T) {
	file := &source.File{Path: "a.py", Text: "line\n"}
	step := Step{File: file, Call: "filter"}
	for _, order := range [][]bool{{true, false}, {false, true}} {
		var queries []*Query
		for _, complete := range order {
			queries = append(queries, &Query{Steps: []Step{step}, Complete: complete})
		}
		if got := countSites(queries, nil); got != (Sites{Partly: 1}) {
			t.Errorf("%v: %+v", order, got)
		}
	}
}
