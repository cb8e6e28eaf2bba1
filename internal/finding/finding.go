// Package finding is what ormlint says: findings and the metadata of rules, as plain data.
//
// In: nothing. Out: values that rules make, the engine marks and orders, and
// reports print. Its one idea: a finding holds places and words, never formatted
// text, so that every output prints the same thing in its own way.
package finding

import "github.com/ormlint/ormlint/internal/source"

// Severity orders findings by what they cost.
type Severity uint8

const (
	Advice Severity = iota
	Warning
	Error
)

func (s Severity) String() string { return [...]string{"advice", "warning", "error"}[s] }

// Severities is every severity by its name, for flags and messages.
var Severities = []Severity{Error, Warning, Advice}

// Confidence says how sure the resolution behind a finding is.
type Confidence uint8

const (
	Low Confidence = iota
	Medium
	High
)

func (c Confidence) String() string { return [...]string{"low", "medium", "high"}[c] }

// A Finding is one thing that is wrong at one place.
type Finding struct {
	Code        string // "IDX002"
	Name        string // "missing-composite-index"
	Guideline   string // "G11", or ""
	Severity    Severity
	Confidence  Confidence
	File        *source.File
	Span        source.Span
	Message     string // what is wrong here, what it costs, what to write
	Help        string // what to do, one line or a few of Python
	Model       string // label, or ""
	Table       string
	Columns     []string
	Suggestion  *Index // the index to add, or nil
	Drops       []Drop // existing indexes that are not needed: beside Suggestion, once that is there
	Sites       []Site // the queries it is about, what matters most first; none where it is about no query
	Paged       bool   // it is for lists that the code sets no limit to and that are shown page by page
	Size        string // what is known of the table's size, and from where; "" where the rule does not ask
	Closest     string // of an index to add: the existing one that goes furthest, in words
	Related     []Related
	Suppressed  bool      // by a comment; shown only on request
	Fingerprint string    // stable when lines move; set by the engine
	Evidence    *Evidence // what a proof came to, or nil
}

// An Index is an index to add, as Meta.indexes would declare it.
type Index struct {
	Fields      []string     // field names, "-" before a descending one
	Expressions []Expression // beside Fields, the expression on the field; nil where all are plain
	Nulls       []string     // beside Fields, "FIRST" or "LAST" where it is not the direction's default; nil for none
	Where       string       // SQL, or ""
	Condition   string       // Where as Django's Q, "" where it is not known
	Method      string
	Opclasses   []string // beside Fields, "" for the default; nil for none
	Include     []string // field names
	Foreign     bool     // no Meta of the project can hold it; the help says how it is made
}

// An Expression is a key of an index that is no plain column.
type Expression struct {
	SQL    string // `UPPER("name")`, "" for a plain column
	Python string // `Upper("name")`
}

// A Site is a query that a finding is about. A comment on its statement speaks
// for the query, as one at the finding's own place does for the finding.
type Site struct {
	File     *source.File
	Span     source.Span
	Contexts []string // where it runs: "loop", "task", "endpoint", …
}

// A Drop is an existing index that is not needed.
type Drop struct {
	Model  string   // label of the model whose table has it
	Name   string   // in the database, "" where it is not computed
	Origin string   // what declares it, as the schema says: "meta", "field", "foreign_key", "like", …
	Fields []string // its columns' fields, as Meta.indexes would list them
	By     string   // name of the existing index that does its work; "" where the one to add does, or nobody asks for it
}

// A Related place helps to understand a finding.
type Related struct {
	File    *source.File
	Span    source.Span
	Message string
}
