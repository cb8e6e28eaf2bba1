package eval

// A branch records what changes while one side of an undecided test is
// evaluated, so that the other side starts from the same state and the two
// results can be joined.
type branch struct {
	saved map[any]any // object → its state before the branch
	order []any
}

// touch must be called before an object is changed.
func (in *Interp) touch(object any) {
	if len(in.branches) == 0 {
		return
	}
	if d, ok := object.(*Dict); ok && d.names != nil {
		in.touch(d.names)
	}
	b := in.branches[len(in.branches)-1]
	if _, ok := b.saved[object]; ok {
		return
	}
	b.saved[object] = state(object)
	b.order = append(b.order, object)
}

// fork evaluates sides one after the other from the same state and joins what
// they leave. A side that does not fall through (it returns, raises, …) leaves
// nothing behind. The result is flowNext if any side falls through.
func (in *Interp) fork(sides ...func() flow) flow {
	type outcome struct {
		flow   flow
		after  map[any]any
		raised *Raised
	}
	outcomes := make([]outcome, len(sides))
	before := map[any]any{}
	var order []any
	for i, side := range sides {
		b := &branch{saved: map[any]any{}}
		in.branches = append(in.branches, b)
		f := side()
		in.branches = in.branches[:len(in.branches)-1]
		o := outcome{flow: f, after: map[any]any{}, raised: in.raising}
		in.raising = nil
		for _, object := range b.order {
			o.after[object] = state(object)
			restore(object, b.saved[object])
			if _, ok := before[object]; !ok {
				before[object] = b.saved[object]
				order = append(order, object)
			}
		}
		outcomes[i] = o
	}
	var through []outcome
	for _, o := range outcomes {
		if o.flow == flowNext {
			through = append(through, o)
		}
	}
	if len(through) == 0 {
		// All sides end here. Their common end, or the strongest that any caller must know of.
		result := outcomes[0]
		for _, o := range outcomes[1:] {
			if o.flow != result.flow {
				if o.flow == flowReturn || result.flow == flowReturn {
					result = outcome{flow: flowReturn}
				} else if result.flow == flowRaise {
					result = o
				}
			}
		}
		in.raising = result.raised
		return result.flow
	}
	for _, object := range order {
		in.touch(object)
		states := make([]any, len(through))
		for i, o := range through {
			s, ok := o.after[object]
			if !ok {
				s = before[object]
			}
			states[i] = s
		}
		restore(object, in.joinStates(object, states))
	}
	return flowNext
}

// The states of objects.
type (
	scopeState struct {
		names  []string
		values []Value
		index  map[string]int
	}
	listState struct {
		elts []Value
		open bool
	}
	instanceState []Attribute
)

func state(object any) any {
	switch o := object.(type) {
	case *Scope:
		o.shared = true
		return scopeState{o.names, o.values, o.index}
	case *List:
		return listState{o.Elts[:len(o.Elts):len(o.Elts)], o.Open}
	case *Set:
		return listState{o.Elts[:len(o.Elts):len(o.Elts)], o.Open}
	case *Dict:
		return o.copy()
	case *Instance:
		return instanceState(append([]Attribute(nil), o.Attrs...))
	case *Function:
		return instanceState(append([]Attribute(nil), o.attrs...))
	}
	return nil
}

func restore(object, saved any) {
	switch o := object.(type) {
	case *Scope:
		s := saved.(scopeState)
		o.names, o.values, o.index, o.shared = s.names, s.values, s.index, true
	case *List:
		s := saved.(listState)
		o.Elts, o.Open = s.elts, s.open
	case *Set:
		s := saved.(listState)
		o.Elts, o.Open = s.elts, s.open
	case *Dict:
		c := saved.(*Dict)
		o.keys, o.values, o.at, o.Open, o.shared = c.keys, c.values, c.at, c.Open, true
	case *Instance:
		o.Attrs = append([]Attribute(nil), saved.(instanceState)...)
	case *Function:
		o.attrs = append([]Attribute(nil), saved.(instanceState)...)
	}
}

// joinStates is the state of an object of which several are possible.
func (in *Interp) joinStates(object any, states []any) any {
	if len(states) == 1 {
		return states[0]
	}
	switch object.(type) {
	case *Scope:
		first := states[0].(scopeState)
		joined := &Scope{names: first.names, values: first.values, index: first.index, shared: true}
		for _, s := range states[1:] {
			s := s.(scopeState)
			for i, name := range s.names {
				in.joinName(joined, name, s.values[i])
			}
		}
		return scopeState{joined.names, joined.values, joined.index}
	case *List, *Set:
		longest := states[0].(listState)
		for _, s := range states[1:] {
			s := s.(listState)
			longest.open = longest.open || s.open
			if len(s.elts) > len(longest.elts) {
				longest.elts = s.elts
			}
		}
		return longest
	case *Dict:
		joined := states[0].(*Dict).copy()
		for _, s := range states[1:] {
			s := s.(*Dict)
			joined.Open = joined.Open || s.Open
			s.Each(func(k, v Value) {
				old, ok := joined.Get(k)
				if ok && same(old, v) {
					return
				}
				if ok {
					v = Join(old, v)
				}
				joined.put(k, v)
			})
		}
		return joined
	default:
		joined := &Instance{}
		for _, s := range states {
			for _, a := range s.(instanceState) {
				v := a.Value
				if old, ok := joined.lookup(a.Name); ok {
					v = Join(old, v)
				}
				joined.set(a.Name, v)
			}
		}
		return instanceState(joined.Attrs)
	}
}

func (in *Interp) joinName(s *Scope, name string, v Value) {
	old, ok := s.get(name)
	switch {
	case v == nil:
	case !ok:
		s.set(name, v)
	case !same(old, v):
		s.set(name, Join(old, v))
	}
}

// Join is one of two values.
func Join(a, b Value) Value {
	if same(a, b) {
		return a
	}
	if joined := joinInstances(a, b); joined != nil {
		return joined
	}
	var values []Value
	for _, v := range []Value{a, b} {
		alternatives := []Value{v}
		if alts, ok := v.(*Alternatives); ok {
			alternatives = alts.Values
		}
	next:
		for _, alt := range alternatives {
			for i, have := range values {
				if same(have, alt) || IsUnknown(have) && IsUnknown(alt) {
					continue next
				}
				if joined := joinInstances(have, alt); joined != nil {
					values[i] = joined
					continue next
				}
			}
			values = append(values, alt)
		}
	}
	if len(values) == 1 {
		return values[0]
	}
	if len(values) > maxAlternatives {
		return Unknownf("one of more than %d values", maxAlternatives)
	}
	return &Alternatives{values}
}

// same reports whether two values are the same to every reader.
func same(a, b Value) bool {
	switch a := a.(type) {
	case *Tuple:
		b, ok := b.(*Tuple)
		if !ok || len(a.Elts) != len(b.Elts) {
			return false
		}
		for i := range a.Elts {
			if !same(a.Elts[i], b.Elts[i]) {
				return false
			}
		}
		return true
	case *BoundMethod:
		b, ok := b.(*BoundMethod)
		return ok && same(a.Self, b.Self) && same(a.Func, b.Func)
	case *Unknown:
		b, ok := b.(*Unknown)
		return ok && a.Reason == b.Reason
	}
	return a == b
}
