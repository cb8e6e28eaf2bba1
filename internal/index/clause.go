package index

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// An Op is what a clause does to its key.
type Op uint8

const (
	Opaque       Op = iota // nothing an index could use
	Equal                  // = constant, also a bare boolean
	AnyOf                  // = ANY (list)
	Less                   // <, and so on
	LessEqual              //
	Greater                //
	GreaterEqual           //
	IsNull                 //
	NotNull                //
	NotEqual               // <>
	NoneOf                 // <> ALL (list)
	Prefix                 // LIKE 'x%' and ~ '^x'
	Pattern                // LIKE '%x%', ~, ~*: only trigrams help
	SameAs                 // = another column of the row
	Contains               // @>
	ContainedBy            // <@
	Overlap                // &&
	HasKey                 // ?, ?&, ?|
	Similar                // %
	Match                  // @@
)

// Range reports whether the clause bounds its key from one side.
func (op Op) Range() bool { return op >= Less && op <= GreaterEqual }

// A Clause is one condition as PostgreSQL sees it, after Django's rewriting.
type Clause struct {
	Key    string // what the operator works on, normalised: a column or an expression
	Column string // the column inside the key
	Kind   Kind
	Op     Op
	Values []Constant
	Known  bool   // Values holds every value
	Other  string // of SameAs
	Short  bool   // of Prefix and Pattern: too few letters for a trigram
	Strict bool   // not true where the column is null
	Term   *query.Term
}

// Plain reports whether the clause works on the column itself.
func (c Clause) Plain() bool { return c.Key == columnKey(c.Column) }

func opaque(term *query.Term) Clause {
	return Clause{Op: Opaque, Column: term.Column, Term: term}
}

// A Kind groups column types by the operators that they have.
type Kind uint8

const (
	kindOther Kind = iota
	kindNumber
	kindBoolean
	kindText
	kindCitext
	kindUUID
	kindMoment // timestamp with time zone
	kindDate   // date, time, timestamp without time zone
	kindJSON
	kindArray
	kindInet
)

// kindOf tells a column's kind by its database type, else by its field's.
func kindOf(c *schema.Column) Kind {
	db := strings.ToLower(c.DBType)
	switch {
	case strings.HasSuffix(db, "[]"):
		return kindArray
	case db == "boolean":
		return kindBoolean
	case db == "citext":
		return kindCitext
	case strings.HasPrefix(db, "varchar"), strings.HasPrefix(db, "char"), db == "text":
		return kindText
	case db == "uuid":
		return kindUUID
	case db == "timestamp with time zone":
		return kindMoment
	case db == "date", strings.HasPrefix(db, "time"):
		return kindDate
	case db == "jsonb":
		return kindJSON
	case db == "inet", db == "cidr":
		return kindInet
	case strings.Contains(db, "int"), strings.HasPrefix(db, "numeric"), db == "double precision", db == "real",
		strings.Contains(db, "serial"), db == "interval":
		return kindNumber
	case db != "":
		return kindOther
	}
	if kind, known := fieldKinds[c.Internal]; known {
		return kind
	}
	return fieldKinds[c.Type]
}

var fieldKinds = map[string]Kind{
	"BooleanField": kindBoolean, "NullBooleanField": kindBoolean,
	"CharField": kindText, "TextField": kindText, "SlugField": kindText, "EmailField": kindText, "URLField": kindText,
	"FileField": kindText, "FilePathField": kindText,
	"UUIDField": kindUUID, "DateTimeField": kindMoment, "DateField": kindDate, "TimeField": kindDate,
	"JSONField": kindJSON, "ArrayField": kindArray, "GenericIPAddressField": kindInet,
	"AutoField": kindNumber, "BigAutoField": kindNumber, "SmallAutoField": kindNumber, "IntegerField": kindNumber,
	"BigIntegerField": kindNumber, "SmallIntegerField": kindNumber, "PositiveIntegerField": kindNumber,
	"PositiveSmallIntegerField": kindNumber, "PositiveBigIntegerField": kindNumber, "DecimalField": kindNumber,
	"FloatField": kindNumber, "DurationField": kindNumber, "ForeignKey": kindNumber, "OneToOneField": kindNumber,
}

