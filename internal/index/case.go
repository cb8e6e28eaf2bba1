package index

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A Case is one index and one query to predict about, as `ormlint debug cover` reads it.
type Case struct {
	ID         string
	Index      *schema.Index
	Demand     *Demand
	Companions []*schema.Index // other indexes, which may serve arms of an OR
}

// A Prediction is what PostgreSQL will do with the case's index. A nil verdict is undecided.
type Prediction struct {
	ID        string   `json:"id"`
	Usable    *bool    `json:"usable"`
	Seek      []string `json:"seek_columns"`
	Condition []string `json:"condition_columns"`
	Order     *string  `json:"order_served"`
	Partial   *bool    `json:"partial_implied"`
	BitmapOr  *bool    `json:"bitmap_or"`
}

type caseIndex struct {
	Name, Method, Where string
	Unique, Primary     bool
	Terms               []struct {
		Column, Expression, Nulls, Opclass string
		Desc                               bool
	}
	Include []string
}

type caseTerm struct {
	Table, Column, Lookup string
	Negated, Or           bool
	Group                 int    `json:"or_group"`
	Arm                   int    `json:"or_arm"`
	ValueKind             string `json:"value_kind"`
	Value                 json.RawMessage
	Path                  []string
}

type caseColumn struct {
	Field, Column, Type, Collation string
	DBType                         string `json:"db_type"`
	PrimaryKey                     bool   `json:"primary_key"`
	Null, Unique, Correlated       bool
	Distinct                       float64 // values that rows take one of
	NullFraction                   float64 `json:"null_fraction"`
}

// statistics are what PostgreSQL would find out about the column. Of many values
// taken at random some come up for no row.
func (c caseColumn) statistics(rows float64) ColumnStatistics {
	known := ColumnStatistics{Distinct: max(c.Distinct, 1), NullFraction: min(max(c.NullFraction, 0), 1), Grows: c.Correlated}
	if !c.Unique && !c.Correlated {
		known.Distinct *= 1 - math.Exp(-rows*(1-known.NullFraction)/known.Distinct)
	}
	known.Values = max(c.Distinct, 1)
	return known
}

type caseLine struct {
	ID        string
	Postgres  string
	Collation struct{ Provider, Locale string }
	TimeZone  string `json:"time_zone"`
	Table     struct {
		Name    string
		Rows    float64
		Columns []caseColumn
	}
	Index      caseIndex
	Companions []caseIndex
	Query      struct {
		Operation, Limit string
		Where            []caseTerm
		OrderBy          []struct {
			Table, Column, Nulls string
			Desc                 bool
		} `json:"order_by"`
	}
}

// ReadCase reads one line of a planner case.
func ReadCase(line []byte) (Case, error) {
	var in caseLine
	if err := json.Unmarshal(line, &in); err != nil {
		return Case{}, fmt.Errorf("read planner case: %w", err)
	}
	version, _, _ := strings.Cut(in.Postgres, ".")
	number, err := strconv.Atoi(version)
	if err != nil {
		return Case{}, fmt.Errorf("read PostgreSQL version of planner case %s: %w", in.ID, err)
	}
	if len(in.Index.Terms) == 0 {
		return Case{}, fmt.Errorf("read planner case %s: no index, or one without terms", in.ID)
	}
	table := &schema.Model{Label: in.Table.Name, Table: in.Table.Name}
	table.Concrete = table
	known := &Statistics{Rows: max(in.Table.Rows, 1), Columns: map[string]ColumnStatistics{}}
	for _, c := range in.Table.Columns {
		table.Columns = append(table.Columns, &schema.Column{Field: c.Field, Column: c.Column, Type: c.Type, Internal: c.Type,
			DBType: c.DBType, Collation: c.Collation, Null: c.Null, PrimaryKey: c.PrimaryKey, Unique: c.Unique})
		known.Columns[c.Column] = c.statistics(known.Rows)
		if c.PrimaryKey {
			table.Indexes = append(table.Indexes, &schema.Index{Method: "btree", Unique: true, Primary: true,
				Terms: []schema.Term{{Column: c.Column}}})
		}
	}
	q := &query.Query{Model: table, Operation: query.Operation(in.Query.Operation), Limit: query.Limit(in.Query.Limit), Complete: true}
	for _, t := range in.Query.Where {
		if t.Or && t.Group > 0 && (t.Arm < 1 || t.Arm > len(in.Query.Where)) {
			return Case{}, fmt.Errorf("read planner case %s: arm %d of an OR; they are numbered from 1", in.ID, t.Arm)
		}
		q.Where = append(q.Where, t.term())
	}
	for _, o := range in.Query.OrderBy {
		q.OrderBy = append(q.OrderBy, query.Order{Table: o.Table, Column: o.Column, Desc: o.Desc, Nulls: strings.ToUpper(o.Nulls)})
	}
	server := Server{Version: number, TimeZone: in.TimeZone, Bytewise: bytewiseDatabase(in.Collation.Provider, in.Collation.Locale)}
	c := Case{ID: in.ID, Index: in.Index.index(), Demand: Ask(q, table, server)}
	c.Demand.Statistics = known
	for _, companion := range in.Companions {
		c.Companions = append(c.Companions, companion.index())
	}
	c.Companions = append(c.Companions, table.Indexes...)
	return c, nil
}

