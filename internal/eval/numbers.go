package eval

import (
	"math"
	"strconv"
	"strings"
)

func makeInt(c *Call) Value {
	if len(c.Args) == 0 {
		return Int(0)
	}
	if n, ok := AsInt(c.Args[0]); ok {
		return Int(n)
	}
	switch v := c.Args[0].(type) {
	case Float:
		return Int(int64(v))
	case Str:
		base := int64(10)
		if given := c.Arg(1, "base"); given != nil {
			base, _ = AsInt(given)
		}
		text := strings.ReplaceAll(strings.TrimSpace(string(v)), "_", "")
		if base != 10 { // int("0x1f", 16)
			text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(text), "0x"), "0o"), "0b")
		}
		if n, err := strconv.ParseInt(text, int(base), 64); err == nil && base > 1 {
			return Int(n)
		}
		return Unknownf("a number read from a string")
	}
	return Unknownf("a number made at run time")
}

func makeFloat(c *Call) Value {
	if len(c.Args) > 0 {
		if f, ok := number(c.Args[0]); ok {
			return Float(f)
		}
	}
	return Unknownf("a number made at run time")
}

// builtinRound rounds half to even, as Python does.
func builtinRound(c *Call) Value {
	f, ok := c.Self().(Float)
	if !ok {
		return c.Self()
	}
	digits := orNone(c.Arg(1, "ndigits"))
	if digits == Value(None) {
		return Int(math.RoundToEven(float64(f)))
	}
	n, ok := AsInt(digits)
	if !ok || n < 0 || n > 15 {
		return Unknownf("a number that is not computed")
	}
	scale := math.Pow10(int(n))
	return Float(math.RoundToEven(float64(f)*scale) / scale)
}

func builtinAbs(c *Call) Value {
	switch v := c.Self().(type) {
	case Int:
		return max(v, -v)
	case Float:
		return max(v, -v)
	}
	return Unknownf("a number that is not computed")
}
