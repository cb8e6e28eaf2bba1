package py

import "github.com/ormlint/ormlint/internal/source"

// The precedence of the operators that stand between two operands.
const (
	precOr = 1 + iota
	precAnd
	precNot
	precCompare
	precBitOr
	precBitXor
	precBitAnd
	precShift
	precSum
	precTerm
	precPower // handled by power, right to left
)

var precedence = [kindCount]uint8{
	kwOr: precOr, kwAnd: precAnd,
	tokEqual: precCompare, tokNotEqual: precCompare, tokLess: precCompare, tokLessEqual: precCompare,
	tokGreater: precCompare, tokGreaterEqual: precCompare, kwIn: precCompare, kwIs: precCompare, kwNot: precCompare,
	tokPipe: precBitOr, tokCaret: precBitXor, tokAmper: precBitAnd,
	tokLShift: precShift, tokRShift: precShift, tokPlus: precSum, tokMinus: precSum,
	tokStar: precTerm, tokSlash: precTerm, tokPercent: precTerm, tokDoubleSlash: precTerm, tokAt: precTerm,
}

var operators = [...]Operator{
	tokPlus: Add, tokMinus: Sub, tokStar: Mult, tokAt: MatMult, tokSlash: Div, tokPercent: Mod,
	tokDoubleStar: Pow, tokLShift: LShift, tokRShift: RShift, tokPipe: BitOr, tokCaret: BitXor,
	tokAmper: BitAnd, tokDoubleSlash: FloorDiv,
}

// exprStart holds the tokens an expression can start with.
var exprStart = [kindCount]bool{
	tokName: true, tokInt: true, tokFloat: true, tokComplex: true, tokString: true, tokFStringStart: true,
	tokLParen: true, tokLBracket: true, tokLBrace: true, tokEllipsis: true, tokPlus: true, tokMinus: true,
	tokTilde: true, tokStar: true, kwFalse: true, kwNone: true, kwTrue: true, kwAwait: true, kwLambda: true,
	kwNot: true, kwYield: true,
}

// starOrYield reads the right side of an assignment or a statement of its own.
func (p *parser) starOrYield() Expr {
	if p.at(kwYield) {
		return p.yield()
	}
	return p.starExpressions()
}

func (p *parser) yield() Expr {
	start := p.tok.start
	p.next()
	if p.accept(kwFrom) {
		value := p.expression()
		return &YieldFrom{p.span(start), value}
	}
	var value Expr
	if exprStart[p.tok.kind] {
		value = p.starExpressions()
	}
	return &Yield{p.span(start), value}
}

// starExpressions reads a, *b, c without brackets.
func (p *parser) starExpressions() Expr {
	start := p.tok.start
	var first Expr
	if p.at(tokStar) {
		first = p.starExpression()
	} else {
		first = p.expression()
	}
	if !p.at(tokComma) {
		return first
	}
	return p.tupleFrom(first, start, false)
}

// tupleFrom reads the rest of a tuple whose first element is known.
func (p *parser) tupleFrom(first Expr, start uint32, walrus bool) *Tuple {
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tokComma) && exprStart[p.tok.kind] {
		var elt Expr
		switch {
		case p.at(tokStar):
			elt = p.starExpression()
		case walrus:
			elt = p.namedExpression()
		default:
			elt = p.expression()
		}
		p.exprs = append(p.exprs, elt)
	}
	elts := take(&p.exprs, mark)
	return &Tuple{p.span(start), elts}
}

func (p *parser) starExpression() Expr {
	start := p.tok.start
	p.next()
	value := p.binary(precBitOr)
	return &Starred{p.span(start), value}
}

// starTarget reads one target of with … as or for.
func (p *parser) starTarget() Expr {
	if p.at(tokStar) {
		return p.starExpression()
	}
	return p.binary(precBitOr)
}

// targets reads what stands between for and in.
func (p *parser) targets() Expr {
	start := p.tok.start
	first := p.starTarget()
	p.checkTarget(first)
	if !p.at(tokComma) {
		return first
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tokComma) && exprStart[p.tok.kind] {
		target := p.starTarget()
		p.checkTarget(target)
		p.exprs = append(p.exprs, target)
	}
	elts := take(&p.exprs, mark)
	return &Tuple{p.span(start), elts}
}

// namedExpression reads an expression that may be name := value.
func (p *parser) namedExpression() Expr {
	if p.tok.kind == tokName && p.tokens[p.i+1].kind == tokWalrus {
		start := p.tok.start
		target := &Name{source.Span{Start: start, End: p.tok.end}, p.name(p.tok)}
		p.next()
		p.next()
		value := p.expression()
		return &NamedExpr{p.span(start), target, value}
	}
	return p.expression()
}

