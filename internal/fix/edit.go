package fix

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// An edit puts text in the place of a span; an empty span is an insertion. Its
// text breaks lines with "\n", whatever the file does.
type edit struct {
	span source.Span
	text string
}

var errOverlap = errors.New("two changes of the same lines exclude each other")

// apply returns text with all edits made. Insertions at one place keep their order.
func apply(text string, edits []edit) (string, error) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b edit) int {
		if c := cmp.Compare(a.span.Start, b.span.Start); c != 0 {
			return c
		}
		return cmp.Compare(min(a.span.End-a.span.Start, 1), min(b.span.End-b.span.Start, 1))
	})
	newline := newlineOf(text)
	var b strings.Builder
	at := uint32(0)
	for _, e := range edits {
		if e.span.Start < at || e.span.End < e.span.Start || int(e.span.End) > len(text) {
			return "", errOverlap
		}
		b.WriteString(text[at:e.span.Start])
		b.WriteString(strings.ReplaceAll(e.text, "\n", newline))
		at = e.span.End
	}
	b.WriteString(text[at:])
	return b.String(), nil
}

// newlineOf is how the first line of a text ends.
func newlineOf(text string) string {
	i := strings.IndexAny(text, "\r\n")
	switch {
	case i < 0 || text[i] == '\n':
		return "\n"
	case strings.HasPrefix(text[i:], "\r\n"):
		return "\r\n"
	}
	return "\r"
}

// A document is one Python file that is about to change.
type document struct {
	*py.Module
	text  string
	quote string // the one that most strings of the file are written with
	width int    // how long its lines may get
	edits []edit
}

func newDocument(tree *py.Module) *document {
	return &document{Module: tree, text: tree.File.Text, quote: quoteOf(tree), width: widthOf(tree.File.Text)}
}

// longestWidth is what a few long lines of a file make longer no more.
const longestWidth = 120

// widthOf is how long the lines of a text are allowed to be, as far as they show it.
func widthOf(text string) int {
	width := usualWidth
	for line := range strings.Lines(text) {
		width = max(width, utf8.RuneCountInString(strings.TrimRight(line, "\r\n")))
	}
	return min(width, longestWidth)
}

// quoteOf counts strings; where there are none, or as many of each, Black's choice wins.
func quoteOf(tree *py.Module) string {
	single, double := 0, 0
	py.Walk(tree, func(n py.Node) bool {
		c, ok := n.(*py.Constant)
		if !ok || c.Kind != py.String {
			return true
		}
		switch i := strings.IndexAny(c.Raw, `'"`); {
		case i < 0, strings.HasPrefix(c.Raw[i:], `"""`), strings.HasPrefix(c.Raw[i:], "'''"):
		case c.Raw[i] == '"':
			double++
		default:
			single++
		}
		return true
	})
	if single > double {
		return "'"
	}
	return `"`
}

func (d *document) insert(at int, text string) { d.replace(at, at, text) }

func (d *document) replace(from, to int, text string) {
	if from == to && text == "" {
		return
	}
	d.edits = append(d.edits, edit{source.Span{Start: uint32(from), End: uint32(to)}, text})
}

// lineStart returns the offset at which the line of an offset begins.
func (d *document) lineStart(at int) int { return strings.LastIndexAny(d.text[:at], "\r\n") + 1 }

// lineEnd returns the offset of the line's end, before its line break.
func (d *document) lineEnd(at int) int {
	if i := strings.IndexAny(d.text[at:], "\r\n"); i >= 0 {
		return at + i
	}
	return len(d.text)
}

// nextLine returns the offset at which the line after that of an offset begins.
func (d *document) nextLine(at int) int {
	end := d.lineEnd(at)
	switch {
	case strings.HasPrefix(d.text[end:], "\r\n"):
		return end + 2
	case end < len(d.text):
		return end + 1
	}
	return end
}

// isFirst reports whether only white space stands before an offset in its line.
func (d *document) isFirst(at int) bool { return isBlank(d.text[d.lineStart(at):at]) }

// indentOf returns the white space that the line of an offset begins with.
func (d *document) indentOf(at int) string {
	start := d.lineStart(at)
	end := start
	for end < at && (d.text[end] == ' ' || d.text[end] == '\t') {
		end++
	}
	return d.text[start:end]
}

func isBlank(text string) bool { return strings.Trim(text, " \t\f") == "" }
