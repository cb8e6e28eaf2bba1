package statement

// An exprKind is what an expression is.
type exprKind uint8

const (
	opaqueExpr exprKind = iota // something with arguments that says no more
	columnExpr
	constExpr
	callExpr     // name(args)
	operatorExpr // args[0] name args[1]; one argument for a prefix
	andExpr
	orExpr
	notExpr
	castExpr // args[0]::name
	nullExpr // args[0] IS NULL
	existsExpr
	queryExpr // a query in brackets
	listExpr  // (a, b) or ARRAY[a, b]
)

// An expr is an expression, as far as conditions need it.
type expr struct {
	kind  exprKind
	table string // of a column: its alias
	name  string
	args  []*expr
	sub   *Statement
	star  bool // count(*)
	over  bool // a window function
}

// The binding powers of PostgreSQL's operators, weakest first.
const (
	bindOr = iota + 1
	bindAnd
	bindNot
	bindIs
	bindCompare
	bindIn
	bindOther
	bindPlus
	bindTimes
	bindPower
	bindAt
	bindUnary
	bindCast
)

// expression reads an expression whose operators bind at least as strong as least.
func (p *parser) expression(least int) *expr {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > mostDeep {
		p.at = len(p.tokens)
		return &expr{}
	}
	left := p.prefix()
	for {
		before := p.at
		next := p.infix(left, least)
		if next == nil || p.at == before {
			p.at = before
			return left
		}
		left = next
	}
}

// prefix reads what an expression may begin with.
func (p *parser) prefix() *expr {
	t := p.peek()
	switch t.kind {
	case literal, param:
		p.at++
		return &expr{kind: constExpr}
	case operator:
		p.at++
		if t.text == "*" {
			return &expr{kind: opaqueExpr, star: true}
		}
		return &expr{kind: operatorExpr, name: t.text, args: []*expr{p.expression(bindUnary)}}
	case name:
		return p.column()
	case word:
		return p.word()
	case mark:
		if t.text == "(" {
			p.at++
			return p.brackets()
		}
		if t.text == "." && p.ahead(1).text == "." { // the rest of a list
			p.at += 3
			return &expr{kind: constExpr}
		}
	}
	if t.kind != end && t.text != ")" && t.text != "]" && t.text != "," {
		p.at++
	}
	return &expr{}
}

// brackets reads what follows an opening bracket: a query, a list or an expression.
func (p *parser) brackets() *expr {
	if p.is("select") || p.is("with") || p.is("values") {
		sub := p.query()
		p.close()
		return sub
	}
	e := &expr{kind: listExpr, args: p.expressions()}
	p.close()
	if len(e.args) == 1 {
		return e.args[0]
	}
	return e
}

func (p *parser) query() *expr { return &expr{kind: queryExpr, sub: p.statement(p.around)} }

func (p *parser) expressions() []*expr {
	var all []*expr
	for p.at < len(p.tokens) && !p.isMark(")") && !p.isMark("]") {
		before := p.at
		all = append(all, p.expression(0))
		if !p.acceptMark(",") || p.at == before {
			break
		}
	}
	return all
}

// column reads a name with what it is part of.
func (p *parser) column() *expr {
	e := &expr{kind: columnExpr, name: p.next().text}
	for p.isMark(".") {
		t := p.ahead(1)
		if t.kind != name && t.kind != word && t.text != "*" {
			break
		}
		p.at += 2
		e.table, e.name = e.name, t.text
		if t.text == "*" && t.kind == operator {
			e.kind, e.star = opaqueExpr, true
		}
	}
	if p.isMark("(") {
		return p.call(e.name)
	}
	return e
}

var constantWords = wordSet(`true false null default current_date current_time current_timestamp localtime localtimestamp
	current_user session_user unknown`)

// word reads an expression that begins with a word.
func (p *parser) word() *expr {
	t := p.peek()
	switch {
	case p.accept("not"):
		return &expr{kind: notExpr, args: []*expr{p.expression(bindNot)}}
	case p.accept("case"):
		return p.caseExpression()
	case p.is("cast") && p.ahead(1).text == "(":
		p.at += 2
		e := &expr{kind: castExpr, args: []*expr{p.expression(0)}}
		if p.accept("as") {
			e.name = p.typeName()
		}
		p.close()
		return e
	case p.is("exists") && p.ahead(1).text == "(":
		p.at += 2
		e := &expr{kind: existsExpr, args: []*expr{p.query()}}
		p.close()
		return e
	case p.is("array") && p.ahead(1).text == "[":
		p.at += 2
		e := &expr{kind: listExpr, args: p.expressions()}
		p.close()
		return e
	case constantWords[t.text]:
		p.at++
		if p.acceptMark("(") {
			p.close()
		}
		return &expr{kind: constExpr}
	case p.ahead(1).kind == literal, p.ahead(1).kind == param: // INTERVAL '1 day'
		p.at += 2
		return &expr{kind: constExpr}
	case clauseWords[t.text]:
		return &expr{}
	}
	return p.column()
}

