package py

import (
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Text returns the value of a String: all concatenated literals, escapes
// decoded. \N{…} stays as written. Of another Constant it returns "".
func (c *Constant) Text() string {
	if c.Kind != String {
		return ""
	}
	if text, ok := c.plain(); ok {
		return text
	}
	var b strings.Builder
	decodeLiterals(&b, c.Raw, c.form, false)
	return b.String()
}

// Bytes returns the value of a Bytes constant, or nil.
func (c *Constant) Bytes() []byte {
	if c.Kind != Bytes {
		return nil
	}
	var b strings.Builder
	decodeLiterals(&b, c.Raw, c.form, true)
	return []byte(b.String())
}

// Int returns the value of an Int that fits an int64.
func (c *Constant) Int() (value int64, ok bool) {
	if c.Kind != Int {
		return 0, false
	}
	value, err := strconv.ParseInt(c.Raw, 0, 64)
	return value, err == nil
}

// BigInt returns the value of any Int, or nil.
func (c *Constant) BigInt() *big.Int {
	if c.Kind != Int {
		return nil
	}
	value, ok := new(big.Int).SetString(c.Raw, 0)
	if !ok {
		return nil
	}
	return value
}

// Float returns the value of a Float, or of an Int as float.
func (c *Constant) Float() (value float64, ok bool) {
	switch c.Kind {
	case Float:
		value, err := strconv.ParseFloat(strings.ReplaceAll(c.Raw, "_", ""), 64)
		// Out of range is infinity, in Python too.
		return value, err == nil || value > 1
	case Int:
		n := c.BigInt()
		if n == nil {
			return 0, false
		}
		value, _ := new(big.Float).SetInt(n).Float64()
		return value, true
	}
	return 0, false
}

// plain returns the text of a single literal without prefix or escapes, which
// is a substring of the source.
func (c *Constant) plain() (string, bool) {
	raw := c.Raw
	if c.form&(flagMiddle|flagRaw) != 0 || len(raw) < 2 {
		return "", false
	}
	width := 1
	if c.form&flagTriple != 0 {
		width = 3
	}
	quote := raw[0]
	if quote != '\'' && quote != '"' || len(raw) < 2*width {
		return "", false
	}
	body := raw[width : len(raw)-width]
	for i := range len(body) {
		if b := body[i]; b == quote || b == '\\' || b == '\r' {
			return "", false
		}
	}
	return body, true
}

// decodeLiterals appends the values of adjacent literals. form tells whether raw
// starts inside an f-string, and of which kind.
func decodeLiterals(b *strings.Builder, raw string, form literalFlags, bytes bool) {
	if form&flagVerbatim != 0 {
		appendField(b, raw)
		return
	}
	i := 0
	if form&flagMiddle != 0 {
		i = decodeBody(b, raw, 0, form, true, bytes)
	}
	for i < len(raw) {
		switch c := raw[i]; {
		case c == '#':
			i = lineEnd(raw, i)
		case classes[c] == classLetter, classes[c] == classQuote:
			start := i
			for i < len(raw) && classes[raw[i]] == classLetter {
				i++
			}
			if i == len(raw) {
				return
			}
			flags, formatted, _ := stringPrefix(raw[start:i])
			if raw[i] == '"' {
				flags |= flagDouble
			}
			if strings.HasPrefix(raw[i:], `"""`) || strings.HasPrefix(raw[i:], `'''`) {
				flags |= flagTriple
				i += 2
			}
			i = decodeBody(b, raw, i+1, flags, formatted, bytes)
		default: // space, line ends and backslashes between literals
			i++
		}
	}
}

// decodeBody appends the inside of one literal from i and returns the offset after its quotes.
func decodeBody(b *strings.Builder, raw string, i int, flags literalFlags, formatted, bytes bool) int {
	quotes := "'"
	if flags&flagDouble != 0 {
		quotes = `"`
	}
	if flags&flagTriple != 0 {
		quotes = strings.Repeat(quotes, 3)
	}
	for i < len(raw) {
		switch c := raw[i]; {
		case c == quotes[0] && strings.HasPrefix(raw[i:], quotes):
			return i + len(quotes)
		case c == '\\' && i+1 < len(raw):
			if flags&flagRaw == 0 {
				i = decodeEscape(b, raw, i+1, bytes)
				continue
			}
			b.WriteByte(c)
			i++
			if formatted && (raw[i] == '{' || raw[i] == '}') {
				continue
			}
			if raw[i] == '\r' {
				continue
			}
			b.WriteByte(raw[i])
			i++
		case c == '\r':
			i = afterNewline(raw, i)
			b.WriteByte('\n')
		case formatted && (c == '{' || c == '}'):
			if i+1 >= len(raw) || raw[i+1] != c {
				// {value=}: the text of the field, which ends the constant.
				appendField(b, raw[i+1:])
				return len(raw)
			}
			b.WriteByte(c)
			i += 2
		default:
			b.WriteByte(c)
			i++
		}
	}
	return i
}

// appendField appends the text of {value=}: as written, with every line end as
// \n and without comments.
func appendField(b *strings.Builder, text string) {
	quote := byte(0)
	for i := 0; i < len(text); {
		switch c := text[i]; {
		case c == '\r':
			b.WriteByte('\n')
			i = afterNewline(text, i)
			continue
		case c == '#' && quote == 0:
			i = lineEnd(text, i)
			continue
		case c == quote:
			quote = 0
		case quote == 0 && classes[c] == classQuote:
			quote = c
		}
		b.WriteByte(text[i])
		i++
	}
}

var simpleEscapes = [256]byte{
	'\\': '\\', '\'': '\'', '"': '"', 'a': '\a', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t', 'v': '\v',
}

// decodeEscape appends the escape whose letter stands at i and returns the
// offset after it. What is no escape stays as written, backslash included.
func decodeEscape(b *strings.Builder, raw string, i int, bytes bool) int {
	c := raw[i]
	if plain := simpleEscapes[c]; plain != 0 {
		b.WriteByte(plain)
		return i + 1
	}
	if next := afterNewline(raw, i); next >= 0 {
		return next
	}
	switch {
	case c >= '0' && c <= '7':
		value := rune(0)
		end := min(i+3, len(raw))
		for i < end && raw[i] >= '0' && raw[i] <= '7' {
			value = value*8 + rune(raw[i]-'0')
			i++
		}
		appendCode(b, value, bytes)
		return i
	case c == 'x':
		return decodeHex(b, raw, i, 2, bytes)
	case c == 'u' && !bytes:
		return decodeHex(b, raw, i, 4, bytes)
	case c == 'U' && !bytes:
		return decodeHex(b, raw, i, 8, bytes)
	case c == 'N' && !bytes && i+1 < len(raw) && raw[i+1] == '{':
		if end := strings.IndexByte(raw[i:], '}'); end >= 0 {
			b.WriteString(raw[i-1 : i+end+1])
			return i + end + 1
		}
	}
	b.WriteByte('\\')
	return i
}

func decodeHex(b *strings.Builder, raw string, i, width int, bytes bool) int {
	if i+1+width <= len(raw) {
		if value, err := strconv.ParseUint(raw[i+1:i+1+width], 16, 32); err == nil {
			appendCode(b, rune(min(value, utf8.MaxRune+1)), bytes)
			return i + 1 + width
		}
	}
	b.WriteByte('\\')
	return i
}

func appendCode(b *strings.Builder, value rune, bytes bool) {
	if bytes {
		b.WriteByte(byte(value))
		return
	}
	b.WriteRune(value) // U+FFFD for a lone surrogate, which UTF-8 cannot hold
}
