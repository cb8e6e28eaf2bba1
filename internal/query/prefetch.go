package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
)

// prefetchClass is what prefetch_related() is given to fetch a relation by a queryset of the project's.
const prefetchClass = "django.db.models.query.Prefetch"

// prefetchRelated is prefetch_related(). A queryset in a Prefetch asks for the
// rows that belong to what is found, beside what it asks for itself.
func prefetchRelated(x *extractor, c *eval.Call, s *state) {
	for _, arg := range c.Args[1:] {
		path, plain := eval.AsStr(arg)
		if plain {
			s.prefetches = append(s.prefetches, path)
			s.held = append(s.held, path)
			continue
		}
		if arg == eval.Value(eval.None) {
			s.prefetches, s.held = nil, nil
			continue
		}
		p, ok := arg.(*eval.Instance)
		if !ok || !p.Class.Is(prefetchClass) || p.Args == nil {
			x.nest(arg, 0)
			continue
		}
		path, _ = eval.AsStr(orNone(p.Args.Arg(0, "lookup")))
		if to := p.Args.Arg(2, "to_attr"); to == nil || to == eval.Value(eval.None) {
			s.held = append(s.held, path)
		}
		of := stateOf(p.Args.Arg(1, "queryset"))
		if of == nil {
			s.prefetches = append(s.prefetches, path)
			continue
		}
		if fetched := x.fetched(x.schemaOf(s.model), path, of); fetched != nil {
			x.use(of)
			x.note(fetched)
		} else {
			x.nest(arg, 0)
		}
	}
}

// fetched is a queryset that fetches what a path leads to from a model; nil where the path cannot be followed.
func (x *extractor) fetched(m *schema.Model, path string, of *state) *state {
	var relation *state
	for name := range strings.SplitSeq(path, "__") {
		if m == nil || name == "" {
			return nil
		}
		relation, m = x.prefetchOf(m, name)
		if relation == nil {
			return nil
		}
	}
	fetched := of.chain()
	fetched.where = append(fetched.where, relation.where[len(relation.where)-1])
	if root := x.current(); root != nil {
		fetched.root = root
	}
	return fetched
}

// prefetch sends a query for each relation that prefetch_related() names of the
// rows that a queryset finds.
func (x *extractor) prefetch(s *state) {
	if !x.wanted || len(s.prefetches) == 0 || s.plain || s.call == nil || x.current() == nil {
		return
	}
	done := map[string]bool{}
	for _, path := range s.prefetches {
		m := x.schemaOf(s.model)
		names := strings.Split(path, "__")
		for i, name := range names {
			if m == nil {
				break
			}
			q, next := x.prefetchOf(m, name)
			if q == nil {
				break
			}
			if so := strings.Join(names[:i+1], "__"); !done[so] {
				done[so] = true
				q.steps = slices.Concat(s.steps, q.steps)
				x.implyState(Prefetched, s.call, "prefetch", Select, next, "", q)
			}
			m = next
		}
	}
}

// prefetchOf is the queryset that fetches a relation of many objects at once,
// and the model that it leads to; nil for what is no relation.
func (x *extractor) prefetchOf(m *schema.Model, name string) (*state, *schema.Model) {
	for at := range lineage(m) {
		for _, r := range at.Relations {
			if r.Field != name || r.Target == nil {
				continue
			}
			if r.Kind == schema.ForeignKey {
				return x.byKeysOf(r.Target), r.Target
			}
			return x.ofMany(x.forwardManager(at, r)), r.Target
		}
		for _, b := range x.reverse[at] {
			if b.relation.RelatedName != name {
				continue
			}
			if b.relation.Kind == schema.ForeignKey && b.relation.Unique {
				s := x.stateOver(b.owner)
				s.where = []*node{{leaf: columnLeaf(b.owner, b.relation.Column, "in")}}
				return s, b.owner
			}
			object := x.classes[at.Label]
			if object == nil {
				return nil, nil
			}
			return x.ofMany(x.reverseValue(x.object(object.Class), name)), b.owner
		}
	}
	return nil, nil
}

// ofMany is the queryset of a related manager for many objects: what its relation
// adds last is compared with all of their keys.
func (x *extractor) ofMany(v eval.Value) *state {
	manager, ok := v.(*eval.Instance)
	if !ok {
		return nil
	}
	s := stateOf(x.querySetOf(manager))
	if s == nil || len(s.where) == 0 {
		return nil
	}
	q := s.chain()
	last := len(s.where) - 1
	if l := s.where[last].leaf; l != nil {
		in := *l
		in.lookup, in.value = "in", ofSeveral
		q.where = append(slices.Clone(s.where[:last]), &node{leaf: &in})
	}
	return q
}

func (x *extractor) stateOver(m *schema.Model) *state {
	return &state{x: x, model: x.classes[m.Label], limit: NoLimit, flags: &flags{}}
}

func (x *extractor) byKeysOf(m *schema.Model) *state {
	s := x.stateOver(m)
	s.where = []*node{{leaf: x.keyLeaf(m, "in")}}
	return s
}
