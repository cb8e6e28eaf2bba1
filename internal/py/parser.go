// Package py reads Python.
//
// In: a source.File. Out: a Module, the typed syntax tree of Python 3.8 to
// 3.14 with a byte span on every node, and the places that are not Python. It
// never fails and runs nothing.
//
// The one idea: two plain steps. The tokenizer writes 12-byte tokens into a
// reused slice, and a recursive descent walks them by index, so that soft
// keywords and parenthesised with statements are a matter of looking ahead. An
// error costs the statement it stands in and nothing else.
package py

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/unicode/norm"

	"github.com/ormlint/ormlint/internal/source"
)

const (
	// maxDepth bounds how deep expressions nest, so that neither the parser nor
	// those who walk the tree exhaust the stack.
	maxDepth = 1000
	// A chain (a.b.c, a + b + c) is parsed in a loop but makes a tree as deep as
	// it is long. Beyond freeChain links, a statement may have maxChain more.
	freeChain = 100
	maxChain  = 20000
)

// A parser turns tokens into a tree. After an error it stands on the last
// token, where every loop and every expectation ends by itself; the statement
// list then goes on behind the error.
type parser struct {
	lexer
	i      int
	tok    token  // tokens[i]
	end    uint32 // of the last token consumed, line ends and indentation apart
	failed bool
	errAt  int // index of the token that failed
	depth  int
	chain  int           // links beyond freeChain in this statement
	bare   *GeneratorExp // the last one read without brackets; alone in a call it takes the call's as its own
	calls  []source.Span // see Module.Calls
	orphan int           // index after a block whose header failed; an else there belongs to it

	// Scratch stacks: a list is pushed here and copied out at its exact size.
	exprs    []Expr
	defaults []Expr
	stmts    []Stmt
	patterns []Pattern
	keywords []*Keyword
	args     []*Arg
	aliases  []*Alias
	handlers []*ExceptHandler
	ops      []CompareOperator
	names    []string
	items    []WithItem
	cases    []MatchCase
	loops    []Comprehension
	params   []TypeParam
}

var parsers = sync.Pool{New: func() any { return new(parser) }}

// Parse reads a file. What cannot be read is left out of the tree and listed in
// the module's Errors.
func Parse(f *source.File) *Module {
	p := parsers.Get().(*parser)
	defer p.release()
	p.reset(f.Text)
	p.run()
	m := &Module{File: f}
	p.i, p.tok, p.end, p.failed, p.orphan = 0, p.tokens[0], 0, false, -1
	m.Body = p.module()
	m.Calls = slices.Clone(p.calls)
	if len(p.comments) > 0 {
		m.Comments = slices.Clone(p.comments)
	}
	for _, flaw := range f.Flaws {
		p.report(int(flaw.Start), int(flaw.End), "%s", flaw.Message)
	}
	if i := strings.IndexByte(f.Text, 0); i >= 0 {
		p.report(i, i+1, "source code cannot contain null bytes")
	}
	if len(p.errors) > 0 {
		slices.SortStableFunc(p.errors, func(a, b SyntaxError) int { return cmp.Compare(a.Start, b.Start) })
		m.Errors = p.errors
	}
	return m
}

// release gives the parser back, without what would keep a tree alive.
func (p *parser) release() {
	p.text, p.errors, p.bare, p.calls = "", nil, nil, p.calls[:0]
	recycle(&p.exprs)
	recycle(&p.defaults)
	recycle(&p.stmts)
	recycle(&p.patterns)
	recycle(&p.keywords)
	recycle(&p.args)
	recycle(&p.aliases)
	recycle(&p.handlers)
	recycle(&p.names)
	recycle(&p.items)
	recycle(&p.cases)
	recycle(&p.loops)
	recycle(&p.params)
	parsers.Put(p)
}

// recycle empties a scratch stack. One that a huge list has grown is dropped:
// to clear it after every file would cost more than to grow it again.
func recycle[T any](stack *[]T) {
	if cap(*stack) > 1024 {
		*stack = nil
		return
	}
	clear((*stack)[:cap(*stack)])
	*stack = (*stack)[:0]
}

// take moves what was pushed on a scratch stack since mark into a slice of its own.
func take[T any](stack *[]T, mark int) []T {
	s := *stack
	if len(s) == mark {
		return nil
	}
	list := make([]T, len(s)-mark)
	copy(list, s[mark:])
	*stack = s[:mark]
	return list
}

func (p *parser) next() {
	p.end = p.tok.end
	p.i++
	p.tok = p.tokens[p.i]
}

// skip consumes a line end or a change of indentation, which no node's span includes.
func (p *parser) skip() {
	p.i++
	p.tok = p.tokens[p.i]
}

