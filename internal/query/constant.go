package query

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Constant is a scalar that stands in the source.
type Constant struct {
	Kind ConstantKind
	Text string // of a string its characters, else as Python writes it
}

// A ConstantKind is which of Python's scalars a constant is.
type ConstantKind uint8

const (
	StringConstant ConstantKind = iota
	NumberConstant
	BoolConstant
	NoneConstant
)

// Constants are the scalars of a value: its own, or those of the list that it is.
// Django leaves None out of a list. ok is false where one of them cannot be told.
func (v Value) Constants() (constants []Constant, ok bool) {
	if !v.Known {
		return nil, false
	}
	text := strings.TrimSpace(v.Text)
	if text == "" || !strings.ContainsRune("[({", rune(text[0])) {
		c, ok := ReadConstant(text)
		return []Constant{c}, ok
	}
	constants = []Constant{}
	closing := map[byte]byte{'[': ']', '(': ')', '{': '}'}[text[0]]
	for text = strings.TrimSpace(text[1:]); text != "" && text[0] != closing; {
		c, rest, ok := readScalar(text)
		if !ok {
			return nil, false
		}
		if c.Kind != NoneConstant {
			constants = append(constants, c)
		}
		rest = strings.TrimSpace(rest)
		if next, comma := strings.CutPrefix(rest, ","); comma {
			rest = strings.TrimSpace(next)
		} else if rest == "" || rest[0] != closing {
			return nil, false
		}
		text = rest
	}
	return constants, text != "" && text[1:] == ""
}

// ReadConstant reads a scalar as Python's repr() writes it.
func ReadConstant(text string) (Constant, bool) {
	c, rest, ok := readScalar(strings.TrimSpace(text))
	return c, ok && rest == ""
}

// readScalar reads a scalar at the beginning of a text.
func readScalar(text string) (c Constant, rest string, ok bool) {
	if text == "" {
		return Constant{}, "", false
	}
	if text[0] == '\'' || text[0] == '"' {
		c.Text, rest, ok = characters(text)
		return c, rest, ok
	}
	end := strings.IndexAny(text, ",])} \t\n")
	if end < 0 {
		end = len(text)
	}
	c.Text, rest = text[:end], text[end:]
	switch {
	case c.Text == "True" || c.Text == "False":
		c.Kind = BoolConstant
	case c.Text == "None":
		c.Kind = NoneConstant
	case strings.Trim(c.Text, "0123456789+-.eE_") == "" && strings.ContainsAny(c.Text[:min(2, len(c.Text))], "0123456789"):
		c.Kind, c.Text = NumberConstant, strings.ReplaceAll(c.Text, "_", "")
	default:
		return Constant{}, "", false
	}
	return c, rest, true
}

// characters reads a string.
func characters(text string) (value, rest string, ok bool) {
	quote := text[0]
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case quote:
			return b.String(), text[i+1:], true
		case '\\':
			r, n := escape(text[i:])
			if n == 0 {
				return "", "", false
			}
			b.WriteRune(r)
			i += n - 1
		default:
			b.WriteByte(text[i])
		}
	}
	return "", "", false
}

// escape reads an escape of repr() and says how long it is.
func escape(text string) (rune, int) {
	if len(text) < 2 {
		return 0, 0
	}
	long := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[1]]
	switch {
	case long > 0:
		if len(text) < 2+long {
			return 0, 0
		}
		n, err := strconv.ParseUint(text[2:2+long], 16, 32)
		if err != nil || n > utf8.MaxRune {
			return 0, 0
		}
		return rune(n), 2 + long
	case text[1] == 'n':
		return '\n', 2
	case text[1] == 't':
		return '\t', 2
	case text[1] == 'r':
		return '\r', 2
	}
	return rune(text[1]), 2
}
