package eval

import (
	"github.com/ormlint/ormlint/internal/py"
)

// eval evaluates an expression in a scope.
func (in *Interp) eval(s *Scope, e py.Expr) Value {
	if in.exhausted() {
		return Unknownf("evaluation takes too many steps")
	}
	switch e := e.(type) {
	case *py.Constant:
		return constant(e)
	case *py.Name:
		return in.lookup(s, e.ID)
	case *py.Attribute:
		return in.attrAt(s, e)
	case *py.Call:
		return in.evalCall(s, e)
	case *py.Tuple:
		elts, all := in.evalElements(s, e.Elts)
		if !all {
			return &List{Elts: elts, Open: true}
		}
		return &Tuple{elts}
	case *py.List:
		elts, all := in.evalElements(s, e.Elts)
		return &List{Elts: elts, Open: !all}
	case *py.Set:
		elts, all := in.evalElements(s, e.Elts)
		return in.makeSet(elts, !all)
	case *py.Dict:
		return in.evalDict(s, e)
	case *py.JoinedStr:
		return in.evalJoined(s, e)
	case *py.BinOp:
		return in.binaryAt(s, e, in.eval(s, e.Left), e.Op, in.eval(s, e.Right))
	case *py.UnaryOp:
		return in.unary(e.Op, in.eval(s, e.Operand))
	case *py.BoolOp:
		return in.evalBool(s, e)
	case *py.Compare:
		return in.evalCompare(s, e)
	case *py.IfExp:
		if _, truth, known := in.decided(s, e.Test); known {
			if truth {
				return in.eval(s, e.Body)
			}
			return in.eval(s, e.Else)
		}
		return Join(in.eval(s, e.Body), in.eval(s, e.Else))
	case *py.Subscript:
		return in.subscriptAt(s, e, in.eval(s, e.Value), in.evalIndex(s, e.Index))
	case *py.Lambda:
		return in.makeLambda(s, e)
	case *py.ListComp:
		l := &List{}
		in.comprehend(s, e.Generators, func(s *Scope) { l.Elts = append(l.Elts, in.eval(s, e.Elt)) }, func(filter bool) {
			l.Open = true
			l.Perhaps = l.Perhaps || in.exploring || filter && len(l.Elts) == 0
		})
		return l
	case *py.GeneratorExp:
		l := &List{}
		in.comprehend(s, e.Generators, func(s *Scope) { l.Elts = append(l.Elts, in.eval(s, e.Elt)) }, func(filter bool) {
			l.Open = true
			l.Perhaps = l.Perhaps || in.exploring || filter && len(l.Elts) == 0
		})
		return l
	case *py.SetComp:
		var elts []Value
		open := false
		in.comprehend(s, e.Generators, func(s *Scope) { elts = append(elts, in.eval(s, e.Elt)) }, func(bool) { open = true })
		return in.makeSet(elts, open)
	case *py.DictComp:
		d := NewDict()
		in.comprehend(s, e.Generators, func(s *Scope) {
			k := in.eval(s, e.Key)
			if e.Value == nil {
				in.unpackInto(d, k)
				return
			}
			d.put(k, in.eval(s, e.Value))
		}, func(filter bool) { d.Open = d.Open || !filter }) // a key that may be left out is no other key
		return d
	case *py.NamedExpr:
		v := in.eval(s, e.Value)
		for s.comprehension {
			s = s.parent // it binds a name around the comprehension
		}
		in.assign(s, e.Target.ID, v)
		return v
	case *py.Await:
		return in.eval(s, e.Value)
	case *py.Yield:
		return in.evalYield(s, e)
	case *py.YieldFrom:
		v := in.eval(s, e.Value)
		if s.call != nil && s.call.yields != nil {
			elts, all := in.iterate(v)
			s.call.yields.Elts = append(s.call.yields.Elts, elts...)
			s.call.yields.Open = s.call.yields.Open || !all
		}
		return Unknownf("the result of a generator")
	case *py.Starred:
		return in.eval(s, e.Value)
	case *py.Slice:
		return in.evalIndex(s, e)
	case *py.TemplateStr:
		return Unknownf("a template string")
	}
	return Unknownf("not Python")
}