func (p *parser) caseExpression() *expr {
	e := &expr{kind: opaqueExpr, name: "case"}
	for p.at < len(p.tokens) && !p.accept("end") {
		before := p.at
		if !p.accept("when") && !p.accept("then") && !p.accept("else") {
			e.args = append(e.args, p.expression(0))
		}
		if p.at == before {
			break
		}
	}
	return e
}

// separators stand between the arguments of functions with a grammar of their own.
var separators = wordSet(`from for in as order by asc desc nulls first last using separator placing distinct all variadic both leading trailing`)

// call reads the arguments of a function.
func (p *parser) call(function string) *expr {
	p.at++
	e := &expr{kind: callExpr, name: function}
	if function == "extract" && p.peek().kind != mark {
		if field := p.next(); field.kind == word {
			e.name = field.text
		}
		p.accept("from")
	}
	for p.at < len(p.tokens) && !p.isMark(")") {
		before := p.at
		for p.peek().kind == word && separators[p.peek().text] {
			p.at++
		}
		if p.isMark(")") {
			break
		}
		if p.is("select") || p.is("with") {
			e.args = append(e.args, p.query())
		} else {
			arg := p.expression(bindIn + 1)
			for next := p.infix(arg, 0); next != nil && !separators[p.peek().text]; next = p.infix(arg, 0) {
				arg = next
			}
			e.star = e.star || arg.star && len(e.args) == 0
			e.args = append(e.args, arg)
		}
		p.acceptMark(",")
		if p.at == before {
			break
		}
	}
	p.close()
	if p.accept("within", "group") && p.acceptMark("(") {
		p.close()
	}
	if p.is("filter") && p.ahead(1).text == "(" {
		p.at += 2
		p.close()
	}
	if p.accept("over") {
		e.over = true
		if p.acceptMark("(") {
			p.close()
		} else {
			p.at++
		}
	}
	return e
}

// typeName reads a type, with its modifier, and brackets of an array.
func (p *parser) typeName() string {
	t := p.next()
	text := t.text
	for p.acceptMark(".") {
		text = p.next().text
	}
	for p.is("varying") || p.is("precision") || p.is("with") || p.is("without") || p.is("time") || p.is("zone") {
		p.at++
	}
	if p.acceptMark("(") {
		p.close()
		for p.is("with") || p.is("without") || p.is("time") || p.is("zone") {
			p.at++
		}
	}
	for p.acceptMark("[") {
		p.close()
	}
	return text
}

// infix reads an operator that binds at least as strong as least and what stands
// behind it; nil where there is none.
func (p *parser) infix(left *expr, least int) *expr {
	t := p.peek()
	switch t.kind {
	case word:
		return p.wordInfix(left, least)
	case mark:
		if t.text == "[" {
			p.at++
			p.close()
			return &expr{kind: opaqueExpr, name: "element", args: []*expr{left}}
		}
		return nil
	case operator:
	default:
		return nil
	}
	if t.text == "::" {
		p.at++
		return &expr{kind: castExpr, name: p.typeName(), args: []*expr{left}}
	}
	binds := operatorBinding(t.text)
	if binds < least {
		return nil
	}
	p.at++
	return p.operation(left, t.text, binds)
}

func operatorBinding(text string) int {
	switch text {
	case "=", "<", ">", "<=", ">=", "<>", "!=":
		return bindCompare
	case "+", "-":
		return bindPlus
	case "*", "/", "%":
		return bindTimes
	case "^":
		return bindPower
	}
	return bindOther
}

// operation reads the right side of an operator, also ANY (…).
func (p *parser) operation(left *expr, text string, binds int) *expr {
	if (p.is("any") || p.is("some") || p.is("all")) && p.ahead(1).text == "(" {
		set := "in"
		if p.is("all") || text != "=" {
			set = text + " " + p.peek().text
		}
		p.at += 2
		right := p.brackets()
		return &expr{kind: operatorExpr, name: set, args: []*expr{left, right}}
	}
	return &expr{kind: operatorExpr, name: text, args: []*expr{left, p.expression(binds + 1)}}
}