var comparisons = map[string]Op{"gt": Greater, "gte": GreaterEqual, "lt": Less, "lte": LessEqual}

var opposite = map[Op]Op{Greater: LessEqual, GreaterEqual: Less, Less: GreaterEqual, LessEqual: Greater}

// clauses says what Django and PostgreSQL make of one term: usually one clause,
// of exclude() on a nullable column an OR.
func clauses(term *query.Term, column *schema.Column, server Server) []node {
	if len(term.Value.Column) > 0 {
		return compared(term, column)
	}
	b := Clause{Column: column.Column, Key: columnKey(column.Column), Kind: kindOf(column), Strict: true, Term: term}
	b.Values, b.Known = constants(term.Value)
	found := positive(b, term.Lookup, server)
	if found == nil {
		found = []Clause{{Op: Opaque, Column: b.Column, Kind: b.Kind, Strict: strictAnyway(b.Kind, term.Lookup), Term: term}}
	}
	if len(found) == 1 && (found[0].Op == NotNull || found[0].Op == IsNull) {
		return nullTest(found[0], term.Negated, column, server)
	}
	if !term.Negated {
		return all(found)
	}
	return negated(found, column)
}

func all(found []Clause) []node {
	nodes := make([]node, len(found))
	for i, c := range found {
		nodes[i] = node{clause: c}
	}
	return nodes
}

// compared is a term against another column of the row.
func compared(term *query.Term, column *schema.Column) []node {
	c := opaque(term)
	c.Kind, c.Other, c.Key = kindOf(column), term.Value.Column, columnKey(column.Column)
	c.Strict = !term.Negated || !column.Null
	if term.Lookup == "exact" && !term.Negated {
		c.Op = SameAs
	}
	return []node{{clause: c}}
}

// nullTest is IS NULL or IS NOT NULL. Since 17 PostgreSQL drops IS NOT NULL on a
// column that cannot be null before it looks at indexes.
func nullTest(c Clause, negate bool, column *schema.Column, server Server) []node {
	if negate {
		c.Op = map[Op]Op{IsNull: NotNull, NotNull: IsNull}[c.Op]
	}
	c.Strict = c.Op == NotNull && c.Plain()
	if c.Op == NotNull && c.Plain() && !column.Null && server.version() >= 17 {
		return []node{{clause: Clause{Op: Opaque, Column: c.Column, Term: c.Term}}}
	}
	return []node{{clause: c}}
}

// negated is NOT (clauses): the complement where there is one, and the rows where
// the column is null beside it, as Django asks for them on a nullable column.
func negated(found []Clause, column *schema.Column) []node {
	var arms [][]node
	for _, c := range found {
		c.Strict = true
		switch {
		case c.Op.Range():
			c.Op = opposite[c.Op]
		case c.Op == Equal && c.Kind == kindBoolean && len(c.Values) == 1:
			c.Values = []Constant{{kind: constantBool, truth: !c.Values[0].truth}}
			c.Strict = c.isTrue()
		case c.Op == Equal && c.Kind == kindBoolean:
		case c.Op == Equal:
			c.Op = NotEqual
		case c.Op == AnyOf:
			c.Op = NoneOf
		default:
			// Only operators with a negation of their own (LIKE, ~) stay strict.
			c = Clause{Op: Opaque, Column: c.Column, Kind: c.Kind, Strict: c.Kind == kindText || c.Op == Opaque, Term: c.Term}
		}
		arms = append(arms, []node{{clause: c}})
	}
	if column.Null {
		null := Clause{Op: IsNull, Column: column.Column, Key: columnKey(column.Column), Kind: kindOf(column), Term: found[0].Term}
		arms = append(arms, []node{{clause: null}})
	}
	if len(arms) == 1 {
		return arms[0]
	}
	return []node{{arms: arms}}
}

