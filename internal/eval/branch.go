package eval

import "slices"

// A branch records what changes while one side of an undecided test is
// evaluated, so that the other side starts from the same state and the two
// results can be joined.
type branch struct {
	id    int
	saved journal // objects and their state before the branch
}

// A journal is the states of some objects, in the order in which they came. Most
// hold two or three.
type journal struct {
	entries []entry
	at      map[any]int // only of a long one
}

// An entry is an object and a state of it.
type entry struct{ object, state any }

func (j *journal) find(object any) int {
	if j.at != nil {
		if i, ok := j.at[object]; ok {
			return i
		}
		return -1
	}
	for i := range j.entries {
		if j.entries[i].object == object {
			return i
		}
	}
	return -1
}

func (j *journal) add(in *Interp, object, state any) {
	if j.entries == nil {
		if n := len(in.spare); n > 0 {
			j.entries, in.spare = in.spare[n-1], in.spare[:n-1]
		}
	}
	j.entries = append(j.entries, entry{object, state})
	if j.at != nil {
		j.at[object] = len(j.entries) - 1
	} else if len(j.entries) > indexFrom {
		j.at = make(map[any]int, 2*len(j.entries))
		for i := range j.entries {
			j.at[j.entries[i].object] = i
		}
	}
}

// drop gives the room of a journal to the next one.
func (j *journal) drop(in *Interp) {
	if cap(j.entries) == 0 || cap(j.entries) > 64 {
		return
	}
	clear(j.entries)
	in.spare = append(in.spare, j.entries[:0])
	j.entries, j.at = nil, nil
}

// openBranch begins a branch.
func (in *Interp) openBranch() *branch {
	in.opened++
	b := &branch{id: in.opened}
	in.branches = append(in.branches, b)
	return b
}

// closeBranch ends the innermost branch.
func (in *Interp) closeBranch() { in.branches = in.branches[:len(in.branches)-1] }

// birth is what a new object notes: in the branch in which it is made nobody
// needs its state before a change.
func (in *Interp) birth() int {
	if n := len(in.branches); n > 0 {
		return in.branches[n-1].id
	}
	return 0
}

// touch must be called before an object is changed.
func (in *Interp) touch(object any) {
	if i, ok := object.(*Instance); ok && i.Serial < in.written && !i.Lasting() {
		in.written = i.Serial
	}
	if len(in.branches) == 0 {
		return
	}
	b := in.branches[len(in.branches)-1]
	switch o := object.(type) {
	case *Scope:
		if o.born == b.id {
			return
		}
	case *Instance:
		if o.born == b.id {
			return
		}
	case *Dict:
		if o.names != nil {
			in.touch(o.names)
		}
	}
	if b.saved.find(object) < 0 {
		b.saved.add(in, object, state(object))
	}
}

// fork evaluates sides one after the other from the same state and joins what
// they leave. A side that does not fall through (it returns, raises, …) leaves
// nothing behind. The result is flowNext if any side falls through.
func (in *Interp) fork(sides ...func() flow) flow {
	var before journal
	var through []journal // what the sides that fall through leave
	var left []journal    // what those leave that go on with the loop or behind it
	broken := false
	result := flowNext
	var raised *Raised
	for _, side := range sides {
		b := in.openBranch()
		f := side()
		in.closeBranch()
		r := in.raising
		in.raising = nil
		var after journal
		for _, e := range b.saved.entries {
			if f != flowReturn && f != flowRaise {
				after.add(in, e.object, state(e.object))
			}
			restore(e.object, e.state)
			if before.find(e.object) < 0 {
				before.add(in, e.object, e.state)
			}
		}
		b.saved.drop(in)
		if f == flowBreak || f == flowContinue {
			left = append(left, after)
			broken = broken || f == flowBreak
		}
		switch {
		case f == flowNext:
			through = append(through, after)
		case result == flowNext:
			result, raised = f, r
		case f != result:
			// All sides end here: their common end, or the strongest that a caller must know of.
			if f == flowReturn || result == flowReturn {
				result, raised = flowReturn, nil
			} else if result == flowRaise {
				result, raised = f, r
			}
		}
	}
	if len(through) == 0 {
		before.drop(in)
		in.raising = raised
		return result
	}
	through = append(through, left...)
	in.broken = in.broken || broken
	states := make([]any, len(through))
	for _, e := range before.entries {
		in.touch(e.object)
		for i := range through {
			if at := through[i].find(e.object); at >= 0 {
				states[i] = through[i].entries[at].state
			} else {
				states[i] = e.state
			}
		}
		restore(e.object, in.joinStates(e.object, states))
	}
	before.drop(in)
	for i := range through {
		through[i].drop(in)
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
		elts          []Value
		open, perhaps bool
		uneven        bool
	}
	instanceState []Attribute
)

