package eval

import (
	"math"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
)

// operatorMethods are the methods that Python calls for an operator on an object.
var operatorMethods = [...]string{
	py.Add: "add", py.Sub: "sub", py.Mult: "mul", py.MatMult: "matmul", py.Div: "truediv", py.Mod: "mod",
	py.Pow: "pow", py.LShift: "lshift", py.RShift: "rshift", py.BitOr: "or", py.BitXor: "xor",
	py.BitAnd: "and", py.FloorDiv: "floordiv",
}

func (in *Interp) binary(a Value, op py.Operator, b Value) Value {
	if alts, ok := a.(*Alternatives); ok {
		return in.each(alts, func(a Value) Value { return in.binary(a, op, b) })
	}
	if alts, ok := b.(*Alternatives); ok {
		return in.each(alts, func(b Value) Value { return in.binary(a, op, b) })
	}
	switch a := a.(type) {
	case Int:
		switch b := b.(type) {
		case Int:
			return intBinary(a, op, b)
		case Float:
			return floatBinary(float64(a), op, float64(b))
		case *List, *Tuple, Str:
			if op == py.Mult {
				return in.binary(b, op, a)
			}
		}
	case Float:
		switch b := b.(type) {
		case Int:
			return floatBinary(float64(a), op, float64(b))
		case Float:
			return floatBinary(float64(a), op, float64(b))
		}
	case Str:
		return in.strBinary(a, op, b)
	case Bytes:
		if b, ok := b.(Bytes); ok && op == py.Add {
			return a + b
		}
	case *List, *Tuple:
		return in.sequenceBinary(a, op, b)
	case *Set:
		return in.setBinary(a, op, b)
	case *Dict:
		if op == py.BitOr {
			d := a.copy()
			in.unpackInto(d, b)
			return d
		}
	case *Class, NoneType, *TypeExpr:
		if op == py.BitOr {
			return &TypeExpr{Origin: in.builtin["Union"], Args: []Value{a, b}}
		}
	case *Instance:
		if v := in.operatorCall(a, "__"+operatorMethods[op]+"__", b); v != nil {
			return v
		}
	}
	if bi, ok := b.(*Instance); ok {
		if v := in.operatorCall(bi, "__r"+operatorMethods[op]+"__", a); v != nil {
			return v
		}
	}
	// A list that something unknown is added to is still known to hold its elements.
	if l, ok := b.(*List); ok && op == py.Add && IsUnknown(a) {
		return &List{append([]Value(nil), l.Elts...), true}
	}
	if u, ok := a.(*Unknown); ok {
		return u
	}
	if u, ok := b.(*Unknown); ok {
		return u
	}
	return Unknownf("the result of an operator on %s", what(a))
}

func (in *Interp) operatorCall(i *Instance, method string, other Value) Value {
	f, _ := i.Class.Find(method)
	if f == nil {
		if inner, ok := i.lookup("_value_"); ok { // members of IntEnum and StrEnum compute as their values
			if op, ok := operatorOf(method); ok {
				return in.binary(inner, op, other)
			}
		}
		return nil
	}
	return in.Call(f, []Value{i, other}, nil)
}

func operatorOf(method string) (py.Operator, bool) {
	for op, name := range operatorMethods {
		if method == "__"+name+"__" {
			return py.Operator(op), true
		}
	}
	return 0, false
}

func intBinary(a Int, op py.Operator, b Int) Value {
	switch op {
	case py.Add:
		return a + b
	case py.Sub:
		return a - b
	case py.Mult:
		if a != 0 && b != 0 && (a*b)/b != a {
			return Unknownf("an integer of more than 64 bits")
		}
		return a * b
	case py.Div:
		if b != 0 {
			return Float(float64(a) / float64(b))
		}
	case py.FloorDiv:
		if b != 0 {
			return Int(math.Floor(float64(a) / float64(b)))
		}
	case py.Mod:
		if b != 0 {
			return ((a % b) + b) % b
		}
	case py.Pow:
		if f := math.Pow(float64(a), float64(b)); b >= 0 && math.Abs(f) < 1<<53 {
			return Int(f)
		}
	case py.LShift:
		if b >= 0 && b < 62 && a>>(62-b) == 0 {
			return a << b
		}
	case py.RShift:
		if b >= 0 && b < 64 {
			return a >> b
		}
	case py.BitOr:
		return a | b
	case py.BitXor:
		return a ^ b
	case py.BitAnd:
		return a & b
	}
	return Unknownf("a number that is not computed")
}

