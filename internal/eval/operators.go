package eval

import (
	"cmp"
	"math"
	"math/bits"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
)

// operatorMethods are the methods that Python calls for an operator on an object.
var operatorMethods = [...]string{
	py.Add: "add", py.Sub: "sub", py.Mult: "mul", py.MatMult: "matmul", py.Div: "truediv", py.Mod: "mod",
	py.Pow: "pow", py.LShift: "lshift", py.RShift: "rshift", py.BitOr: "or", py.BitXor: "xor",
	py.BitAnd: "and", py.FloorDiv: "floordiv",
}

// binaryAt is a op b in an expression: the methods of objects know where they are called.
func (in *Interp) binaryAt(s *Scope, e py.Expr, a Value, op py.Operator, b Value) Value {
	for _, side := range []*Value{&a, &b} {
		if alts, ok := (*side).(*Alternatives); ok {
			return in.each(alts, func(alt Value) Value {
				if IsUnknown(alt) {
					return alt // the others tell more
				}
				*side = alt
				return in.binaryAt(s, e, a, op, b)
			})
		}
	}
	if i, ok := a.(*Instance); ok {
		if f, _ := i.Class.Find("__" + operatorMethods[op] + "__"); f != nil {
			return in.callAt(s, e, f, &Call{Args: []Value{i, b}})
		}
	}
	if i, ok := b.(*Instance); ok && IsUnknown(a) {
		if f, _ := i.Class.Find("__r" + operatorMethods[op] + "__"); f != nil {
			return in.callAt(s, e, f, &Call{Args: []Value{i, a}})
		}
	}
	return in.binary(a, op, b)
}

