// Package index decides how an index serves a query, and which index would.
//
// In: a query.Query, the schema.Model of one of its tables, that table's
// indexes. Out: a Cover for an index (which columns seek, which are only checked
// inside it, whether the order is served, and why it stops), and an Advice (the
// index that would serve the query best). It is pure: no files, no database, no
// Python. Every claim is compared with real plans by the planner conformance.
//
// The one idea: a query is first turned into the clauses that PostgreSQL sees (an
// exclude() on a nullable column is an OR, an IN with one value is an equality),
// then an index is walked column by column exactly as PostgreSQL's btree code
// does, so each stop has a reason that a message can quote. Other kinds of index
// differ in which operators they serve and in what order matters (method.go).
// Prices are only asked for where somebody counted the rows (Statistics).
package index

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A Server is what must be known of the PostgreSQL that runs the query.
type Server struct {
	Version  int    // major; 0 is read as 15
	Bytewise bool   // text sorts by bytes (C, builtin C.UTF-8), so a plain btree serves LIKE 'x%'
	TimeZone string // Django's TIME_ZONE, where USE_TZ is on; "" is read as UTC

	Tables map[string]*Statistics // what was counted of its tables, by name; nil where nothing was
}

func (s Server) version() int {
	if s.Version == 0 {
		return 15
	}
	return s.Version
}

func (s Server) zone() string {
	if s.TimeZone == "" {
		return "UTC"
	}
	return s.TimeZone
}

// A Demand is what a query asks of one of its tables.
type Demand struct {
	Query   *query.Query
	Table   *schema.Model
	Order   []query.Order // keys of ORDER BY, also those on other tables
	Limited bool          // LIMIT, so that an index in the right order can stop early
	Paged   bool          // no LIMIT in the code, but a list that a framework shows page by page

	Statistics *Statistics // nil where nothing is known of the rows

	server Server
	nodes  []node               // joined by AND
	passed map[*query.Term]bool // on other tables, and as good as a condition on a column here
}

// A node is a clause, or an OR of arms, each an AND of nodes.
type node struct {
	clause Clause
	arms   [][]node // nil for a plain clause
	list   *Clause  // of an OR that a btree of PostgreSQL 18 takes as one list
}

// on returns the clause that the node is to an index; an OR is none, unless it is
// taken as a list.
func (n *node) on(ix *schema.Index) *Clause {
	switch {
	case n.arms == nil:
		return &n.clause
	case n.list != nil && ix.Method == "btree":
		return n.list
	}
	return nil
}

// Ask reads what the query asks of the table.
func Ask(q *query.Query, table *schema.Model, server Server) *Demand {
	d := &Demand{Query: q, Table: table, Order: q.OrderBy, Statistics: server.Tables[table.Table], server: server}
	d.Limited = q.Limit == query.ConstantLimit || q.Limit == query.DynamicLimit ||
		q.Operation == query.First || q.Operation == query.Last
	d.Paged = !d.Limited && q.Operation == query.Select && !slices.Contains(q.Contexts, "loop") &&
		(slices.Contains(q.Contexts, "endpoint") || slices.Contains(q.Contexts, "admin"))
	d.nodes = d.read(q.Where)
	d.passConstantsOn()
	return d
}

// read turns the leaves of the condition into nodes; leaves of one OR come
// together where their group is known, else each OR leaf serves nothing.
func (d *Demand) read(where []query.Term) []node {
	var nodes []node
	groups := map[int]int{} // group of the query → its node
	for i := range where {
		term := &where[i]
		leaf := d.leaf(term)
		switch {
		case !term.Or:
			if leaf != nil {
				nodes = append(nodes, leaf...)
			}
		case term.Group == 0:
			nodes = append(nodes, node{clause: opaque(term)})
		default:
			at, known := groups[term.Group]
			if !known {
				at = len(nodes)
				groups[term.Group] = at
				nodes = append(nodes, node{arms: [][]node{}})
			}
			for len(nodes[at].arms) < term.Arm {
				nodes[at].arms = append(nodes[at].arms, nil)
			}
			if leaf == nil { // on another table: nothing here narrows that arm
				leaf = []node{{clause: opaque(term)}}
			}
			nodes[at].arms[term.Arm-1] = append(nodes[at].arms[term.Arm-1], leaf...)
		}
	}
	var all []node
	for _, n := range nodes {
		for _, n := range factored(n) {
			all = append(all, d.asList(n))
		}
	}
	return all
}

// factored takes what stands in every arm of an OR out of it, as PostgreSQL does:
// (a AND b) OR (a AND c) is a AND (b OR c), and b OR b is b (find_duplicate_ors).
func factored(n node) []node {
	if len(n.arms) < 2 {
		return []node{n}
	}
	in := func(arm []node, c Clause) bool {
		return slices.ContainsFunc(arm, func(o node) bool { return o.arms == nil && o.clause.identity() == c.identity() })
	}
	var common []node
	for _, part := range n.arms[0] {
		if part.arms == nil && part.clause.Op != Opaque && !in(common, part.clause) &&
			!slices.ContainsFunc(n.arms[1:], func(arm []node) bool { return !in(arm, part.clause) }) {
			common = append(common, part)
		}
	}
	if len(common) == 0 {
		return []node{n}
	}
	rest := node{arms: [][]node{}}
	for _, arm := range n.arms {
		var left []node
		for _, part := range arm {
			if part.arms != nil || !in(common, part.clause) {
				left = append(left, part)
			}
		}
		if len(left) == 0 { // this arm is what the others only add to
			return common
		}
		rest.arms = append(rest.arms, left)
	}
	return append(common, rest)
}