func floatBinary(a float64, op py.Operator, b float64) Value {
	switch op {
	case py.Add:
		return Float(a + b)
	case py.Sub:
		return Float(a - b)
	case py.Mult:
		return Float(a * b)
	case py.Div:
		if b != 0 {
			return Float(a / b)
		}
	case py.FloorDiv:
		if b != 0 {
			return Float(math.Floor(a / b))
		}
	case py.Pow:
		return Float(math.Pow(a, b))
	}
	return Unknownf("a number that is not computed")
}

func (in *Interp) strBinary(a Str, op py.Operator, b Value) Value {
	switch op {
	case py.Add:
		if text, ok := AsStr(b); ok {
			return a + Str(text)
		}
	case py.Mult:
		if n, ok := b.(Int); ok && n >= 0 && int(n)*len(a) < maxElements {
			return Str(strings.Repeat(string(a), int(n)))
		}
	case py.Mod:
		if text, ok := in.percentFormat(string(a), b); ok {
			return Str(text)
		}
	}
	if i, ok := b.(*Instance); ok {
		if v := in.operatorCall(i, "__r"+operatorMethods[op]+"__", a); v != nil {
			return v
		}
	}
	if u, ok := b.(*Unknown); ok {
		return u
	}
	return Unknownf("a string made at run time")
}

func (in *Interp) sequenceBinary(a Value, op py.Operator, b Value) Value {
	left, allLeft := Elements(a)
	switch op {
	case py.Add:
		right, allRight := Elements(b)
		_, isTuple := b.(*Tuple)
		if i, ok := b.(*Instance); ok {
			if v := in.operatorCall(i, "__radd__", a); v != nil {
				return v
			}
			right, allRight = in.iterate(i)
		}
		elts := append(append([]Value(nil), left...), right...)
		if _, ok := a.(*Tuple); ok && isTuple {
			return &Tuple{elts}
		}
		return &List{elts, !allLeft || !allRight}
	case py.Mult:
		n, ok := AsInt(b)
		if !ok || n < 0 || int(n)*len(left) > maxElements {
			return &List{append([]Value(nil), left...), true}
		}
		var elts []Value
		for ; n > 0; n-- {
			elts = append(elts, left...)
		}
		if _, ok := a.(*Tuple); ok {
			return &Tuple{elts}
		}
		return &List{elts, !allLeft}
	}
	return Unknownf("the result of an operator on a list")
}

func (in *Interp) setBinary(a *Set, op py.Operator, b Value) Value {
	right, all := in.iterate(b)
	has := func(set []Value, v Value) bool {
		for _, have := range set {
			if key(have) == key(v) {
				return true
			}
		}
		return false
	}
	out := &Set{Open: a.Open || !all}
	for _, v := range a.Elts {
		switch op {
		case py.BitOr:
			out.add(v)
		case py.BitAnd:
			if has(right, v) {
				out.add(v)
			}
		case py.Sub, py.BitXor:
			if !has(right, v) {
				out.add(v)
			}
		}
	}
	if op == py.BitOr || op == py.BitXor {
		for _, v := range right {
			if op == py.BitOr || !has(a.Elts, v) {
				out.add(v)
			}
		}
	}
	return out
}

func (in *Interp) unary(op py.UnaryOperator, v Value) Value {
	switch op {
	case py.Not:
		if truth, known := in.Truth(v); known {
			return Bool(!truth)
		}
		return Unknownf("the truth of %s", what(v))
	case py.USub:
		switch v := v.(type) {
		case Int:
			return -v
		case Float:
			return -v
		case *Instance:
			if v.Class.has("__neg__") {
				return in.CallMethod(v, "__neg__")
			}
		}
	case py.UAdd:
		return v
	case py.Invert:
		switch v := v.(type) {
		case Int:
			return ^v
		case *Instance:
			if v.Class.has("__invert__") {
				return in.CallMethod(v, "__invert__")
			}
		}
	}
	if u, ok := v.(*Unknown); ok {
		return u
	}
	return Unknownf("the result of an operator on %s", what(v))
}

func (in *Interp) compare(a Value, op py.CompareOperator, b Value) Value {
	switch op {
	case py.Eq:
		return in.equal(a, b)
	case py.NotEq:
		return in.unary(py.Not, in.equal(a, b))
	case py.Is:
		return in.is(a, b)
	case py.IsNot:
		return in.unary(py.Not, in.is(a, b))
	case py.In:
		return in.contains(b, a)
	case py.NotIn:
		return in.unary(py.Not, in.contains(b, a))
	}
	order, ok := orderOf(a, b)
	if !ok {
		return Unknownf("the order of %s and %s", what(a), what(b))
	}
	switch op {
	case py.Lt:
		return Bool(order < 0)
	case py.LtE:
		return Bool(order <= 0)
	case py.Gt:
		return Bool(order > 0)
	default:
		return Bool(order >= 0)
	}
}

