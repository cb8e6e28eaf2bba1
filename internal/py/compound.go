package py

import "github.com/ormlint/ormlint/internal/source"

// ifStatement reads an if with all its elifs in a loop: there can be thousands.
func (p *parser) ifStatement() Stmt {
	first := &If{}
	first.Start = p.tok.start
	chain := []*If{first} // their spans are known only at the end
	for {
		current := chain[len(chain)-1]
		p.next()
		current.Test = p.namedExpression()
		current.Body = p.block()
		if p.failed {
			if current == first {
				return nil
			}
			// The clauses before the broken one stand, and its block stays among them.
			outer := chain[len(chain)-2]
			p.recoverClause(&outer.Else)
			p.orphan = p.i
			chain = chain[:len(chain)-1]
			break
		}
		if !p.at(kwElif) || len(chain) > maxChain {
			current.Else = p.elseBlock()
			break
		}
		inner := &If{}
		inner.Start = p.tok.start
		current.Else = []Stmt{inner}
		chain = append(chain, inner)
	}
	for _, clause := range chain {
		clause.End = p.end
	}
	return first
}

// recoverClause goes on after a clause of a compound statement whose header failed.
func (p *parser) recoverClause(body *[]Stmt) {
	p.toNextLine()
	mark := len(p.stmts)
	if p.at(tokIndent) {
		p.strayBlock()
	}
	*body = take(&p.stmts, mark)
}

// elseBlock reads an else clause if one stands here.
func (p *parser) elseBlock() []Stmt {
	if !p.at(kwElse) {
		return nil
	}
	return p.clause()
}

// clause reads the block of else or finally; the statement stands even when its header is broken.
func (p *parser) clause() []Stmt {
	p.next()
	body := p.block()
	if p.failed {
		p.recoverClause(&body)
	}
	return body
}

func (p *parser) whileStatement() Stmt {
	start := p.tok.start
	p.next()
	test := p.namedExpression()
	body := p.block()
	if p.failed {
		return nil
	}
	otherwise := p.elseBlock()
	return &While{p.span(start), test, body, otherwise}
}

func (p *parser) forStatement(start uint32, async bool) Stmt {
	p.next()
	target := p.targets()
	p.expect(kwIn)
	iter := p.starExpressions()
	body := p.block()
	if p.failed {
		return nil
	}
	otherwise := p.elseBlock()
	return &For{p.span(start), async, target, iter, body, otherwise}
}

func (p *parser) async(decorators []Expr) {
	start := p.tok.start
	p.next()
	switch p.tok.kind {
	case kwDef:
		p.function(decorators, start, true)
	case kwFor:
		p.push(p.forStatement(start, true))
	case kwWith:
		p.push(p.withStatement(start, true))
	default:
		p.fail("expected 'def', 'for' or 'with' after 'async'")
	}
}

func (p *parser) withStatement(start uint32, async bool) Stmt {
	p.next()
	items, ok := p.bracketedItems()
	if !ok {
		items = p.withItems(tokColon)
	}
	body := p.block()
	if p.failed {
		return nil
	}
	return &With{p.span(start), async, items, body}
}

// bracketedItems reads with (a as b, c): if what follows is that and not an expression in brackets.
func (p *parser) bracketedItems() ([]WithItem, bool) {
	if !p.at(tokLParen) || !p.closesBefore(tokColon) {
		return nil, false
	}
	at, end, reported := p.i, p.end, len(p.errors)
	p.next()
	if exprStart[p.tok.kind] && !p.at(tokStar) && !p.at(kwYield) {
		items := p.withItems(tokRParen)
		p.expect(tokRParen)
		if !p.failed && p.at(tokColon) {
			return items, true
		}
	}
	p.failed, p.errors = false, p.errors[:reported]
	p.i, p.tok, p.end = at, p.tokens[at], end
	return nil, false
}