// expression reads anything but a bare tuple, yield, star or walrus.
func (p *parser) expression() Expr {
	if p.at(kwLambda) {
		return p.lambda()
	}
	start := p.tok.start
	if !p.enter() {
		return nil
	}
	e := p.binary(precOr)
	if p.at(kwIf) {
		p.next()
		test := p.binary(precOr)
		p.expect(kwElse)
		otherwise := p.expression()
		e = &IfExp{p.span(start), test, e, otherwise}
	}
	p.depth--
	return e
}

func (p *parser) lambda() Expr {
	start := p.tok.start
	if !p.enter() {
		return nil
	}
	p.next()
	args := p.parameters(tokColon)
	p.expect(tokColon)
	body := p.expression()
	p.depth--
	return &Lambda{p.span(start), args, body}
}

// binary reads operands joined by operators that bind at least as tightly as minimum.
func (p *parser) binary(minimum uint8) Expr {
	start := p.tok.start
	var left Expr
	if p.tok.kind == kwNot && minimum <= precNot {
		if !p.enter() {
			return nil
		}
		p.next()
		operand := p.binary(precNot)
		p.depth--
		left = &UnaryOp{p.span(start), Not, operand}
	} else {
		left = p.unary()
	}
	for n := 0; ; n++ {
		prec := precedence[p.tok.kind]
		if prec == 0 || prec < minimum {
			return left
		}
		switch {
		case prec >= precBitOr:
			op := operators[p.tok.kind]
			p.next()
			right := p.binary(prec + 1)
			left = &BinOp{p.span(start), left, op, right}
		case prec == precCompare:
			left = p.comparison(left, start)
		default:
			left = p.boolOp(left, start, prec)
		}
		p.link(n)
	}
}

func (p *parser) boolOp(left Expr, start uint32, prec uint8) Expr {
	k := p.tok.kind
	mark := len(p.exprs)
	p.exprs = append(p.exprs, left)
	for p.accept(k) {
		value := p.binary(prec + 1)
		p.exprs = append(p.exprs, value)
	}
	values := take(&p.exprs, mark)
	return &BoolOp{p.span(start), k == kwOr, values}
}

func (p *parser) comparison(left Expr, start uint32) Expr {
	mark, opMark := len(p.exprs), len(p.ops)
	for precedence[p.tok.kind] == precCompare {
		var op CompareOperator
		switch k := p.tok.kind; k {
		case kwIn:
			op = In
		case kwNot:
			op = NotIn
			p.next()
			if !p.at(kwIn) {
				p.fail("expected 'in' after 'not'")
			}
		case kwIs:
			op = Is
			if p.peek() == kwNot {
				op = IsNot
				p.next()
			}
		default:
			op = CompareOperator(k - tokEqual)
		}
		if p.failed {
			break
		}
		p.next()
		right := p.binary(precBitOr)
		p.ops = append(p.ops, op)
		p.exprs = append(p.exprs, right)
	}
	ops := take(&p.ops, opMark)
	comparators := take(&p.exprs, mark)
	return &Compare{p.span(start), left, ops, comparators}
}

var unaryOperators = map[kind]UnaryOperator{tokPlus: UAdd, tokMinus: USub, tokTilde: Invert}

// unary reads -x, await x, x ** y and what is simpler.
func (p *parser) unary() Expr {
	start := p.tok.start
	switch p.tok.kind {
	case tokPlus, tokMinus, tokTilde:
		op := unaryOperators[p.tok.kind]
		if !p.enter() {
			return nil
		}
		p.next()
		operand := p.unary()
		p.depth--
		return &UnaryOp{p.span(start), op, operand}
	}
	var left Expr
	if p.at(kwAwait) {
		p.next()
		value := p.primary()
		left = &Await{p.span(start), value}
	} else {
		left = p.primary()
	}
	if !p.at(tokDoubleStar) || !p.enter() {
		return left
	}
	p.next()
	right := p.unary()
	p.depth--
	return &BinOp{p.span(start), left, Pow, right}
}

// primary reads an atom and the attributes, calls and subscripts behind it.
func (p *parser) primary() Expr {
	start := p.tok.start
	e := p.atom()
	for n := 0; ; n++ {
		switch p.tok.kind {
		case tokDot:
			p.next()
			at := source.Span{Start: p.tok.start, End: p.tok.end}
			attr := p.identifier()
			e = &Attribute{source.Span{Start: start, End: at.End}, e, attr, at}
		case tokLParen:
			e = p.call(e, start)
		case tokLBracket:
			p.next()
			index := p.subscript()
			p.expect(tokRBracket)
			e = &Subscript{p.span(start), e, index}
		default:
			return e
		}
		p.link(n)
	}
}