func state(object any) any {
	switch o := object.(type) {
	case *Scope:
		o.shared = true
		return scopeState{o.names, o.values, o.index}
	case *List:
		return listState{o.Elts[:len(o.Elts):len(o.Elts)], o.Open, o.Perhaps, o.uneven}
	case *Set:
		return listState{o.Elts[:len(o.Elts):len(o.Elts)], o.Open, o.Perhaps, o.uneven}
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
		if o.kind == classScope && o.module != nil {
			o.module.in.reshaped++
		}
		o.unsettle()
		o.names, o.values, o.index, o.shared = s.names, s.values, s.index, true
	case *List:
		s := saved.(listState)
		o.Elts, o.Open, o.Perhaps, o.uneven = s.elts, s.open, s.perhaps, s.uneven
	case *Set:
		s := saved.(listState)
		o.Elts, o.Open, o.Perhaps, o.uneven, o.at = s.elts, s.open, s.perhaps, s.uneven, nil
	case *Dict:
		c := saved.(*Dict)
		o.keys, o.values, o.at, o.Open, o.Perhaps, o.shared = c.keys, c.values, c.at, c.Open, c.Perhaps, true
		o.maybe = c.maybe
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
				// Most names stand at the same place in both and are the same.
				if i < len(joined.names) && joined.names[i] == name && joined.values[i] == s.values[i] {
					continue
				}
				in.joinName(joined, name, s.values[i])
			}
		}
		return scopeState{joined.names, joined.values, joined.index}
	case *List, *Set:
		joined := states[0].(listState)
		for _, s := range states[1:] {
			joined = joinElements(joined, s.(listState))
		}
		return joined
	case *Dict:
		dicts := make([]*Dict, len(states))
		for i, s := range states {
			dicts[i] = s.(*Dict)
		}
		return joinDicts(dicts)
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
		if i, ok := object.(*Instance); ok {
			in.joinDefaults(joined, i.Class, states)
		}
		return instanceState(joined.Attrs)
	}
}

// joinElements is one of two lists or sets: the longer one. Where they have not
// the same number of elements, how many there are is not known.
func joinElements(a, b listState) listState {
	joined := a
	if len(b.elts) > len(a.elts) {
		joined.elts = b.elts
	}
	joined.open = a.open || b.open
	joined.uneven = a.uneven || b.uneven || len(a.elts) != len(b.elts)
	joined.perhaps = a.perhaps || b.perhaps || len(a.elts) == 0 != (len(b.elts) == 0)
	return joined
}

// joinDefaults adds what an attribute is on the ways that do not set it: the one of the class.
func (in *Interp) joinDefaults(joined *Instance, class *Class, states []any) {
	for i, a := range joined.Attrs {
		for _, s := range states {
			if slices.ContainsFunc(s.(instanceState), func(o Attribute) bool { return o.Name == a.Name }) {
				continue
			}
			switch v, _ := class.Find(a.Name); v := v.(type) {
			case NoneType:
				joined.Attrs[i].Value = Join(v, a.Value)
			case *Instance: // a descriptor has a say in what it is
				if v, ok := in.TryAttr(in.NewInstance(class), a.Name); ok {
					joined.Attrs[i].Value = Join(v, a.Value)
				}
			}
			break
		}
	}
}

// joinDicts is one of several dicts: a key that not all of them have is there on some ways only.
func joinDicts(dicts []*Dict) *Dict {
	joined := dicts[0].copy()
	for _, s := range dicts[1:] {
		joined.Open = joined.Open || s.Open
		joined.Perhaps = joined.Perhaps || s.Perhaps || s.Len() == 0 != (joined.Len() == 0)
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
	for _, k := range joined.keys {
		for _, s := range dicts {
			if _, has := s.at[key(k)]; !has || s.Maybe(k) {
				joined.own()
				joined.sometimes(k)
				break
			}
		}
	}
	return joined
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
	if never(a) {
		return b
	}
	if never(b) {
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
		return crowd(values)
	}
	return &Alternatives{values}
}

// crowd is one of too many values. Those that can be joined are worth going on
// with a few of, as each of them is possible; what becomes of the others is not seen.
func crowd(values []Value) Value {
	few := make([]Value, 0, maxAlternatives)
	for _, v := range values {
		i, ok := v.(*Instance)
		if !ok {
			continue
		}
		joiner, ok := i.Data.(Joiner)
		switch {
		case !ok:
		case len(few) < maxAlternatives-1:
			few = append(few, v)
		default:
			joiner.Lost()
		}
	}
	many := Unknownf("one of more than %d values", maxAlternatives)
	if len(few) == 0 {
		return many
	}
	return &Alternatives{append(few, many)}
}

// never reports whether a value is that of a call which always raises: who goes on has another one.
func never(v Value) bool {
	u, ok := v.(*Unknown)
	return ok && u.Never
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
