package py

import (
	"cmp"
	"slices"
	"strings"
)

// This file holds what the tokenizer does about brackets and strings that are
// never closed. A valid file never comes here, so nothing of it can be misread.

// open reads an opening bracket.
func (l *lexer) open(i int, k kind) int {
	if len(l.brackets) >= maxBrackets {
		l.fault(i, i+1, "too many nested parentheses")
		return i + 1
	}
	closer := byte(')')
	switch k {
	case tokLBracket:
		closer = ']'
	case tokLBrace:
		closer = '}'
	}
	l.brackets = append(l.brackets, bracket{closer: closer, token: len(l.tokens)})
	l.emit(k, i, i+1)
	return i + 1
}

// close reads a closing bracket.
func (l *lexer) close(i int, k kind) int {
	c := l.text[i]
	n := len(l.brackets)
	if n > 0 && l.brackets[n-1].closer == c {
		if l.brackets[n-1].field {
			return l.closeField(i)
		}
		l.brackets = l.brackets[:n-1]
		l.emit(k, i, i+1)
		return i + 1
	}
	l.fault(i, i+1, "unmatched '%c'", c)
	// An outer bracket of this kind was meant when it stands in the same string.
	base := 0
	if len(l.strings) > 0 {
		base = l.strings[len(l.strings)-1].brackets
	}
	for j := n - 1; j >= base; j-- {
		if l.brackets[j].closer != c {
			continue
		}
		if l.brackets[j].field {
			l.brackets = l.brackets[:j+1]
			return l.closeField(i)
		}
		l.brackets = l.brackets[:j]
		break
	}
	return i + 1
}

// lineInBrackets reads the start of a line inside brackets. A line that begins
// with a keyword no expression can contain closes them.
func (l *lexer) lineInBrackets(i int) int {
	s := l.text
	for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
		i++
	}
	if i >= len(s) || s[i] < 'a' || s[i] > 'y' {
		if end := conflictMarker(s, i); end > 0 {
			l.report(i, end, "merge conflict marker")
			return end
		}
		return i
	}
	end := i
	for end < len(s) && wordByte[s[end]] {
		end++
	}
	switch wordKind(s[i:end]) {
	case kwDef, kwClass, kwReturn, kwWith, kwImport, kwRaise, kwDel, kwPass, kwWhile, kwTry, kwAssert,
		kwGlobal, kwNonlocal, kwBreak, kwContinue, kwExcept, kwFinally, kwElif:
		return l.closeBrackets(i)
	case kwFrom: // yield from
		if len(l.tokens) > 0 && l.tokens[len(l.tokens)-1].kind != kwYield {
			return l.closeBrackets(i)
		}
	case kwAsync: // async for
		rest := strings.TrimLeft(s[end:], " \t")
		if strings.HasPrefix(rest, "def") || strings.HasPrefix(rest, "with") {
			return l.closeBrackets(i)
		}
	}
	return i
}

// conflictMarker returns the end of the line at i when it is one that a merge
// left behind, else 0. Both versions are read: either may hold what is asked for.
func conflictMarker(s string, i int) int {
	if i+7 > len(s) || i > 0 && s[i-1] != '\n' && s[i-1] != '\r' {
		return 0
	}
	switch s[i : i+7] {
	case "<<<<<<<", "=======", ">>>>>>>", "|||||||":
		if i+7 == len(s) || classes[s[i+7]] == classSpace || classes[s[i+7]] == classNewline {
			return lineEnd(s, i)
		}
	}
	return 0
}

// closeBrackets gives up on all open brackets and f-strings: the text at i, the
// start of a line's first token or the end of the file, cannot be inside them.
// The statement that opened them then more likely ended before the first line
// that is not indented deeper than it, or, if it governs a block, with its own
// line. Reading goes on there; closeBrackets returns where.
func (l *lexer) closeBrackets(i int) int {
	s := l.text
	first := l.outermost()
	opened := l.tokens[first]
	fallback := i // the start of the line, or the end of the file
	for i < len(s) && s[fallback-1] != '\n' && s[fallback-1] != '\r' {
		fallback--
	}
	next := l.headerEnd(first, fallback)
	if next < 0 {
		next = l.lineOutside(int(opened.end), fallback)
	}
	if i-next > l.rereadBudget {
		next = fallback
	}
	l.rereadBudget -= i - next
	last := len(l.tokens)
	for last > first+1 && int(l.tokens[last-1].start) >= next {
		last--
	}
	l.tokens = l.tokens[:last]
	for n := len(l.errors); n > 0 && int(l.errors[n-1].Start) >= next; n-- {
		l.errors = l.errors[:n-1] // what is read again is reported again
	}
	if opened.kind == tokFStringStart {
		l.report(int(opened.start), int(opened.end), "unterminated f-string literal")
	} else {
		l.report(int(opened.start), int(opened.end), "'%c' was never closed", s[opened.start])
	}
	for n := len(l.comments); n > 0 && int(l.comments[n-1].Start) >= next; n-- {
		l.comments = l.comments[:n-1]
	}
	l.brackets = l.brackets[:0]
	l.strings = l.strings[:0]
	l.emit(tokError, next, next)
	l.emit(tokNewline, next, next)
	return l.indentation(next)
}

