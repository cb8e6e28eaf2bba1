package py

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/source"
)

// maxIndents and maxBrackets bound how deep text can nest. CPython refuses 100
// levels of indentation and 200 brackets.
const (
	maxIndents  = 200
	maxBrackets = 400
	maxErrors   = 1000
)

// A lexer turns text into tokens. It never stops at an error: it reports it,
// leaves a tokError where the parser should give up on the statement, and goes on.
type lexer struct {
	text     string
	tokens   []token
	comments []source.Span
	errors   []SyntaxError
	indents  []int // columns of the open blocks, never empty
	brackets []bracket
	strings  []openString

	rereadBudget int      // bytes that may still be read again after an error
	restarts     int      // how often the whole file was read again
	cutStrings   []uint32 // starts of triple-quoted strings that end with their line
}

type bracket struct {
	closer byte
	field  bool // a replacement field of the innermost open f-string
	token  int  // index of the opening token
}

type openString struct {
	quote    byte
	triple   bool
	raw      bool
	brackets int // number of brackets open around it
	// inSpec is true from the colon of a field to the next closing bracket of one.
	// As in CPython, it decides how {{ is read: text after a nested field of a
	// specification escapes brackets again, text before it does not.
	inSpec bool
	token  int
}

func (l *lexer) reset(text string) {
	l.text = text
	l.errors = nil
	l.rereadBudget = 2*len(text) + 1<<16
	l.restarts = 0
	l.cutStrings = l.cutStrings[:0]
	// Ordinary code has a token for every four to six bytes. To make room for them
	// at once is cheaper than to move them again and again (a table of data of
	// 6 MB: 50 ms).
	if room := len(text)/4 + 64; cap(l.tokens) < room {
		l.tokens = make([]token, 0, room)
	}
	l.rewind()
}

// rewind makes the lexer ready to read its text from the start.
func (l *lexer) rewind() {
	l.tokens = l.tokens[:0]
	l.comments = l.comments[:0]
	l.indents = append(l.indents[:0], 0)
	l.brackets = l.brackets[:0]
	l.strings = l.strings[:0]
}

// report notes an error; of a file that is no Python at all it keeps the first thousand.
func (l *lexer) report(start, end int, format string, args ...any) {
	if len(l.errors) >= maxErrors {
		return
	}
	message := format
	if len(args) > 0 {
		message = fmt.Sprintf(format, args...)
	}
	l.errors = append(l.errors, SyntaxError{source.Span{Start: uint32(start), End: uint32(end)}, message})
}

// fault reports an error and leaves a token that no statement accepts.
func (l *lexer) fault(start, end int, format string, args ...any) {
	l.report(start, end, format, args...)
	l.emit(tokError, start, end)
}

func (l *lexer) emit(k kind, start, end int) {
	l.tokens = append(l.tokens, token{start: uint32(start), end: uint32(end), kind: k})
}

// run tokenises the whole text.
func (l *lexer) run() {
	s := l.text
	i := l.indentation(0)
	for {
		if i >= len(s) {
			if i = l.end(); i < 0 {
				return
			}
			s = l.text
			continue
		}
		c := s[i]
		switch classes[c] {
		case classSpace:
			i++
		case classLetter:
			start, bits := i, byte(0)
			for i < len(s) && wordByte[s[i]] {
				bits |= s[i]
				i++
			}
			if i < len(s) && (s[i] == '"' || s[i] == '\'') && i-start <= 2 {
				if flags, formatted, ok := stringPrefix(s[start:i]); ok {
					i = l.stringStart(start, i, flags, formatted)
					continue
				}
			}
			if bits >= utf8.RuneSelf {
				if l.checkName(start, i) {
					l.tokens = append(l.tokens, token{uint32(start), uint32(i), tokName, flagWide})
				}
				continue
			}
			l.tokens = append(l.tokens, token{start: uint32(start), end: uint32(i), kind: wordKind(s[start:i])})
		case classOperator:
			k, width := singles[c], 1
			switch k {
			case tokComma:
			case tokLParen, tokLBracket, tokLBrace:
				i = l.open(i, k)
				continue
			case tokRParen, tokRBracket, tokRBrace:
				i = l.close(i, k)
				continue
			case tokDot:
				if i+1 < len(s) && classes[s[i+1]] == classDigit {
					i = l.number(i)
					continue
				}
				if strings.HasPrefix(s[i:], "...") {
					k, width = tokEllipsis, 3
				}
			default:
				k, width = operator(s, i)
			}
			if c == ':' {
				if n := len(l.brackets); n > 0 && l.brackets[n-1].field {
					l.emit(tokColon, i, i+1)
					l.strings[len(l.strings)-1].inSpec = true
					i = l.middle(i + 1)
					continue
				}
			}
			l.tokens = append(l.tokens, token{start: uint32(i), end: uint32(i + width), kind: k})
			i += width
		case classQuote:
			i = l.stringStart(i, i, 0, false)
		case classNewline:
			if len(l.brackets) > 0 {
				i = l.lineInBrackets(i + 1)
				continue
			}
			l.emit(tokNewline, i, i+1)
			i = l.indentation(i + 1)
		case classDigit:
			i = l.number(i)
		case classComment:
			i = l.comment(i)
		case classBackslash:
			i = l.continuation(i)
		default:
			i = l.badCharacter(i)
		}
	}
}

