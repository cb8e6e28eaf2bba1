package eval

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/py"
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
		if math.Abs(float64(v)) < 1<<53 {
			return Int(v)
		}
	case Str:
		base, ok := int64(10), true
		if b := c.Arg(1, "base"); b != nil {
			base, ok = AsInt(b)
		}
		digits := strings.TrimSpace(string(v))
		if !ok || base < 2 || base > 36 || !ascii(digits) || strings.Contains(digits, "_") {
			break
		}
		n, err := strconv.ParseInt(digits, int(base), 64)
		if err == nil {
			return Int(n)
		}
		if errors.Is(err, strconv.ErrSyntax) && base == 10 {
			c.In.Raise("ValueError", "invalid literal for int()")
		}
	}
	return Unknownf("a number made at run time")
}

func makeFloat(c *Call) Value {
	if len(c.Args) > 0 {
		if f, ok := number(c.Args[0]); ok {
			return Float(f)
		}
		if s, ok := AsStr(c.Args[0]); ok && strings.Trim(s, "0123456789.eE+-") == "" {
			if f, err := strconv.ParseFloat(s, 64); err == nil {
				return Float(f)
			}
		}
		if s, ok := AsStr(c.Args[0]); ok && strings.EqualFold(s, "inf") {
			return Float(math.Inf(1))
		}
	}
	return Unknownf("a number made at run time")
}

func builtinAbs(c *Call) Value {
	switch v := c.Self().(type) {
	case Int:
		if v != math.MinInt64 {
			return max(v, -v)
		}
	case Float:
		return Float(math.Abs(float64(v)))
	}
	return Unknownf("a number that is not computed")
}

func builtinRound(c *Call) Value {
	digits := orNone(c.Arg(1, "ndigits"))
	switch v := c.Self().(type) {
	case Int:
		if digits == Value(None) {
			return v
		}
	case Float:
		if math.Abs(float64(v)) >= 1<<53 {
			break
		}
		if digits == Value(None) {
			return Int(math.RoundToEven(float64(v)))
		}
		if n, ok := AsInt(digits); ok && n >= 0 && n < 20 {
			f, err := strconv.ParseFloat(strconv.FormatFloat(float64(v), 'f', int(n), 64), 64)
			if err == nil {
				return Float(f)
			}
		}
	}
	return Unknownf("a number that is not computed")
}

func builtinDivmod(c *Call) Value {
	b := orNone(c.Arg(1, ""))
	return &Tuple{[]Value{c.In.binary(c.Self(), py.FloorDiv, b), c.In.binary(c.Self(), py.Mod, b)}}
}

func builtinPow(c *Call) Value {
	if len(c.Args) != 2 {
		return Unknownf("a number that is not computed")
	}
	return c.In.binary(c.Args[0], py.Pow, c.Args[1])
}

func builtinChr(c *Call) Value {
	if n, ok := AsInt(c.Self()); ok && n >= 0 && n <= unicode.MaxRune && utf8.ValidRune(rune(n)) {
		return Str(string(rune(n)))
	}
	return Unknownf("a character")
}

func builtinOrd(c *Call) Value {
	if s, ok := AsStr(c.Self()); ok && utf8.RuneCountInString(s) == 1 {
		r, _ := utf8.DecodeRuneInString(s)
		return Int(r)
	}
	return Unknownf("a code point")
}

func inBase(c *Call, prefix string, base int) Value {
	n, ok := AsInt(c.Self())
	if !ok || n < 0 {
		return unknownText()
	}
	return Str(prefix + strconv.FormatInt(n, base))
}
