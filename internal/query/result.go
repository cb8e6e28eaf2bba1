package query

import (
	"cmp"
	"slices"

	"github.com/ormlint/ormlint/internal/source"
)

// Merge puts together what was found in several Django projects that share
// files. What is there twice is dropped; a call that is unresolved in one
// project and stands in a query of another is resolved.
func Merge(results []*Result) *Result {
	if len(results) == 1 {
		return results[0]
	}
	merged := &Result{}
	for _, r := range results {
		merged.Queries = append(merged.Queries, r.Queries...)
		merged.Implicit = append(merged.Implicit, r.Implicit...)
		merged.Unresolved = append(merged.Unresolved, r.Unresolved...)
	}
	merged.Queries = once(merged.Queries)
	merged.Implicit = once(merged.Implicit)
	known := sitesOf(merged.Queries)
	merged.Unresolved = slices.DeleteFunc(merged.Unresolved, func(u Unresolved) bool {
		_, resolved := known[u.site()]
		return resolved
	})
	slices.SortStableFunc(merged.Unresolved, func(a, b Unresolved) int {
		return cmp.Or(cmp.Compare(a.File.Path, b.File.Path), cmp.Compare(a.Span.Start, b.Span.Start))
	})
	merged.Unresolved = slices.CompactFunc(merged.Unresolved, func(a, b Unresolved) bool { return a.site() == b.site() })
	merged.Sites = countSites(merged.Queries, merged.Unresolved)
	return merged
}

// once sorts queries and drops what is there twice.
func once(queries []*Query) []*Query {
	seen := make(map[string]bool, len(queries))
	queries = slices.DeleteFunc(queries, func(q *Query) bool {
		key := string(q.Implicit) + q.shape()
		again := seen[key]
		seen[key] = true
		return again
	})
	slices.SortStableFunc(queries, byPlace)
	return queries
}

// In returns what some files have to do with: queries of which a part stands
// there, or that run in a function there.
func (r *Result) In(wanted func(*source.File) bool) *Result {
	concerned := func(q *Query) bool {
		return wanted(q.File) || slices.ContainsFunc(q.Steps, func(s Step) bool { return wanted(s.File) }) ||
			slices.ContainsFunc(q.places, func(p placement) bool { return p.file != nil && wanted(p.file) })
	}
	not := func(q *Query) bool { return !concerned(q) }
	some := &Result{
		Queries:  slices.DeleteFunc(slices.Clone(r.Queries), not),
		Implicit: slices.DeleteFunc(slices.Clone(r.Implicit), not),
		Unresolved: slices.DeleteFunc(slices.Clone(r.Unresolved), func(u Unresolved) bool {
			return !wanted(u.File)
		}),
	}
	some.Sites = countSites(some.Queries, some.Unresolved)
	return some
}

// All are the queries that the code builds and those that Django sends by itself, by place.
func (r *Result) All() []*Query {
	if len(r.Implicit) == 0 {
		return r.Queries
	}
	all := slices.Concat(r.Queries, r.Implicit)
	slices.SortStableFunc(all, byPlace)
	return all
}

// A site is a place where a call stands.
type site struct {
	path   string
	offset uint32
}

func (u Unresolved) site() site { return site{u.File.Path, u.Span.Start} }

// sitesOf returns the call sites of queries, and whether all that they build is
// known as a whole.
func sitesOf(queries []*Query) map[site]bool {
	complete := map[site]bool{}
	for _, q := range queries {
		for _, s := range q.Steps {
			at := site{s.File.Path, s.Span.Start}
			before, seen := complete[at]
			complete[at] = q.Complete && (before || !seen)
		}
	}
	return complete
}

// countSites counts each call site once.
func countSites(queries []*Query, unresolved []Unresolved) Sites {
	known := sitesOf(queries)
	var n Sites
	for _, complete := range known {
		if complete {
			n.Complete++
		} else {
			n.Partly++
		}
	}
	not := map[site]bool{}
	for _, u := range unresolved {
		if _, resolved := known[u.site()]; !resolved {
			not[u.site()] = true
		}
	}
	n.Not = len(not)
	return n
}