func (p *parser) wordInfix(left *expr, least int) *expr {
	binary := func(name string, binds int) *expr {
		if binds < least {
			return nil
		}
		p.at++
		return &expr{kind: operatorExpr, name: name, args: []*expr{left, p.expression(binds + 1)}}
	}
	switch p.peek().text {
	case "or", "and":
		return p.logical(left, least)
	case "is":
		return p.isInfix(left, least)
	case "isnull", "notnull":
		e := &expr{kind: nullExpr, args: []*expr{left}}
		if p.next().text == "notnull" {
			return &expr{kind: notExpr, args: []*expr{e}}
		}
		return e
	case "not":
		if next := p.ahead(1).text; bindIn < least || next != "in" && next != "like" && next != "ilike" && next != "between" && next != "similar" {
			return nil
		}
		p.at++
		e := p.wordInfix(left, least)
		if e == nil {
			return nil
		}
		return &expr{kind: notExpr, args: []*expr{e}}
	case "in":
		if bindIn < least || p.ahead(1).text != "(" {
			return nil
		}
		p.at += 2
		return &expr{kind: operatorExpr, name: "in", args: []*expr{left, p.brackets()}}
	case "between":
		if bindIn < least {
			return nil
		}
		p.at++
		p.accept("symmetric")
		low := p.expression(bindOther)
		p.accept("and")
		return &expr{kind: operatorExpr, name: "between", args: []*expr{left, low, p.expression(bindOther)}}
	case "like", "ilike", "similar":
		e := binary(p.peek().text, bindIn)
		if e != nil && p.accept("escape") {
			p.expression(bindOther)
		}
		return e
	case "at":
		if bindAt < least {
			return nil
		}
		p.at++
		if p.accept("time", "zone") {
			p.expression(bindAt + 1)
		} else {
			p.accept("local")
		}
		return &expr{kind: castExpr, name: "time zone", args: []*expr{left}}
	case "collate":
		p.at++
		p.tableName()
		return left
	case "operator":
		if p.ahead(1).text != "(" || bindOther < least {
			return nil
		}
		p.at += 2
		text := ""
		for p.at < len(p.tokens) && !p.isMark(")") {
			text = p.next().text
		}
		p.close()
		return p.operation(left, text, bindOther)
	}
	return nil
}

// logical reads AND and OR; their chains are one node, so that a long one is not deep.
func (p *parser) logical(left *expr, least int) *expr {
	kind, binds := orExpr, bindOr
	if p.is("and") {
		kind, binds = andExpr, bindAnd
	}
	if binds < least {
		return nil
	}
	text := p.next().text
	e := &expr{kind: kind, args: []*expr{left, p.expression(binds + 1)}}
	for p.accept(text) {
		e.args = append(e.args, p.expression(binds+1))
	}
	return e
}

// isInfix reads what stands behind IS.
func (p *parser) isInfix(left *expr, least int) *expr {
	if bindIs < least {
		return nil
	}
	p.at++
	negated := p.accept("not")
	var e *expr
	switch {
	case p.accept("null"):
		e = &expr{kind: nullExpr, args: []*expr{left}}
	case p.accept("distinct", "from"):
		e = &expr{kind: operatorExpr, name: "=", args: []*expr{left, p.expression(bindIs + 1)}}
		negated = !negated
	default: // true, false, unknown …
		p.at++
		e = &expr{kind: operatorExpr, name: "=", args: []*expr{left, {kind: constExpr}}}
	}
	if negated {
		return &expr{kind: notExpr, args: []*expr{e}}
	}
	return e
}

var aggregateNames = wordSet(`count sum avg min max array_agg string_agg bool_and bool_or every bit_and bit_or bit_xor
	stddev stddev_pop stddev_samp variance var_pop var_samp json_agg jsonb_agg json_object_agg jsonb_object_agg xmlagg
	corr covar_pop covar_samp regr_avgx regr_avgy regr_count regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy any_value
	mode percentile_cont percentile_disc`)

// aggregates reports whether an expression holds an aggregate.
func (e *expr) aggregates() bool {
	if e.kind == callExpr && !e.over && aggregateNames[e.name] {
		return true
	}
	for _, arg := range e.args {
		if arg.aggregates() {
			return true
		}
	}
	return false
}