func constant(c *py.Constant) Value {
	switch c.Kind {
	case py.None:
		return None
	case py.True:
		return Bool(true)
	case py.False:
		return Bool(false)
	case py.Ellipsis:
		return EllipsisType{}
	case py.Int:
		if n, ok := c.Int(); ok {
			return Int(n)
		}
		return Unknownf("an integer of more than 64 bits")
	case py.Float:
		if f, ok := c.Float(); ok {
			return Float(f)
		}
	case py.String:
		return Str(c.Text())
	case py.Bytes:
		return Bytes(c.Bytes())
	}
	return Unknownf("a complex number")
}

// evalElements evaluates the elements of a display; all is false where an unpacked part is not known.
func (in *Interp) evalElements(s *Scope, exprs []py.Expr) (elts []Value, all bool) {
	elts, all = make([]Value, 0, len(exprs)), true
	for _, e := range exprs {
		star, ok := e.(*py.Starred)
		if !ok {
			elts = append(elts, in.eval(s, e))
			continue
		}
		more, known := in.iterate(in.eval(s, star.Value))
		elts = append(elts, more...)
		all = all && known
	}
	return elts, all
}

func (in *Interp) makeSet(elts []Value, open bool) *Set {
	set := &Set{Open: open}
	for _, elt := range elts {
		set.add(elt)
	}
	return set
}

func (set *Set) add(v Value) {
	id := key(v)
	if id == nil || len(set.Elts) >= maxElements {
		set.Open = true
		return
	}
	if !set.has(id) {
		set.Elts = append(set.Elts, v)
		if set.at != nil {
			set.at[id] = true
		}
	}
}

// has reports whether the set holds the element of a key.
func (set *Set) has(id any) bool {
	if len(set.Elts) > indexFrom {
		if len(set.at) != len(set.Elts) {
			set.at = keysOf(set.Elts)
		}
		return set.at[id]
	}
	for _, have := range set.Elts {
		if key(have) == id {
			return true
		}
	}
	return false
}

func (in *Interp) evalDict(s *Scope, e *py.Dict) Value {
	d := NewDict()
	for i, k := range e.Keys {
		v := in.eval(s, e.Values[i])
		if k == nil {
			in.unpackInto(d, v)
			continue
		}
		d.put(in.eval(s, k), v)
	}
	return d
}

// unpackInto adds the keys of a mapping to d, as **v and d.update(v) do.
func (in *Interp) unpackInto(d *Dict, v Value) {
	switch v := v.(type) {
	case *Dict:
		v.Each(func(k, v Value) { d.put(k, v) })
		d.Open = d.Open || v.Open
	case NoneType:
	default:
		elts, all := in.iterate(v)
		for _, pair := range elts {
			if kv, _ := Elements(pair); len(kv) == 2 {
				d.put(kv[0], kv[1])
			} else {
				all = false
			}
		}
		d.Open = d.Open || !all
	}
}

func (in *Interp) evalBool(s *Scope, e *py.BoolOp) Value {
	var result Value
	join := func(v Value) Value {
		if result == nil {
			return v
		}
		return Join(result, v)
	}
	for i, operand := range e.Values {
		v := in.eval(s, operand)
		if i == len(e.Values)-1 {
			return join(v)
		}
		truth, known := in.Truth(v)
		switch {
		case known && truth == e.Or: // decides
			return join(v)
		case !known: // may be what decides
			result = join(in.onlyWith(v, e.Or))
		}
	}
	return result
}

func (in *Interp) evalCompare(s *Scope, e *py.Compare) Value {
	left := in.eval(s, e.Left)
	for i, op := range e.Ops {
		right := in.eval(s, e.Comparators[i])
		v := in.compare(left, op, right)
		if truth, known := in.truthOf(v); !known || !truth || i == len(e.Ops)-1 {
			return v
		}
		left = right
	}
	return Bool(true)
}

func (in *Interp) evalIndex(s *Scope, e py.Expr) Value {
	slice, ok := e.(*py.Slice)
	if !ok {
		return in.eval(s, e)
	}
	bound := func(e py.Expr) Value {
		if e == nil {
			return None
		}
		return in.eval(s, e)
	}
	return &sliceValue{bound(slice.Lower), bound(slice.Upper), bound(slice.Step)}
}

func (in *Interp) evalYield(s *Scope, e *py.Yield) Value {
	var v Value = None
	if e.Value != nil {
		v = in.eval(s, e.Value)
	}
	if s.call != nil && s.call.yields != nil {
		if len(in.branches) > 0 {
			s.call.yields.Open = true
		}
		if len(s.call.yields.Elts) < maxElements {
			s.call.yields.Elts = append(s.call.yields.Elts, v)
		}
	}
	return Unknownf("what is sent to a generator")
}