func (p *parser) call(callee Expr, start uint32) Expr {
	open := p.tok.start
	switch callee := callee.(type) {
	case *Name:
		p.calls = append(p.calls, callee.Span)
	case *Attribute:
		p.calls = append(p.calls, callee.AttrAt)
	}
	p.next()
	if p.at(tokRParen) {
		p.next()
		return &Call{Span: p.span(start), Func: callee}
	}
	args, keywords := p.arguments()
	if len(args) == 1 && p.bare == args[0] && p.at(tokRParen) {
		p.bare.Span = source.Span{Start: open, End: p.tok.end}
	}
	p.expect(tokRParen)
	return &Call{p.span(start), callee, args, keywords}
}

// arguments reads what stands between the brackets of a call or a class. On an
// error it returns the arguments before it.
func (p *parser) arguments() ([]Expr, []*Keyword) {
	mark, keywordMark := len(p.exprs), len(p.keywords)
	for p.tok.kind != tokRParen && !p.failed {
		start := p.tok.start
		switch {
		case p.tok.kind == tokName && p.tokens[p.i+1].kind == tokAssign:
			name := p.name(p.tok)
			p.next()
			p.next()
			value := p.expression()
			if !p.failed {
				p.keywords = append(p.keywords, &Keyword{p.span(start), name, value})
			}
		case p.tok.kind == tokStar:
			p.next()
			value := p.expression()
			if !p.failed {
				p.exprs = append(p.exprs, &Starred{p.span(start), value})
			}
		case p.tok.kind == tokDoubleStar:
			p.next()
			value := p.expression()
			if !p.failed {
				p.keywords = append(p.keywords, &Keyword{p.span(start), "", value})
			}
		default:
			if n := len(p.keywords); n > keywordMark && p.keywords[n-1].Name != "" {
				p.report(int(start), int(p.tok.end), "positional argument follows keyword argument")
			}
			value := p.namedExpression()
			if p.at(kwFor) || p.at(kwAsync) {
				loops := p.comprehensions()
				p.bare = &GeneratorExp{p.span(start), value, loops}
				value = p.bare
			}
			if !p.failed {
				p.exprs = append(p.exprs, value)
			}
		}
		if p.tok.kind != tokComma {
			break
		}
		p.next()
	}
	return take(&p.exprs, mark), take(&p.keywords, keywordMark)
}

// subscript reads what stands between the brackets of x[…].
func (p *parser) subscript() Expr {
	start := p.tok.start
	first := p.slice()
	_, starred := first.(*Starred)
	if !p.at(tokComma) && !starred {
		return first
	}
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tokComma) && (exprStart[p.tok.kind] || p.at(tokColon)) {
		elt := p.slice()
		p.exprs = append(p.exprs, elt)
	}
	elts := take(&p.exprs, mark)
	return &Tuple{p.span(start), elts}
}

func (p *parser) slice() Expr {
	start := p.tok.start
	if p.at(tokStar) {
		p.next()
		value := p.expression()
		return &Starred{p.span(start), value}
	}
	var lower, upper, step Expr
	if !p.at(tokColon) {
		lower = p.namedExpression()
		if !p.at(tokColon) {
			return lower
		}
	}
	p.next()
	if exprStart[p.tok.kind] {
		upper = p.expression()
	}
	if p.accept(tokColon) && exprStart[p.tok.kind] {
		step = p.expression()
	}
	return &Slice{p.span(start), lower, upper, step}
}

// comprehensions reads one or more for … in … if … clauses.
func (p *parser) comprehensions() []Comprehension {
	mark := len(p.loops)
	for p.at(kwFor) || p.at(kwAsync) {
		var c Comprehension
		c.Async = p.accept(kwAsync)
		p.expect(kwFor)
		c.Target = p.targets()
		p.expect(kwIn)
		c.Iter = p.binary(precOr)
		ifs := len(p.exprs)
		for p.accept(kwIf) {
			condition := p.condition()
			p.exprs = append(p.exprs, condition)
		}
		c.Ifs = take(&p.exprs, ifs)
		p.loops = append(p.loops, c)
	}
	return take(&p.loops, mark)
}

// condition reads the test of a comprehension's if, which cannot be a conditional expression.
func (p *parser) condition() Expr {
	if p.at(tokName) && p.peek() == tokWalrus {
		return p.namedExpression()
	}
	return p.binary(precOr)
}

