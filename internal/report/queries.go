package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/source"
)

// Queries prints the queries of a project, as Text or JSON.
func Queries(w io.Writer, found *query.Result, format Format, style Style) error {
	var err error
	switch format {
	case Text:
		err = queriesText(w, found, style)
	case JSON:
		err = queriesJSON(w, found)
	default:
		err = fmt.Errorf("format %q is not known for queries", format)
	}
	if err != nil {
		return fmt.Errorf("write queries: %w", err)
	}
	return nil
}

// QueriesAt prints the queries that stand on one line, as Text or JSON.
func QueriesAt(w io.Writer, found *query.Result, place query.Place, format Format, style Style) error {
	queries, unresolved := found.At(place)
	var err error
	switch format {
	case Text:
		out := bufio.NewWriter(w)
		writeQueries(out, queries, style)
		if len(queries)+len(unresolved) == 0 {
			fmt.Fprintf(out, "no query at %s:%d%s\n", Path(place.File), place.Line, near(found, place))
		}
		for _, u := range unresolved {
			fmt.Fprintf(out, "%s() at %s:%d could not be followed: %s\n",
				style.paint(bold, u.Call), Path(place.File), place.Line, printable(u.Reason))
		}
		err = out.Flush()
	case JSON:
		err = queriesJSON(w, &query.Result{Queries: queries, Unresolved: unresolved})
	default:
		err = fmt.Errorf("format %q is not known for queries", format)
	}
	if err != nil {
		return fmt.Errorf("write the queries of a line: %w", err)
	}
	return nil
}

// near tells where the file has queries, for a line that has none.
func near(found *query.Result, place query.Place) string {
	var lines []string
	for _, p := range found.Near(place) {
		queries, _ := found.At(p)
		lines = append(lines, fmt.Sprintf("%d (%s)", p.Line, ownName(queries[0].Function, p.File)))
	}
	switch len(lines) {
	case 0:
		return ", nor anywhere else in this file"
	case 1:
		return "; the nearest is on line " + lines[0]
	}
	return "; the nearest are on lines " + strings.Join(lines, " and ")
}

func queriesText(w io.Writer, found *query.Result, style Style) error {
	out := bufio.NewWriter(w)
	files := writeQueries(out, found.All(), style)
	partly := 0
	for _, q := range found.Queries {
		if !q.Complete {
			partly++
		}
	}
	if files == 0 {
		out.WriteString("no query found")
	} else {
		fmt.Fprintf(out, "%s in %s", counted(len(found.Queries), "query"), counted(files, "file"))
		if found.Implicit != nil {
			fmt.Fprintf(out, ", and %d that Django sends by itself", len(found.Implicit))
		}
	}
	if partly > 0 {
		fmt.Fprintf(out, ", %d not known as a whole", partly)
	}
	if n := len(found.Unresolved); n > 0 {
		fmt.Fprintf(out, "; %s could not be followed", counted(n, "more call"))
	}
	if partly+len(found.Unresolved) > 0 {
		out.WriteString("; --unknown tells why")
	}
	out.WriteByte('\n')
	return out.Flush()
}

// writeQueries lists queries by file and function and returns how many files they stand in.
func writeQueries(out *bufio.Writer, queries []*query.Query, style Style) int {
	files := 0
	for len(queries) > 0 {
		end := 1
		width := 0
		for end < len(queries) && queries[end].File == queries[0].File {
			end++
		}
		for _, q := range queries[:end] {
			width = max(width, len(strconv.Itoa(q.File.Line(q.Span.Start))))
		}
		fmt.Fprintln(out, style.paint(bold, Path(queries[0].File)))
		for i, q := range queries[:end] {
			if i == 0 || q.Function != queries[i-1].Function {
				fmt.Fprintf(out, "  %s\n", style.paint(cyan, ownName(q.Function, q.File)))
			}
			writeQuery(out, q, width, style)
		}
		out.WriteByte('\n')
		queries = queries[end:]
		files++
	}
	return files
}

func writeQuery(out *bufio.Writer, q *query.Query, width int, style Style) {
	line := fmt.Sprintf("%*d", width, q.File.Line(q.Span.Start))
	fmt.Fprintf(out, "    %s  %s\n", style.paint(dim, line), statement(q, style))
	indent := strings.Repeat(" ", 4+width+2)
	if steps := scattered(q); steps != "" {
		fmt.Fprintf(out, "%s%s %s\n", indent, style.paint(dim, "steps:"), steps)
	}
	for _, reason := range q.Unknown {
		fmt.Fprintf(out, "%s%s %s\n", indent, style.paint(yellow, "unknown:"), printable(reason))
	}
}

