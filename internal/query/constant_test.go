package query

import (
	"fmt"
	"testing"
)

func TestConstants(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`'open'`:                    "[{0 open}] true",
		`"it's"`:                    "[{0 it's}] true",
		`'a\'b\\c\x41\u20ac\n'`:     "[{0 a'b\\cA€\n}] true",
		`-1.5e3`:                    "[{1 -1.5e3}] true",
		`1_000`:                     "[{1 1000}] true",
		`True`:                      "[{2 True}] true",
		`None`:                      "[{3 None}] true",
		`['a, b', "]", 3, None]`:    "[{0 a, b} {0 ]} {1 3}] true",
		`('a',)`:                    "[{0 a}] true",
		`{1, 2}`:                    "[{1 1} {1 2}] true",
		`[]`:                        "[] true",
		`['a' 'b']`:                 "[] false",
		`['a', now()]`:              "[] false",
		`['a'`:                      "[] false",
		`['a'] + x`:                 "[] false",
		`datetime.date(2026, 1, 1)`: "[] false",
		`'open`:                     "[] false",
		``:                          "[] false",
		`-`:                         "[] false",
	} {
		constants, ok := Value{Known: true, Text: text}.Constants()
		if !ok {
			constants = nil
		}
		if got := fmt.Sprint(constants, ok); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
	if _, ok := (Value{Text: "1"}).Constants(); ok {
		t.Error("a value that is not known has constants")
	}
}

func FuzzConstants(f *testing.F) {
	f.Add(`['a, b', "]", 3, None]`)
	f.Add(`'\U0010ffff'`)
	f.Fuzz(func(t *testing.T, text string) { Value{Known: true, Text: text}.Constants() })
}
