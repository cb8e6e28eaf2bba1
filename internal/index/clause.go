package index

import (
	"strings"

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
	Beside                 // <<, >>, &<, &>, -|- of ranges
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
	kindRange  // int4range and its like
	kindVector // tsvector
	kindHstore
)

// kindOf tells a column's kind by its database type, else by its field's.
func kindOf(c *schema.Column) Kind {
	db := strings.ToLower(c.DBType)
	switch {
	case strings.HasSuffix(db, "[]"):
		return kindArray
	case strings.HasSuffix(db, "range"):
		return kindRange
	case db == "tsvector":
		return kindVector
	case db == "hstore":
		return kindHstore
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
	"CITextField": kindCitext, "CICharField": kindCitext, "CIEmailField": kindCitext,
	"IntegerRangeField": kindRange, "BigIntegerRangeField": kindRange, "DecimalRangeField": kindRange,
	"DateTimeRangeField": kindRange, "DateRangeField": kindRange, "SearchVectorField": kindVector, "HStoreField": kindHstore,
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
		strict := c.Strict
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
			c = Clause{Op: Opaque, Column: c.Column, Kind: c.Kind, Strict: c.Kind == kindText || c.Op == Opaque && strict, Term: c.Term}
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

// strictAnyway tells whether PostgreSQL knows a lookup that no index serves to be
// never true for a null column, which proves IS NOT NULL. It does not look into
// subscripts, nor into the CASE that Django writes for an array's length.
func strictAnyway(kind Kind, lookup string) bool {
	return kind != kindArray && lookup != "search"
}
