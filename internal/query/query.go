// Package query is every query that the code builds.
//
// In: the functions of a resolved program and its schema. Out: for each place
// that runs a query, its model, conditions, order and limit, as Django would
// send it. Its one idea: a queryset is a value, so extraction is evaluation.
package query

import (
	"strings"

	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// An Operation is what a query does.
type Operation string

const (
	Select    Operation = "select"
	Get       Operation = "get"
	First     Operation = "first"
	Last      Operation = "last"
	Exists    Operation = "exists"
	Count     Operation = "count"
	Aggregate Operation = "aggregate"
	Update    Operation = "update"
	Delete    Operation = "delete"
	Insert    Operation = "insert"
)

// A Limit says whether the code slices the query.
type Limit string

const (
	NoLimit       Limit = "none"
	ConstantLimit Limit = "constant"
	DynamicLimit  Limit = "dynamic"
)

// A Result is every query that was found, and what could not be told.
type Result struct {
	Queries    []*Query     // by file, line, end line and operation
	Implicit   []*Query     // that Django sends by itself; nil unless asked for
	Unresolved []Unresolved // by file and offset
	Sites      Sites
}

// An Unresolved is a call that looks like one of the ORM's and stands in no
// query, because what it is called on, or with, could not be told.
type Unresolved struct {
	File   *source.File
	Span   source.Span // the method's name, as of a Step
	Call   string
	Reason string
}

// Sites counts the call sites that look like the ORM's.
type Sites struct {
	Complete int // all that they build is known as a whole
	Partly   int // something is unknown in a query that they build
	Not      int // unresolved
}

// A Query is one query that one place in the code builds.
type Query struct {
	File      *source.File
	Span      source.Span // the whole last chain
	Function  string      // dotted name of the function it stands in; the module's for top level
	Model     *schema.Model
	Operation Operation
	Where     []Term // leaves in source order
	OrderBy   []Order
	Joins     []string // tables
	From      []Join   // how they are joined; a table may be there twice, under two aliases
	Limit     Limit
	Distinct  bool
	Sets      []string // columns that an update writes; nil where that is not known
	Steps     []Step
	Contexts  []string // endpoint, task, loop, transaction, command, admin, migration, test
	Complete  bool
	Unknown   []string // reasons where something could not be decided
	Implicit  Implicit // why Django sends it by itself, "" where the code asks for it

	places []placement // where it was seen to run
}

// A Join is one table of FROM beside the query's own.
type Join struct {
	Alias      string // the table's name, or T3 where that is taken, as Django counts
	Table      string
	Column     string
	To         string // the alias that it is joined to
	ToColumn   string // ON "To"."ToColumn" = "Alias"."Column"
	TypeColumn string // of a generic relation: the column that the content type stands in
	Outer      bool   // LEFT OUTER JOIN
	Many       bool   // may find several rows for one
	Read       bool   // select_related() reads its columns
}

// A Term is one leaf of the condition.
type Term struct {
	Table       string
	Alias       string // of the joined table, "" where that is its name
	Column      string // "" for an annotation or other expression
	Lookup      string // Django's name, transforms joined before it: "exact", "in", "date__gte"
	Negated     bool
	Or          bool // below an OR
	Group       int  // which OR of the condition, from 1; 0 where not below one or not told
	Arm         int  // which of its arms, from 1
	Conditional bool // added under a branch
	Value       Value
	Span        source.Span // the argument, for messages
}

// A Value is what is known of a term's right side.
type Value struct {
	Known    bool   // a constant in the source
	Text     string // the constant as Python writes it
	Many     bool   // of an in: a list or queryset that may hold more than one value
	Column   string // of F("other"): the column compared with
	Subquery bool
	OrNone   bool // the source says that it may be None: Django then asks IS NULL in place of an exact
}

// NullLookup is the lookup that Django makes of the term's where it is given None.
func (t *Term) NullLookup() string {
	return lookupName(isNull(strings.Split(t.Lookup, "__")))
}

// An Order is one key of ORDER BY.
type Order struct {
	Table  string
	Alias  string // of the joined table, "" where that is its name
	Column string // "" for an expression
	Desc   bool
	Nulls  string // "FIRST", "LAST" or ""
	Meta   bool   // it comes from Meta.ordering
}

// A Step is one call of Django's API in the project's source.
type Step struct {
	File *source.File
	Span source.Span // the method's name; of a slice the bracket
	Call string
}