func (p *parser) peek() kind {
	if p.i+1 < len(p.tokens) {
		return p.tokens[p.i+1].kind
	}
	return tokEOF
}

func (p *parser) at(k kind) bool { return p.tok.kind == k }

// accept consumes a token of kind k if it stands here.
func (p *parser) accept(k kind) bool {
	if p.tok.kind != k {
		return false
	}
	p.next()
	return true
}

func (p *parser) expect(k kind) {
	if p.tok.kind == k {
		p.next()
		return
	}
	p.fail("expected " + k.String())
}

// fail reports an error at the current token and ends the statement. Only the
// first failure counts; what the tokenizer found wrong was reported by it.
func (p *parser) fail(message string) {
	if p.failed {
		return
	}
	if p.tok.kind != tokError {
		p.report(int(p.tok.start), int(p.tok.end), "%s", message)
	}
	p.failed = true
	p.errAt = p.i
	p.i = len(p.tokens) - 1
	p.tok = p.tokens[p.i]
}

// span is from start to the end of the last token consumed.
func (p *parser) span(start uint32) source.Span { return source.Span{Start: start, End: p.end} }

func (p *parser) word(t token) string { return p.text[t.start:t.end] }

// identifier consumes a name and returns it as Python compares it.
func (p *parser) identifier() string {
	if p.tok.kind != tokName {
		p.fail("expected a name")
		return ""
	}
	name := p.name(p.tok)
	p.next()
	return name
}

// name returns the identifier of a token, in normal form KC as PEP 3131 says.
func (p *parser) name(t token) string {
	if t.flags&flagWide != 0 {
		return norm.NFKC.String(p.word(t))
	}
	return p.word(t)
}

func (p *parser) enter() bool {
	p.depth++
	if p.depth > maxDepth {
		p.fail("too many nested expressions")
		return false
	}
	return true
}

// link counts the nth link of a chain and fails when the tree gets too deep.
func (p *parser) link(n int) {
	if n > freeChain {
		if p.chain++; p.chain > maxChain {
			p.fail("expression is too long")
		}
	}
}

func (p *parser) module() []Stmt {
	p.statements()
	for !p.at(tokEOF) { // a dedent without its indent cannot be, but must not end the file
		p.skip()
		p.statements()
	}
	return take(&p.stmts, 0)
}

// statements pushes the statements up to the end of the block or file.
func (p *parser) statements() {
	for {
		switch p.tok.kind {
		case tokDedent, tokEOF:
			return
		case tokNewline: // after an error only
			p.skip()
			continue
		case tokIndent:
			p.report(int(p.tok.start), int(p.tok.end), "unexpected indent")
			p.strayBlock()
			continue
		}
		p.depth, p.chain = 0, 0
		p.statement()
		if p.failed {
			p.recover()
		}
	}
}

// strayBlock pushes the statements of a block that has no header into the current one.
func (p *parser) strayBlock() {
	p.skip()
	p.statements()
	if p.at(tokDedent) {
		p.skip()
	}
}

// recover goes on at the statement after the one that failed.
func (p *parser) recover() {
	p.toNextLine()
	if p.at(tokIndent) {
		p.strayBlock()
		p.orphan = p.i
	}
}

// toNextLine skips the rest of the line that failed.
func (p *parser) toNextLine() {
	p.failed = false
	i := p.errAt
	for {
		switch p.tokens[i].kind {
		case tokNewline:
			i++
		case tokEOF, tokIndent, tokDedent:
		default:
			p.end = p.tokens[i].end
			i++
			continue
		}
		break
	}
	p.i, p.tok = i, p.tokens[i]
}

// block reads the colon of a compound statement and what it governs.
func (p *parser) block() []Stmt {
	if p.at(tokNewline) && p.peek() == tokIndent {
		p.report(int(p.tok.start), int(p.tok.end), "expected ':'")
	} else {
		p.expect(tokColon)
	}
	if p.failed {
		return nil
	}
	return p.suite()
}

// suite reads what stands after the colon: statements on the same line or an indented block.
func (p *parser) suite() []Stmt {
	mark := len(p.stmts)
	if !p.at(tokNewline) {
		p.simpleLine()
		if p.failed {
			p.toNextLine()
		}
		return take(&p.stmts, mark)
	}
	p.skip()
	if !p.at(tokIndent) {
		p.report(int(p.tok.start), int(p.tok.end), "expected an indented block")
		return nil
	}
	p.skip()
	depth, chain := p.depth, p.chain
	p.statements()
	p.depth, p.chain = depth, chain
	if p.at(tokDedent) {
		p.skip()
	}
	return take(&p.stmts, mark)
}
