package statement

import (
	"slices"
	"strings"
)

// A Verb is what a statement does.
type Verb string

const (
	Select Verb = "select"
	Insert Verb = "insert"
	Update Verb = "update"
	Delete Verb = "delete"
	Other  Verb = ""
)

// A Statement is what a statement asks for. Names are those of the database;
// aliases are resolved, and a schema stands before its table's name with a dot.
type Statement struct {
	Verb     Verb
	Table    string   // that is read first, or changed; "" where it is none
	Joined   []string // the others, in order
	Columns  []Column // what is selected, as far as they are plain columns
	Computed bool     // something else is selected beside them
	Set      []string // columns that an UPDATE or INSERT writes
	Where    []Leaf   // in order, with HAVING
	OrderBy  []Order
	Limit    bool
	Offset   bool
	Distinct bool
	Grouped  bool
	Count    bool // nothing but COUNT(*) is selected
	// Aggregate: nothing but aggregates are selected, without GROUP BY.
	Aggregate bool
	Exists    bool       // a constant is selected: whether there is a row
	Lock      bool       // FOR UPDATE and its like
	KeyShare  bool       // FOR KEY SHARE: how PostgreSQL itself checks a foreign key
	Combined  bool       // UNION, INTERSECT or EXCEPT; the first part stands for all
	Cursor    bool       // read through a cursor
	From      *Statement // of a query on a query: the inner one
}

// A Column is a column of a table that the statement names.
type Column struct{ Table, Name string }

// A Leaf is one comparison in the condition.
type Leaf struct {
	Column              // empty where none is in it
	Transforms []string // what is done to the column before it is compared: "date", "upper", "key"
	Operator   string   // "=", "in", ">=", "between", "null", "like", or a function or operator as it is written
	Negated    bool
	Or         bool       // below an OR
	Against    Column     // the column compared with
	Correlated bool       // a column of the query around is in it
	Sub        *Statement // the query compared with, or that EXISTS asks
}

// An Order is one key of ORDER BY.
type Order struct {
	Column // empty for another expression
	Desc   bool
}

// Read reads a statement. What it does not know is left out; what is no
// statement on rows is Other.
func Read(text string) *Statement {
	head, all := withoutCursor(tokens(text))
	p := &parser{tokens: all}
	s := p.statement(nil)
	s.Cursor = head != ""
	return s
}

// mostDeep bounds how deep expressions and queries may lie in each other.
const mostDeep = 150

// A parser reads tokens from left to right.
type parser struct {
	tokens []token
	at     int
	depth  int
	around *scope // of the query that is being read, for those in its expressions
}

func (p *parser) peek() token { return p.ahead(0) }

func (p *parser) ahead(n int) token {
	if p.at+n < len(p.tokens) {
		return p.tokens[p.at+n]
	}
	return token{}
}

func (p *parser) next() token {
	t := p.peek()
	p.at++
	return t
}

// is reports whether the words come next; accept also takes them.
func (p *parser) is(words ...string) bool {
	for i, text := range words {
		if !isWord(p.ahead(i), text) {
			return false
		}
	}
	return true
}

func (p *parser) accept(words ...string) bool {
	if !p.is(words...) {
		return false
	}
	p.at += len(words)
	return true
}

func (p *parser) isMark(text string) bool { return p.peek().kind == mark && p.peek().text == text }

func (p *parser) acceptMark(text string) bool {
	if !p.isMark(text) {
		return false
	}
	p.at++
	return true
}

// close takes everything up to the end of the bracket that is open.
func (p *parser) close() {
	depth := 0
	for p.at < len(p.tokens) {
		t := p.next()
		switch {
		case t.kind != mark:
		case t.text == "(" || t.text == "[":
			depth++
		case t.text == ")" || t.text == "]":
			if depth--; depth < 0 {
				return
			}
		}
	}
}

// A scope is the tables that a query names, by alias.
type scope struct {
	tables map[string]string
	order  []string // tables in order
	inner  map[string]*Statement
	outer  *scope
}

