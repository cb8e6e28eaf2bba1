package report

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/stats"
)

// A Slow is everything that a report of slow statements tells.
type Slow struct {
	Snapshots  []string // names of the files
	Statements []SlowStatement
	All        int      // how many there are
	Seconds    float64  // that all statements took
	Notes      []string // what is not in the snapshots
}

// A SlowStatement is a statement and where it comes from.
type SlowStatement struct {
	stats.Statement
	Short string  // the text for people
	Share float64 // of the time of all
	Sites []SlowSite
	Sure  bool   // it is what the sites build
	Known string // what sends such statements without a line of its own
}

// A SlowSite is a query of the project that may send the statement.
type SlowSite struct {
	Query    *query.Query
	Differs  []string
	Findings []*finding.Finding
}

// SlowStatements prints slow statements with the code that sends them, as Text or JSON.
func SlowStatements(w io.Writer, slow Slow, format Format, style Style) error {
	var err error
	switch format {
	case Text:
		err = slowText(w, slow, style)
	case JSON:
		err = slowJSON(w, slow)
	default:
		err = fmt.Errorf("format %q is not known for slow statements", format)
	}
	if err != nil {
		return fmt.Errorf("write slow statements: %w", err)
	}
	return nil
}

const (
	mostSites     = 5   // of a statement
	statementSize = 300 // in characters
)

func slowText(w io.Writer, slow Slow, style Style) error {
	out := bufio.NewWriter(w)
	for i, s := range slow.Statements {
		if i > 0 {
			out.WriteByte('\n')
		}
		head := fmt.Sprintf("%2d. %s of the time", i+1, percent(s.Share))
		fmt.Fprintf(out, "%s  %s in %s calls, %s each%s\n", style.paint(bold, head), duration(s.Total), thousands(s.Calls), duration(s.Mean), rowsEach(s.Statement))
		fmt.Fprintf(out, "    %s\n", printable(cut(s.Short, statementSize)))
		writeSlowSites(out, s, style)
	}
	if len(slow.Statements) > 0 {
		out.WriteByte('\n')
	}
	for _, note := range slow.Notes {
		fmt.Fprintln(out, note)
	}
	traced := 0
	for _, s := range slow.Statements {
		if len(s.Sites) > 0 {
			traced++
		}
	}
	fmt.Fprintf(out, "%d of %d statements, %d with their code (%s)\n", len(slow.Statements), slow.All, traced, strings.Join(slow.Snapshots, ", "))
	return out.Flush()
}

func writeSlowSites(out *bufio.Writer, s SlowStatement, style Style) {
	switch {
	case len(s.Sites) == 0 && s.Known != "":
		fmt.Fprintf(out, "    %s\n", style.paint(dim, "no site found; it is sent by "+s.Known))
	case len(s.Sites) == 0:
		fmt.Fprintf(out, "    %s\n", style.paint(dim, "no site found"))
	case !s.Sure:
		fmt.Fprintf(out, "    %s\n", style.paint(dim, fmt.Sprintf("perhaps, though %s:", strings.Join(s.Sites[0].Differs, " and "))))
	case len(s.Sites) > 1:
		fmt.Fprintf(out, "    %s\n", style.paint(dim, fmt.Sprintf("one of %d sites that build the same query:", len(s.Sites))))
	}
	width := 0
	shown := s.Sites[:min(len(s.Sites), mostSites)]
	for _, site := range shown {
		width = max(width, utf8.RuneCountInString(siteName(site.Query)))
	}
	for _, site := range shown {
		fmt.Fprintf(out, "    %-*s  %s%s\n", width, siteName(site.Query), printable(site.Query.Function), style.paint(dim, elsewhere(site.Query)))
		for _, f := range site.Findings {
			fmt.Fprintf(out, "      %s %s: %s\n", f.Severity, f.Code, printable(f.Message))
		}
	}
	if n := len(s.Sites) - len(shown); n > 0 {
		fmt.Fprintf(out, "    … %d more\n", n)
	}
	if len(s.Sites) > 0 && s.Known != "" {
		fmt.Fprintf(out, "    %s\n", style.paint(dim, "or "+s.Known))
	}
}

