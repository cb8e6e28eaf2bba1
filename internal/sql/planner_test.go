package sql_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
	"github.com/ormlint/ormlint/internal/sql"
)

// A recorded is a query that real Django 5.2 compiled, as conformance/planner records it.
type recorded struct {
	ID    string
	SQL   string
	Table struct {
		Name    string
		Columns []struct {
			Field, Column, Type string
			DBType              string `json:"db_type"`
			PrimaryKey          bool   `json:"primary_key"`
			Null                bool
		}
	}
	Query struct {
		Operation  string
		Limit      string
		LimitValue any `json:"limit_value"`
		Distinct   bool
		Where      []struct {
			Table, Column, Lookup string
			Negated, Or           bool
			Group                 int    `json:"or_group"`
			Arm                   int    `json:"or_arm"`
			Kind                  string `json:"value_kind"`
			Value                 json.RawMessage
			Path                  []any
		}
		OrderBy []struct {
			Table, Column, Nulls string
			Desc                 bool
		} `json:"order_by"`
	}
}

// What Render writes for the recorded queries is what Django sent. What differs
// is counted: values whose text in the record says less than Django knew.
func TestRecordedQueries(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../../conformance/planner/truth/*15.jsonl.gz")
	if err != nil || len(files) == 0 {
		t.Fatalf("no recorded cases: %v", err)
	}
	right, total, shown := 0, 0, 0
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		z, err := gzip.NewReader(f)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(z)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			decoder := json.NewDecoder(strings.NewReader(lines.Text()))
			decoder.UseNumber()
			var r recorded
			if err := decoder.Decode(&r); err != nil {
				t.Fatal(err)
			}
			got, err := r.render()
			total++
			if err == nil && behindColumns(got.SQL) == behindColumns(r.SQL) {
				right++
				continue
			}
			if shown++; shown <= 8 {
				t.Logf("%s\n  django  %s\n  ormlint %s\n  %v %v", r.ID, behindColumns(r.SQL), behindColumns(got.SQL), got.LeftOut, err)
			}
		}
	}
	t.Logf("%d / %d", right, total)
	if share := float64(right) / float64(total); share < 1 {
		t.Errorf("the same text in %.2f %%, want all", 100*share)
	}
}

// behindColumns leaves out the columns of a whole row: the recorder's models have theirs in another order.
func behindColumns(sql string) string {
	columns, rest, _ := strings.Cut(sql, " FROM ")
	if strings.Count(columns, ".") > 1 {
		columns = "…"
	}
	return columns + " FROM " + rest
}

func (r recorded) render() (sql.Statement, error) {
	m := &schema.Model{Table: r.Table.Name}
	m.Concrete = m
	for _, c := range r.Table.Columns {
		m.Columns = append(m.Columns, &schema.Column{Field: c.Field, Column: c.Column, DBType: strings.ReplaceAll(c.DBType, ", ", ","),
			Null: c.Null, PrimaryKey: c.PrimaryKey})
	}
	q := &query.Query{Model: m, Operation: query.Operation(r.Query.Operation), Limit: query.Limit(r.Query.Limit), Distinct: r.Query.Distinct}
	if number := fmt.Sprint(r.Query.LimitValue); r.Query.LimitValue != nil {
		file := &source.File{Text: "[:" + number + "]"}
		q.Steps = []query.Step{{File: file, Call: "slice", Span: source.Span{End: uint32(len(file.Text))}}}
	}
	values := map[*query.Term][]string{}
	q.Where = make([]query.Term, len(r.Query.Where))
	for i, l := range r.Query.Where {
		lookup := strings.Replace(l.Lookup, "index__", "0__", 1)
		for _, at := range l.Path {
			_, rest, _ := strings.Cut(lookup, "__")
			lookup = fmt.Sprint(at) + "__" + rest
			if len(l.Path) > 1 {
				break
			}
		}
		if len(l.Path) > 1 {
			var names []string
			for _, at := range l.Path {
				names = append(names, fmt.Sprint(at))
			}
			_, rest, _ := strings.Cut(l.Lookup, "__")
			lookup = strings.Join(names, "__") + "__" + rest
		}
		q.Where[i] = query.Term{Table: l.Table, Column: l.Column, Lookup: lookup, Negated: l.Negated, Or: l.Or, Group: l.Group, Arm: l.Arm}
		term := &q.Where[i]
		var value any
		decoder := json.NewDecoder(strings.NewReader(string(l.Value)))
		decoder.UseNumber()
		if err := decoder.Decode(&value); err != nil {
			return sql.Statement{}, err
		}
		if l.Kind == "column" {
			term.Value.Column = fmt.Sprint(value)
			continue
		}
		if strings.HasSuffix(l.Lookup, "isnull") && fmt.Sprint(value) == "false" {
			term.Value = query.Value{Known: true, Text: "False"}
		}
		if l.Kind == "json" {
			values[term] = []string{string(l.Value)}
		} else if list, ok := value.([]any); ok {
			for _, v := range list {
				values[term] = append(values[term], text(v, l.Kind))
			}
		} else {
			values[term] = []string{text(value, l.Kind)}
		}
	}
	for _, o := range r.Query.OrderBy {
		q.OrderBy = append(q.OrderBy, query.Order{Table: o.Table, Column: o.Column, Desc: o.Desc, Nulls: strings.ToUpper(o.Nulls)})
	}
	return sql.Render(q, &schema.Schema{Models: []*schema.Model{m}}, sql.Options{
		Values: func(t *query.Term) []string { return values[t] },
	})
}

func text(v any, kind string) string {
	switch v := v.(type) {
	case string:
		return v
	case json.Number:
		return v.String()
	case bool:
		return fmt.Sprint(v)
	}
	raw, _ := json.Marshal(v)
	return strings.ReplaceAll(strings.ReplaceAll(string(raw), ":", ": "), ",", ", ")
}
