package eval

import (
	"github.com/ormlint/ormlint/internal/py"
)

// subscriptAt is v[index] in an expression: an object's own method learns where it stands.
func (in *Interp) subscriptAt(s *Scope, e *py.Subscript, v, index Value) Value {
	if alts, ok := v.(*Alternatives); ok {
		return in.each(alts, func(alt Value) Value { return in.subscriptAt(s, e, alt, index) })
	}
	if i, ok := v.(*Instance); ok && in.raising == nil {
		if f, _ := i.Class.Find("__getitem__"); f != nil {
			return in.callAt(s, e, f, &Call{Args: []Value{i, index}})
		}
	}
	return in.subscript(v, index)
}

// subscript is v[index].
func (in *Interp) subscript(v, index Value) Value {
	switch v := v.(type) {
	case *Unknown:
		return v
	case *Alternatives:
		return in.each(v, func(alt Value) Value { return in.subscript(alt, index) })
	case *Dict:
		if got, ok := v.Get(index); ok {
			return got
		}
		if key(index) != nil && !v.Open {
			if v.Class != nil && v.Class.Data != nil { // a defaultdict keeps its factory there
				made := in.Call(v.Class.Data.(Value), nil, nil)
				in.setItem(v, index, made)
				return made
			}
			in.Raise("KeyError", Repr(index))
		}
		if in.exploring && key(index) == nil && v.Class != nil && v.Class.Data != nil {
			made := in.Call(v.Class.Data.(Value), nil, nil)
			in.setItem(v, index, made)
			return made
		}
		if one := in.oneOf(v, index); one != nil {
			return one
		}
		if given := in.keyword(v, index); given != nil {
			return given
		}
		return Unknownf("key %s is not known", brief(index))
	case *List, *Tuple:
		return in.sequenceItem(v, index)
	case Str:
		return in.stringItem(v, index)
	case *Class:
		return in.classItem(v, index)
	case *TypeExpr:
		return v
	case *Instance:
		if f, _ := v.Class.Find("__getitem__"); f != nil {
			return in.Call(f, []Value{v, index}, nil)
		}
		if row, ok := v.row(); ok {
			return in.sequenceItem(&Tuple{row}, index)
		}
	case *Native:
		return &TypeExpr{Origin: v, Args: typeArgs(index)}
	case *Function:
		if v.Module.Name == "typing" { // Optional[…], Union[…], declared as functions
			return &TypeExpr{Origin: v, Args: typeArgs(index)}
		}
	}
	return Unknownf("an item of %s", what(v))
}

// keyword is what an explored function finds under a name in its **kwargs, as
// far as somebody tells by the name, as of a parameter; nil where nobody does.
func (in *Interp) keyword(d *Dict, k Value) Value {
	name, ok := k.(Str)
	if !ok || !d.keywords || !d.Open || in.parameter == nil {
		return nil
	}
	if v := in.parameter(string(name), nil); !IsUnknown(v) {
		return v
	}
	return nil
}

// oneOf is what a registry has for a key that is not known, while a function is
// explored: one of the classes, functions or objects that a dict holds, or of
// others where it is open; nil where it holds other things, or too many.
func (in *Interp) oneOf(d *Dict, k Value) Value {
	if !in.exploring || key(k) != nil || len(d.values) == 0 || len(d.values) > maxAlternatives {
		return nil
	}
	var one Value
	for _, v := range d.values {
		switch v.(type) {
		case *Class, *Function, *BoundMethod, *Instance:
		default:
			return nil
		}
		if one == nil {
			one = v
		} else {
			one = Join(one, v)
		}
	}
	if d.Open {
		one = Join(one, Unknownf("key %s of a dict", brief(k)))
	}
	return one
}

func typeArgs(index Value) []Value {
	if t, ok := index.(*Tuple); ok {
		return t.Elts
	}
	return []Value{index}
}

// classItem is Class[x]: a member of an enumeration or a generic alias.
func (in *Interp) classItem(c *Class, index Value) Value {
	if c.isEnum() {
		if name, ok := AsStr(index); ok {
			if v, ok := in.classAttr(c, name); ok {
				return v
			}
		}
	}
	if meta := c.Metaclass(); meta != nil {
		if f, _ := meta.Find("__getitem__"); f != nil {
			return in.Call(f, []Value{c, index}, nil)
		}
	}
	return &TypeExpr{Origin: c, Args: typeArgs(index)}
}

