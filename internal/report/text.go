package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
)

// A Style says how Text looks.
type Style struct {
	Color bool
	All   bool // every finding and every query, instead of a page that is read to its end
}

// The colours of Text, as ANSI attributes.
const (
	bold   = "1"
	dim    = "2"
	red    = "1;31"
	yellow = "1;33"
	cyan   = "1;36"
	green  = "32"
)

func (s Style) paint(attributes, text string) string {
	if !s.Color || text == "" {
		return text
	}
	return "\x1b[" + attributes + "m" + text + "\x1b[0m"
}

var severityColors = map[finding.Severity]string{finding.Error: red, finding.Warning: yellow, finding.Advice: cyan}

func writeText(w io.Writer, check Check, style Style) error {
	out := bufio.NewWriter(w)
	shown, folded := page(check.Findings, style)
	for _, f := range shown {
		if len(f.Sites) > 0 || len(f.Drops) > 0 {
			writePlan(out, f, style)
		} else {
			writeFinding(out, f, style)
		}
	}
	writeFolded(out, folded, style)
	writeSummary(out, check, style)
	return out.Flush()
}

// fewAdvice is how many findings of the lowest severity a page has where it has no others.
const fewAdvice = 5

// page chooses what is shown, most valuable first, and what is only counted.
func page(findings []*finding.Finding, style Style) (shown, folded []*finding.Finding) {
	ranked := slices.Clone(findings)
	slices.SortStableFunc(ranked, func(a, b *finding.Finding) int {
		return slices.Compare(rank(b), rank(a))
	})
	if style.All {
		return ranked, nil
	}
	urgent := slices.IndexFunc(ranked, func(f *finding.Finding) bool { return f.Severity == finding.Advice })
	if urgent < 0 {
		return ranked, nil
	}
	if urgent == 0 {
		urgent = min(fewAdvice, len(ranked))
	}
	return ranked[:urgent], ranked[urgent:]
}

// rank is what makes a finding worth reading, what counts most first.
func rank(f *finding.Finding) []int {
	return []int{int(f.Severity), int(f.Confidence), len(f.Sites)}
}

// writeFolded counts what is not shown, by code.
func writeFolded(out *bufio.Writer, folded []*finding.Finding, style Style) {
	if len(folded) == 0 {
		return
	}
	counts := map[string]int{}
	var codes []string
	for _, f := range folded {
		name := f.Code + " " + f.Name
		if counts[name] == 0 {
			codes = append(codes, name)
		}
		counts[name]++
	}
	slices.SortStableFunc(codes, func(a, b string) int {
		return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b))
	})
	for i, name := range codes {
		codes[i] = fmt.Sprintf("%d %s", counts[name], name)
	}
	fmt.Fprintf(out, "%s\n\n", style.paint(dim, fmt.Sprintf("… %d more of advice, shown with --all: %s", len(folded), shortened(codes, 6))))
}

func writeFinding(out *bufio.Writer, f *finding.Finding, style Style) {
	place := placeOf(f.File, f.Span)
	where := fmt.Sprintf("%s:%d:%d", Path(f.File), place.line, place.column)
	suppressed := ""
	if f.Suppressed {
		suppressed = style.paint(dim, " (suppressed)")
	}
	fmt.Fprintf(out, "%s: %s %s %s%s\n", style.paint(bold, where),
		style.paint(severityColors[f.Severity], f.Severity.String()),
		style.paint(bold, f.Code), f.Name, suppressed)
	for _, line := range strings.Split(f.Message, "\n") {
		fmt.Fprintf(out, "  %s\n", printable(line))
	}
	lines := excerpt(f.File, f.Span)
	width := 0
	for _, l := range lines {
		width = max(width, len(l.number))
	}
	bar := style.paint(dim, "|")
	for _, l := range lines {
		fmt.Fprintf(out, "  %s %s", style.paint(dim, fmt.Sprintf("%*s", width, l.number)), bar)
		if l.text != "" {
			fmt.Fprintf(out, " %s", l.text)
		}
		out.WriteByte('\n')
		if l.marks != "" {
			fmt.Fprintf(out, "  %*s %s %s\n", width, "", bar, style.paint(severityColors[f.Severity], l.marks))
		}
	}
	for _, related := range f.Related {
		at := ""
		if related.File != nil {
			at = fmt.Sprintf("%s:%d: ", Path(related.File), related.File.Line(related.Span.Start))
		}
		fmt.Fprintf(out, "  %s %s%s\n", style.paint(dim, "see"), at, printable(related.Message))
	}
	if f.Evidence != nil {
		fmt.Fprintf(out, "  %s\n", style.paint(green, f.Evidence.Text()))
	}
	for i, line := range advice(f) {
		label := "    "
		if i == 0 {
			label = "help"
		}
		fmt.Fprintf(out, "  %s %s\n", style.paint(green, label), printable(line))
	}
	out.WriteByte('\n')
}

// writeSummary ends the report with one line on what was found and one on what was read.
func writeSummary(out *bufio.Writer, check Check, style Style) {
	counts := map[finding.Severity]int{}
	suppressed := 0
	for _, f := range check.Findings {
		if f.Suppressed {
			suppressed++
		} else {
			counts[f.Severity]++
		}
	}
	found := tally(counts, style)
	if suppressed > 0 {
		found += fmt.Sprintf(", %d suppressed", suppressed)
	}
	s := check.Summary
	read := []string{counted(s.Files, "file"), counted(s.Models, "model")}
	if s.Queries > 0 {
		read = append(read, counted(s.Queries, "query"))
	}
	fmt.Fprintf(out, "%s in %s\n", found, strings.Join(read, ", "))
	if s.Models == 0 {
		fmt.Fprintln(out, "no Django model found: check the root of a project, or name its settings with --settings")
	}
	if n := len(s.Unknown); n > 0 {
		fmt.Fprintf(out, "%s neither installed nor known: %s; name their environment with --python\n",
			counted(n, "package"), shortened(s.Unknown, 8))
	}
}

// tally counts findings by severity in words.
func tally(counts map[finding.Severity]int, style Style) string {
	var parts []string
	for _, severity := range finding.Severities {
		n := counts[severity]
		if n == 0 {
			continue
		}
		text := counted(n, severity.String())
		if severity == finding.Advice {
			text = fmt.Sprintf("%d advice", n)
		}
		parts = append(parts, style.paint(severityColors[severity], text))
	}
	if len(parts) == 0 {
		return style.paint(green, "nothing found")
	}
	return strings.Join(parts, ", ")
}

// shortened lists the first few names and counts the rest.
func shortened(names []string, limit int) string {
	if len(names) <= limit {
		return strings.Join(names, ", ")
	}
	return fmt.Sprintf("%s and %d more", strings.Join(names[:limit], ", "), len(names)-limit)
}