// leaf returns the clauses of one term, nil for a term of another table.
func (d *Demand) leaf(term *query.Term) []node {
	if term.Table != d.Table.Table {
		return nil
	}
	column := d.column(term.Column)
	if column == nil {
		return []node{{clause: opaque(term)}}
	}
	return clauses(term, column, d.server)
}

// asList finds ORs that PostgreSQL 18 can give to a btree as one list: x = 1 OR x = 2,
// also with another operator of the btree, but the same in every arm, each with one
// value (match_orclause_to_indexcol).
func (d *Demand) asList(n node) node {
	for i := range n.arms {
		for k := range n.arms[i] {
			n.arms[i][k] = d.asList(n.arms[i][k])
		}
	}
	if n.arms == nil || d.server.version() < 18 {
		return n
	}
	list := Clause{Strict: true, Known: true}
	for i, arm := range n.arms {
		if len(arm) != 1 || arm[0].arms != nil {
			return n
		}
		c := arm[0].clause
		if c.Op != Equal && !c.Op.Range() || c.Kind == kindBoolean || i > 0 && (c.Key != list.Key || c.Op != list.Op) {
			return n
		}
		list.Key, list.Column, list.Kind, list.Op, list.Term = c.Key, c.Column, c.Kind, c.Op, c.Term
		list.Known = list.Known && c.Known
		list.Values = append(list.Values, c.Values...)
	}
	if len(n.arms) == 0 {
		return n
	}
	if list.Op == Equal {
		list.Op = AnyOf
	}
	n.list = &list
	return n
}

// passConstantsOn makes b = 93 of "a = 93 AND b = a", as PostgreSQL does.
func (d *Demand) passConstantsOn() {
	for i := range d.nodes {
		c := &d.nodes[i].clause
		if d.nodes[i].arms != nil || c.Op != SameAs {
			continue
		}
		for _, pair := range [][2]string{{c.Column, c.Other}, {c.Other, c.Column}} {
			from, to := pair[0], d.column(pair[1])
			if at := d.equality(from); at != nil && to != nil && d.equality(to.Column) == nil && sameFamily(d.column(from), to) {
				passed := *at
				passed.Column, passed.Key = to.Column, columnKey(to.Column)
				passed.Kind = kindOf(to)
				d.nodes = append(d.nodes, node{clause: passed})
				break
			}
		}
	}
}

// sameFamily reports whether PostgreSQL compares the columns without casting one of
// them: its integers and its dates have operators for each other, numeric has none.
func sameFamily(a, b *schema.Column) bool {
	return a != nil && b != nil && family(a) == family(b)
}

func family(c *schema.Column) string {
	db := strings.ToLower(c.DBType)
	switch kind := kindOf(c); {
	case strings.Contains(db, "int") && kind == kindNumber && db != "interval", strings.Contains(db, "serial"):
		return "integer"
	case kind == kindText:
		return "text"
	case db == "date", strings.HasPrefix(db, "timestamp"):
		return "datetime"
	}
	name, _, _ := strings.Cut(db, "(")
	return name
}

func (d *Demand) equality(column string) *Clause {
	for i := range d.nodes {
		if c := &d.nodes[i].clause; d.nodes[i].arms == nil && c.Op == Equal && c.Key == columnKey(column) {
			return c
		}
	}
	return nil
}

func (d *Demand) column(name string) *schema.Column {
	for _, c := range d.Table.Columns {
		if c.Column == name {
			return c
		}
	}
	return nil
}

// Clauses returns the clauses that every row must satisfy, in source order,
// without those below an OR.
func (d *Demand) Clauses() []Clause {
	var all []Clause
	for _, n := range d.nodes {
		switch {
		case n.arms == nil:
			all = append(all, n.clause)
		case n.list != nil:
			all = append(all, *n.list)
		}
	}
	return all
}

// HasOr reports whether an OR stands in the condition.
func (d *Demand) HasOr() bool {
	for _, n := range d.nodes {
		if n.arms != nil || n.clause.Op == Opaque && n.clause.Term != nil && n.clause.Term.Or {
			return true
		}
	}
	return false
}

// pinned reports whether an equality makes the column constant, so that
// PostgreSQL drops it from ORDER BY. A boolean is a condition of its own there,
// not an equality, and IS NULL pins nothing.
func (d *Demand) pinned(column string) bool {
	c := d.equality(column)
	return c != nil && c.Kind != kindBoolean
}

// sortKeys returns the places in Order that PostgreSQL really sorts on.
func (d *Demand) sortKeys() []int {
	var keys []int
	seen := map[string]bool{}
	for i, o := range d.Order {
		if o.Table == d.Table.Table && o.Column != "" {
			if d.pinned(o.Column) || seen[o.Column] {
				continue
			}
			seen[o.Column] = true
		}
		keys = append(keys, i)
	}
	return keys
}

// columnKey is the Key of a plain column.
func columnKey(column string) string {
	for i := range len(column) {
		if c := column[i]; c != '_' && (c < '0' || c > '9') && (c < 'a' || c > 'z') {
			return normal(`"` + column + `"`)
		}
	}
	return column // nothing in it is reduced
}

// normal reduces SQL of an expression to what tells it from others: case,
// quotes, blanks, brackets and casts to text vary with whoever wrote it.
func normal(expression string) string {
	var b strings.Builder
	inString := false
	for _, r := range expression {
		switch {
		case r == '\'':
			inString = !inString
			b.WriteRune(r)
		case inString:
			b.WriteRune(r)
		case strings.ContainsRune("\"() \t\n", r):
		default:
			b.WriteString(strings.ToLower(string(r)))
		}
	}
	text := b.String()
	for _, cast := range []string{"::text", "::varchar", "::charactervarying"} {
		text = strings.ReplaceAll(text, cast, "")
	}
	return text
}
