package py

import "github.com/ormlint/ormlint/internal/source"

// matchAhead reports whether the name match here starts a match statement: its
// line ends with a colon and the block below starts with case.
func (p *parser) matchAhead() bool {
	if !exprStart[p.peek()] {
		return false
	}
	for i := p.i + 1; i+2 < len(p.tokens); i++ {
		if p.tokens[i].kind == tokNewline {
			if p.tokens[i-1].kind != tokColon || p.tokens[i+1].kind != tokIndent {
				return false
			}
			t := p.tokens[i+2]
			return t.kind == tokName && p.word(t) == "case"
		}
	}
	return false
}

func (p *parser) matchStatement() Stmt {
	start := p.tok.start
	p.next()
	at := p.tok.start
	subject := p.starNamed()
	if p.at(tokComma) {
		subject = p.tupleFrom(subject, at, true)
	} else if _, ok := subject.(*Starred); ok {
		p.fail("cannot use starred expression here")
	}
	p.expect(tokColon)
	if !p.at(tokNewline) {
		p.fail("expected the end of the line")
	}
	if p.failed {
		return nil
	}
	p.skip()
	p.skip()
	mark := len(p.cases)
	for !p.at(tokDedent) && !p.at(tokEOF) {
		p.depth, p.chain = 0, 0
		if p.at(tokIndent) { // below a case that was not understood
			p.strayCase()
			continue
		}
		c := p.matchCase()
		if p.failed {
			p.toNextLine()
			continue
		}
		p.cases = append(p.cases, c)
	}
	if p.at(tokDedent) {
		p.skip()
	}
	cases := take(&p.cases, mark)
	return &Match{p.span(start), subject, cases}
}

// strayCase drops the block of a case whose header failed.
func (p *parser) strayCase() {
	mark := len(p.stmts)
	p.strayBlock()
	p.stmts = p.stmts[:mark]
}

func (p *parser) matchCase() (c MatchCase) {
	if !p.at(tokName) || p.word(p.tok) != "case" {
		p.fail("expected 'case'")
		return c
	}
	p.next()
	c.Pattern = p.openPattern()
	if p.accept(kwIf) {
		c.Guard = p.namedExpression()
	}
	c.Body = p.block()
	return c
}

// openPattern reads the pattern of a case, which may be a sequence without brackets.
func (p *parser) openPattern() Pattern {
	start := p.tok.start
	first := p.starPattern()
	_, starred := first.(*MatchStar)
	if !p.at(tokComma) && !starred {
		return first
	}
	mark := len(p.patterns)
	p.patterns = append(p.patterns, first)
	for p.accept(tokComma) && !p.at(tokColon) && !p.at(kwIf) {
		next := p.starPattern()
		p.patterns = append(p.patterns, next)
	}
	list := take(&p.patterns, mark)
	return &MatchSequence{p.span(start), list}
}

// starPattern reads a pattern or *name.
func (p *parser) starPattern() Pattern {
	if !p.at(tokStar) {
		return p.pattern()
	}
	start := p.tok.start
	p.next()
	name := capture(p.identifier())
	return &MatchStar{p.span(start), name}
}

// capture returns the name a pattern binds; _ binds none.
func capture(name string) string {
	if name == "_" {
		return ""
	}
	return name
}

// pattern reads alternatives and the name they are bound to.
func (p *parser) pattern() Pattern {
	start := p.tok.start
	if !p.enter() {
		return nil
	}
	pattern := p.closedPattern()
	if p.at(tokPipe) {
		mark := len(p.patterns)
		p.patterns = append(p.patterns, pattern)
		for p.accept(tokPipe) {
			next := p.closedPattern()
			p.patterns = append(p.patterns, next)
		}
		list := take(&p.patterns, mark)
		pattern = &MatchOr{p.span(start), list}
	}
	p.depth--
	if p.accept(kwAs) {
		name := p.identifier()
		pattern = &MatchAs{p.span(start), pattern, name}
	}
	return pattern
}

func (p *parser) closedPattern() Pattern {
	start := p.tok.start
	switch p.tok.kind {
	case kwNone, kwTrue, kwFalse:
		k := map[kind]ConstantKind{kwNone: None, kwTrue: True, kwFalse: False}[p.tok.kind]
		p.next()
		return &MatchSingleton{p.span(start), k}
	case tokInt, tokFloat, tokComplex, tokMinus:
		value := p.numberPattern()
		return &MatchValue{p.span(start), value}
	case tokString, tokFStringStart:
		value := p.strings()
		return &MatchValue{p.span(start), value}
	case tokLParen:
		return p.bracketPattern()
	case tokLBracket:
		p.next()
		list := p.patternList(tokRBracket)
		p.expect(tokRBracket)
		return &MatchSequence{p.span(start), list}
	case tokLBrace:
		return p.mappingPattern()
	case tokName:
		return p.namePattern()
	}
	p.fail("expected a pattern")
	return nil
}