// outermost returns the index of the token that opened the outermost bracket or f-string.
func (l *lexer) outermost() int {
	switch {
	case len(l.strings) == 0:
		return l.brackets[0].token
	case len(l.brackets) == 0:
		return l.strings[0].token
	}
	return min(l.brackets[0].token, l.strings[0].token)
}

// headerEnd returns the start of the line after the header of a compound
// statement, whose bracket the token at index first opened and nothing closed:
// the first line that does not end as an unfinished one would. Of another
// statement it returns -1.
func (l *lexer) headerEnd(first, limit int) int {
	k := first
	for k > 0 && l.tokens[k-1].kind != tokNewline && l.tokens[k-1].kind != tokIndent && l.tokens[k-1].kind != tokDedent {
		k--
	}
	switch l.tokens[k].kind {
	case kwDef, kwClass, kwIf, kwElif, kwFor, kwWhile, kwWith, kwExcept, kwAsync:
	default:
		return -1
	}
	for k = first + 1; k < len(l.tokens); k++ {
		last := l.tokens[k-1]
		if last.end > l.tokens[k].start {
			continue // one of them only marks an error
		}
		gap := l.text[last.end:l.tokens[k].start]
		newline := strings.IndexAny(gap, "\r\n")
		if newline < 0 {
			continue
		}
		switch last.kind {
		case tokName, tokString, tokInt, tokFloat, tokFStringEnd, tokRParen, tokRBracket, tokRBrace, tokColon, kwNone, kwTrue, kwFalse:
			if next := afterNewline(l.text, int(last.end)+newline); next <= limit {
				return next
			}
			return -1
		}
	}
	return -1
}

// lineOutside returns the start of the first line after the offset opened that
// is not indented deeper than the current block, or limit.
func (l *lexer) lineOutside(opened, limit int) int {
	s := l.text
	block := l.indents[len(l.indents)-1]
	for i := opened; i < limit; {
		i = lineEnd(s, i)
		if i >= limit {
			break
		}
		i = afterNewline(s, i)
		column, j := 0, i
		for j < limit && (s[j] == ' ' || s[j] == '\t') {
			if column++; s[j] == '\t' {
				column = (column + 7) / 8 * 8
			}
			j++
		}
		if j >= limit {
			return i
		}
		if column <= block && !l.insideString(i) && strings.IndexByte(")]}#\n\r", s[j]) < 0 {
			return i
		}
	}
	return limit
}

// insideString reports whether a token reaches over the offset.
func (l *lexer) insideString(offset int) bool {
	after, _ := slices.BinarySearchFunc(l.tokens, uint32(offset), func(t token, at uint32) int {
		return cmp.Compare(t.start, at)
	})
	return after > 0 && int(l.tokens[after-1].end) > offset
}

func isSoftKeyword(text string, t token) bool {
	switch text[t.start:t.end] {
	case "match", "case", "type":
		return true
	}
	return false
}

// unterminatedTriple is called for a triple-quoted string that the text does not close.
func (l *lexer) unterminatedTriple(start int) int {
	// Somewhere a quote is missing, and since then text and code are swapped:
	// docstrings are read as code. The string before the first two names in a
	// row is the one that was not closed.
	culprit, last := uint32(start), uint32(start)
	for k, t := range l.tokens {
		if t.kind == tokString && t.flags&flagTriple != 0 {
			last = t.start
		} else if t.kind == tokName && k > 0 && l.tokens[k-1].kind == tokName && !isSoftKeyword(l.text, l.tokens[k-1]) {
			culprit = last
			break
		}
	}
	if culprit == uint32(start) || l.restarts >= 4 {
		end := lineEnd(l.text, start)
		l.fault(start, end, "unterminated triple-quoted string literal")
		return end
	}
	l.restarts++
	l.cutStrings = append(l.cutStrings, culprit)
	l.errors = nil
	l.rewind()
	return l.indentation(0)
}