// enter makes a scope that the queries in expressions stand in.
func (p *parser) enter(outer *scope) *scope {
	p.around = newScope(outer)
	return p.around
}

func newScope(outer *scope) *scope {
	return &scope{tables: map[string]string{}, inner: map[string]*Statement{}, outer: outer}
}

func (s *scope) add(alias, table string) {
	s.tables[alias] = table
	s.order = append(s.order, table)
}

// column resolves a column's table; local is false for one of an outer query.
func (s *scope) column(alias, name string) (c Column, local bool) {
	if alias == "" {
		if len(s.order) == 1 {
			return Column{s.order[0], name}, true
		}
		return Column{"", name}, true
	}
	for at := s; at != nil; at = at.outer {
		if table, ok := at.tables[alias]; ok {
			return Column{table, name}, at == s
		}
		if inner, ok := at.inner[alias]; ok {
			for _, c := range inner.Columns {
				if c.Name == name {
					return c, at == s
				}
			}
			return Column{"", name}, at == s
		}
	}
	return Column{alias, name}, true
}

// statement reads a statement, also one in brackets.
func (p *parser) statement(outer *scope) *Statement {
	p.depth++
	defer func() { p.depth-- }()
	if p.depth > mostDeep {
		p.at = len(p.tokens)
		return &Statement{}
	}
	defer func(around *scope) { p.around = around }(p.around)
	with := newScope(outer)
	if p.accept("with") {
		p.with(with)
		outer = with
	}
	switch {
	case p.acceptMark("("):
		s := p.statement(outer)
		p.close()
		p.tail(s, newScope(outer))
		return s
	case p.accept("select"):
		return p.selectStatement(outer)
	case p.accept("insert", "into"):
		return p.insertStatement(outer)
	case p.accept("update"):
		return p.updateStatement(outer)
	case p.accept("delete", "from"):
		return p.deleteStatement(outer)
	}
	return &Statement{}
}

// with reads the queries of WITH.
func (p *parser) with(s *scope) {
	p.accept("recursive")
	for {
		alias := p.next().text
		if p.acceptMark("(") {
			p.close()
		}
		if !p.accept("as") {
			return
		}
		p.accept("not")
		p.accept("materialized")
		if !p.acceptMark("(") {
			return
		}
		s.inner[alias] = p.statement(s)
		p.close()
		if !p.acceptMark(",") {
			return
		}
	}
}

func (p *parser) selectStatement(outer *scope) *Statement {
	s := &Statement{Verb: Select}
	in := p.enter(outer)
	if p.accept("distinct") {
		s.Distinct = true
		if p.accept("on") && p.acceptMark("(") {
			p.close()
		}
	}
	p.accept("all")
	list := p.selectList()
	if p.accept("from") {
		p.from(s, in)
	}
	if p.accept("where") {
		in.leaves(&s.Where, p.expression(0), false, false)
	}
	if p.accept("group", "by") {
		s.Grouped = true
		p.expressions()
	}
	if p.accept("having") {
		in.leaves(&s.Where, p.expression(0), false, false)
	}
	if p.accept("window") {
		p.skipTo("order", "limit", "offset", "fetch", "for", "union", "intersect", "except")
	}
	s.selected(list, in)
	p.tail(s, in)
	return s
}

// A selected is one entry of a select list.
type selected struct {
	expr *expr
	name string
}

func (p *parser) selectList() []selected {
	var list []selected
	for {
		if p.is("from") || p.at >= len(p.tokens) || p.isMark(")") {
			return list
		}
		e := selected{expr: p.expression(0)}
		if p.accept("as") {
			e.name = p.next().text
		} else if k := p.peek(); k.kind == name || k.kind == word && !clauseWords[k.text] {
			e.name = p.next().text
		}
		list = append(list, e)
		if !p.acceptMark(",") {
			return list
		}
	}
}