// numberPattern reads -1 or 1 + 2j.
func (p *parser) numberPattern() Expr {
	start := p.tok.start
	left := p.signedNumber()
	if !p.at(tokPlus) && !p.at(tokMinus) {
		return left
	}
	op := operators[p.tok.kind]
	p.next()
	right := p.signedNumber()
	return &BinOp{p.span(start), left, op, right}
}

func (p *parser) signedNumber() Expr {
	start := p.tok.start
	if p.accept(tokMinus) {
		operand := p.unsignedNumber()
		return &UnaryOp{p.span(start), USub, operand}
	}
	return p.unsignedNumber()
}

func (p *parser) unsignedNumber() Expr {
	switch p.tok.kind {
	case tokInt, tokFloat, tokComplex:
		return p.atom()
	}
	p.fail("expected a number")
	return nil
}

// bracketPattern reads (pattern) or a sequence.
func (p *parser) bracketPattern() Pattern {
	start := p.tok.start
	p.next()
	if p.accept(tokRParen) {
		return &MatchSequence{Span: p.span(start)}
	}
	first := p.starPattern()
	_, starred := first.(*MatchStar)
	if !p.at(tokComma) && !starred {
		p.expect(tokRParen)
		return first
	}
	mark := len(p.patterns)
	p.patterns = append(p.patterns, first)
	for p.accept(tokComma) && !p.at(tokRParen) {
		next := p.starPattern()
		p.patterns = append(p.patterns, next)
	}
	list := take(&p.patterns, mark)
	p.expect(tokRParen)
	return &MatchSequence{p.span(start), list}
}

// patternList reads patterns divided by commas up to closer.
func (p *parser) patternList(closer kind) []Pattern {
	mark := len(p.patterns)
	for !p.at(closer) && !p.failed {
		next := p.starPattern()
		p.patterns = append(p.patterns, next)
		if !p.accept(tokComma) {
			break
		}
	}
	return take(&p.patterns, mark)
}

func (p *parser) mappingPattern() Pattern {
	m := &MatchMapping{}
	start := p.tok.start
	p.next()
	keys, mark := len(p.exprs), len(p.patterns)
	for !p.at(tokRBrace) && !p.failed {
		if p.accept(tokDoubleStar) {
			m.Rest = p.identifier()
		} else {
			key := p.patternKey()
			p.expect(tokColon)
			value := p.pattern()
			p.exprs = append(p.exprs, key)
			p.patterns = append(p.patterns, value)
		}
		if !p.accept(tokComma) {
			break
		}
	}
	m.Keys, m.Patterns = take(&p.exprs, keys), take(&p.patterns, mark)
	p.expect(tokRBrace)
	m.Span = p.span(start)
	return m
}

func (p *parser) patternKey() Expr {
	switch p.tok.kind {
	case tokInt, tokFloat, tokComplex, tokMinus:
		return p.numberPattern()
	case tokString, tokFStringStart, kwNone, kwTrue, kwFalse:
		return p.atom()
	}
	return p.dotted()
}

// dotted reads a name or an attribute of one.
func (p *parser) dotted() Expr {
	start := p.tok.start
	id := p.identifier()
	var e Expr = &Name{p.span(start), id}
	for n := 0; p.accept(tokDot); n++ {
		at := source.Span{Start: p.tok.start, End: p.tok.end}
		attr := p.identifier()
		e = &Attribute{p.span(start), e, attr, at}
		p.link(n)
	}
	return e
}

// namePattern reads a capture, a dotted value or a class pattern.
func (p *parser) namePattern() Pattern {
	start := p.tok.start
	if k := p.peek(); k != tokDot && k != tokLParen {
		name := capture(p.identifier())
		return &MatchAs{p.span(start), nil, name}
	}
	value := p.dotted()
	if !p.at(tokLParen) {
		return &MatchValue{p.span(start), value}
	}
	p.next()
	m := &MatchClass{Class: value}
	mark, names := len(p.patterns), len(p.names)
	for !p.at(tokRParen) && !p.failed {
		if p.at(tokName) && p.peek() == tokAssign {
			if len(p.names) == names {
				m.Patterns = take(&p.patterns, mark)
			}
			p.names = append(p.names, p.identifier())
			p.next()
		} else if len(p.names) > names {
			p.fail("positional patterns follow keyword patterns")
			break
		}
		next := p.pattern()
		p.patterns = append(p.patterns, next)
		if !p.accept(tokComma) {
			break
		}
	}
	if len(p.names) == names {
		m.Patterns = take(&p.patterns, mark)
	} else {
		m.KwdPatterns = take(&p.patterns, mark)
	}
	m.KwdAttrs = take(&p.names, names)
	p.expect(tokRParen)
	m.Span = p.span(start)
	return m
}