// comprehend evaluates each for every element that the generators produce; open is called when there may be others.
func (in *Interp) comprehend(s *Scope, generators []py.Comprehension, each func(*Scope), open func(filter bool)) {
	inner := &Scope{kind: functionScope, comprehension: true, parent: s, module: s.module, call: s.call, born: in.birth()}
	if s.kind == classScope {
		// The body of a comprehension does not see the names of the class around it; its first iterable does.
		inner.parent = s.parent
		if inner.parent == nil {
			inner.parent = s.module.scope
		}
	}
	var loop func(at int, from *Scope)
	loop = func(at int, from *Scope) {
		if at == len(generators) {
			each(inner)
			return
		}
		g := &generators[at]
		iterable := in.eval(from, g.Iter)
		elts, all := in.iterate(iterable)
		if !all {
			open(false)
			if len(elts) == 0 {
				elts = []Value{in.elementOf(iterable)}
			}
		}
		for n, elt := range elts {
			if n >= maxIterations || in.steps > in.limit {
				open(false)
				return
			}
			in.store(inner, g.Target, elt)
			keep := true
			for _, test := range g.Ifs {
				truth, known := in.Truth(in.eval(inner, test))
				if !known {
					open(true)
				} else if !truth {
					keep = false
					break
				}
			}
			if keep {
				loop(at+1, inner)
			}
		}
	}
	loop(0, s)
}

// store assigns to a target.
func (in *Interp) store(s *Scope, target py.Expr, v Value) {
	switch target := target.(type) {
	case *py.Name:
		in.assign(s, target.ID, v)
	case *py.Tuple:
		in.unpack(s, target.Elts, v)
	case *py.List:
		in.unpack(s, target.Elts, v)
	case *py.Starred:
		in.store(s, target.Value, v)
	case *py.Attribute:
		if in.exploring && in.stored != nil {
			in.stored(target, s.startOf(target), v)
		}
		in.SetAttr(in.eval(s, target.Value), target.Attr, v)
	case *py.Subscript:
		in.setItem(in.eval(s, target.Value), in.evalIndex(s, target.Index), v)
	}
}

func (in *Interp) unpack(s *Scope, targets []py.Expr, v Value) {
	elts, all := in.iterate(v)
	all = all && !(in.exploring && uneven(v))
	starAt := -1
	for i, t := range targets {
		if _, ok := t.(*py.Starred); ok {
			starAt = i
		}
	}
	if all && starAt < 0 && len(elts) != len(targets) {
		in.Raise("ValueError", "wrong number of values to unpack")
		if in.raising != nil {
			return
		}
	}
	fits := all && (len(elts) == len(targets) || starAt >= 0 && len(elts) >= len(targets)-1)
	for i, t := range targets {
		var elt Value
		switch {
		case !fits:
			elt = in.elementOf(v)
		case starAt < 0 || i < starAt:
			elt = elts[i]
		case i == starAt:
			elt = &List{Elts: append([]Value(nil), elts[i:len(elts)-(len(targets)-1-i)]...)}
		default:
			elt = elts[len(elts)-(len(targets)-i)]
		}
		in.store(s, t, elt)
	}
}

func (in *Interp) augment(s *Scope, stmt *py.AugAssign) {
	old := in.eval(s, stmt.Target)
	v := in.eval(s, stmt.Value)
	if in.raising != nil {
		return
	}
	if !in.changeInPlace(old, stmt.Op, v) {
		at := &py.BinOp{Span: stmt.Span, Left: stmt.Target, Op: stmt.Op, Right: stmt.Value}
		in.store(s, stmt.Target, in.augmented(s, at, old, stmt.Op, v))
	}
}

// changeInPlace does what an augmented assignment does to lists, sets and
// dicts: other names of the object see it.
func (in *Interp) changeInPlace(old Value, op py.Operator, v Value) bool {
	switch o := old.(type) {
	case *List:
		switch op {
		case py.Add:
			elts, all := in.iterate(v)
			in.extend(o, elts, all)
			return true
		case py.Mult:
			if l, ok := in.sequenceBinary(o, op, v).(*List); ok {
				in.touch(o)
				o.Elts, o.Open = l.Elts, l.Open
				return true
			}
		}
	case *Set:
		switch op {
		case py.BitOr, py.BitAnd, py.Sub, py.BitXor:
			in.becomes(o, in.setBinary(o, op, v))
			return true
		}
	case *Dict:
		if op == py.BitOr {
			in.touch(o)
			in.unpackInto(o, v)
			return true
		}
	}
	return false
}

