package fix

import (
	"strings"
	"unicode/utf8"
)

// usualWidth is the length of line that Black keeps to.
const usualWidth = 88

// A piece is a call to be written, or any other expression where it has no arguments.
type piece struct {
	head string
	args []string
}

// line writes the piece on one line.
func (p piece) line() string {
	if p.args == nil {
		return p.head
	}
	return p.head + "(" + strings.Join(p.args, ", ") + ")"
}

// lines writes the piece with one argument a line where one line is longer than
// width. The text begins without indentation; indent is what further lines begin with.
func (p piece) lines(indent, unit string, width int) string {
	line := p.line()
	if p.args == nil || utf8.RuneCountInString(indent)+utf8.RuneCountInString(line)+1 <= width {
		return line
	}
	return p.broken(indent, unit)
}

// broken writes the piece with one argument a line.
func (p piece) broken(indent, unit string) string {
	var b strings.Builder
	b.WriteString(p.head + "(\n")
	for _, arg := range p.args {
		b.WriteString(indent + unit + arg + ",\n")
	}
	b.WriteString(indent + ")")
	return b.String()
}
