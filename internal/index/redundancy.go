package index

import (
	"slices"

	"github.com/ormlint/ormlint/internal/schema"
)

// A Redundancy is an index whose work another one does.
type Redundancy struct {
	Index *schema.Index
	By    *schema.Index
	Same  bool // the two are alike; else the other one goes on with further columns, or keeps them unique
}

// Redundant returns the indexes of a table that could go. An index is replaceable
// by one of the same method, predicate and operator classes that begins with its
// columns and holds what it includes. One that keeps values unique is replaceable
// by another unique one alone.
func Redundant(indexes []*schema.Index) []Redundancy {
	var found []Redundancy
	gone := map[*schema.Index]bool{}
	for _, a := range inOrderOfWorth(indexes) {
		for _, b := range indexes {
			if a == b || gone[b] || !replaces(b, a) {
				continue
			}
			gone[a] = true
			found = append(found, Redundancy{Index: a, By: b, Same: len(a.Terms) == len(b.Terms)})
			break
		}
	}
	slices.SortStableFunc(found, func(x, y Redundancy) int {
		return slices.Index(indexes, x.Index) - slices.Index(indexes, y.Index)
	})
	return found
}

// inOrderOfWorth puts first what is easiest to do without, so that of two alike
// the one that somebody wrote beside an automatic one is called redundant.
func inOrderOfWorth(indexes []*schema.Index) []*schema.Index {
	worth := func(ix *schema.Index) int {
		switch {
		case ix.Unique:
			return 2
		case ix.Origin == schema.OriginMeta:
			return 0
		}
		return 1
	}
	ordered := slices.Clone(indexes)
	slices.SortStableFunc(ordered, func(a, b *schema.Index) int {
		return slices.Compare([]int{worth(a), len(a.Terms)}, []int{worth(b), len(b.Terms)})
	})
	return ordered
}

// replaces reports whether b does all that a does.
func replaces(b, a *schema.Index) bool {
	if a.Unknown != "" || b.Unknown != "" || a.Primary || a.Method != b.Method || normal(a.Where) != normal(b.Where) || len(a.Terms) == 0 {
		return false
	}
	if a.Unique && (!b.Unique || a.NullsNotDistinct != b.NullsNotDistinct || len(a.Terms) != len(b.Terms)) {
		return false
	}
	if a.Method == "btree" {
		if !startsWith(b.Terms, a.Terms, false) && !startsWith(b.Terms, a.Terms, true) {
			return false
		}
	} else if len(a.Terms) != len(b.Terms) || !startsWith(b.Terms, a.Terms, false) {
		return false // what other methods do with further columns differs
	}
	for _, column := range a.Include {
		if !slices.Contains(b.Include, column) && !slices.ContainsFunc(b.Terms, func(t schema.Term) bool { return t.Column == column }) {
			return false
		}
	}
	return true
}

// startsWith compares the terms; a btree reads backwards as well, all of its columns at once.
func startsWith(terms, first []schema.Term, backward bool) bool {
	if len(first) > len(terms) {
		return false
	}
	for i, want := range first {
		t := terms[i]
		if termKey(t) != termKey(want) || t.Opclass != want.Opclass || t.Desc != want.Desc != backward ||
			nullsFirst(t.Nulls, t.Desc) != nullsFirst(want.Nulls, want.Desc) != backward {
			return false
		}
	}
	return true
}