// augmented is what an augmented assignment binds.
func (in *Interp) augmented(s *Scope, at py.Expr, old Value, op py.Operator, v Value) Value {
	if i, ok := old.(*Instance); ok {
		if f, _ := i.Class.Find("__i" + operatorMethods[op] + "__"); f != nil {
			return in.Call(f, []Value{i, v}, nil)
		}
	}
	return in.binaryAt(s, at, old, op, v)
}

func (in *Interp) unbind(s *Scope, target py.Expr) {
	switch target := target.(type) {
	case *py.Name:
		if s.facts != nil && s.facts.globals[target.ID] {
			s = s.module.scope
		}
		if i := s.find(target.ID); i >= 0 {
			in.touch(s)
			s.own()
			s.values[i] = nil
			s.unsettle()
		}
	case *py.Subscript:
		in.delItem(in.eval(s, target.Value), in.evalIndex(s, target.Index))
	case *py.Attribute:
		in.delAttr(in.eval(s, target.Value), target.Attr)
	case *py.Tuple:
		for _, elt := range target.Elts {
			in.unbind(s, elt)
		}
	case *py.List:
		for _, elt := range target.Elts {
			in.unbind(s, elt)
		}
	}
}

func (in *Interp) delItem(object, index Value) {
	switch o := object.(type) {
	case *Dict:
		in.dropKey(o, index)
	case *List:
		in.touch(o)
		in.charge(len(o.Elts))
		if slice, ok := index.(*sliceValue); ok {
			from, to, step, known := slice.bounds(len(o.Elts))
			if known && step == 1 && !o.Open {
				o.Elts = append(o.Elts[:from:from], o.Elts[max(from, to):]...)
				return
			}
		} else if n, ok := AsInt(index); ok && !o.Open {
			if n < 0 {
				n += int64(len(o.Elts))
			}
			if n >= 0 && n < int64(len(o.Elts)) {
				o.Elts = append(o.Elts[:n:n], o.Elts[n+1:]...)
				return
			}
			in.Raise("IndexError", "list assignment index out of range")
		}
		o.Open = true
	case *Instance:
		if f, _ := o.Class.Find("__delitem__"); f != nil {
			in.Call(f, []Value{o, index}, nil)
		}
	}
}

func (in *Interp) delAttr(object Value, name string) {
	switch o := object.(type) {
	case *Instance:
		in.dropAttr(o, name)
	case *Class:
		if i := o.body.find(name); i >= 0 && !o.native {
			in.touch(o.body)
			o.body.own()
			o.body.values[i] = nil
		}
	}
}

// Items returns what a for loop over v gives, and whether that is all.
func (in *Interp) Items(v Value) (elts []Value, all bool) { return in.iterate(v) }

// iterate returns the elements of an iterable, and whether these are all that are known to come.
func (in *Interp) iterate(v Value) (elts []Value, all bool) {
	switch v := v.(type) {
	case *List, *Tuple, *Set, *Dict:
		elts, all = Elements(v)
		return append([]Value(nil), elts...), all
	case Str:
		for _, r := range string(v) {
			elts = append(elts, Str(string(r)))
		}
		return elts, true
	case *Class:
		if v.isEnum() {
			return in.members(v), true
		}
		if meta := v.Metaclass(); meta != nil {
			if f, _ := meta.Find("__iter__"); f != nil {
				return in.iterate(in.Call(f, []Value{v}, nil))
			}
		}
	case *Instance:
		if f, _ := v.Class.Find("__iter__"); f != nil {
			result := in.CallMethod(v, "__iter__")
			if result != Value(v) {
				return in.iterate(result)
			}
		}
		if row, ok := v.row(); ok {
			return row, true
		}
	case *Alternatives:
		for _, alt := range v.Values {
			more, _ := in.iterate(alt)
			elts = append(elts, more...)
		}
	}
	return elts, false
}

// elementOf is one element of an iterable whose elements are not all known.
func (in *Interp) elementOf(v Value) Value {
	if u, ok := v.(*Unknown); ok {
		return u
	}
	if elts, _ := in.iterate(v); len(elts) > 0 && len(elts) <= maxAlternatives {
		joined := elts[0]
		for _, elt := range elts[1:] {
			joined = Join(joined, elt)
		}
		return Join(joined, Unknownf("an element that is not known"))
	}
	return Unknownf("an element of %s", what(v))
}