func orderOf(a, b Value) (int, bool) {
	if x, ok := number(a); ok {
		if y, ok := number(b); ok {
			switch {
			case x < y:
				return -1, true
			case x > y:
				return 1, true
			}
			return 0, true
		}
	}
	if x, ok := AsStr(a); ok {
		if y, ok := AsStr(b); ok {
			return strings.Compare(x, y), true
		}
	}
	x, ok1 := a.(*Tuple)
	y, ok2 := b.(*Tuple)
	if ok1 && ok2 {
		for i := 0; i < len(x.Elts) && i < len(y.Elts); i++ {
			if order, ok := orderOf(x.Elts[i], y.Elts[i]); !ok || order != 0 {
				return order, ok
			}
		}
		return len(x.Elts) - len(y.Elts), true
	}
	return 0, false
}

func number(v Value) (float64, bool) {
	if f, ok := v.(Float); ok {
		return float64(f), true
	}
	n, ok := AsInt(v)
	return float64(n), ok
}

// equal is a == b.
func (in *Interp) equal(a, b Value) Value {
	if IsUnknown(a) || IsUnknown(b) {
		return Unknownf("whether two values are equal")
	}
	if alts, ok := a.(*Alternatives); ok {
		return in.each(alts, func(a Value) Value { return in.equal(a, b) })
	}
	if alts, ok := b.(*Alternatives); ok {
		return in.each(alts, func(b Value) Value { return in.equal(a, b) })
	}
	if i, ok := a.(*Instance); ok && i.Class.has("__eq__") {
		return in.CallMethod(i, "__eq__", b)
	}
	if order, ok := orderOf(a, b); ok {
		return Bool(order == 0)
	}
	ka, kb := key(a), key(b)
	if ka != nil && kb != nil {
		return Bool(ka == kb)
	}
	x, allX := Elements(a)
	y, allY := Elements(b)
	if allX && allY {
		if len(x) != len(y) {
			return Bool(false)
		}
		for i := range x {
			if eq, known := in.truthOf(in.equal(x[i], y[i])); !known || !eq {
				return in.equal(x[i], y[i])
			}
		}
		return Bool(true)
	}
	if (ka == nil) != (kb == nil) && (allX || allY) {
		return Bool(false)
	}
	return Unknownf("whether two values are equal")
}

// is is a is b: decided for None, True, False, classes and distinct kinds of values.
func (in *Interp) is(a, b Value) Value {
	if IsUnknown(a) || IsUnknown(b) {
		return Unknownf("whether two values are the same")
	}
	if alts, ok := a.(*Alternatives); ok {
		return in.each(alts, func(a Value) Value { return in.is(a, b) })
	}
	if alts, ok := b.(*Alternatives); ok {
		return in.each(alts, func(b Value) Value { return in.is(a, b) })
	}
	return Bool(same(a, b))
}

// contains is v in container.
func (in *Interp) contains(container, v Value) Value {
	switch c := container.(type) {
	case Str:
		if text, ok := AsStr(v); ok {
			return Bool(strings.Contains(string(c), text))
		}
	case *Dict:
		if key(v) == nil {
			break
		}
		if _, ok := c.Get(v); ok {
			return Bool(true)
		}
		if !c.Open || c.Class != nil && c.Class.Name == "_Environ" {
			return Bool(false)
		}
	case *List, *Tuple, *Set:
		elts, all := Elements(c)
		sure := all
		for _, elt := range elts {
			eq, known := in.truthOf(in.equal(elt, v))
			if known && eq {
				return Bool(true)
			}
			sure = sure && known
		}
		if sure {
			return Bool(false)
		}
	case *Instance:
		if c.Class.has("__contains__") {
			return in.CallMethod(c, "__contains__", v)
		}
	case *Class:
		if elts, all := in.iterate(c); all {
			return in.contains(&List{Elts: elts}, v)
		}
	}
	return Unknownf("whether something is in %s", what(container))
}

// each applies f to every alternative and joins what comes out.
func (in *Interp) each(alts *Alternatives, f func(Value) Value) Value {
	var joined Value
	for _, alt := range alts.Values {
		v := f(alt)
		if joined == nil {
			joined = v
		} else {
			joined = Join(joined, v)
		}
	}
	return joined
}
