package eval

import (
	"sort"

	"github.com/ormlint/ormlint/internal/py"
)

// The builtin functions that make or take iterables.

func builtinRange(c *Call) Value {
	bounds := []int64{0, 0, 1}
	for i := range c.Args {
		n, ok := AsInt(c.Args[i])
		if !ok {
			return &List{Open: true}
		}
		if len(c.Args) == 1 {
			bounds[1] = n
		} else if i < 3 {
			bounds[i] = n
		}
	}
	l := &List{}
	for n := bounds[0]; bounds[2] > 0 && n < bounds[1] || bounds[2] < 0 && n > bounds[1]; n += bounds[2] {
		if len(l.Elts) >= maxIterations {
			l.Open = true
			break
		}
		l.Elts = append(l.Elts, Int(n))
	}
	return l
}

func builtinEnumerate(c *Call) Value {
	elts, all := c.In.iterate(c.Self())
	start, known := int64(0), true
	if v := c.Arg(1, "start"); v != nil {
		start, known = AsInt(v)
	}
	l := &List{Open: !all}
	for i, elt := range elts {
		var at Value = Int(start + int64(i))
		if !known {
			at = Unknownf("a position in a list")
		}
		l.Elts = append(l.Elts, &Tuple{[]Value{at, elt}})
	}
	return l
}

func builtinZip(c *Call) Value {
	l := &List{Open: c.Open}
	var columns [][]Value
	shortest := -1
	for _, arg := range c.Args {
		elts, all := c.In.iterate(arg)
		l.Open = l.Open || !all
		columns = append(columns, elts)
		if shortest < 0 || len(elts) < shortest {
			shortest = len(elts)
		}
	}
	for i := 0; i < shortest; i++ {
		row := &Tuple{}
		for _, column := range columns {
			row.Elts = append(row.Elts, column[i])
		}
		l.Elts = append(l.Elts, row)
	}
	return l
}

func builtinSorted(c *Call) Value {
	elts, all := c.In.iterate(c.Self())
	known := sortValues(c, elts)
	return &List{Elts: elts, Open: !all || !known, Perhaps: !all && c.In.exploring}
}

// sortValues sorts, and tells whether the order of all keys is known.
func sortValues(c *Call, elts []Value) (known bool) {
	keyFunc := c.Keyword("key")
	if c.In.exploring && len(elts) > exploredSorting && keyFunc != nil && keyFunc != Value(None) {
		return false
	}
	reverse, known := c.In.Truth(orNone(c.Keyword("reverse")))
	keys := make([]Value, len(elts))
	order := make([]int, len(elts))
	c.In.charge(8 * len(elts))
	for i, elt := range elts {
		order[i], keys[i] = i, elt
		if keyFunc != nil && keyFunc != Value(None) {
			keys[i] = c.In.Call(keyFunc, []Value{elt}, nil)
		}
	}
	sort.SliceStable(order, func(i, j int) bool {
		a, b := keys[order[i]], keys[order[j]]
		if reverse {
			a, b = b, a
		}
		less, ok := c.In.truthOf(c.In.compare(a, py.Lt, b))
		known = known && ok
		return ok && less
	})
	sorted := make([]Value, len(elts))
	for i, at := range order {
		sorted[i] = elts[at]
	}
	copy(elts, sorted)
	return known
}

func orNone(v Value) Value {
	if v == nil {
		return None
	}
	return v
}

func builtinReversed(c *Call) Value {
	elts, all := c.In.iterate(c.Self())
	out := make([]Value, len(elts))
	for i, elt := range elts {
		out[len(elts)-1-i] = elt
	}
	return &List{Elts: out, Open: !all}
}

func builtinMap(c *Call) Value {
	if len(c.Args) < 2 {
		return &List{Open: true}
	}
	rows := builtinZip(&Call{In: c.In, Args: c.Args[1:], Open: c.Open}).(*List)
	l := &List{Open: rows.Open}
	for _, row := range rows.Elts {
		l.Elts = append(l.Elts, c.In.Call(c.Args[0], row.(*Tuple).Elts, nil))
	}
	return l
}

func builtinFilter(c *Call) Value {
	if len(c.Args) != 2 {
		return &List{Open: true}
	}
	elts, all := c.In.iterate(c.Args[1])
	l := &List{Open: !all}
	for _, elt := range elts {
		test := elt
		if c.Args[0] != Value(None) {
			test = c.In.Call(c.Args[0], []Value{elt}, nil)
		}
		if truth, known := c.In.Truth(test); truth || !known {
			l.Elts = append(l.Elts, elt)
			l.Open = l.Open || !known
		}
	}
	return l
}

func quantify(c *Call, decides bool) Value {
	elts, all := c.In.iterate(c.Self())
	for _, elt := range elts {
		truth, known := c.In.Truth(elt)
		if !known {
			all = false
		} else if truth == decides {
			return Bool(decides)
		}
	}
	if all {
		return Bool(!decides)
	}
	return Unknownf("whether any or all of something is true")
}

func extreme(c *Call, sign int) Value {
	elts, all := c.Args, true
	if len(c.Args) == 1 {
		elts, all = c.In.iterate(c.Args[0])
	}
	if fallback := c.Keyword("default"); all && len(elts) == 0 && fallback != nil {
		return fallback
	}
	if !all || len(elts) == 0 {
		return Unknownf("the extreme of something")
	}
	keyOf := func(v Value) Value {
		if f := c.Keyword("key"); f != nil && f != Value(None) {
			return c.In.Call(f, []Value{v}, nil)
		}
		return v
	}
	best, bestKey := elts[0], keyOf(elts[0])
	for _, elt := range elts[1:] {
		k := keyOf(elt)
		order, ok := orderOf(k, bestKey, 0)
		if !ok {
			return Unknownf("the extreme of something")
		}
		if order*sign > 0 {
			best, bestKey = elt, k
		}
	}
	return best
}

func builtinSum(c *Call) Value {
	elts, all := c.In.iterate(c.Self())
	total := c.Arg(1, "start")
	if total == nil {
		total = Int(0)
	}
	for _, elt := range elts {
		total = c.In.binary(total, py.Add, elt)
	}
	if !all {
		if l, ok := total.(*List); ok {
			return &List{Elts: l.Elts, Open: true}
		}
		return Unknownf("a sum")
	}
	return total
}

// builtinNext takes the first element of an iterator. Iterators are lists of
// what is left.
func builtinNext(c *Call) Value {
	elts, all := c.In.iterate(c.Self())
	if l, ok := c.Self().(*List); ok && len(l.Elts) > 0 && all {
		c.In.touch(l)
		l.Elts = l.Elts[1:]
	}
	switch {
	case all && len(elts) > 0:
		return elts[0]
	case all && len(c.Args) > 1:
		return c.Args[1]
	case all:
		c.In.Raise("StopIteration", "")
	}
	return c.In.elementOf(c.Self())
}

// builtinIter is iter(x): what next takes from it stays in x.
func builtinIter(c *Call) Value {
	if len(c.Args) > 1 {
		return &List{Open: true}
	}
	switch c.Self().(type) {
	case *List, *Tuple, *Set, *Dict, Str:
		elts, all := c.In.iterate(c.Self())
		return &List{Elts: elts, Open: !all}
	}
	return c.Self()
}
