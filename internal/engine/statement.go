package engine

import (
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// A stretch is the lines of one simple statement, or of the header of a
// compound one from its first decorator to its colon.
type stretch struct{ first, last int }

func (s stretch) has(line int) bool { return s.first <= line && line <= s.last }

// stretches returns the stretches of a module in the order of their first lines.
func stretches(module *py.Module) []stretch {
	w := walker{file: module.File}
	w.block(module.Body)
	return w.found
}

type walker struct {
	file  *source.File
	found []stretch
}

func (w *walker) block(body []py.Stmt) {
	for _, statement := range body {
		w.statement(statement)
	}
}

func (w *walker) statement(statement py.Stmt) {
	start := statement.Extent().Start
	switch s := statement.(type) {
	case *py.FunctionDef:
		w.compound(decorated(start, s.Decorators), s.Body)
	case *py.ClassDef:
		w.compound(decorated(start, s.Decorators), s.Body)
	case *py.For:
		w.compound(start, s.Body)
		w.block(s.Else)
	case *py.While:
		w.compound(start, s.Body)
		w.block(s.Else)
	case *py.If:
		w.compound(start, s.Body)
		w.block(s.Else)
	case *py.With:
		w.compound(start, s.Body)
	case *py.Try:
		w.compound(start, s.Body)
		for _, handler := range s.Handlers {
			w.compound(handler.Start, handler.Body)
		}
		w.block(s.Else)
		w.block(s.Finally)
	case *py.Match:
		w.lines(start, s.Subject.Extent().End)
		for _, c := range s.Cases {
			w.compound(c.Pattern.Extent().Start, c.Body)
		}
	default:
		w.lines(start, statement.Extent().End)
	}
}

// compound adds the header that begins at start and ends before body.
func (w *walker) compound(start uint32, body []py.Stmt) {
	if len(body) == 0 {
		w.lines(start, start)
		return
	}
	w.lines(start, start+headerLength(w.file.Text[start:first(body[0])]))
	w.block(body)
}

// lines adds the lines from start to end; end is the offset behind the last byte.
func (w *walker) lines(start, end uint32) {
	if end > start {
		end--
	}
	w.found = append(w.found, stretch{w.file.Line(start), w.file.Line(end)})
}

// headerLength drops what belongs to the body from the text between the start
// of a compound statement and its body: blank lines and lines of comments.
func headerLength(text string) uint32 {
	for {
		trimmed := strings.TrimRight(text, " \t\r\n\f\\")
		line := strings.LastIndexAny(trimmed, "\r\n") + 1
		if line == 0 || !strings.HasPrefix(strings.TrimLeft(trimmed[line:], " \t\f"), "#") {
			return uint32(len(trimmed))
		}
		text = trimmed[:line]
	}
}

// first is where a statement begins with its decorators.
func first(statement py.Stmt) uint32 {
	start := statement.Extent().Start
	switch s := statement.(type) {
	case *py.FunctionDef:
		return decorated(start, s.Decorators)
	case *py.ClassDef:
		return decorated(start, s.Decorators)
	}
	return start
}

func decorated(start uint32, decorators []py.Expr) uint32 {
	if len(decorators) > 0 {
		return min(start, decorators[0].Extent().Start)
	}
	return start
}