// indentation reads the start of a logical line: it skips blank lines and
// opens or closes blocks. It returns where the first token starts.
func (l *lexer) indentation(i int) int {
	s := l.text
	column, continued := 0, -1
	for i < len(s) {
		switch s[i] {
		case ' ':
			column++
			i++
		case '\t':
			column = (column/8 + 1) * 8
			i++
		case '\f':
			column = 0
			i++
		case '#':
			i = l.comment(i)
		case '\n', '\r':
			column, continued = 0, -1
			i++
		case '\\':
			// The indentation of a line that starts with a continuation is what stands before it.
			next := afterNewline(s, i+1)
			if next < 0 {
				return l.setIndent(column, i)
			}
			if continued < 0 {
				continued = column
			}
			i = next
		default:
			if continued >= 0 {
				column = continued
			}
			if end := conflictMarker(s, i); end > 0 {
				l.report(i, end, "merge conflict marker")
				i = end
				continue
			}
			return l.setIndent(column, i)
		}
	}
	return i
}

func (l *lexer) setIndent(column, i int) int {
	top := len(l.indents) - 1
	current := l.indents[top]
	switch {
	case column == current:
	case column > current:
		if len(l.indents) >= maxIndents {
			l.report(i, i, "too many levels of indentation")
			break
		}
		l.indents = append(l.indents, column)
		l.emit(tokIndent, i, i)
	default:
		for top > 0 && l.indents[top-1] >= column {
			top--
			l.emit(tokDedent, i, i)
		}
		l.indents = l.indents[:top+1]
		if l.indents[top] != column {
			// Between two blocks: what follows is still indented under the outer
			// one's header, so it goes on with the inner block.
			l.report(i, i, "unindent does not match any outer indentation level")
			l.indents[top] = column
		}
	}
	return i
}

// afterNewline returns the offset after the line end that stands at i, or -1.
func afterNewline(s string, i int) int {
	switch {
	case i >= len(s):
		return -1
	case s[i] == '\n':
		return i + 1
	case s[i] == '\r':
		if i+1 < len(s) && s[i+1] == '\n' {
			return i + 2
		}
		return i + 1
	}
	return -1
}

func (l *lexer) comment(i int) int {
	end := lineEnd(l.text, i)
	l.comments = append(l.comments, source.Span{Start: uint32(i), End: uint32(end)})
	return end
}

// lineEnd returns the offset of the line end at or after i, or the text's length.
func lineEnd(s string, i int) int {
	for i < len(s) && s[i] != '\n' && s[i] != '\r' {
		i++
	}
	return i
}

func (l *lexer) continuation(i int) int {
	if next := afterNewline(l.text, i+1); next >= 0 {
		return next
	}
	end := lineEnd(l.text, i)
	l.fault(i, end, "unexpected character after line continuation character")
	return end
}

func (l *lexer) badCharacter(i int) int {
	end := i + 1
	for end < len(l.text) && classes[l.text[end]] == classOther {
		end++
	}
	if l.text[i] != 0 { // NUL bytes are reported for the whole file
		l.report(i, end, "invalid character %q", l.text[i:min(end, i+1)])
	}
	l.emit(tokError, i, end)
	return end
}

// end is called at the end of the text. It returns where reading goes on after
// a recovery, or -1 when the tokens are complete.
func (l *lexer) end() int {
	if len(l.brackets) > 0 || len(l.strings) > 0 {
		return l.closeBrackets(len(l.text))
	}
	n := len(l.text)
	if len(l.tokens) > 0 {
		switch l.tokens[len(l.tokens)-1].kind {
		case tokNewline, tokDedent:
		default:
			l.emit(tokNewline, n, n)
		}
	}
	for range l.indents[1:] {
		l.emit(tokDedent, n, n)
	}
	l.emit(tokEOF, n, n)
	return -1
}

// singles holds the tokens of one character that begin no longer one; a dot does, seldom.
var singles = [256]kind{
	'(': tokLParen, ')': tokRParen, '[': tokLBracket, ']': tokRBracket, '{': tokLBrace, '}': tokRBrace,
	',': tokComma, '.': tokDot,
}