// closesBefore reports whether a token of kind k follows the bracket that closes the one here.
func (p *parser) closesBefore(k kind) bool {
	depth := 0
	for i := p.i; i < len(p.tokens); i++ {
		switch p.tokens[i].kind {
		case tokLParen, tokLBracket, tokLBrace:
			depth++
		case tokRParen, tokRBracket, tokRBrace:
			depth--
			if depth == 0 {
				return p.tokens[i+1].kind == k
			}
		case tokNewline, tokEOF:
			return false
		}
	}
	return false
}

func (p *parser) withItems(closer kind) []WithItem {
	mark := len(p.items)
	for {
		item := WithItem{Context: p.expression()}
		if p.accept(kwAs) {
			item.Vars = p.starTarget()
			p.checkTarget(item.Vars)
		}
		if p.failed {
			break
		}
		p.items = append(p.items, item)
		if !p.accept(tokComma) || closer == tokRParen && p.at(closer) {
			break
		}
	}
	return take(&p.items, mark)
}

func (p *parser) tryStatement() Stmt {
	try := &Try{}
	start := p.tok.start
	p.next()
	try.Body = p.block()
	if p.failed {
		return nil
	}
	mark := len(p.handlers)
	for p.at(kwExcept) {
		at := p.tok
		handler, star := p.handler()
		if star != try.Star && len(p.handlers) > mark {
			p.report(int(at.start), int(at.end), "cannot have both 'except' and 'except*' on the same 'try'")
		}
		try.Star = try.Star || star
		p.handlers = append(p.handlers, handler)
	}
	try.Handlers = take(&p.handlers, mark)
	if len(try.Handlers) > 0 {
		try.Else = p.elseBlock()
	}
	if p.at(kwFinally) {
		try.Finally = p.clause()
	} else if len(try.Handlers) == 0 {
		p.report(int(p.tok.start), int(p.tok.end), "expected 'except' or 'finally' block")
	}
	try.Span = p.span(start)
	return try
}

func (p *parser) handler() (*ExceptHandler, bool) {
	h := &ExceptHandler{}
	start := p.tok.start
	p.next()
	star := p.accept(tokStar)
	if !p.at(tokColon) {
		first := p.tok.start
		h.Type = p.expression()
		if p.at(tokComma) { // except A, B: (PEP 758)
			h.Type = p.tupleFrom(h.Type, first, false)
		}
		if p.accept(kwAs) {
			h.Name = p.identifier()
		}
	}
	h.Body = p.block()
	if p.failed {
		h.Type = nil
		p.recoverClause(&h.Body)
	}
	h.Span = p.span(start)
	return h, star
}

func (p *parser) decorated() {
	mark := len(p.exprs)
	for p.at(tokAt) {
		p.next()
		decorator := p.namedExpression()
		if !p.at(tokNewline) {
			p.fail(p.unexpected())
		}
		if p.failed {
			p.toNextLine()
			continue
		}
		p.skip()
		p.exprs = append(p.exprs, decorator)
	}
	decorators := take(&p.exprs, mark)
	switch p.tok.kind {
	case kwDef:
		p.function(decorators, p.tok.start, false)
	case kwClass:
		p.class(decorators)
	case kwAsync:
		p.async(decorators)
	default:
		// Reported without failing: what stands here may be fine in itself.
		p.report(int(p.tok.start), int(p.tok.end), "expected a function or class after a decorator")
	}
}

// function pushes a def. Once its name is known it stands, however broken the rest of its header is.
func (p *parser) function(decorators []Expr, start uint32, async bool) {
	f := &FunctionDef{Async: async, Decorators: decorators}
	p.next()
	f.NameAt = source.Span{Start: p.tok.start, End: p.tok.end}
	f.Name = p.identifier()
	if p.failed {
		return
	}
	f.TypeParams = p.typeParams()
	p.expect(tokLParen)
	f.Args = p.parameters(tokRParen)
	p.expect(tokRParen)
	if p.accept(tokArrow) {
		f.Returns = p.expression()
		if p.failed {
			f.Returns = nil
		}
	}
	f.Body = p.block()
	if p.failed {
		p.recoverClause(&f.Body)
	}
	f.Span = p.span(start)
	p.push(f)
}

