package report

import (
	"strconv"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"

	"github.com/ormlint/ormlint/internal/source"
)

// An excerptLine is one line of source as a terminal shows it, with the marks
// that go below it.
type excerptLine struct {
	number string // "…" where lines are left out
	text   string
	marks  string
}

// cellWidths is the same everywhere; the library's own default asks the environment.
var cellWidths = &runewidth.Condition{StrictEmojiNeutral: true}

const (
	tabWidth  = 4
	maxWidth  = 120 // cells of a line, beyond which it is cut
	maxLines  = 6   // lines of a span, beyond which its middle is left out
	headLines = 3
	tailLines = 1
)

// excerpt returns the lines of a span.
func excerpt(file *source.File, span source.Span) []excerptLine {
	end := min(max(span.Start, span.End), uint32(len(file.Text)))
	start := min(span.Start, end)
	firstLine, _ := file.Position(start)
	lastByte := end
	if lastByte > start {
		lastByte--
	}
	lastLine, _ := file.Position(lastByte)
	lineStart := lineBegin(file.Text, start)

	var lines []excerptLine
	for number := firstLine; number <= lastLine; number++ {
		text, next := lineAt(file.Text, lineStart)
		inside := number-firstLine < headLines || lastLine-number < tailLines
		if lastLine-firstLine+1 <= maxLines || inside {
			from, to := 0, len(text)
			if number == firstLine {
				from = int(start - lineStart)
			}
			if number == lastLine {
				to = min(int(end-lineStart), len(text))
			}
			lines = append(lines, shown(strconv.Itoa(number), text, from, to))
		} else if number-firstLine == headLines {
			lines = append(lines, excerptLine{number: "…"})
		}
		lineStart = next
	}
	return lines
}

// lineBegin returns the offset at which the line of offset begins.
func lineBegin(text string, offset uint32) uint32 {
	return uint32(strings.LastIndexAny(text[:offset], "\r\n") + 1)
}

// lineAt returns the line that begins at start, and where the next one begins.
func lineAt(text string, start uint32) (line string, next uint32) {
	rest := text[start:]
	i := strings.IndexAny(rest, "\r\n")
	if i < 0 {
		return rest, uint32(len(text))
	}
	after := i + 1
	if strings.HasPrefix(rest[i:], "\r\n") {
		after++
	}
	return rest[:i], start + uint32(after)
}

// A cell is one character as it is shown: a tab is several blanks, a control
// character a picture of it, because it could drive the terminal.
type cell struct {
	text   string
	width  int
	marked bool
}

// shown lays a line out in cells and marks the bytes from … to; blanks at
// either end of a marked stretch are not marked.
func shown(number, text string, from, to int) excerptLine {
	marked := text[min(from, to):to]
	from += len(marked) - len(strings.TrimLeft(marked, " \t\f"))
	to -= len(marked) - len(strings.TrimRight(marked, " \t\f"))
	if to <= from {
		to = from + 1 // a place without extent is shown by the character there
	}
	var cells []cell
	column := 0
	for i, r := range text {
		c := cell{text: printable(string(r)), marked: from <= i && i < to}
		if r == '\t' {
			c.text = strings.Repeat(" ", tabWidth-column%tabWidth)
		}
		c.width = cellWidths.StringWidth(c.text)
		column += c.width
		cells = append(cells, c)
	}
	if from >= len(text) {
		cells = append(cells, cell{text: " ", width: 1, marked: true})
	}
	cells = clip(cells)
	var line, marks strings.Builder
	for _, c := range cells {
		line.WriteString(c.text)
		mark := " "
		if c.marked {
			mark = "^"
		}
		marks.WriteString(strings.Repeat(mark, c.width))
	}
	return excerptLine{number, strings.TrimRight(line.String(), " "), strings.TrimRight(marks.String(), " ")}
}

// clip cuts a line that is too wide to a window that shows where the marks begin.
func clip(cells []cell) []cell {
	total, before, marked := 0, 0, false
	for _, c := range cells {
		marked = marked || c.marked
		if !marked {
			before += c.width
		}
		total += c.width
	}
	if total <= maxWidth {
		return cells
	}
	skip := 0
	if marked && before > maxWidth*2/3 {
		skip = before - maxWidth/3
	}
	var window []cell
	width := 0
	if skip > 0 {
		window = append(window, cell{text: "…", width: 1})
	}
	for _, c := range cells {
		if width += c.width; width <= skip {
			continue
		}
		if width > skip+maxWidth {
			return append(window, cell{text: "…", width: 1})
		}
		window = append(window, c)
	}
	return window
}

// printable replaces control characters and others that have no picture.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case r < 0x20:
			return 0x2400 + r // the Unicode pictures of control characters
		case r == 0x7f:
			return 0x2421
		case unicode.Is(unicode.Bidi_Control, r) || unicode.IsControl(r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