// selected says what a select list asks for, now that the tables are known.
func (s *Statement) selected(list []selected, in *scope) {
	aggregates := 0
	for _, e := range list {
		switch {
		case e.expr.kind == columnExpr:
			c, _ := in.column(e.expr.table, e.expr.name)
			s.Columns = append(s.Columns, c)
		case e.expr.aggregates():
			aggregates++
			s.Computed = true
		case e.expr.kind != constExpr:
			s.Computed = true
		}
	}
	if len(list) == 0 || s.Grouped {
		return
	}
	s.Aggregate = aggregates == len(list)
	s.Count = len(list) == 1 && s.Aggregate && list[0].expr.kind == callExpr && list[0].expr.name == "count" && list[0].expr.star
	s.Exists = len(list) == 1 && list[0].expr.kind == constExpr
}

// tail reads what stands behind the parts of a query: other parts, order and limit.
func (p *parser) tail(s *Statement, in *scope) {
	for {
		switch {
		case p.is("union"), p.is("intersect"), p.is("except"):
			p.at++
			p.accept("all")
			p.accept("distinct")
			s.Combined = true
			p.statement(in.outer)
			return
		case p.accept("order", "by"):
			p.orderBy(s, in)
		case p.accept("limit"):
			s.Limit = !p.accept("all")
			if s.Limit {
				p.expression(0)
			}
		case p.accept("offset"):
			s.Offset = true
			p.expression(0)
			p.accept("rows")
		case p.accept("fetch"):
			s.Limit = true
			p.skipTo("offset", "for")
		case p.accept("for"):
			s.Lock = true
			s.KeyShare = p.accept("key", "share")
			p.skipTo("for", "limit", "offset")
		default:
			return
		}
	}
}

func (p *parser) orderBy(s *Statement, in *scope) {
	for {
		e := p.expression(0)
		key := Order{}
		if e.kind == columnExpr {
			key.Column, _ = in.column(e.table, e.name)
		}
		key.Desc = p.accept("desc")
		p.accept("asc")
		if p.accept("nulls") {
			p.at++
		}
		s.OrderBy = append(s.OrderBy, key)
		if !p.acceptMark(",") {
			return
		}
	}
}

// skipTo goes to the next of the words that stands in no bracket, or to the end of the bracket.
func (p *parser) skipTo(words ...string) {
	for p.at < len(p.tokens) && !p.isMark(")") {
		t := p.peek()
		if t.kind == word && slices.Contains(words, t.text) {
			return
		}
		p.at++
		if t.kind == mark && (t.text == "(" || t.text == "[") {
			p.close()
		}
	}
}

// from reads the tables of a query.
func (p *parser) from(s *Statement, in *scope) {
	for first := true; ; first = false {
		before := p.at
		p.fromItem(s, in, first)
		for p.join(s, in) {
		}
		if !p.acceptMark(",") || p.at == before {
			break
		}
	}
	if len(in.order) > 0 {
		s.Table = in.order[0]
		s.Joined = append(s.Joined, in.order[1:]...)
	} else if s.From != nil {
		s.Table = s.From.Table
	}
}

// join reads one join, and reports whether there was one.
func (p *parser) join(s *Statement, in *scope) bool {
	start := p.at
	for p.is("inner") || p.is("left") || p.is("right") || p.is("full") || p.is("cross") || p.is("outer") || p.is("natural") {
		p.at++
	}
	if !p.accept("join") {
		p.at = start
		return false
	}
	p.fromItem(s, in, false)
	if p.accept("on") {
		p.expression(0)
	}
	if p.accept("using") && p.acceptMark("(") {
		p.close()
	}
	return true
}

