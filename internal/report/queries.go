package report

import (
	"fmt"
	"io"

	"github.com/ormlint/ormlint/internal/query"
)

// Queries prints the queries of a project. JSON is the only format.
func Queries(w io.Writer, queries []*query.Query, format Format) error {
	if format != JSON {
		return fmt.Errorf("format %q is not known for queries", format)
	}
	out := jsonQueries{Version: 1, Queries: []jsonQuery{}, Unresolved: []struct{}{}}
	for _, q := range queries {
		out.Queries = append(out.Queries, queryAsJSON(q))
	}
	if err := encode(w, out); err != nil {
		return fmt.Errorf("write queries: %w", err)
	}
	return nil
}

type jsonQueries struct {
	Version    int         `json:"version"`
	Queries    []jsonQuery `json:"queries"`
	Unresolved []struct{}  `json:"unresolved"`
}

type jsonQuery struct {
	File      string          `json:"file"`
	Line      int             `json:"line"`
	EndLine   int             `json:"end_line"`
	Function  string          `json:"function"`
	Model     string          `json:"model"`
	Operation query.Operation `json:"operation"`
	Where     []jsonTerm      `json:"where"`
	OrderBy   []jsonOrder     `json:"order_by"`
	Joins     []string        `json:"joins"`
	Limit     query.Limit     `json:"limit"`
	Distinct  bool            `json:"distinct"`
	Steps     []jsonStep      `json:"steps"`
	Contexts  []string        `json:"contexts"`
	Complete  bool            `json:"complete"`
	Unknown   []string        `json:"unknown"`
}

type jsonTerm struct {
	Table       string  `json:"table"`
	Column      *string `json:"column"` // null for an expression
	Lookup      string  `json:"lookup"`
	Negated     bool    `json:"negated"`
	Or          bool    `json:"or"`
	Conditional bool    `json:"conditional"`
}

type jsonOrder struct {
	Table  string  `json:"table"`
	Column *string `json:"column"`
	Desc   bool    `json:"desc"`
}

type jsonStep struct {
	File string `json:"file"`
	Line int    `json:"line"`
	Call string `json:"call"`
}

func queryAsJSON(q *query.Query) jsonQuery {
	out := jsonQuery{
		File: Path(q.File), Line: q.File.Line(q.Span.Start), EndLine: q.File.Line(q.Span.End),
		Function: q.Function, Model: q.Model.Label, Operation: q.Operation,
		Where: []jsonTerm{}, OrderBy: []jsonOrder{}, Joins: present(q.Joins), Limit: q.Limit, Distinct: q.Distinct,
		Steps: []jsonStep{}, Contexts: present(q.Contexts), Complete: q.Complete, Unknown: present(q.Unknown),
	}
	for _, t := range q.Where {
		out.Where = append(out.Where, jsonTerm{t.Table, optional(t.Column), t.Lookup, t.Negated, t.Or, t.Conditional})
	}
	for _, o := range q.OrderBy {
		out.OrderBy = append(out.OrderBy, jsonOrder{o.Table, optional(o.Column), o.Desc})
	}
	for _, s := range q.Steps {
		out.Steps = append(out.Steps, jsonStep{Path(s.File), s.File.Line(s.Span.Start), s.Call})
	}
	return out
}
