// Package statement reads statements that PostgreSQL was sent.
//
// In: the text of a statement, also as pg_stat_statements normalises it. Out:
// its text without constants and comments (Normal), or what it asks for (Read):
// tables, the leaves of its condition with columns and operators, order, limit.
// Its one idea: Django's SQL is narrow and regular, so that a reader of
// expressions which keeps what it does not know as an opaque leaf says all that
// is needed to recognise a query, and no text makes it fail.
package statement

import "strings"

// A kind is what a token is.
type kind uint8

const (
	end      kind = iota
	word          // SELECT, shop_order: text is in lower case
	name          // "shop_order": text is without the quotes
	literal       // a string, or a number
	param         // $1
	operator      // =, ::, ->>
	mark          // ( ) [ ] , ; .
)

type token struct {
	kind       kind
	text       string
	start, end int
	number     bool // of a literal
}

const operatorBytes = "+-*/<>=~!@#%^&|`?:"

// tokens splits a statement; comments are left out. What is not closed goes on
// to the end.
func tokens(s string) []token {
	var all []token
	for i := 0; i < len(s); {
		start := i
		c := s[i]
		t := token{kind: mark}
		switch {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v':
			i++
			continue
		case strings.HasPrefix(s[i:], "--"):
			i += lengthUntil(s[i:], "\n")
			continue
		case strings.HasPrefix(s[i:], "/*"):
			i = commentEnd(s, i)
			continue
		case c == '\'':
			i, t.kind = quotedEnd(s, i, false), literal
		case (c == 'e' || c == 'E') && strings.HasPrefix(s[i+1:], "'"):
			i, t.kind = quotedEnd(s, i+1, true), literal
		case strings.IndexByte("bBxXnN", c) >= 0 && strings.HasPrefix(s[i+1:], "'"):
			i, t.kind = quotedEnd(s, i+1, false), literal
		case (c == 'u' || c == 'U') && strings.HasPrefix(s[i+1:], "&'"):
			i, t.kind = quotedEnd(s, i+2, false), literal
		case c == '"':
			i, t.kind = quotedEnd(s, i, false), name
			t.text = strings.ReplaceAll(strings.TrimSuffix(s[start+1:i], `"`), `""`, `"`)
		case c == '$':
			i, t.kind = dollarEnd(s, i)
		case isDigit(c) || c == '.' && i+1 < len(s) && isDigit(s[i+1]):
			i, t.kind, t.number = numberEnd(s, i), literal, true
		case isWordByte(c):
			for i < len(s) && (isWordByte(s[i]) || isDigit(s[i]) || s[i] == '$') {
				i++
			}
			t.kind, t.text = word, strings.ToLower(s[start:i])
		case strings.IndexByte(operatorBytes, c) >= 0:
			i, t.kind = operatorEnd(s, i), operator
		default:
			i++
		}
		if t.text == "" && t.kind != name {
			t.text = s[start:i]
		}
		t.start, t.end = start, i
		all = append(all, t)
	}
	return all
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isWordByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c == '_' || c >= 0x80
}

func lengthUntil(s, what string) int {
	if at := strings.Index(s, what); at >= 0 {
		return at + len(what)
	}
	return len(s)
}

// commentEnd is behind a comment, which may hold others.
func commentEnd(s string, i int) int {
	depth := 0
	for i < len(s) {
		switch {
		case strings.HasPrefix(s[i:], "/*"):
			depth++
			i += 2
		case strings.HasPrefix(s[i:], "*/"):
			depth--
			i += 2
			if depth == 0 {
				return i
			}
		default:
			i++
		}
	}
	return i
}

// quotedEnd is behind what begins with a quote at i; a quote in it is doubled.
func quotedEnd(s string, i int, backslashes bool) int {
	quote := s[i]
	for i++; i < len(s); i++ {
		switch {
		case backslashes && s[i] == '\\':
			i++
		case s[i] == quote && i+1 < len(s) && s[i+1] == quote:
			i++
		case s[i] == quote:
			return i + 1
		}
	}
	return len(s)
}

// dollarEnd is behind $1 or $tag$ text $tag$.
func dollarEnd(s string, i int) (int, kind) {
	j := i + 1
	for j < len(s) && isDigit(s[j]) {
		j++
	}
	if j > i+1 {
		return j, param
	}
	for j < len(s) && (isWordByte(s[j]) || isDigit(s[j])) {
		j++
	}
	if j < len(s) && s[j] == '$' {
		tag := s[i : j+1]
		return j + 1 + lengthUntil(s[j+1:], tag), literal
	}
	return i + 1, mark
}

func numberEnd(s string, i int) int {
	for i < len(s) {
		switch c := s[i]; {
		case isDigit(c), c == '.', isWordByte(c): // also 1e5, 0xff, 1_000
			i++
		case (c == '+' || c == '-') && (s[i-1] == 'e' || s[i-1] == 'E'):
			i++
		default:
			return i
		}
	}
	return i
}

// operatorEnd follows PostgreSQL: the longest sequence, but a comment ends it,
// and a last + or - belongs to it only beside certain other characters.
func operatorEnd(s string, i int) int {
	start := i
	for i < len(s) && strings.IndexByte(operatorBytes, s[i]) >= 0 && !strings.HasPrefix(s[i:], "--") && !strings.HasPrefix(s[i:], "/*") {
		i++
	}
	for i > start+1 && (s[i-1] == '+' || s[i-1] == '-') && !strings.ContainsAny(s[start:i-1], "~!@#%^&|`?") {
		i--
	}
	return max(i, start+1)
}
