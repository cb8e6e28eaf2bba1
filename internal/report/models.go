package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/schema"
)

// Models prints a schema, as Text or JSON.
func Models(w io.Writer, s *schema.Schema, format Format, style Style) error {
	models := slices.SortedStableFunc(slices.Values(s.Models), func(a, b *schema.Model) int {
		return cmp.Compare(a.Label, b.Label)
	})
	var err error
	switch format {
	case Text:
		err = modelsText(w, models, style)
	case JSON:
		err = modelsJSON(w, models)
	default:
		err = fmt.Errorf("format %q is not known for models", format)
	}
	if err != nil {
		return fmt.Errorf("write models: %w", err)
	}
	return nil
}

type jsonModel struct {
	Label       string       `json:"label"`
	Module      string       `json:"module"`
	File        *string      `json:"file"` // null for what has no source
	Line        *int         `json:"line"`
	Table       string       `json:"table"`
	Managed     bool         `json:"managed"`
	Proxy       bool         `json:"proxy"`
	AutoCreated bool         `json:"auto_created"`
	Package     bool         `json:"package"`
	Silo        *string      `json:"silo"`
	Columns     []jsonColumn `json:"columns"`
	Indexes     []jsonIndex  `json:"indexes"`
	Ordering    []string     `json:"ordering"`
	Unknown     []string     `json:"unknown"`
}

type jsonColumn struct {
	Field      string         `json:"field"`
	Column     string         `json:"column"`
	Type       string         `json:"type"`
	DBType     *string        `json:"db_type"`
	Null       bool           `json:"null"`
	PrimaryKey bool           `json:"primary_key"`
	Unique     bool           `json:"unique"`
	References *jsonReference `json:"references"`
}

type jsonReference struct {
	Table      string `json:"table"`
	Column     string `json:"column"`
	Constraint bool   `json:"constraint"`
}

type jsonIndex struct {
	Name    *string       `json:"name"`
	Method  string        `json:"method"`
	Unique  bool          `json:"unique"`
	Primary bool          `json:"primary"`
	Terms   []any         `json:"terms"` // jsonColumnTerm, jsonExpressionTerm
	Include []string      `json:"include"`
	Where   *string       `json:"where"`
	Origin  schema.Origin `json:"origin"`
	// NullsDistinct is there, and false, where a unique index takes NULLs as equal.
	NullsDistinct *bool `json:"nulls_distinct,omitempty"`
}

type jsonColumnTerm struct {
	Column  string `json:"column"`
	Desc    bool   `json:"desc"`
	Opclass string `json:"opclass"`
	Nulls   string `json:"nulls,omitempty"` // where it is not the direction's default
}

type jsonExpressionTerm struct {
	Expression string `json:"expression"`
	Desc       bool   `json:"desc"`
	Opclass    string `json:"opclass"`
	Nulls      string `json:"nulls,omitempty"`
}

func modelsJSON(w io.Writer, models []*schema.Model) error {
	out := struct {
		Version int         `json:"version"`
		Models  []jsonModel `json:"models"`
	}{1, []jsonModel{}}
	for _, m := range models {
		out.Models = append(out.Models, modelAsJSON(m))
	}
	return encode(w, out)
}

func modelAsJSON(m *schema.Model) jsonModel {
	out := jsonModel{
		Label:       m.Label,
		Module:      m.Module,
		Table:       tableOf(m),
		Managed:     m.Managed,
		Proxy:       m.Proxy,
		AutoCreated: m.AutoCreated,
		Package:     m.Package,
		Silo:        optional(m.Silo),
		Columns:     []jsonColumn{},
		Indexes:     []jsonIndex{},
		Ordering:    present(m.Ordering),
		Unknown:     unknowns(m),
	}
	if m.Place.File != nil {
		path := Path(m.Place.File)
		out.File = &path
		if m.Place.Span.End > 0 {
			line := m.Place.File.Line(m.Place.Span.Start)
			out.Line = &line
		}
	}
	if m.Proxy {
		return out
	}
	for _, c := range m.Columns {
		out.Columns = append(out.Columns, columnAsJSON(c))
	}
	for _, i := range m.Indexes {
		out.Indexes = append(out.Indexes, indexAsJSON(i))
	}
	return out
}

func columnAsJSON(c *schema.Column) jsonColumn {
	out := jsonColumn{
		Field: c.Field, Column: c.Column, Type: c.Type, DBType: optional(c.DBType),
		Null: c.Null, PrimaryKey: c.PrimaryKey, Unique: c.Unique,
	}
	if r := c.References; r != nil {
		out.References = &jsonReference{Table: r.Table, Column: r.Column, Constraint: r.Constraint}
	}
	return out
}

func indexAsJSON(i *schema.Index) jsonIndex {
	out := jsonIndex{
		Name: optional(i.Name), Method: i.Method, Unique: i.Unique, Primary: i.Primary,
		Terms: []any{}, Include: present(i.Include), Where: optional(i.Where), Origin: i.Origin,
	}
	if i.NullsNotDistinct {
		out.NullsDistinct = new(bool)
	}
	for _, t := range i.Terms {
		if t.Column != "" {
			out.Terms = append(out.Terms, jsonColumnTerm{t.Column, t.Desc, t.Opclass, strings.ToLower(t.Nulls)})
		} else {
			out.Terms = append(out.Terms, jsonExpressionTerm{t.Expression, t.Desc, t.Opclass, strings.ToLower(t.Nulls)})
		}
	}
	return out
}