// positive says what a lookup is without exclude(); nil where no index serves it.
func positive(b Clause, lookup string, server Server) []Clause {
	if op, isRange := comparisons[lookup]; isRange {
		return one(b, op)
	}
	switch lookup {
	case "exact":
		return one(b, Equal)
	case "isnull":
		if !b.Known || len(b.Values) != 1 || b.Values[0].kind != constantBool {
			return nil
		}
		if b.Values[0].truth {
			return one(b, IsNull)
		}
		return one(b, NotNull)
	case "in":
		b.Values = withoutRepeats(b.Values) // as Django's In does
		if b.Known && len(b.Values) == 1 || !b.Known && !b.Term.Value.Many && !b.Term.Value.Subquery {
			return one(b, Equal)
		}
		return one(b, AnyOf)
	case "range":
		return between(b)
	}
	switch b.Kind {
	case kindText, kindCitext:
		return textLookup(b, lookup)
	case kindMoment, kindDate:
		return momentLookup(b, lookup, server)
	case kindJSON:
		return jsonLookup(b, lookup, server)
	case kindArray:
		if op, known := arrayLookups[lookup]; known {
			return one(b, op)
		}
	case kindOther:
		if lookup == "search" || lookup == "contains" || lookup == "overlap" || lookup == "contained_by" {
			return one(b, map[string]Op{"search": Match, "contains": Contains, "overlap": Overlap, "contained_by": ContainedBy}[lookup])
		}
	}
	return nil
}

var arrayLookups = map[string]Op{"contains": Contains, "contained_by": ContainedBy, "overlap": Overlap}

func one(b Clause, op Op) []Clause {
	b.Op = op
	if b.Kind == kindBoolean && op == Equal {
		b.Strict = b.isTrue()
	}
	return []Clause{b}
}

// isTrue reports whether the clause is a bare boolean: PostgreSQL sees that it is
// not true of a null, but does not look into NOT b, which it makes of b = false.
func (c Clause) isTrue() bool {
	return c.Known && len(c.Values) == 1 && c.Values[0].truth
}

func between(b Clause) []Clause {
	low, high := b, b
	low.Op, high.Op = GreaterEqual, LessEqual
	low.Values, high.Values = nil, nil
	if b.Known && len(b.Values) == 2 {
		low.Values, high.Values = b.Values[:1], b.Values[1:]
	} else {
		low.Known, high.Known = false, false
	}
	return []Clause{low, high}
}

// textLookup: Django casts to text, so citext loses its operators, but an index of
// text on the column still serves it; the case-insensitive lookups work on UPPER(…).
func textLookup(b Clause, lookup string) []Clause {
	upper := b
	upper.Key = normal("upper(" + b.Key + ")")
	if b.Kind == kindCitext {
		upper.Kind = kindText
	}
	short := b.Known && len(b.Values) == 1 && !hasTrigram(b.Values[0].text, lookup)
	upper.Short, b.Short = short, short
	switch lookup {
	case "iexact":
		return one(upper, Equal)
	case "istartswith":
		return one(upper, Prefix)
	case "icontains", "iendswith":
		return one(upper, Pattern)
	case "startswith":
		return one(b, Prefix)
	case "regex":
		if b.Known && len(b.Values) == 1 && strings.HasPrefix(b.Values[0].text, "^") {
			return one(b, Prefix)
		}
		return one(b, Pattern)
	case "contains", "endswith", "iregex":
		return one(b, Pattern)
	case "trigram_similar", "trigram_word_similar", "trigram_strict_word_similar":
		b.Short = false
		return one(b, Similar)
	}
	return nil
}

// hasTrigram reports whether pg_trgm finds three characters in a row to look up.
// It puts two blanks before a word and one behind it, where the pattern shows that
// the word begins or ends there.
func hasTrigram(pattern, lookup string) bool {
	open := map[string][2]bool{ // a wildcard stands before, behind
		"contains": {true, true}, "icontains": {true, true}, "endswith": {true, false}, "iendswith": {true, false},
		"startswith": {false, true}, "istartswith": {false, true}, "regex": {true, true}, "iregex": {true, true}}[lookup]
	words := strings.FieldsFunc(pattern, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		characters := len([]rune(word))
		if i > 0 || !open[0] || !strings.HasPrefix(pattern, word) {
			characters += 2
		}
		if i < len(words)-1 || !open[1] || !strings.HasSuffix(pattern, word) {
			characters++
		}
		if strings.HasSuffix(lookup, "regex") { // what stands around it may match anything
			characters = len([]rune(word))
		}
		if characters >= 3 {
			return true
		}
	}
	return false
}