// elsewhere names the places where a query is built beside its own.
func elsewhere(q *query.Query) string {
	var places []string
	for _, step := range q.Steps {
		if step.File == q.File && q.Span.Contains(step.Span.Start) {
			continue
		}
		at := fmt.Sprintf("%s:%d", Path(step.File), step.File.Line(step.Span.Start))
		if !slices.Contains(places, at) && len(places) < mostSites {
			places = append(places, at)
		}
	}
	if len(places) == 0 {
		return ""
	}
	return ", with " + strings.Join(places, ", ")
}

func siteName(q *query.Query) string {
	return fmt.Sprintf("%s:%d", Path(q.File), q.File.Line(q.Span.Start))
}

func rowsEach(s stats.Statement) string {
	if s.Calls == 0 || s.Rows == 0 {
		return ""
	}
	return fmt.Sprintf(", %s rows each", figures(float64(s.Rows)/float64(s.Calls)))
}

func percent(share float64) string {
	if share > 0 && share < 0.001 {
		return "< 0.1 %"
	}
	return fmt.Sprintf("%.1f %%", share*100)
}

// duration writes milliseconds with the unit that suits them.
func duration(ms float64) string {
	switch {
	case ms >= 2*3600e3:
		return figures(ms/3600e3) + " h"
	case ms >= 2*60e3:
		return figures(ms/60e3) + " min"
	case ms >= 1000:
		return figures(ms/1000) + " s"
	}
	return figures(ms) + " ms"
}

// figures writes a number with two figures, or all that stand before the point.
func figures(v float64) string {
	switch {
	case v >= 10:
		return thousands(int64(v + 0.5))
	case v >= 1:
		return strings.TrimSuffix(strconv.FormatFloat(v, 'f', 1, 64), ".0")
	}
	return strconv.FormatFloat(v, 'g', 2, 64)
}

func thousands(n int64) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func cut(text string, most int) string {
	if utf8.RuneCountInString(text) <= most {
		return text
	}
	return string([]rune(text)[:most-1]) + "…"
}

func slowJSON(w io.Writer, slow Slow) error {
	type jsonFinding struct {
		Code        string `json:"code"`
		Severity    string `json:"severity"`
		Message     string `json:"message"`
		Fingerprint string `json:"fingerprint"`
	}
	type jsonStep struct {
		File string `json:"file"`
		Line int    `json:"line"`
		Call string `json:"call"`
	}
	type jsonSite struct {
		File      string        `json:"file"`
		Line      int           `json:"line"`
		EndLine   int           `json:"end_line"`
		Function  string        `json:"function"`
		Operation string        `json:"operation"`
		Steps     []jsonStep    `json:"steps"`
		Differs   []string      `json:"differs"`
		Findings  []jsonFinding `json:"findings"`
	}
	type jsonStatement struct {
		stats.Statement
		Share float64    `json:"share"`
		Sure  bool       `json:"sure"`
		Known string     `json:"known,omitempty"`
		Sites []jsonSite `json:"sites"`
	}
	answer := struct {
		Version    int             `json:"version"`
		Snapshots  []string        `json:"snapshots"`
		All        int             `json:"all"`
		Notes      []string        `json:"notes"`
		Statements []jsonStatement `json:"statements"`
	}{1, slow.Snapshots, slow.All, append([]string{}, slow.Notes...), []jsonStatement{}}
	for _, s := range slow.Statements {
		j := jsonStatement{Statement: s.Statement, Share: s.Share, Sure: s.Sure, Known: s.Known, Sites: []jsonSite{}}
		for _, site := range s.Sites {
			at := placeOf(site.Query.File, site.Query.Span)
			js := jsonSite{
				File: Path(site.Query.File), Line: at.line, EndLine: at.endLine, Function: site.Query.Function,
				Operation: string(site.Query.Operation), Differs: append([]string{}, site.Differs...), Findings: []jsonFinding{},
			}
			for _, step := range site.Query.Steps {
				js.Steps = append(js.Steps, jsonStep{Path(step.File), step.File.Line(step.Span.Start), step.Call})
			}
			for _, f := range site.Findings {
				js.Findings = append(js.Findings, jsonFinding{f.Code, f.Severity.String(), f.Message, f.Fingerprint})
			}
			j.Sites = append(j.Sites, js)
		}
		answer.Statements = append(answer.Statements, j)
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(answer)
}
