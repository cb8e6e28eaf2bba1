package py

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// stringPrefix reads the letters before a quote. formatted is true for f and t.
func stringPrefix(prefix string) (flags literalFlags, formatted, ok bool) {
	var raw, bytes, format, template, legacy bool
	for i := range len(prefix) {
		switch prefix[i] | 0x20 {
		case 'r':
			if raw {
				return 0, false, false
			}
			raw = true
			flags |= flagRaw
		case 'b':
			bytes = true
			flags |= flagBytes
		case 'f':
			format = true
		case 't':
			template = true
			flags |= flagTemplate
		case 'u':
			legacy = true
		default:
			return 0, false, false
		}
	}
	kinds := 0
	for _, set := range [...]bool{bytes, format, template, legacy} {
		if set {
			kinds++
		}
	}
	if kinds > 1 || legacy && len(prefix) > 1 || kinds+b2i(raw) != len(prefix) {
		return 0, false, false
	}
	return flags, format || template, true
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// stringStart reads the string whose prefix starts at start and whose quote
// stands at i; of an f-string only the start and the text up to its first field.
func (l *lexer) stringStart(start, i int, flags literalFlags, formatted bool) int {
	s := l.text
	quote := s[i]
	if quote == '"' {
		flags |= flagDouble
	}
	triple := i+2 < len(s) && s[i+1] == quote && s[i+2] == quote
	if triple {
		flags |= flagTriple
		i += 2
	}
	i++
	if formatted && len(l.strings) < maxBrackets {
		l.strings = append(l.strings, openString{
			quote: quote, triple: triple, raw: flags&flagRaw != 0, brackets: len(l.brackets), token: len(l.tokens),
		})
		l.tokens = append(l.tokens, token{uint32(start), uint32(i), tokFStringStart, flags})
		return l.middle(i)
	}
	if triple {
		return l.tripleString(start, i, flags)
	}
	for i < len(s) {
		switch c := s[i]; {
		case c == quote:
			l.tokens = append(l.tokens, token{uint32(start), uint32(i + 1), tokString, flags})
			return i + 1
		case c == '\\':
			if next := afterNewline(s, i+1); next >= 0 {
				i = next
			} else {
				i += 2
			}
			continue
		case c == '\n' || c == '\r':
			return l.unterminated(start, i, quote)
		}
		i++
	}
	return l.unterminated(start, len(s), quote)
}

// unterminated reports a string that its line does not close. Inside a
// replacement field the quote more likely ends the f-string: {x'.
func (l *lexer) unterminated(start, end int, quote byte) int {
	if n := len(l.strings); n > 0 {
		open := l.strings[n-1]
		if open.quote == quote && (!open.triple || strings.HasPrefix(l.text[start:], strings.Repeat(string(quote), 3))) {
			width := 1
			if open.triple {
				width = 3
			}
			l.fault(start, start+width, "f-string: expecting '}'")
			l.brackets = l.brackets[:open.brackets]
			l.strings = l.strings[:n-1]
			return start + width
		}
	}
	l.fault(start, end, "unterminated string literal")
	return end
}

func (l *lexer) tripleString(start, i int, flags literalFlags) int {
	s := l.text
	for _, cut := range l.cutStrings {
		if cut == uint32(start) {
			end := lineEnd(s, start)
			l.fault(start, end, "unterminated triple-quoted string literal")
			return end
		}
	}
	quotes := s[i-3 : i]
	for {
		at := strings.Index(s[i:], quotes)
		if at < 0 {
			return l.unterminatedTriple(start)
		}
		// A backslash before the quotes may escape them: then walk from it.
		escape := strings.LastIndexByte(s[i:i+at], '\\')
		if escape < 0 || escape < at-1 && !strings.HasSuffix(s[i:i+at], "\\") {
			end := i + at + 3
			l.tokens = append(l.tokens, token{uint32(start), uint32(end), tokString, flags})
			return end
		}
		run := 0
		for j := i + at - 1; j >= i && s[j] == '\\'; j-- {
			run++
		}
		if run%2 == 0 {
			end := i + at + 3
			l.tokens = append(l.tokens, token{uint32(start), uint32(end), tokString, flags})
			return end
		}
		i += at + 1
	}
}

// middle reads the literal text of an f-string from i: up to a replacement
// field, the end of the enclosing format specification, or the end of the string.
func (l *lexer) middle(i int) int {
	s := l.text
	open := &l.strings[len(l.strings)-1]
	inSpec := len(l.brackets) > open.brackets
	start := i
	for i < len(s) {
		switch c := s[i]; {
		case c == open.quote && (!open.triple || i+2 < len(s) && s[i+1] == c && s[i+2] == c):
			l.emitMiddle(start, i)
			if inSpec {
				l.fault(i, i, "f-string: expecting '}'")
			}
			width := 1
			if open.triple {
				width = 3
			}
			l.emit(tokFStringEnd, i, i+width)
			l.brackets = l.brackets[:open.brackets]
			l.strings = l.strings[:len(l.strings)-1]
			return i + width
		case c == '{':
			if !open.inSpec && i+1 < len(s) && s[i+1] == '{' {
				i += 2
				continue
			}
			l.emitMiddle(start, i)
			return l.openField(i)
		case c == '}':
			if inSpec {
				l.emitMiddle(start, i)
				return l.closeField(i)
			}
			if i+1 < len(s) && s[i+1] == '}' {
				i += 2
				continue
			}
			l.emitMiddle(start, i)
			l.fault(i, i+1, "f-string: single '}' is not allowed")
			i++
			start = i
			continue
		case c == '\\':
			i = l.escapeInMiddle(i, open)
			continue
		case (c == '\n' || c == '\r') && !open.triple:
			l.emitMiddle(start, i)
			if inSpec && open.inSpec {
				// The specification ends with the line; the field may still be closed on the next one.
				return i
			}
			l.report(l.stringAt(), i, "unterminated f-string literal")
			l.emit(tokError, i, i)
			l.brackets = l.brackets[:open.brackets]
			l.strings = l.strings[:len(l.strings)-1]
			return i
		}
		i++
	}
	l.emitMiddle(start, i)
	return i
}

// stringAt returns where the innermost open f-string starts.
func (l *lexer) stringAt() int {
	return int(l.tokens[l.strings[len(l.strings)-1].token].start)
}

func (l *lexer) emitMiddle(start, end int) {
	if end > start {
		l.emit(tokFStringMiddle, start, end)
	}
}

// escapeInMiddle returns the offset after an escape; \{ is a backslash before a field.
func (l *lexer) escapeInMiddle(i int, open *openString) int {
	s := l.text
	i++
	if i >= len(s) || s[i] == '{' || s[i] == '}' {
		return i
	}
	if next := afterNewline(s, i); next >= 0 {
		return next
	}
	if !open.raw && s[i] == 'N' && i+1 < len(s) && s[i+1] == '{' {
		for j := i + 2; j < len(s) && s[j] != '\n' && s[j] != open.quote; j++ {
			if s[j] == '}' {
				return j + 1
			}
		}
	}
	return i + 1
}

func (l *lexer) openField(i int) int {
	if len(l.brackets) >= maxBrackets {
		l.fault(i, i+1, "f-string: expressions nested too deeply")
		return len(l.text)
	}
	l.brackets = append(l.brackets, bracket{closer: '}', field: true, token: len(l.tokens)})
	l.emit(tokLBrace, i, i+1)
	return i + 1
}

func (l *lexer) closeField(i int) int {
	l.brackets = l.brackets[:len(l.brackets)-1]
	l.strings[len(l.strings)-1].inSpec = false
	l.emit(tokRBrace, i, i+1)
	return l.middle(i + 1)
}

// checkName reports a name that holds a character no name may have.
func (l *lexer) checkName(start, end int) bool {
	for i, r := range l.text[start:end] {
		if r < utf8.RuneSelf || isNameRune(r) {
			continue
		}
		at := start + i
		width := utf8.RuneLen(r)
		if r == utf8.RuneError {
			_, width = utf8.DecodeRuneInString(l.text[at:])
		}
		l.fault(at, at+width, "invalid character %q (U+%04X)", l.text[at:at+width], r)
		return false
	}
	return true
}

// isNameRune says whether a non-ASCII character may stand in a name (XID_Continue, roughly).
func isNameRune(r rune) bool {
	if r == utf8.RuneError {
		return false
	}
	return unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Mn, unicode.Mc, unicode.Nd, unicode.Pc,
		unicode.Other_ID_Start, unicode.Other_ID_Continue)
}