// operator returns the operator or delimiter at i that is not in singles, and its width.
func operator(s string, i int) (kind, int) {
	var next byte
	if i+1 < len(s) {
		next = s[i+1]
	}
	switch s[i] {
	case ';':
		return tokSemi, 1
	case '~':
		return tokTilde, 1
	case ':':
		return withAssign(next, tokColon, tokWalrus)
	case '=':
		return withAssign(next, tokAssign, tokEqual)
	case '!':
		return withAssign(next, tokExclam, tokNotEqual)
	case '+':
		return withAssign(next, tokPlus, tokPlusAssign)
	case '-':
		if next == '>' {
			return tokArrow, 2
		}
		return withAssign(next, tokMinus, tokMinusAssign)
	case '*':
		if next == '*' {
			return doubled(s, i, tokDoubleStar, tokDoubleStarAssign)
		}
		return withAssign(next, tokStar, tokStarAssign)
	case '/':
		if next == '/' {
			return doubled(s, i, tokDoubleSlash, tokDoubleSlashAssign)
		}
		return withAssign(next, tokSlash, tokSlashAssign)
	case '%':
		return withAssign(next, tokPercent, tokPercentAssign)
	case '@':
		return withAssign(next, tokAt, tokAtAssign)
	case '|':
		return withAssign(next, tokPipe, tokPipeAssign)
	case '^':
		return withAssign(next, tokCaret, tokCaretAssign)
	case '&':
		return withAssign(next, tokAmper, tokAmperAssign)
	case '<':
		if next == '<' {
			return doubled(s, i, tokLShift, tokLShiftAssign)
		}
		if next == '>' { // the barry_as_FLUFL spelling of !=
			return tokNotEqual, 2
		}
		return withAssign(next, tokLess, tokLessEqual)
	default: // '>'
		if next == '>' {
			return doubled(s, i, tokRShift, tokRShiftAssign)
		}
		return withAssign(next, tokGreater, tokGreaterEqual)
	}
}

func withAssign(next byte, plain, assign kind) (kind, int) {
	if next == '=' {
		return assign, 2
	}
	return plain, 1
}

func doubled(s string, i int, plain, assign kind) (kind, int) {
	if i+2 < len(s) && s[i+2] == '=' {
		return assign, 3
	}
	return plain, 2
}

// number reads a number; it starts with a digit, or with a dot and a digit.
func (l *lexer) number(start int) int {
	s, i, k := l.text, start, tokInt
	if s[i] == '0' && i+1 < len(s) && strings.IndexByte("xXoObB", s[i+1]) >= 0 {
		i += 2
		hex := s[i-1] == 'x' || s[i-1] == 'X'
		for i < len(s) && (classes[s[i]] == classDigit || s[i] == '_' || hex && isHex(s[i])) {
			i++
		}
		if s[i-1] == '_' || classes[s[i-1]] == classLetter && i == start+2 {
			l.fault(start, i, "invalid number literal %s", s[start:i])
			return i
		}
		return l.numberEnd(start, i, k)
	}
	i = digits(s, i)
	if i < len(s) && s[i] == '.' {
		k = tokFloat
		i = digits(s, i+1)
	}
	if i < len(s) && (s[i] == 'e' || s[i] == 'E') {
		exponent := i + 1
		if exponent < len(s) && (s[exponent] == '+' || s[exponent] == '-') {
			exponent++
		}
		if exponent < len(s) && classes[s[exponent]] == classDigit {
			k = tokFloat
			i = digits(s, exponent)
		}
	}
	if i < len(s) && (s[i] == 'j' || s[i] == 'J') {
		k = tokComplex
		i++
	}
	return l.numberEnd(start, i, k)
}

// numberEnd accepts a keyword directly after a number (1if x else 2), nothing else.
func (l *lexer) numberEnd(start, i int, k kind) int {
	s := l.text
	if k == tokInt && s[start] == '0' && strings.Trim(s[start:i], "0_") != "" && classes[s[start+1]] != classLetter {
		l.fault(start, i, "leading zeros in decimal integer literals are not permitted")
		return i
	}
	if i < len(s) && wordByte[s[i]] {
		end := i
		for end < len(s) && wordByte[s[end]] {
			end++
		}
		if wordKind(s[i:end]) == tokName {
			l.fault(start, end, "invalid number literal %s", s[start:min(end, start+40)])
			return end
		}
	}
	l.emit(k, start, i)
	return i
}

func digits(s string, i int) int {
	for i < len(s) && (classes[s[i]] == classDigit || s[i] == '_' && i+1 < len(s) && classes[s[i+1]] == classDigit) {
		i++
	}
	return i
}

func isHex(c byte) bool { return c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F' }