func (in *Interp) sequenceItem(v, index Value) Value {
	elts, all := Elements(v)
	if slice, ok := index.(*sliceValue); ok {
		from, to, step, known := slice.bounds(len(elts))
		if !known || !all {
			return &List{Elts: append([]Value(nil), elts...), Open: true}
		}
		var out []Value
		for i := from; step > 0 && i < to || step < 0 && i > to; i += step {
			out = append(out, elts[i])
		}
		if _, ok := v.(*Tuple); ok {
			return &Tuple{out}
		}
		return &List{Elts: out}
	}
	n, ok := AsInt(index)
	if !ok || !all && n < 0 {
		return in.elementOf(v)
	}
	if n < 0 {
		n += int64(len(elts))
	}
	if n >= 0 && n < int64(len(elts)) {
		return elts[n]
	}
	if all {
		in.Raise("IndexError", "list index out of range")
	}
	return Unknownf("an element of a list that is not known")
}

func (in *Interp) stringItem(v Str, index Value) Value {
	runes := []rune(string(v))
	if slice, ok := index.(*sliceValue); ok {
		from, to, step, known := slice.bounds(len(runes))
		if !known {
			return Unknownf("a part of a string")
		}
		var out []rune
		for i := from; step > 0 && i < to || step < 0 && i > to; i += step {
			out = append(out, runes[i])
		}
		return Str(string(out))
	}
	n, ok := AsInt(index)
	if n < 0 {
		n += int64(len(runes))
	}
	if !ok || n < 0 || n >= int64(len(runes)) {
		return Unknownf("a character of a string")
	}
	return Str(string(runes[n]))
}

// bounds returns the first index, the one behind the last, and the step for a sequence of length n.
func (s *sliceValue) bounds(n int) (from, to, step int, known bool) {
	number := func(v Value, fallback int) int {
		if v == Value(None) {
			return fallback
		}
		k, ok := AsInt(v)
		if !ok {
			known = false
			return fallback
		}
		return int(k)
	}
	known = true
	step = number(s.step, 1)
	if step == 0 {
		return 0, 0, 1, false
	}
	step = max(-n-1, min(step, n+1)) // so that an index behind the end does not overflow
	low, high := 0, n
	if step < 0 {
		low, high = -1, n-1
	}
	clamp := func(i int) int {
		if i < 0 {
			i += n
		}
		return max(low, min(i, high))
	}
	first, last := low, high
	if step < 0 {
		first, last = high, low
	}
	from, to = first, last
	if s.lower != Value(None) {
		from = clamp(number(s.lower, first))
	}
	if s.upper != Value(None) {
		to = clamp(number(s.upper, last))
	}
	return from, to, step, known
}

// setItem is object[index] = v.
func (in *Interp) setItem(object, index, v Value) {
	switch o := object.(type) {
	case *Dict:
		in.putKey(o, index, v)
	case *List:
		in.touch(o)
		in.charge(len(o.Elts))
		o.Elts = append([]Value(nil), o.Elts...)
		n, ok := AsInt(index)
		if n < 0 {
			n += int64(len(o.Elts))
		}
		if ok && n >= 0 && n < int64(len(o.Elts)) {
			o.Elts[n] = v
			return
		}
		if slice, ok := index.(*sliceValue); ok {
			from, to, step, known := slice.bounds(len(o.Elts))
			elts, all := in.iterate(v)
			if known && step == 1 && from <= to {
				o.Elts = append(append(append([]Value(nil), o.Elts[:from]...), elts...), o.Elts[to:]...)
				o.Open = o.Open || !all
				return
			}
		}
		o.Open = true
	case *Instance:
		if f, _ := o.Class.Find("__setitem__"); f != nil {
			in.Call(f, []Value{o, index, v}, nil)
		}
	case *Alternatives:
		for _, alt := range o.Values {
			in.setItem(alt, index, v)
		}
	}
}
