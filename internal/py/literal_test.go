package py_test

import (
	"math"
	"testing"

	"github.com/ormlint/ormlint/internal/py"
)

// constants returns the constants of a text in order.
func constants(t *testing.T, text string) (list []*py.Constant) {
	t.Helper()
	m := parse(t, text)
	for _, e := range m.Errors {
		t.Errorf("%q: %s", text, e.Message)
	}
	py.Walk(m, func(n py.Node) bool {
		if c, ok := n.(*py.Constant); ok {
			list = append(list, c)
		}
		return true
	})
	return list
}

func TestTextIsWhatPythonReads(t *testing.T) {
	tests := []struct {
		literal string
		want    []string // of every constant in it
	}{
		{`''`, []string{""}},
		{`'shop_order'`, []string{"shop_order"}},
		{`"it's"`, []string{"it's"}},
		{`'a' "b" '''c'''`, []string{"abc"}},
		{"('a'  # 'x'\n 'b')", []string{"ab"}},
		{"'a' \\\n 'b'", []string{"ab"}},
		{`r'\d' '\\d' R"\'"`, []string{`\d\d\'`}},
		{`u'é'`, []string{"é"}},
		{`'\x41\u00e9\U0001F600\101\0\n\t\a\b\f\v\r\'\"\\'`, []string{"Aé😀A\x00\n\t\a\b\f\v\r'\"\\"}},
		{`'\d\8'`, []string{`\d\8`}},
		{`'\N{BULLET}x'`, []string{`\N{BULLET}x`}},
		{`'\ud800'`, []string{"\uFFFD"}},
		{"'a\\\nb'", []string{"ab"}},
		{"'a\\\r\nb'", []string{"ab"}},
		{"'''a\r\nb\rc'''", []string{"a\nb\nc"}},
		{`'''a\''''`, []string{"a'"}},
		{`f'a{{b}}{c}d'`, []string{"a{b}", "d"}},
		{`'a' f'b{c}d' 'e' rf'\n{g}{{'`, []string{"ab", `de\n`, "{"}},
		{`f'{x = }' f'y{ z = !s:>{w}\x41}'`, []string{"x = ", "y z = ", ">", "A"}},
		{`f'\{a}' f"'{b}"`, []string{`\`, "'"}},
		{"f'''{\na # c\n= }'''", []string{"\na \n= "}},
		{`t'a{b}' t'c'`, []string{"a", "c"}},
		{`rf"\{a}\"{b:\d}"`, []string{`\`, `\"`, `\d`}},
	}
	for _, test := range tests {
		list := constants(t, test.literal)
		if len(list) != len(test.want) {
			t.Errorf("%s: %d constants, want %q", test.literal, len(list), test.want)
			continue
		}
		for i, c := range list {
			if got := c.Text(); got != test.want[i] {
				t.Errorf("%s: constant %d is %q, want %q", test.literal, i, got, test.want[i])
			}
		}
	}
}

func TestBytesAreDecoded(t *testing.T) {
	for literal, want := range map[string]string{
		`b'a' B"b"`:         "ab",
		`b'\xff\101\n\u00'`: "\xffA\n\\u00",
		`rb'\x' bR'\n'`:     `\x\n`,
	} {
		c := constants(t, literal)[0]
		if got := string(c.Bytes()); got != want || c.Text() != "" {
			t.Errorf("%s is %q (text %q), want %q", literal, got, c.Text(), want)
		}
	}
}

func TestNumbers(t *testing.T) {
	for literal, want := range map[string]int64{
		"0": 0, "00_0": 0, "1_000": 1000, "0xFF": 255, "0X_f": 15, "0o17": 15, "0b1_1": 3, "9223372036854775807": math.MaxInt64,
	} {
		if got, ok := constants(t, literal)[0].Int(); !ok || got != want {
			t.Errorf("%s is %d, %v, want %d", literal, got, ok, want)
		}
	}
	big := constants(t, "9223372036854775808")[0]
	if _, ok := big.Int(); ok || big.BigInt().String() != "9223372036854775808" {
		t.Errorf("9223372036854775808 is %v", big.BigInt())
	}
	for literal, want := range map[string]float64{
		"1.": 1, ".5": .5, "1e3": 1000, "1_0.2_5E-1": 1.025, "1e999": math.Inf(1), "7": 7,
	} {
		if got, ok := constants(t, literal)[0].Float(); !ok || got != want {
			t.Errorf("%s is %v, %v, want %v", literal, got, ok, want)
		}
	}
}

func TestPlainTextIsNotCopied(t *testing.T) {
	c := constants(t, `x = "shop_order"`)[0]
	if n := testing.AllocsPerRun(100, func() { _ = c.Text() }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