func (in *Interp) binary(a Value, op py.Operator, b Value) Value {
	if alts, ok := a.(*Alternatives); ok {
		return in.each(alts, func(a Value) Value { return in.binary(a, op, b) })
	}
	if alts, ok := b.(*Alternatives); ok {
		return in.each(alts, func(b Value) Value { return in.binary(a, op, b) })
	}
	if x, ok := a.(Bool); ok {
		y, both := b.(Bool)
		if both && (op == py.BitOr || op == py.BitAnd || op == py.BitXor) {
			return Bool(intOf(x)&intOf(y) != 0 && op == py.BitAnd || x != y && op == py.BitXor || bool(x || y) && op == py.BitOr)
		}
		return in.binary(intOf(x), op, b)
	}
	if y, ok := b.(Bool); ok {
		switch a.(type) {
		case Int, Float:
			return in.binary(a, op, intOf(y))
		}
	}
	switch a := a.(type) {
	case Int:
		switch b := b.(type) {
		case Int:
			return in.intBinary(a, op, b)
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
		switch op {
		case py.BitOr, py.BitAnd, py.Sub, py.BitXor:
			return in.setBinary(a, op, b)
		}
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
		return &List{Elts: append([]Value(nil), l.Elts...), Open: true}
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
		// Members of IntEnum and StrEnum compute as their values.
		if inner, ok := i.lookup("_value_"); ok && (i.Class.isIntEnum() || i.Class.isStrEnum()) {
			if op, ok := operatorOf(method); ok {
				return in.binary(inner, op, plain(other))
			}
		}
		return nil
	}
	return in.Call(f, []Value{i, other}, nil)
}

// plain is the value that a member of an IntEnum or StrEnum computes as.
func plain(v Value) Value {
	if s, ok := AsStr(v); ok {
		return Str(s)
	}
	if n, ok := AsInt(v); ok {
		return Int(n)
	}
	return v
}

func operatorOf(method string) (py.Operator, bool) {
	for op, name := range operatorMethods {
		if method == "__"+name+"__" {
			return py.Operator(op), true
		}
	}
	return 0, false
}

func intOf(b Bool) Int {
	if b {
		return 1
	}
	return 0
}

func (in *Interp) intBinary(a Int, op py.Operator, b Int) Value {
	switch op {
	case py.Add:
		if sum := a + b; (sum > a) == (b > 0) {
			return sum
		}
	case py.Sub:
		if difference := a - b; (difference < a) == (b > 0) {
			return difference
		}
	case py.Mult:
		if high, low := bits.Mul64(uint64(max(a, -a)), uint64(max(b, -b))); high == 0 && low <= math.MaxInt64 {
			return a * b
		}
	case py.Div, py.FloorDiv, py.Mod:
		return in.intDivide(a, op, b)
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

func (in *Interp) intDivide(a Int, op py.Operator, b Int) Value {
	switch {
	case b == 0:
		in.Raise("ZeroDivisionError", "division by zero")
	case op == py.Div:
		if max(a, -a) < 1<<53 && max(b, -b) < 1<<53 {
			return Float(float64(a) / float64(b))
		}
	case a == math.MinInt64:
	default:
		// Go truncates, Python rounds down.
		quotient, rest := a/b, a%b
		if rest != 0 && (rest < 0) != (b < 0) {
			quotient, rest = quotient-1, rest+b
		}
		if op == py.Mod {
			return rest
		}
		return quotient
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
	case py.Pow:
		if f := math.Pow(a, b); !math.IsNaN(f) && !math.IsInf(f, 0) {
			return Float(f)
		}
	case py.FloorDiv:
		if f := math.Floor(a / b); math.Abs(f) < 1<<53 && math.Abs(a) < 1<<53 {
			return Float(f)
		}
	}
	return Unknownf("a number that is not computed")
}

func (in *Interp) strBinary(a Str, op py.Operator, b Value) Value {
	switch op {
	case py.Add:
		if other, ok := AsStr(b); ok {
			return text(string(a) + other)
		}
	case py.Mult:
		if n, ok := b.(Int); ok {
			if n <= 0 || a == "" {
				return Str("")
			}
			if n <= Int(maxText/len(a)) {
				return Str(strings.Repeat(string(a), int(n)))
			}
		}
	case py.Mod:
		if formatted, ok := in.percentFormat(string(a), b); ok {
			return text(formatted)
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
		if len(left)+len(right) > maxElements {
			return &List{Elts: left[:len(left):len(left)], Open: true}
		}
		in.charge(len(left) + len(right))
		elts := append(append([]Value(nil), left...), right...)
		if _, ok := a.(*Tuple); ok && isTuple {
			return &Tuple{elts}
		}
		return &List{Elts: elts, Open: !allLeft || !allRight}
	case py.Mult:
		n, ok := AsInt(b)
		if !ok || len(left) > 0 && n > int64(maxElements/len(left)) {
			return &List{Elts: append([]Value(nil), left...), Open: true}
		}
		var elts []Value
		for ; n > 0 && len(left) > 0; n-- {
			elts = append(elts, left...)
		}
		if _, ok := a.(*Tuple); ok {
			return &Tuple{elts}
		}
		return &List{Elts: elts, Open: !allLeft}
	}
	return Unknownf("the result of an operator on a list")
}

func (in *Interp) setBinary(a *Set, op py.Operator, b Value) *Set {
	right, all := in.iterate(b)
	inLeft, inRight := keysOf(a.Elts), keysOf(right)
	out := &Set{Open: a.Open || !all}
	for _, v := range a.Elts {
		if op == py.BitOr || inRight[key(v)] == (op == py.BitAnd) {
			out.Elts = append(out.Elts, v)
		}
	}
	if op == py.BitOr || op == py.BitXor {
		for _, v := range in.makeSet(right, false).Elts {
			if !inLeft[key(v)] {
				out.Elts = append(out.Elts, v)
			}
		}
	}
	return out
}

func keysOf(elts []Value) map[any]bool {
	keys := make(map[any]bool, len(elts))
	for _, elt := range elts {
		if id := key(elt); id != nil {
			keys[id] = true
		}
	}
	return keys
}

// compareSets is the order of sets, which is that of inclusion.
func compareSets(a *Set, op py.CompareOperator, b *Set) Value {
	if a.Open || b.Open {
		return Unknownf("whether a set holds another")
	}
	if op == py.Gt || op == py.GtE {
		a, b = b, a
	}
	keys := keysOf(b.Elts)
	for _, elt := range a.Elts {
		if !keys[key(elt)] {
			return Bool(false)
		}
	}
	return Bool(op == py.LtE || op == py.GtE || len(a.Elts) < len(b.Elts))
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
			if v != math.MinInt64 {
				return -v
			}
		case Float:
			return -v
		case Bool:
			return -intOf(v)
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
	if alts, ok := a.(*Alternatives); ok {
		return in.each(alts, func(a Value) Value { return in.compare(a, op, b) })
	}
	if alts, ok := b.(*Alternatives); ok {
		return in.each(alts, func(b Value) Value { return in.compare(a, op, b) })
	}
	if i, ok := a.(*Instance); ok {
		if f, _ := i.Class.Find(orderMethods[op]); f != nil {
			return in.Call(f, []Value{i, b}, nil)
		}
	}
	if x, ok := a.(*Set); ok {
		if y, ok := b.(*Set); ok {
			return compareSets(x, op, y)
		}
	}
	order, ok := orderOf(a, b, 0)
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

var orderMethods = map[py.CompareOperator]string{py.Lt: "__lt__", py.LtE: "__le__", py.Gt: "__gt__", py.GtE: "__ge__"}

// maxCompareDepth is how deep containers are compared; one may hold itself.
const maxCompareDepth = 12

func orderOf(a, b Value, depth int) (int, bool) {
	if x, ok := AsInt(a); ok {
		if y, ok := AsInt(b); ok {
			return cmp.Compare(x, y), true
		}
	}
	if x, ok := number(a); ok {
		if y, ok := number(b); ok {
			return cmp.Compare(x, y), true
		}
	}
	if x, ok := AsStr(a); ok {
		if y, ok := AsStr(b); ok {
			return strings.Compare(x, y), true
		}
	}
	if !sameKind(a, b) || depth > maxCompareDepth {
		return 0, false
	}
	x, allX := Elements(a)
	y, allY := Elements(b)
	for i := 0; i < len(x) && i < len(y); i++ {
		if order, ok := orderOf(x[i], y[i], depth+1); !ok || order != 0 {
			return order, ok
		}
	}
	return len(x) - len(y), allX && allY
}

// sameKind reports whether two values are both lists or both tuples.
func sameKind(a, b Value) bool {
	switch a := a.(type) {
	case *List:
		_, ok := b.(*List)
		return ok
	case *Tuple:
		return isTuple(b)
	case *Instance:
		_, ok := a.row()
		return ok && isTuple(b)
	}
	return false
}

func isTuple(v Value) bool {
	switch v := v.(type) {
	case *Tuple:
		return true
	case *Instance:
		_, ok := v.row()
		return ok
	}
	return false
}

func number(v Value) (float64, bool) {
	if f, ok := v.(Float); ok {
		return float64(f), true
	}
	n, ok := AsInt(v)
	return float64(n), ok
}

// equal is a == b.
func (in *Interp) equal(a, b Value) Value { return in.equalTo(a, b, 0) }

func (in *Interp) equalTo(a, b Value, depth int) Value {
	if IsUnknown(a) || IsUnknown(b) || depth > maxCompareDepth || in.exhausted() {
		return Unknownf("whether two values are equal")
	}
	if alts, ok := a.(*Alternatives); ok {
		return in.each(alts, func(a Value) Value { return in.equalTo(a, b, depth+1) })
	}
	if alts, ok := b.(*Alternatives); ok {
		return in.each(alts, func(b Value) Value { return in.equalTo(a, b, depth+1) })
	}
	for _, pair := range [2][2]Value{{a, b}, {b, a}} {
		if i, ok := pair[0].(*Instance); ok && i.Class.has("__eq__") {
			return in.CallMethod(i, "__eq__", pair[1])
		}
	}
	if x, ok := number(a); ok {
		if y, ok := number(b); ok {
			n, ok1 := AsInt(a)
			m, ok2 := AsInt(b)
			return Bool(x == y && (!ok1 || !ok2 || n == m))
		}
	}
	switch {
	case sameKind(a, b):
		return in.equalElements(a, b, depth)
	case a == b:
		return Bool(true)
	case a == Value(None), b == Value(None):
		return Bool(false)
	case !decidesEquality(a) || !decidesEquality(b):
		return Unknownf("whether two values are equal")
	}
	switch x := a.(type) {
	case *Set:
		if y, ok := b.(*Set); ok {
			return equalSets(x, y)
		}
	case *Dict:
		if y, ok := b.(*Dict); ok {
			return in.equalDicts(x, y, depth)
		}
	case *Instance:
		if y, ok := b.(*Instance); ok && x.Class == y.Class && x.Class.fields != nil {
			return in.equalRecords(x, y, depth)
		}
	}
	ka, kb := key(a), key(b)
	return Bool(ka != nil && ka == kb)
}

// decidesEquality reports whether == of v is what this package knows of it:
// objects of libraries, and those that hold a plain value, may be equal without being the same.
func decidesEquality(v Value) bool {
	switch v := v.(type) {
	case *Instance:
		_, isText := AsStr(v)
		return isText || v.Class.isEnum() || !v.Open && !v.Class.Open() && !v.Class.holdsValue() && !v.Class.described()
	case *TypeExpr, *BoundMethod, *sliceValue, *superProxy:
		return false
	}
	return true
}

func (in *Interp) equalElements(a, b Value, depth int) Value {
	x, allX := Elements(a)
	y, allY := Elements(b)
	if allX && allY && len(x) != len(y) {
		return Bool(false)
	}
	known := allX && allY
	for i := 0; i < len(x) && i < len(y); i++ {
		eq, decided := in.truthOf(in.equalTo(x[i], y[i], depth+1))
		if decided && !eq && known {
			return Bool(false)
		}
		known = known && decided
	}
	if known {
		return Bool(true)
	}
	return Unknownf("whether two values are equal")
}

func equalSets(a, b *Set) Value {
	if a.Open || b.Open {
		return Unknownf("whether two values are equal")
	}
	if len(a.Elts) != len(b.Elts) {
		return Bool(false)
	}
	return compareSets(a, py.LtE, b)
}

func (in *Interp) equalDicts(a, b *Dict, depth int) Value {
	if a.Open || b.Open {
		return Unknownf("whether two values are equal")
	}
	if len(a.keys) != len(b.keys) {
		return Bool(false)
	}
	known := true
	for i, k := range a.keys {
		other, ok := b.Get(k)
		if !ok {
			return Bool(false)
		}
		eq, decided := in.truthOf(in.equalTo(a.values[i], other, depth+1))
		if decided && !eq {
			return Bool(false)
		}
		known = known && decided
	}
	if known {
		return Bool(true)
	}
	return Unknownf("whether two values are equal")
}

// equalRecords compares two objects of a dataclass.
func (in *Interp) equalRecords(a, b *Instance, depth int) Value {
	x, y := &Tuple{}, &Tuple{}
	for _, name := range a.Class.fields {
		v, _ := a.lookup(name)
		w, _ := b.lookup(name)
		x.Elts, y.Elts = append(x.Elts, v), append(y.Elts, w)
	}
	return in.equalElements(x, y, depth)
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
	if a != b && same(a, b) {
		return Unknownf("whether two values are the same")
	}
	return Bool(a == b)
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
	case *Set:
		id := key(v)
		if id == nil {
			break
		}
		if c.has(id) {
			return Bool(true)
		}
		if !c.Open {
			return Bool(false)
		}
	case *List, *Tuple:
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
	var raised *Raised // by a value that is not the one, where another goes through
	for _, alt := range alts.Values {
		v := f(alt)
		if in.raising != nil {
			raised, in.raising = in.raising, nil
			continue
		}
		if joined == nil {
			joined = v
		} else {
			joined = Join(joined, v)
		}
	}
	if joined == nil {
		in.raising = raised
		return Unknownf("an error was raised")
	}
	return joined
}
