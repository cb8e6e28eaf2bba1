package index

import (
	"math/big"
	"net/netip"
	"strconv"
	"strings"
	"time"

	"github.com/ormlint/ormlint/internal/query"
)

// A Constant is a value in the source, as far as a proof can use it.
type Constant struct {
	kind  constantKind
	rat   *big.Rat
	text  string
	truth bool
}

type constantKind uint8

const (
	constantText constantKind = iota
	constantNumber
	constantBool
	constantNone
)

// constants are those of a value.
func constants(v query.Value) ([]Constant, bool) {
	read, ok := v.Constants()
	if !ok {
		return nil, false
	}
	values := make([]Constant, len(read))
	for i, c := range read {
		if values[i], ok = constant(c); !ok {
			return nil, false
		}
	}
	return values, true
}

func constant(c query.Constant) (Constant, bool) {
	switch c.Kind {
	case query.BoolConstant:
		return Constant{kind: constantBool, truth: c.Text == "True"}, true
	case query.NoneConstant:
		return Constant{kind: constantNone}, true
	case query.NumberConstant:
		rat, ok := rational(c.Text)
		return Constant{kind: constantNumber, rat: rat}, ok
	}
	return Constant{kind: constantText, text: c.Text}, true
}

// rational reads a number. One with more than three digits in its exponent is no
// value of a column, and would take a gigabyte to hold.
func rational(text string) (*big.Rat, bool) {
	if at := strings.IndexAny(text, "eEpP"); at >= 0 && len(text)-at > len("e-999") {
		return nil, false
	}
	return new(big.Rat).SetString(text)
}

// withoutRepeats leaves each value once, at its first place.
func withoutRepeats(values []Constant) []Constant {
	seen := make(map[string]bool, len(values))
	var once []Constant
	for _, v := range values {
		if text := v.String(); !seen[text] {
			seen[text] = true
			once = append(once, v)
		}
	}
	return once
}

func (c Constant) String() string {
	switch c.kind {
	case constantNumber:
		return c.rat.RatString()
	case constantBool:
		return strconv.FormatBool(c.truth)
	case constantNone:
		return "None"
	}
	return "'" + c.text
}

// compare orders two values of a column of the kind; ok is false where only
// PostgreSQL knows, as for text under a collation.
func compare(a, b Constant, kind Kind) (order int, ok bool) {
	if a.kind == constantNone || b.kind == constantNone {
		return 0, false
	}
	if kind == kindNumber {
		return compareNumbers(a, b)
	}
	if a.kind == constantBool && b.kind == constantBool {
		return bool2int(a.truth) - bool2int(b.truth), true
	}
	if a.kind != constantText || b.kind != constantText {
		return 0, false
	}
	switch kind {
	case kindMoment, kindDate:
		x, okX := moment(a.text)
		y, okY := moment(b.text)
		if okX && okY {
			return x.Compare(y), true
		}
	case kindUUID:
		plain := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "-", "")) }
		return strings.Compare(plain(a.text), plain(b.text)), true
	case kindInet:
		x, errX := netip.ParseAddr(a.text)
		y, errY := netip.ParseAddr(b.text)
		if errX == nil && errY == nil {
			return x.Compare(y), true
		}
	}
	if a.text == b.text {
		return 0, true
	}
	return unequal, kind == kindText || kind == kindCitext && !strings.EqualFold(a.text, b.text)
}

// unequal is the answer of compare for values that differ in an unknown direction.
const unequal = 2

func compareNumbers(a, b Constant) (int, bool) {
	x, y := number(a), number(b)
	if x == nil || y == nil {
		return 0, false
	}
	return x.Cmp(y), true
}

func number(c Constant) *big.Rat {
	if c.kind == constantText {
		rat, _ := rational(c.text)
		return rat
	}
	return c.rat
}

func bool2int(b bool) int {
	if b {
		return 1
	}
	return 0
}

func moment(text string) (time.Time, bool) {
	for _, layout := range []string{"2006-01-02 15:04:05.999999-07:00", "2006-01-02T15:04:05.999999Z07:00",
		"2006-01-02 15:04:05.999999", "2006-01-02", "15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}