func (p *parser) atom() Expr {
	t := p.tok
	span := source.Span{Start: t.start, End: t.end}
	switch t.kind {
	case tokName:
		p.next()
		return &Name{span, p.name(t)}
	case tokString, tokFStringStart:
		return p.strings()
	case tokInt:
		p.next()
		return &Constant{Span: span, Kind: Int, Raw: p.word(t)}
	case tokLParen:
		return p.brackets()
	case tokLBracket:
		return p.list()
	case tokLBrace:
		return p.dictOrSet()
	case kwNone:
		p.next()
		return &Constant{Span: span, Kind: None, Raw: p.word(t)}
	case kwTrue:
		p.next()
		return &Constant{Span: span, Kind: True, Raw: p.word(t)}
	case kwFalse:
		p.next()
		return &Constant{Span: span, Kind: False, Raw: p.word(t)}
	case tokEllipsis:
		p.next()
		return &Constant{Span: span, Kind: Ellipsis, Raw: p.word(t)}
	case tokFloat:
		p.next()
		return &Constant{Span: span, Kind: Float, Raw: p.word(t)}
	case tokComplex:
		p.next()
		return &Constant{Span: span, Kind: Complex, Raw: p.word(t)}
	}
	switch t.kind {
	case tokNewline, tokEOF:
		p.fail("expected an expression, found the end of the line")
	default:
		p.fail("expected an expression, found " + shorten(p.word(t)))
	}
	return nil
}

// brackets reads (…): an expression in brackets, a tuple or a generator.
func (p *parser) brackets() Expr {
	start := p.tok.start
	p.next()
	switch {
	case p.accept(tokRParen):
		return &Tuple{Span: p.span(start)}
	case p.at(kwYield):
		e := p.yield()
		p.expect(tokRParen)
		return e
	}
	first := p.starNamed()
	switch {
	case p.at(tokComma):
		tuple := p.tupleFrom(first, start, true)
		p.expect(tokRParen)
		tuple.End = p.end
		return tuple
	case p.at(kwFor), p.at(kwAsync):
		loops := p.comprehensions()
		p.expect(tokRParen)
		return &GeneratorExp{p.span(start), first, loops}
	}
	if _, ok := first.(*Starred); ok {
		p.fail("cannot use starred expression here")
	}
	p.expect(tokRParen)
	return first
}

// starNamed reads an element of a tuple, list or set in brackets.
func (p *parser) starNamed() Expr {
	if p.at(tokStar) {
		return p.starExpression()
	}
	return p.namedExpression()
}

func (p *parser) list() Expr {
	start := p.tok.start
	p.next()
	if p.accept(tokRBracket) {
		return &List{Span: p.span(start)}
	}
	first := p.starNamed()
	if p.at(kwFor) || p.at(kwAsync) {
		loops := p.comprehensions()
		p.expect(tokRBracket)
		return &ListComp{p.span(start), first, loops}
	}
	elts := p.elements(first)
	p.expect(tokRBracket)
	return &List{p.span(start), elts}
}

// elements reads the rest of a list or set.
func (p *parser) elements(first Expr) []Expr {
	mark := len(p.exprs)
	p.exprs = append(p.exprs, first)
	for p.accept(tokComma) && exprStart[p.tok.kind] {
		elt := p.starNamed()
		p.exprs = append(p.exprs, elt)
	}
	return take(&p.exprs, mark)
}

func (p *parser) dictOrSet() Expr {
	start := p.tok.start
	p.next()
	switch {
	case p.accept(tokRBrace):
		return &Dict{Span: p.span(start)}
	case p.at(tokDoubleStar):
		return p.dict(nil, start)
	}
	first := p.starNamed()
	switch {
	case p.at(tokColon):
		return p.dict(first, start)
	case p.at(kwFor), p.at(kwAsync):
		loops := p.comprehensions()
		p.expect(tokRBrace)
		return &SetComp{p.span(start), first, loops}
	}
	elts := p.elements(first)
	p.expect(tokRBrace)
	return &Set{p.span(start), elts}
}

// dict reads the rest of a dict; first is its first key unless that is unpacked.
func (p *parser) dict(first Expr, start uint32) Expr {
	mark := len(p.exprs)
	for key := first; !p.failed; {
		var value Expr
		if key == nil {
			p.expect(tokDoubleStar)
			value = p.binary(precBitOr)
		} else {
			p.expect(tokColon)
			value = p.expression()
		}
		if len(p.exprs) == mark && (p.at(kwFor) || p.at(kwAsync)) {
			loops := p.comprehensions()
			p.expect(tokRBrace)
			if key == nil {
				key, value = value, nil
			}
			return &DictComp{p.span(start), key, value, loops}
		}
		p.exprs = append(p.exprs, key, value)
		if !p.accept(tokComma) || p.at(tokRBrace) {
			break
		}
		key = nil
		if !p.at(tokDoubleStar) {
			if key = p.expression(); key == nil {
				break
			}
		}
	}
	pairs := p.exprs[mark:]
	keys, values := make([]Expr, len(pairs)/2), make([]Expr, len(pairs)/2)
	for i := range keys {
		keys[i], values[i] = pairs[2*i], pairs[2*i+1]
	}
	p.exprs = p.exprs[:mark]
	p.expect(tokRBrace)
	return &Dict{p.span(start), keys, values}
}
