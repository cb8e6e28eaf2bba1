// Package schema is what the database looks like after migrate.
//
// In: the model classes that the evaluator finds in a project. Out: for each
// model its table, columns, relations, constraints and every index PostgreSQL
// has, with the names Django gives. Its one idea: a model is read the way
// ModelBase and the PostgreSQL schema editor read it, step by step, so that
// what is implicit in Django (keys, foreign key indexes, _like twins, through
// tables) is explicit here.
package schema

import "github.com/ormlint/ormlint/internal/source"

// A Schema is every model of a project. It is never changed once built.
type Schema struct {
	Models   []*Model // sorted by label
	TimeZone string   // TIME_ZONE of the settings where USE_TZ is on: dates of moments are computed in it; "" where it is not known
}

// A Model is one Django model, or the automatic through table of a ManyToManyField.
type Model struct {
	Label       string // app label and class name: "shop.Order"
	App         string // "shop"
	Name        string // "Order"
	Module      string // dotted name of the module that Django gives it
	Place       Place
	Table       string // empty for a proxy
	Managed     bool
	Proxy       bool
	Concrete    *Model    // of a proxy, the model whose table it uses; else the model itself
	AutoCreated bool      // the through table of a plain ManyToManyField
	Package     bool      // defined by an installed package, not by the project
	Silo        string    // "" where none is declared
	Columns     []*Column // in table order
	Indexes     []*Index
	Checks      []Check  // of CheckConstraint
	Ordering    []string // Meta.ordering as written: "-created_at", "customer__name", "?"; expressions as "…"
	Parents     []*Model // of multi-table inheritance, nearest first
	Relations   []*Relation
	Refused     []Option // options of Meta about indexes that this version of Django does not have
	Unknown     []string // reasons why something about the model could not be decided
}

// An Option is an option of Meta that lists groups of fields.
type Option struct {
	Name   string // "index_together"
	Groups [][]string
}

// A Place is where something is written. File is nil for what has no source
// (built-in knowledge), Span is empty for what no statement makes.
type Place struct {
	File *source.File
	Span source.Span
}

// A Column is one column of a table, made by one concrete field.
type Column struct {
	Field      string // "customer"
	Column     string // "customer_id"
	Type       string // class name of the field: "ForeignKey"
	DBType     string // what PostgreSQL shows: "varchar(200)", "bigint"; "" where unknown
	Internal   string // Django's get_internal_type(): "CharField", "ForeignKey"
	Collation  string // db_collation, or ""
	Null       bool
	PrimaryKey bool
	Unique     bool     // Django's field.unique (true for a primary key)
	Default    string   // db_default as SQL, or ""
	Initial    string   // the field's default where it is a constant, as Python writes it; else ""
	Chosen     bool     // the field has choices, known or not
	Choices    []string // values of the field's choices that are constants, as Python writes them
	Generated  string   // expression of a GeneratedField, or ""
	References *Reference
	Place      Place
	Unknown    string // reason where the type could not be decided
}

// A Reference is the target of a foreign key.
type Reference struct {
	Model      *Model // nil where the target is not known
	Table      string
	Column     string
	Constraint bool // false with db_constraint=False
}

// A RelationKind tells how a Relation reaches its target.
type RelationKind uint8

const (
	ForeignKey RelationKind = iota // also OneToOneField, where Unique
	ManyToMany
	Generic        // GenericForeignKey
	GenericReverse // GenericRelation
)

// A Relation is a field that leads to another model, as queries can follow it.
type Relation struct {
	Field        string
	Kind         RelationKind
	Unique       bool   // OneToOneField
	Column       string // of a ForeignKey; of Generic the object id's column
	TypeColumn   string // of Generic and GenericReverse: the content type's column
	Target       *Model // nil where unknown or Generic
	TargetColumn string // of a ForeignKey: the column referred to
	Through      *Model // of a ManyToMany
	SourceColumn string // of a ManyToMany: the through table's column to this model
	ReachColumn  string // of a ManyToMany: the through table's column to the target
	RelatedName  string // accessor on the target ("order_set"), "" where there is none ("+")
	QueryName    string // name in lookups from the target ("order")
	OnDelete     string // "CASCADE", "SET_NULL", …, "" where unknown
	ParentLink   bool   // the implicit or explicit link of multi-table inheritance
	Place        Place
}

// An Origin says which declaration an index comes from.
type Origin string

const (
	OriginMeta           Origin = "meta"
	OriginField          Origin = "field"
	OriginForeignKey     Origin = "foreign_key"
	OriginUnique         Origin = "unique"
	OriginLike           Origin = "like"
	OriginPrimaryKey     Origin = "primary_key"
	OriginUniqueTogether Origin = "unique_together"
	OriginConstraint     Origin = "constraint"
	OriginM2M            Origin = "m2m"
)

// An Index is one index of a table.
type Index struct {
	Name             string // as Django or PostgreSQL names it, "" where not computed
	Method           string // "btree", "gin", "gist", "brin", "hash", "spgist", "bloom"
	Unique           bool
	Primary          bool
	Terms            []Term
	Include          []string // columns
	Where            string   // predicate as SQL, "" for a whole index
	NullsNotDistinct bool
	Origin           Origin
	Place            Place
	Unknown          string // reason where columns or predicate could not be decided
}

// A Check is a CHECK constraint.
type Check struct {
	Name    string
	SQL     string // its condition
	Unknown string // reason where the condition could not be decided
}

// A Term is one key of an index: a column, or an expression as SQL.
type Term struct {
	Column     string // "" for an expression
	Expression string // SQL, "" for a column
	Desc       bool
	Nulls      string // "FIRST" or "LAST" where it is not the default of the direction
	Opclass    string // "" for the default
}
