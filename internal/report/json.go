package report

import (
	"encoding/json"
	"io"

	"github.com/ormlint/ormlint/internal/finding"
)

type jsonReport struct {
	Version  int           `json:"version"`
	Findings []jsonFinding `json:"findings"`
	Summary  jsonSummary   `json:"summary"`
}

type jsonFinding struct {
	Code        string          `json:"code"`
	Name        string          `json:"name"`
	Severity    string          `json:"severity"`
	Confidence  string          `json:"confidence"`
	Guideline   *string         `json:"guideline"`
	File        string          `json:"file"`
	Line        int             `json:"line"`
	Column      int             `json:"column"`
	EndLine     int             `json:"end_line"`
	EndColumn   int             `json:"end_column"`
	Message     string          `json:"message"`
	Help        *string         `json:"help"`
	Model       *string         `json:"model"`
	Table       *string         `json:"table"`
	Columns     []string        `json:"columns"`
	Size        *string         `json:"size"`
	Suggestion  *jsonSuggestion `json:"suggestion"`
	Drops       []jsonDrop      `json:"drops"`
	Queries     []jsonSite      `json:"queries"`
	Related     []jsonRelated   `json:"related"`
	Suppressed  bool            `json:"suppressed"`
	Fingerprint string          `json:"fingerprint"`
	Evidence    *jsonEvidence   `json:"evidence"`
}

type jsonEvidence struct {
	Verdict string         `json:"verdict"`
	Text    string         `json:"text"`
	Reason  string         `json:"reason"`
	Server  string         `json:"server"`
	Rows    int64          `json:"rows"`
	Before  jsonMeasured   `json:"before"`
	After   jsonMeasured   `json:"after"`
	Price   *finding.Price `json:"price"`
}

type jsonMeasured struct {
	Buffers int64   `json:"buffers"`
	Ms      float64 `json:"ms"`
}

func evidenceJSON(e *finding.Evidence) *jsonEvidence {
	if e == nil {
		return nil
	}
	return &jsonEvidence{
		Verdict: string(e.Verdict), Text: e.Text(), Reason: e.Reason, Server: e.Server, Rows: e.Rows,
		Before: jsonMeasured(e.Before), After: jsonMeasured(e.After), Price: e.Price,
	}
}

type jsonSuggestion struct {
	Index jsonSuggestedIndex `json:"index"`
}

type jsonSuggestedIndex struct {
	Fields      []string `json:"fields"`
	Expressions []string `json:"expressions"`
	Where       *string  `json:"where"`
	Method      string   `json:"method"`
	Opclasses   []string `json:"opclasses"`
	Include     []string `json:"include"`
}

type jsonDrop struct {
	Model  string   `json:"model"`
	Name   *string  `json:"name"`
	Origin string   `json:"origin"`
	Fields []string `json:"fields"`
}

type jsonSite struct {
	File     string   `json:"file"`
	Line     int      `json:"line"`
	EndLine  int      `json:"end_line"`
	Contexts []string `json:"contexts"`
}

type jsonRelated struct {
	File    *string `json:"file"` // null for what has no source, such as built-in knowledge
	Line    *int    `json:"line"`
	Message string  `json:"message"`
}

type jsonSummary struct {
	Files           int      `json:"files"`
	Lines           int      `json:"lines"`
	Models          int      `json:"models"`
	Queries         int      `json:"queries"`
	Unresolved      int      `json:"unresolved"`
	Migrations      int      `json:"migrations"`
	Seconds         float64  `json:"seconds"`
	UnknownPackages []string `json:"unknown_packages"`
}

func writeJSON(w io.Writer, check Check) error {
	report := jsonReport{Version: 1, Findings: []jsonFinding{}, Summary: jsonSummary{
		Files:           check.Summary.Files,
		Lines:           check.Summary.Lines,
		Models:          check.Summary.Models,
		Queries:         check.Summary.Queries,
		Unresolved:      check.Summary.Unresolved,
		Migrations:      check.Summary.Migrations,
		Seconds:         float64(check.Summary.Elapsed.Milliseconds()) / 1000,
		UnknownPackages: present(check.Summary.Unknown),
	}}
	for _, f := range check.Findings {
		report.Findings = append(report.Findings, asJSON(f))
	}
	return encode(w, report)
}

func asJSON(f *finding.Finding) jsonFinding {
	place := placeOf(f.File, f.Span)
	out := jsonFinding{
		Code:        f.Code,
		Name:        f.Name,
		Severity:    f.Severity.String(),
		Confidence:  f.Confidence.String(),
		Guideline:   optional(f.Guideline),
		File:        Path(f.File),
		Line:        place.line,
		Column:      place.column,
		EndLine:     place.endLine,
		EndColumn:   place.endColumn,
		Message:     f.Message,
		Help:        optional(f.Help),
		Model:       optional(f.Model),
		Table:       optional(f.Table),
		Columns:     present(f.Columns),
		Size:        optional(f.Size),
		Drops:       []jsonDrop{},
		Queries:     []jsonSite{},
		Related:     []jsonRelated{},
		Suppressed:  f.Suppressed,
		Fingerprint: f.Fingerprint,
		Evidence:    evidenceJSON(f.Evidence),
	}
	if s := f.Suggestion; s != nil {
		method := s.Method
		if method == "" {
			method = "btree"
		}
		expressions := []string{}
		for _, e := range s.Expressions {
			expressions = append(expressions, e.SQL)
		}
		out.Suggestion = &jsonSuggestion{jsonSuggestedIndex{
			Fields: present(s.Fields), Expressions: expressions, Where: optional(s.Where), Method: method,
			Opclasses: present(s.Opclasses), Include: present(s.Include),
		}}
	}
	for _, drop := range f.Drops {
		out.Drops = append(out.Drops, jsonDrop{drop.Model, optional(drop.Name), drop.Origin, present(drop.Fields)})
	}
	for _, site := range f.Sites {
		at := placeOf(site.File, site.Span)
		out.Queries = append(out.Queries, jsonSite{Path(site.File), at.line, at.endLine, present(site.Contexts)})
	}
	for _, related := range f.Related {
		r := jsonRelated{Message: related.Message}
		if related.File != nil {
			path, line := Path(related.File), related.File.Line(related.Span.Start)
			r.File, r.Line = &path, &line
		}
		out.Related = append(out.Related, r)
	}
	return out
}

// encode writes one object, indented, with < and > as they are.
func encode(w io.Writer, value any) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	return encoder.Encode(value)
}

// optional is null for what is not known.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// present is an empty array rather than null.
func present(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
