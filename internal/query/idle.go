package query

import (
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
)

// idling is which functions are followed in vain: a table that a view fills, a
// response that it renders, a setting that is read from the database. A base
// class's method calls them for each of a hundred heirs, and only the first
// times say what they do.
type idling struct {
	idle  map[*py.FunctionDef]*inVain
	taken int // queries that were taken down, also those that were known
}

// What calls in vain weigh: those that send queries, all of them known, and those
// that send none, perhaps because too little was known of what they were given.
const (
	enough  = 24
	telling = 4
	silent  = 1
)

func newIdling() idling { return idling{idle: map[*py.FunctionDef]*inVain{}} }

// An inVain is how calls of a function came out that showed nothing new.
type inVain struct {
	times int        // in a row
	value eval.Value // what they returned, not known where that differs
}

// restsAt is what a call gives that is not worth following; nil for one that is,
// as is any that is given something of the ORM, and any on a view that as_view()
// gave a model: other views showed nothing because they had none.
func (x *extractor) restsAt(f *eval.Function, c *eval.Call) eval.Value {
	if known := x.idle[f.Def]; known != nil && known.times >= enough && !x.concerns(c) && !x.onMade(c) {
		return known.value
	}
	return nil
}

// onMade reports whether a call is one on a view that was given something when it was made.
func (x *extractor) onMade(c *eval.Call) bool {
	return x.making && len(c.Args) > 0 && c.Args[0] == eval.Value(x.receiver)
}

// attend runs a call and notes whether it was in vain: it built no query that
// was not known, left no queryset behind, changed nothing but a new object of
// its own, and returned nothing that a query could be made of.
func (x *extractor) attend(f *eval.Function, run func() eval.Value) (v eval.Value, pure bool) {
	before, pending, taken := x.shown(), len(x.pending), x.taken
	v, pure = x.project.In.Pure(run)
	if x.project.In.Exhausted() {
		return v, pure
	}
	known := x.idle[f.Def]
	if x.shown() > before || x.leaves(pending) || !pure && f.Name != "__init__" || !tellsNothing(v) {
		if known != nil {
			known.times = 0
		}
		return v, pure
	}
	if known == nil {
		known = &inVain{value: v}
		x.idle[f.Def] = known
	}
	if known.times += silent; x.taken > taken {
		known.times += telling - silent
	}
	if !known.agrees(v) {
		known.value = eval.Unknownf("%s() is not followed any more", f.Name)
	}
	return v, pure
}

// agrees reports whether a value is the one that the calls before returned, and one that anybody may have.
func (known *inVain) agrees(v eval.Value) bool {
	if known.value != v {
		return false
	}
	_, object := v.(*eval.Instance)
	return !object
}

// shown counts what an extraction has found so far.
func (x *extractor) shown() int { return len(x.queries) + len(x.returned) + len(x.made) }

// leaves reports whether querysets were built since there were n of them that nobody has run.
func (x *extractor) leaves(n int) bool {
	for _, s := range x.pending[min(n, len(x.pending)):] {
		if !s.flags.used {
			return true
		}
	}
	return false
}

// tellsNothing reports whether no query can be made of a value.
func tellsNothing(v eval.Value) bool {
	switch v := v.(type) {
	case *eval.Unknown, nil, eval.NoneType, eval.Bool:
		return true
	case *eval.Instance:
		return v.Data == nil && !v.Class.Is(modelClass)
	case *eval.Alternatives:
		for _, alt := range v.Values {
			if !tellsNothing(alt) {
				return false
			}
		}
		return true
	}
	return false
}
