package py

import (
	"strings"

	"github.com/ormlint/ormlint/internal/source"
)

// statement pushes one compound statement or the simple statements of a line.
func (p *parser) statement() {
	switch p.tok.kind {
	case kwIf:
		p.push(p.ifStatement())
	case kwDef:
		p.function(nil, p.tok.start, false)
	case kwClass:
		p.class(nil)
	case tokAt:
		p.decorated()
	case kwFor:
		p.push(p.forStatement(p.tok.start, false))
	case kwWhile:
		p.push(p.whileStatement())
	case kwWith:
		p.push(p.withStatement(p.tok.start, false))
	case kwTry:
		p.push(p.tryStatement())
	case kwAsync:
		p.async(nil)
	case kwElse, kwElif, kwExcept, kwFinally:
		if p.i == p.orphan {
			// Its if or try was not understood, which has been reported.
			p.failed, p.errAt = true, p.i
			return
		}
		p.fail(p.tok.kind.String() + " without the statement it belongs to")
	case tokName:
		if p.tok.end-p.tok.start == 5 && p.word(p.tok) == "match" && p.matchAhead() {
			p.push(p.matchStatement())
			return
		}
		p.simpleLine()
	default:
		p.simpleLine()
	}
}

// push adds a statement to the current block unless it failed.
func (p *parser) push(s Stmt) {
	if !p.failed {
		p.stmts = append(p.stmts, s)
	}
}

// simpleLine pushes the statements of one line.
func (p *parser) simpleLine() {
	for {
		p.simple()
		if p.failed {
			return
		}
		if !p.accept(tokSemi) {
			break
		}
		if p.at(tokNewline) {
			break
		}
	}
	if !p.at(tokNewline) {
		p.fail(p.unexpected())
		return
	}
	p.skip()
}

// unexpected words the error for a token that cannot follow.
func (p *parser) unexpected() string {
	switch p.tok.kind {
	case tokName, tokString, tokInt:
		return "expected end of statement, found " + shorten(p.word(p.tok))
	case tokNewline, tokEOF:
		return "unexpected end of line"
	}
	return "unexpected " + shorten(p.word(p.tok))
}

func shorten(s string) string {
	if len(s) > 40 {
		s = s[:40] + "…"
	}
	return strings.ToValidUTF8(s, "?")
}

func (p *parser) simple() {
	start := p.tok.start
	switch p.tok.kind {
	case kwReturn:
		p.next()
		var value Expr
		if exprStart[p.tok.kind] {
			value = p.starExpressions()
		}
		p.push(&Return{p.span(start), value})
	case kwImport:
		p.next()
		names := p.aliasList(true)
		p.push(&Import{p.span(start), names})
	case kwFrom:
		p.push(p.importFrom())
	case kwPass:
		p.next()
		p.push(&Pass{p.span(start)})
	case kwBreak:
		p.next()
		p.push(&Break{p.span(start)})
	case kwContinue:
		p.next()
		p.push(&Continue{p.span(start)})
	case kwRaise:
		p.next()
		var exc, cause Expr
		if exprStart[p.tok.kind] {
			exc = p.expression()
			if p.accept(kwFrom) {
				cause = p.expression()
			}
		}
		p.push(&Raise{p.span(start), exc, cause})
	case kwAssert:
		p.next()
		test := p.expression()
		var msg Expr
		if p.accept(tokComma) {
			msg = p.expression()
		}
		p.push(&Assert{p.span(start), test, msg})
	case kwDel:
		p.push(p.deleteStatement())
	case kwGlobal:
		names := p.nameList()
		p.push(&Global{p.span(start), names})
	case kwNonlocal:
		names := p.nameList()
		p.push(&Nonlocal{p.span(start), names})
	case tokName:
		if p.tok.end-p.tok.start == 4 && p.peek() == tokName && p.word(p.tok) == "type" {
			p.push(p.typeAlias())
			return
		}
		p.expressionStatement()
	default:
		p.expressionStatement()
	}
}

// expressionStatement reads an assignment of any form, or a plain expression.
func (p *parser) expressionStatement() {
	start := p.tok.start
	bracketed := p.at(tokLParen)
	first := p.starOrYield()
	switch k := p.tok.kind; {
	case k == tokAssign:
		mark := len(p.exprs)
		value := first
		for p.accept(tokAssign) {
			p.checkTarget(value)
			p.exprs = append(p.exprs, value)
			value = p.starOrYield()
		}
		targets := take(&p.exprs, mark)
		p.push(&Assign{p.span(start), targets, value})
	case k == tokColon:
		p.annotated(start, first, bracketed)
	case k >= tokPlusAssign && k <= tokDoubleSlashAssign:
		if !isSingleTarget(first) {
			p.fail("illegal target for augmented assignment")
			return
		}
		p.next()
		value := p.starOrYield()
		p.push(&AugAssign{p.span(start), first, Operator(k - tokPlusAssign), value})
	default:
		p.push(&ExprStmt{p.span(start), first})
	}
}