// extracts are the lookups that Django writes as EXTRACT(field FROM column).
var extracts = map[string]string{"year": "year", "iso_year": "isoyear", "month": "month", "day": "day", "week": "week",
	"week_day": "dow", "iso_week_day": "isodow", "quarter": "quarter", "hour": "hour", "minute": "minute", "second": "second"}

// momentLookup: a year is a range on the column; other parts and dates are
// expressions in Django's time zone.
func momentLookup(b Clause, lookup string, server Server) []Clause {
	part, rest, _ := strings.Cut(lookup, "__")
	if rest == "" {
		rest = "exact"
	}
	local := b.Key
	if b.Kind == kindMoment {
		local = fmt.Sprintf("%s AT TIME ZONE '%s'", b.Key, server.zone())
	}
	if part == "year" || part == "iso_year" {
		if clauses := yearLookup(b, rest); clauses != nil {
			return clauses
		}
	}
	expression := b
	switch field, known := extracts[part]; {
	case known:
		expression.Key = normal(fmt.Sprintf("extract(%s from %s)", field, local))
		expression.Kind = kindNumber
	case part == "date" && b.Kind == kindMoment:
		expression.Key = normal(local + "::date")
		expression.Kind = kindDate
	default:
		return nil
	}
	switch rest {
	case "exact", "in", "gt", "gte", "lt", "lte", "range", "isnull":
		return positive(expression, rest, server)
	}
	return nil
}

func yearLookup(b Clause, lookup string) []Clause {
	first, last := b, b
	first.Op, last.Op = GreaterEqual, LessEqual
	first.Values, last.Values = nil, nil
	if b.Known && len(b.Values) == 1 && b.Values[0].rat != nil {
		year := b.Values[0].rat.Num().String()
		first.Values = []Constant{{kind: constantText, text: year + "-01-01 00:00:00+00:00"}}
		last.Values = []Constant{{kind: constantText, text: year + "-12-31 23:59:59.999999+00:00"}}
	} else {
		first.Known, last.Known = false, false
	}
	switch lookup {
	case "exact":
		return []Clause{first, last}
	case "gte":
		return one(first, GreaterEqual)
	case "lt":
		return one(first, Less)
	case "gt":
		return one(last, Greater)
	case "lte":
		return one(last, LessEqual)
	}
	return nil
}

// jsonLookup: keys are operators on the column, so only an index on the same
// expression serves them.
func jsonLookup(b Clause, lookup string, server Server) []Clause {
	switch lookup {
	case "contains":
		return one(b, Contains)
	case "contained_by":
		return one(b, ContainedBy)
	case "has_key", "has_keys", "has_any_keys":
		return one(b, HasKey)
	}
	keys := strings.Split(lookup, "__")
	last := "exact"
	switch end := keys[len(keys)-1]; end {
	case "exact", "in", "gt", "gte", "lt", "lte", "isnull":
		last, keys = end, keys[:len(keys)-1]
	case "icontains", "contains", "iexact", "startswith", "istartswith", "endswith", "iendswith", "regex", "iregex",
		"contained_by", "has_key", "has_keys", "has_any_keys":
		return nil
	}
	if len(keys) == 0 {
		return nil
	}
	if len(keys) == 1 {
		b.Key = normal(b.Key + " -> '" + keys[0] + "'")
	} else {
		b.Key = normal(b.Key + " #> '{" + strings.Join(keys, ",") + "}'")
	}
	b.Kind = kindOther
	return positive(b, last, server)
}

// strictAnyway tells whether PostgreSQL knows a lookup that no index serves to be
// never true for a null column, which proves IS NOT NULL. It does not look into
// subscripts, nor into the CASE that Django writes for an array's length.
func strictAnyway(kind Kind, lookup string) bool {
	return kind != kindArray && lookup != "search"
}