// unknowns collects every reason why something about a model could not be decided.
func unknowns(m *schema.Model) []string {
	reasons := append([]string{}, m.Unknown...)
	for _, c := range m.Columns {
		if c.Unknown != "" {
			reasons = append(reasons, fmt.Sprintf("column %s: %s", c.Column, c.Unknown))
		}
	}
	for _, i := range m.Indexes {
		if i.Unknown != "" {
			reasons = append(reasons, fmt.Sprintf("index %s: %s", i.Name, i.Unknown))
		}
	}
	return reasons
}

// tableOf is the table that a model's rows stand in.
func tableOf(m *schema.Model) string {
	if m.Proxy && m.Concrete != nil {
		return m.Concrete.Table
	}
	return m.Table
}

func modelsText(w io.Writer, models []*schema.Model, style Style) error {
	out := bufio.NewWriter(w)
	columns, indexes := 0, 0
	for _, m := range models {
		writeModel(out, m, style)
		columns += len(m.Columns)
		indexes += len(m.Indexes)
	}
	fmt.Fprintf(out, "%s, %s, %s\n", counted(len(models), "model"), counted(columns, "column"),
		counted(indexes, "index"))
	return out.Flush()
}

func writeModel(out *bufio.Writer, m *schema.Model, style Style) {
	where := ""
	if m.Place.File != nil {
		where = fmt.Sprintf("  %s:%d", Path(m.Place.File), m.Place.File.Line(m.Place.Span.Start))
	}
	fmt.Fprintf(out, "%s  %s%s%s\n", style.paint(bold, m.Label), tableOf(m), nature(m), style.paint(dim, where))
	if !m.Proxy {
		var columns, indexes [][]string
		for _, c := range m.Columns {
			columns = append(columns, []string{c.Column, cmp.Or(c.DBType, "?"), columnNotes(c)})
		}
		for _, i := range m.Indexes {
			indexes = append(indexes, []string{indexTerms(i), indexNotes(i), cmp.Or(i.Name, "(no name)")})
		}
		writeTable(out, columns, style)
		if len(indexes) > 0 {
			fmt.Fprintf(out, "  %s\n", style.paint(dim, "indexes"))
			writeTable(out, indexes, style)
		}
	}
	if len(m.Ordering) > 0 {
		fmt.Fprintf(out, "  %s %s\n", style.paint(dim, "ordered by"), strings.Join(m.Ordering, ", "))
	}
	for _, reason := range unknowns(m) {
		fmt.Fprintf(out, "  %s %s\n", style.paint(yellow, "unknown:"), printable(reason))
	}
	out.WriteByte('\n')
}

// nature says in what way a model is not an ordinary one.
func nature(m *schema.Model) string {
	var notes []string
	if m.Proxy {
		notes = append(notes, "proxy")
	}
	if !m.Managed {
		notes = append(notes, "not managed")
	}
	if m.AutoCreated {
		notes = append(notes, "many-to-many table")
	}
	if m.Silo != "" {
		notes = append(notes, "silo "+m.Silo)
	}
	if len(notes) == 0 {
		return ""
	}
	return " (" + strings.Join(notes, ", ") + ")"
}

func columnNotes(c *schema.Column) string {
	var notes []string
	if c.PrimaryKey {
		notes = append(notes, "primary key")
	} else if c.Unique {
		notes = append(notes, "unique")
	}
	if c.Null {
		notes = append(notes, "null")
	}
	if r := c.References; r != nil {
		target := "-> " + r.Table + "." + r.Column
		if !r.Constraint {
			target += " (no constraint)"
		}
		notes = append(notes, target)
	}
	return strings.Join(notes, ", ")
}

func indexTerms(i *schema.Index) string {
	terms := make([]string, len(i.Terms))
	for n, t := range i.Terms {
		terms[n] = t.Column
		if t.Column == "" {
			terms[n] = "(" + t.Expression + ")"
		}
		if t.Opclass != "" {
			terms[n] += " " + t.Opclass
		}
		if t.Desc {
			terms[n] += " desc"
		}
		if t.Nulls != "" {
			terms[n] += " nulls " + strings.ToLower(t.Nulls)
		}
	}
	text := "(" + strings.Join(terms, ", ") + ")"
	if len(i.Include) > 0 {
		text += " include (" + strings.Join(i.Include, ", ") + ")"
	}
	if i.Where != "" {
		text += " where " + i.Where
	}
	return text
}

func indexNotes(i *schema.Index) string {
	var notes []string
	switch {
	case i.Primary:
		notes = append(notes, "primary key")
	case i.Unique:
		notes = append(notes, "unique")
	}
	if i.Method != "btree" {
		notes = append(notes, i.Method)
	}
	if why := map[schema.Origin]string{
		schema.OriginForeignKey: "made by the foreign key",
		schema.OriginLike:       "made for LIKE",
	}[i.Origin]; why != "" {
		notes = append(notes, why)
	}
	return strings.Join(notes, ", ")
}

// writeTable prints rows in columns that line up; the last is dimmed where it is an aside.
func writeTable(out *bufio.Writer, rows [][]string, style Style) {
	const widest = 60 // a longer cell pushes its row aside and no other
	var widths []int
	for _, row := range rows {
		for i, text := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			if width := cellWidths.StringWidth(text); width <= widest {
				widths[i] = max(widths[i], width)
			}
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, text := range row {
			text = printable(text)
			pad := strings.Repeat(" ", max(0, widths[i]-cellWidths.StringWidth(text)))
			if i == len(row)-1 {
				text = style.paint(dim, text)
			}
			line.WriteString("  " + text + pad)
		}
		fmt.Fprintf(out, "  %s\n", strings.TrimRight(line.String(), " "))
	}
}
