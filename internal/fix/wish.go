package fix

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/schema"
)

// A wish is what all findings want of one model.
type wish struct {
	label string
	adds  []*addition
	drops []*removal
	left  map[*finding.Finding]string // findings that were not granted, and why
}

// An addition is one index to add.
type addition struct {
	index    *finding.Index
	findings []*finding.Finding
	done     bool
}

// A removal is one index to drop.
type removal struct {
	drop     finding.Drop
	findings []*finding.Finding
	beside   []*addition // it may go only once one of these is there; none where it is needless as it is
}

// collect merges findings by model. The same index is added once, and one that
// another begins with is not added at all.
func collect(findings []*finding.Finding) []*wish {
	var wishes []*wish
	of := func(label string) *wish {
		for _, w := range wishes {
			if w.label == label {
				return w
			}
		}
		w := &wish{label: label, left: map[*finding.Finding]string{}}
		wishes = append(wishes, w)
		return w
	}
	for _, f := range findings {
		var added *addition
		if f.Suggestion != nil && f.Model != "" {
			added = of(f.Model).add(f)
		}
		for _, drop := range f.Drops {
			of(cmp.Or(drop.Model, f.Model)).drop(drop, f, added)
		}
	}
	for _, w := range wishes {
		w.mergePrefixes()
		w.keepCovering()
	}
	slices.SortStableFunc(wishes, func(a, b *wish) int { return cmp.Compare(a.label, b.label) })
	return wishes
}

func (w *wish) add(f *finding.Finding) *addition {
	for _, a := range w.adds {
		if a.index.Python("") == f.Suggestion.Python("") && a.index.Foreign == f.Suggestion.Foreign {
			a.findings = append(a.findings, f)
			return a
		}
	}
	a := &addition{index: f.Suggestion, findings: []*finding.Finding{f}}
	w.adds = append(w.adds, a)
	return a
}

func (w *wish) drop(drop finding.Drop, f *finding.Finding, added *addition) {
	var r *removal
	for _, known := range w.drops {
		if known.drop.Name == drop.Name && known.drop.Origin == drop.Origin && slices.Equal(known.drop.Fields, drop.Fields) {
			r = known
		}
	}
	if r == nil {
		r = &removal{drop: drop}
		w.drops = append(w.drops, r)
	}
	r.findings = append(r.findings, f)
	if added != nil {
		r.beside = append(r.beside, added)
	}
}

// keepCovering leaves an index where it is whose work another one does that goes
// itself, without one that stays or is added in its place.
func (w *wish) keepCovering() {
	kept := w.drops[:0:0]
	for _, r := range w.drops {
		gone := w.lost(r)
		if gone == "" {
			kept = append(kept, r)
			continue
		}
		for _, f := range r.findings {
			w.left[f] = "the index " + gone + ", which does its work, is dropped too; run this again"
		}
	}
	w.drops = kept
}

// lost names the index that does a removal's work and goes for good; "" where the work stays done.
func (w *wish) lost(r *removal) string {
	seen := map[*removal]bool{}
	for r.drop.By != "" {
		seen[r] = true
		by := slices.IndexFunc(w.drops, func(other *removal) bool { return other.drop.Name == r.drop.By })
		if by < 0 || len(w.drops[by].beside) > 0 {
			return ""
		}
		if seen[w.drops[by]] || w.drops[by].drop.By == "" {
			return r.drop.By
		}
		r = w.drops[by]
	}
	return ""
}

// mergePrefixes leaves an index out where another that is added begins with it.
func (w *wish) mergePrefixes() {
	kept := w.adds[:0:0]
	for _, a := range w.adds {
		longer := slices.IndexFunc(w.adds, func(b *addition) bool { return b != a && begins(b.index, a.index) })
		if longer < 0 {
			kept = append(kept, a)
			continue
		}
		// What serves it may itself be served by a third: the longest of them stays.
		into := w.adds[longer]
		for _, b := range w.adds {
			if begins(b.index, into.index) {
				into = b
			}
		}
		into.findings = append(into.findings, a.findings...)
		for _, r := range w.drops {
			for i, beside := range r.beside {
				if beside == a {
					r.beside[i] = into
				}
			}
		}
	}
	w.adds = kept
}

// begins reports whether a plain index has all columns of a shorter one in front.
func begins(long, short *finding.Index) bool {
	plain := func(i *finding.Index) bool {
		return (i.Method == "" || i.Method == "btree") && len(i.Include) == 0 && len(i.Nulls) == 0 && len(i.Opclasses) == 0 && len(i.Expressions) == 0 && !i.Foreign
	}
	return plain(long) && plain(short) && long.Where == short.Where && long.Condition == short.Condition &&
		len(long.Fields) > len(short.Fields) && slices.Equal(long.Fields[:len(short.Fields)], short.Fields)
}

// refuse leaves all that is wanted of a model.
func (w *wish) refuse(reason string) {
	for _, a := range w.adds {
		w.leave(a.findings, reason)
	}
	for _, r := range w.drops {
		w.leave(r.findings, reason)
	}
}

func (w *wish) leave(findings []*finding.Finding, reason string) {
	for _, f := range findings {
		if w.left[f] == "" {
			w.left[f] = reason
		}
	}
}

// takenNames are the names that a new index must not have: PostgreSQL keeps
// tables, indexes and sequences of a schema in one list.
func takenNames(s *schema.Schema) map[string]bool {
	taken := map[string]bool{}
	for _, m := range s.Models {
		taken[m.Table] = true
		for _, ix := range m.Indexes {
			taken[ix.Name] = true
		}
		for _, c := range m.Columns {
			if c.PrimaryKey {
				taken[m.Table+"_"+c.Column+"_seq"] = true
			}
		}
	}
	return taken
}

// longestName is what Django allows an index name.
const longestName = 30

// free returns the name, or one like it that nothing else has.
func (p *planner) free(name string) string {
	// Django refuses a name that begins with an underscore or a number.
	name = strings.TrimLeft(name, "_0123456789")
	base, suffix := strings.TrimSuffix(name, "_idx"), "_idx"
	for n := 2; p.taken[name] || name == "" || len(name) > longestName; n++ {
		tail := suffix + strconv.Itoa(n)
		name = strings.TrimRight(base[:min(len(base), longestName-len(tail))], "_") + tail
	}
	p.taken[name] = true
	return name
}