func bytewiseDatabase(provider, locale string) bool {
	switch provider {
	case "builtin":
		return true
	case "libc":
		return locale == "C" || locale == "POSIX"
	}
	return false
}

func (in caseIndex) index() *schema.Index {
	ix := &schema.Index{Name: in.Name, Method: in.Method, Unique: in.Unique, Primary: in.Primary, Include: in.Include, Where: in.Where}
	for _, t := range in.Terms {
		ix.Terms = append(ix.Terms, schema.Term{Column: t.Column, Expression: t.Expression, Desc: t.Desc,
			Nulls: strings.ToUpper(t.Nulls), Opclass: t.Opclass})
	}
	return ix
}

// term writes the case's leaf as the query extraction does: keys and indexes are
// part of the lookup, values are Python text.
func (in caseTerm) term() query.Term {
	t := query.Term{Table: in.Table, Column: in.Column, Lookup: in.Lookup, Negated: in.Negated, Or: in.Or, Group: in.Group, Arm: in.Arm}
	if first, rest, nested := strings.Cut(in.Lookup, "__"); nested {
		switch first {
		case "key", "path":
			t.Lookup = strings.Join(append(in.Path, rest), "__")
		case "index":
			t.Lookup = "0__" + rest
		}
	}
	if in.ValueKind == "column" {
		var column string
		if json.Unmarshal(in.Value, &column) == nil {
			t.Value.Column = column
		}
		t.Lookup = "exact"
		if in.Lookup != "column" {
			t.Lookup = in.Lookup
		}
		return t
	}
	t.Value = pythonValue(in.Value)
	return t
}

// pythonValue writes a JSON value as Python would stand in the source.
func pythonValue(raw json.RawMessage) query.Value {
	var list []json.RawMessage
	if json.Unmarshal(raw, &list) == nil && strings.HasPrefix(string(raw), "[") {
		items := make([]string, len(list))
		for i, item := range list {
			items[i] = pythonScalar(item)
		}
		return query.Value{Known: true, Many: len(list) > 1, Text: "[" + strings.Join(items, ", ") + "]"}
	}
	return query.Value{Known: !strings.HasPrefix(string(raw), "{"), Text: pythonScalar(raw)}
}

func pythonScalar(raw json.RawMessage) string {
	switch text := string(raw); text {
	case "true":
		return "True"
	case "false":
		return "False"
	case "null":
		return "None"
	default:
		var s string
		if json.Unmarshal(raw, &s) == nil {
			return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(s) + "'"
		}
		return text
	}
}

// Predict says what PostgreSQL will do with the case's index.
func (c Case) Predict() Prediction {
	p := Prediction{ID: c.ID}
	cover := c.Demand.Cover(c.Index)
	if cover.Unknown != "" {
		return p
	}
	p.Usable = &cover.Usable
	p.Seek, p.Condition = append([]string{}, cover.Seek...), append([]string{}, cover.Condition...)
	if len(c.Demand.Order) > 0 {
		order := "none"
		switch {
		case cover.Ordered:
			order = "full"
		case cover.Sorted > 0:
			order = fmt.Sprintf("prefix:%d", cover.Sorted)
		}
		p.Order = &order
	}
	if c.Index.Where != "" {
		implied := cover.Predicate == Implied || cover.BitmapOr
		p.Partial = &implied
	}
	if c.Demand.HasOr() || c.asksOr() {
		combined := cover.BitmapOr || c.combines()
		p.BitmapOr = &combined
	}
	return p
}

// asksOr reports whether the query itself has an OR, not only what PostgreSQL makes of it.
func (c Case) asksOr() bool {
	return slices.ContainsFunc(c.Demand.Query.Where, func(t query.Term) bool { return t.Or })
}

// combines reports whether PostgreSQL would take the index for an arm of an OR in
// the query, beside the other indexes.
func (c Case) combines() bool {
	if !c.asksOr() {
		return false
	}
	indexes := append([]*schema.Index{c.Index}, c.Companions...)
	slices.SortStableFunc(indexes, newest)
	return c.Demand.planner(indexes...).best().ored(c.Index)
}

// newest sorts indexes by age, as far as names with a number at their end tell it.
// PostgreSQL looks at new ones first (get_relation_info), which decides between equals.
func newest(a, b *schema.Index) int {
	age := func(ix *schema.Index) int {
		n, err := strconv.Atoi(ix.Name[strings.LastIndexFunc(ix.Name, notDigit)+1:])
		if err != nil || ix.Primary {
			return -1
		}
		return n
	}
	return age(b) - age(a)
}

func notDigit(r rune) bool { return r < '0' || r > '9' }