func (p *parser) annotated(start uint32, target Expr, bracketed bool) {
	if !isSingleTarget(target) {
		p.fail("illegal target for annotation")
		return
	}
	p.next()
	annotation := p.expression()
	var value Expr
	if p.accept(tokAssign) {
		value = p.starOrYield()
	}
	_, named := target.(*Name)
	p.push(&AnnAssign{p.span(start), target, annotation, value, named && !bracketed})
}

func isSingleTarget(e Expr) bool {
	switch e.(type) {
	case *Name, *Attribute, *Subscript:
		return true
	}
	return false
}

// checkTarget fails when a value cannot stand left of =.
func (p *parser) checkTarget(e Expr) {
	if p.failed {
		return
	}
	switch e := e.(type) {
	case *Name, *Attribute, *Subscript:
	case *Starred:
		p.checkTarget(e.Value)
	case *Tuple:
		for _, elt := range e.Elts {
			p.checkTarget(elt)
		}
	case *List:
		for _, elt := range e.Elts {
			p.checkTarget(elt)
		}
	default:
		p.fail("cannot assign to an expression that is not a target")
	}
}

func (p *parser) deleteStatement() Stmt {
	start := p.tok.start
	p.next()
	mark := len(p.exprs)
	for {
		target := p.binary(precBitOr)
		p.checkTarget(target)
		p.exprs = append(p.exprs, target)
		if !p.accept(tokComma) || !exprStart[p.tok.kind] {
			break
		}
	}
	targets := take(&p.exprs, mark)
	return &Delete{p.span(start), targets}
}

func (p *parser) nameList() []string {
	p.next()
	mark := len(p.names)
	p.names = append(p.names, p.identifier())
	for p.accept(tokComma) {
		p.names = append(p.names, p.identifier())
	}
	return take(&p.names, mark)
}

func (p *parser) typeAlias() Stmt {
	start := p.tok.start
	p.next()
	at := p.tok
	name := &Name{ID: p.identifier()}
	name.Span = source.Span{Start: at.start, End: at.end}
	params := p.typeParams()
	p.expect(tokAssign)
	value := p.expression()
	return &TypeAlias{p.span(start), name, params, value}
}

// aliasList reads what follows import; names are dotted only without from.
func (p *parser) aliasList(dotted bool) []*Alias {
	mark := len(p.aliases)
	for {
		start := p.tok.start
		var name, asName string
		if dotted {
			name = p.dottedName()
		} else {
			name = p.identifier()
		}
		if p.accept(kwAs) {
			asName = p.identifier()
		}
		if p.failed {
			break
		}
		p.aliases = append(p.aliases, &Alias{p.span(start), name, asName})
		if !p.at(tokComma) || !dotted && p.peek() == tokRParen {
			break
		}
		p.next()
	}
	return take(&p.aliases, mark)
}

// dottedName reads a.b.c and returns it without spaces.
func (p *parser) dottedName() string {
	start := p.tok.start
	name := p.identifier()
	if !p.at(tokDot) {
		return name
	}
	parts := []string{name}
	for p.accept(tokDot) {
		parts = append(parts, p.identifier())
	}
	if p.failed {
		return ""
	}
	written := p.text[start:p.end]
	length := len(parts) - 1
	for _, part := range parts {
		length += len(part)
	}
	if length == len(written) {
		return written
	}
	return strings.Join(parts, ".")
}

func (p *parser) importFrom() Stmt {
	start := p.tok.start
	p.next()
	level := 0
	for {
		if p.accept(tokDot) {
			level++
		} else if p.accept(tokEllipsis) {
			level += 3
		} else {
			break
		}
	}
	module := ""
	if level == 0 || p.at(tokName) {
		module = p.dottedName()
	}
	p.expect(kwImport)
	var names []*Alias
	switch {
	case p.at(tokStar):
		at := p.tok.start
		p.next()
		names = []*Alias{{p.span(at), "*", ""}}
	case p.accept(tokLParen):
		names = p.aliasList(false)
		p.accept(tokComma)
		p.expect(tokRParen)
	default:
		names = p.aliasList(false)
	}
	return &ImportFrom{p.span(start), module, names, level}
}