// fromItem reads one table, query or function.
func (p *parser) fromItem(s *Statement, in *scope, first bool) {
	p.accept("lateral")
	p.accept("only")
	if p.acceptMark("(") {
		if p.is("select") || p.is("with") || p.isMark("(") {
			inner := p.statement(in)
			p.close()
			p.accept("as")
			in.inner[p.alias()] = inner
			if first {
				s.From = inner
			} else {
				in.order = append(in.order, inner.Table)
			}
			return
		}
		p.fromItem(s, in, first) // a join in brackets
		for p.join(s, in) {
		}
		p.close()
		p.alias()
		return
	}
	table := p.tableName()
	if p.acceptMark("(") { // a function
		p.close()
		p.accept("with", "ordinality")
		p.accept("as")
		in.inner[p.alias()] = &Statement{}
		return
	}
	p.accept("as")
	alias := p.alias()
	if p.accept("tablesample") {
		p.at++
		if p.acceptMark("(") {
			p.close()
		}
	}
	if alias == "" {
		alias = bare(table)
	}
	if inner := in.named(table); inner != nil {
		in.inner[alias] = inner
		if first {
			s.From = inner
		}
		return
	}
	in.add(alias, table)
}

// named is a query of WITH, or nil.
func (s *scope) named(table string) *Statement {
	for at := s.outer; at != nil; at = at.outer {
		if inner := at.inner[table]; inner != nil {
			return inner
		}
	}
	return nil
}

// clauseWords may not be an alias where they stand without AS.
var clauseWords = wordSet(`from where group having window order limit offset fetch for union intersect except on using
	join inner left right full cross natural outer set returning values as tablesample when then else end and or not is in
	like ilike similar between asc desc nulls at collate isnull notnull overlaps filter over within with select`)

func wordSet(text string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Fields(text) {
		set[w] = true
	}
	return set
}

// alias takes an alias with its columns, if there is one.
func (p *parser) alias() string {
	t := p.peek()
	if t.kind != name && (t.kind != word || clauseWords[t.text]) {
		return ""
	}
	p.at++
	if p.acceptMark("(") {
		p.close()
	}
	return t.text
}

// tableName reads a name with the schema before it.
func (p *parser) tableName() string {
	var parts []string
	for {
		t := p.peek()
		if t.kind != name && t.kind != word {
			break
		}
		p.at++
		parts = append(parts, t.text)
		if !p.acceptMark(".") {
			break
		}
	}
	return strings.Join(parts, ".")
}

func bare(table string) string { return table[strings.LastIndexByte(table, '.')+1:] }

func (p *parser) insertStatement(outer *scope) *Statement {
	s := &Statement{Verb: Insert, Table: p.tableName()}
	if p.accept("as") {
		p.alias()
	}
	if p.acceptMark("(") {
		for p.at < len(p.tokens) && !p.isMark(")") {
			if t := p.next(); t.kind == name || t.kind == word {
				s.Set = append(s.Set, t.text)
			}
		}
		p.close()
	}
	return s
}

func (p *parser) updateStatement(outer *scope) *Statement {
	s := &Statement{Verb: Update}
	in := p.enter(outer)
	p.fromItem(s, in, true)
	if len(in.order) > 0 {
		s.Table = in.order[0]
	}
	if p.accept("set") {
		p.set(s)
	}
	if p.accept("from") {
		p.from(s, in)
	}
	if p.accept("where") {
		in.leaves(&s.Where, p.expression(0), false, false)
	}
	return s
}

// set reads the assignments of an UPDATE.
func (p *parser) set(s *Statement) {
	for p.at < len(p.tokens) {
		if p.acceptMark("(") {
			p.close()
		} else {
			s.Set = append(s.Set, bare(p.tableName()))
		}
		if t := p.peek(); t.kind != operator || t.text != "=" {
			return
		}
		p.at++
		p.expression(0)
		if !p.acceptMark(",") {
			return
		}
	}
}

func (p *parser) deleteStatement(outer *scope) *Statement {
	s := &Statement{Verb: Delete}
	in := p.enter(outer)
	p.fromItem(s, in, true)
	if len(in.order) > 0 {
		s.Table = in.order[0]
	}
	if p.accept("using") {
		p.from(s, in)
	}
	if p.accept("where") {
		in.leaves(&s.Where, p.expression(0), false, false)
	}
	return s
}