// class pushes a class, under the same rule as function.
func (p *parser) class(decorators []Expr) {
	c := &ClassDef{Decorators: decorators}
	start := p.tok.start
	p.next()
	c.NameAt = source.Span{Start: p.tok.start, End: p.tok.end}
	c.Name = p.identifier()
	if p.failed {
		return
	}
	c.TypeParams = p.typeParams()
	if p.accept(tokLParen) {
		c.Bases, c.Keywords = p.arguments()
		p.expect(tokRParen)
	}
	c.Body = p.block()
	if p.failed {
		p.recoverClause(&c.Body)
	}
	c.Span = p.span(start)
	p.push(c)
}

// parameters reads the parameters of a function or, up to a colon, of a lambda.
func (p *parser) parameters(closer kind) *Arguments {
	a := &Arguments{}
	annotations := closer == tokRParen
	args, defaults, kwDefaults := len(p.args), len(p.exprs), len(p.defaults)
	keywordOnly := false
	for !p.at(closer) && !p.failed {
		switch {
		case p.at(tokSlash) && !keywordOnly && a.PosOnly == nil:
			p.next()
			a.PosOnly = take(&p.args, args)
		case p.at(tokStar) && !keywordOnly:
			p.next()
			keywordOnly = true
			a.Args = take(&p.args, args)
			if !p.at(tokComma) {
				a.Vararg = p.parameter(annotations, true)
			} else if k := p.peek(); k == closer || k == tokDoubleStar {
				p.fail("named parameters must follow bare *")
			}
		case p.at(tokDoubleStar):
			p.next()
			a.Kwarg = p.parameter(annotations, false)
		default:
			arg := p.parameter(annotations, false)
			var value Expr
			if p.accept(tokAssign) {
				value = p.expression()
			}
			if p.failed {
				break
			}
			p.args = append(p.args, arg)
			if keywordOnly {
				p.defaults = append(p.defaults, value)
			} else if value != nil {
				p.exprs = append(p.exprs, value)
			} else if len(p.exprs) > defaults {
				p.report(int(arg.Start), int(arg.End), "parameter without a default follows parameter with a default")
			}
		}
		if !p.accept(tokComma) {
			break
		}
	}
	if keywordOnly {
		a.KwOnly = take(&p.args, args)
	} else {
		a.Args = take(&p.args, args)
	}
	a.Defaults = take(&p.exprs, defaults)
	a.KwDefaults = take(&p.defaults, kwDefaults)
	return a
}

// parameter reads one name with its annotation; it returns nil on failure.
func (p *parser) parameter(annotations, variadic bool) *Arg {
	arg := &Arg{}
	start := p.tok.start
	arg.Name = p.identifier()
	if annotations && p.accept(tokColon) {
		if variadic && p.at(tokStar) { // *args: *Ts
			arg.Annotation = p.starExpression()
		} else {
			arg.Annotation = p.expression()
		}
	}
	if p.failed {
		return nil
	}
	arg.Span = p.span(start)
	return arg
}

// typeParams reads [T: Bound = Default, *Ts, **P] if it stands here.
func (p *parser) typeParams() []TypeParam {
	if !p.accept(tokLBracket) {
		return nil
	}
	if p.at(tokRBracket) {
		p.fail("type parameter list cannot be empty")
	}
	mark := len(p.params)
	for !p.at(tokRBracket) && !p.failed {
		t := TypeParam{}
		start := p.tok.start
		switch {
		case p.accept(tokStar):
			t.Kind = TypeVarTuple
		case p.accept(tokDoubleStar):
			t.Kind = ParamSpec
		}
		t.Name = p.identifier()
		if p.accept(tokColon) {
			t.Bound = p.expression()
		}
		if p.accept(tokAssign) {
			if t.Kind == TypeVarTuple && p.at(tokStar) {
				t.Default = p.starExpression()
			} else {
				t.Default = p.expression()
			}
		}
		if p.failed {
			break
		}
		t.Span = p.span(start)
		p.params = append(p.params, t)
		if !p.accept(tokComma) {
			break
		}
	}
	params := take(&p.params, mark)
	p.expect(tokRBracket)
	return params
}
