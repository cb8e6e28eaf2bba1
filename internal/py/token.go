package py

// A token is 12 bytes: the whole file is tokenised into one reused slice, and
// the parser looks ahead by index.
type token struct {
	start, end uint32
	kind       kind
	flags      literalFlags
}

type kind uint8

const (
	tokEOF kind = iota
	tokNewline
	tokIndent
	tokDedent
	tokError // something the tokenizer has already reported
	tokName
	tokInt
	tokFloat
	tokComplex
	tokString
	tokFStringStart
	tokFStringMiddle
	tokFStringEnd

	tokLParen
	tokRParen
	tokLBracket
	tokRBracket
	tokLBrace
	tokRBrace
	tokComma
	tokColon
	tokSemi
	tokDot
	tokEllipsis
	tokArrow
	tokAssign
	tokWalrus
	tokExclam

	// Binary operators, in the order of Operator.
	tokPlus
	tokMinus
	tokStar
	tokAt
	tokSlash
	tokPercent
	tokDoubleStar
	tokLShift
	tokRShift
	tokPipe
	tokCaret
	tokAmper
	tokDoubleSlash

	// Augmented assignments, in the order of Operator.
	tokPlusAssign
	tokMinusAssign
	tokStarAssign
	tokAtAssign
	tokSlashAssign
	tokPercentAssign
	tokDoubleStarAssign
	tokLShiftAssign
	tokRShiftAssign
	tokPipeAssign
	tokCaretAssign
	tokAmperAssign
	tokDoubleSlashAssign

	tokTilde

	// Comparisons, in the order of CompareOperator.
	tokEqual
	tokNotEqual
	tokLess
	tokLessEqual
	tokGreater
	tokGreaterEqual

	kwFalse
	kwNone
	kwTrue
	kwAnd
	kwAs
	kwAssert
	kwAsync
	kwAwait
	kwBreak
	kwClass
	kwContinue
	kwDef
	kwDel
	kwElif
	kwElse
	kwExcept
	kwFinally
	kwFor
	kwFrom
	kwGlobal
	kwIf
	kwImport
	kwIn
	kwIs
	kwLambda
	kwNonlocal
	kwNot
	kwOr
	kwPass
	kwRaise
	kwReturn
	kwTry
	kwWhile
	kwWith
	kwYield

	kindCount
)

// literalFlags say how a string was written.
type literalFlags uint8

const (
	flagBytes    literalFlags = 1 << iota
	flagRaw                   // r"…"
	flagTemplate              // t"…"
	flagTriple                // """…"""
	flagDouble                // quoted with " rather than '
	flagMiddle                // of a Constant: it starts inside an f-string
	flagVerbatim              // of a Constant: it starts with the text of {x=}

	flagWide literalFlags = 1 // of a name: it is not all ASCII
)

var keywords = [...]string{
	"False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
	"def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in",
	"is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
}

// keywordTable is a perfect hash of the keywords; makeKeywordTable panics if it ceases to be one.
var keywordTable = makeKeywordTable()

type keywordEntry struct {
	text string
	kind kind
}

func keywordHash(first, second, last byte, length int) int {
	return (int(first) + int(second)*7 + int(last)*16 + length) & 127
}

func makeKeywordTable() (table [128]keywordEntry) {
	for i, text := range keywords {
		slot := &table[keywordHash(text[0], text[1], text[len(text)-1], len(text))]
		if slot.text != "" {
			panic("py: keyword hash is not perfect: " + text + ", " + slot.text)
		}
		*slot = keywordEntry{text, kwFalse + kind(i)}
	}
	return table
}

// wordKind returns the keyword that word is, or tokName.
func wordKind(word string) kind {
	if len(word) < 2 || len(word) > 8 {
		return tokName
	}
	entry := &keywordTable[keywordHash(word[0], word[1], word[len(word)-1], len(word))]
	if entry.text == word {
		return entry.kind
	}
	return tokName
}

// kindTexts holds what a token looks like, for messages.
var kindTexts = [...]string{
	tokLParen: "(", tokRParen: ")", tokLBracket: "[", tokRBracket: "]", tokLBrace: "{", tokRBrace: "}",
	tokComma: ",", tokColon: ":", tokSemi: ";", tokDot: ".", tokEllipsis: "...", tokArrow: "->",
	tokAssign: "=", tokWalrus: ":=", tokExclam: "!",
}

func (k kind) String() string {
	switch {
	case k >= kwFalse && k < kindCount:
		return "'" + keywords[k-kwFalse] + "'"
	case k == tokNewline:
		return "end of line"
	case k == tokName:
		return "a name"
	case k == tokIndent:
		return "an indented block"
	case int(k) < len(kindTexts) && kindTexts[k] != "":
		return "'" + kindTexts[k] + "'"
	}
	return "something else"
}

// The classes of bytes that the tokenizer and the number scanner tell apart.
type byteClass uint8

const (
	classOther byteClass = iota
	classSpace
	classNewline
	classLetter // also _ and every byte of a non-ASCII character
	classDigit
	classQuote
	classComment
	classBackslash
	classOperator
)

var (
	classes  = makeClasses()
	wordByte = makeWordBytes()
)

func makeClasses() (table [256]byteClass) {
	for c := range table {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c >= 0x80:
			table[c] = classLetter
		case c >= '0' && c <= '9':
			table[c] = classDigit
		}
	}
	for _, c := range " \t\f" {
		table[c] = classSpace
	}
	for _, c := range "()[]{},:;.+-*/%@<>=!&|^~" {
		table[c] = classOperator
	}
	table['\n'], table['\r'] = classNewline, classNewline
	table['"'], table['\''] = classQuote, classQuote
	table['#'], table['\\'] = classComment, classBackslash
	return table
}

func makeWordBytes() (table [256]bool) {
	for c, class := range makeClasses() {
		table[c] = class == classLetter || class == classDigit
	}
	return table
}