// scattered tells where the steps of a query stand, unless they all stand on its line.
func scattered(q *query.Query) string {
	var places []string
	file, line, apart := q.File, 0, false
	for _, s := range q.Steps {
		at := s.File.Line(s.Span.Start)
		apart = apart || s.File != q.File || at != q.File.Line(q.Span.Start)
		if last := len(places) - 1; last >= 0 && s.File == file && at == line {
			places[last] += ", " + s.Call
			continue
		}
		where := "line " + strconv.Itoa(at)
		if s.File != q.File {
			where = fmt.Sprintf("%s:%d", Path(s.File), at)
		}
		places = append(places, where+" "+s.Call)
		file, line = s.File, at
	}
	if !apart {
		return ""
	}
	return strings.Join(places, " → ")
}

// ownName is the name of a function without the module's, where it stands in the file.
func ownName(function string, file *source.File) string {
	module := strings.TrimSuffix(strings.TrimSuffix(Path(file), ".py"), "/__init__")
	module = strings.ReplaceAll(module, "/", ".")
	for {
		if module == function {
			return "top level"
		}
		if own, ok := strings.CutPrefix(function, module+"."); ok {
			return own
		}
		_, rest, ok := strings.Cut(module, ".") // the path may begin above the packages
		if !ok {
			return function
		}
		module = rest
	}
}

type jsonUnresolved struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Call   string `json:"call"`
	Reason string `json:"reason"`
}

// queriesJSON writes one object with a query a line: large projects have
// thousands, and lines can be compared and searched.
func queriesJSON(w io.Writer, found *query.Result) error {
	out := bufio.NewWriter(w)
	out.WriteString(`{"version":1,"queries":[`)
	if err := lines(out, found.Queries, func(q *query.Query) any { return queryAsJSON(q) }); err != nil {
		return err
	}
	if found.Implicit != nil {
		out.WriteString(`],"implicit":[`)
		if err := lines(out, found.Implicit, func(q *query.Query) any { return queryAsJSON(q) }); err != nil {
			return err
		}
	}
	out.WriteString(`],"unresolved":[`)
	if err := lines(out, found.Unresolved, unresolvedAsJSON); err != nil {
		return err
	}
	out.WriteString("]}\n")
	return out.Flush()
}

// lines writes the elements of an array, each on a line of its own.
func lines[T any](out *bufio.Writer, elts []T, asJSON func(T) any) error {
	var line bytes.Buffer
	encoder := json.NewEncoder(&line)
	encoder.SetEscapeHTML(false)
	for i, elt := range elts {
		line.Reset()
		if err := encoder.Encode(asJSON(elt)); err != nil {
			return err
		}
		out.WriteString([]string{"\n", ",\n"}[min(i, 1)])
		out.Write(bytes.TrimSuffix(line.Bytes(), []byte("\n")))
	}
	if len(elts) > 0 {
		out.WriteByte('\n')
	}
	return nil
}

func unresolvedAsJSON(u query.Unresolved) any {
	return jsonUnresolved{Path(u.File), u.File.Line(u.Span.Start), u.Call, u.Reason}
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
	Implicit  query.Implicit  `json:"implicit,omitempty"`
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
		Implicit: q.Implicit,
	}
	for _, t := range q.Where {
		perhaps := t.Conditional || t.Value.OrNone
		out.Where = append(out.Where, jsonTerm{t.Table, optional(t.Column), t.Lookup, t.Negated, t.Or, perhaps})
		if t.Value.OrNone { // one or the other is there
			out.Where = append(out.Where, jsonTerm{t.Table, optional(t.Column), t.NullLookup(), t.Negated, t.Or, true})
		}
	}
	for _, o := range q.OrderBy {
		out.OrderBy = append(out.OrderBy, jsonOrder{o.Table, optional(o.Column), o.Desc})
	}
	for _, s := range q.Steps {
		out.Steps = append(out.Steps, jsonStep{Path(s.File), s.File.Line(s.Span.Start), s.Call})
	}
	return out
}
