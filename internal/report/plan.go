package report

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
)

// mostQueries is how many queries of an index are shown where the rest is counted.
const mostQueries = 3

// writePlan writes a finding about an index: what is wanted, why, the queries that
// it is about, and what to write.
func writePlan(out *bufio.Writer, f *finding.Finding, style Style) {
	headline, reason, found := strings.Cut(f.Message, ": ")
	if !found {
		headline, reason = f.Message, ""
	}
	where := fmt.Sprintf("%s:%d", Path(f.File), f.File.Line(f.Span.Start))
	mark := style.paint(bold, f.Code) + " " + style.paint(severityColors[f.Severity], f.Severity.String())
	if f.Suppressed {
		mark += style.paint(dim, " (suppressed)")
	}
	fmt.Fprintf(out, "%s  %s%s  %s\n", style.paint(bold, where), headline, padding(len(where)+2+width(headline), 78), mark)
	if reason != "" {
		fmt.Fprintf(out, "  %s\n", printable(reason))
	}
	writeQueriesOf(out, f.Sites, style)
	line := func(label, text string) {
		fmt.Fprintf(out, "  %s  %s\n", style.paint(dim, fmt.Sprintf("%-7s", label)), printable(text))
	}
	if f.Size != "" {
		line("table", f.Table+", "+f.Size)
	}
	if f.Closest != "" {
		line("closest", f.Closest)
	}
	if s := f.Suggestion; s != nil {
		label := "add"
		if s.Foreign {
			label = "add by migration"
		}
		line(label, s.Python(f.Model))
	}
	for _, drop := range f.Drops {
		text := dropWords(drop)
		if f.Suggestion != nil {
			text += ", which it makes redundant"
		}
		line("drop", text)
	}
	if f.Evidence != nil {
		fmt.Fprintf(out, "  %s\n", style.paint(green, f.Evidence.Text()))
	}
	if f.Suggestion == nil || style.All {
		for i, help := range advice(f) {
			label := ""
			if i == 0 {
				label = "help"
			}
			line(label, help)
		}
	}
	out.WriteByte('\n')
}

// writeQueriesOf lists the queries, with where they run.
func writeQueriesOf(out *bufio.Writer, sites []finding.Site, style Style) {
	shown := sites
	if len(shown) > mostQueries && !style.All {
		shown = shown[:mostQueries]
	}
	var places, codes []string
	for _, site := range shown {
		places = append(places, fmt.Sprintf("%s:%d", Path(site.File), site.File.Line(site.Span.Start)))
		codes = append(codes, siteCode(site))
	}
	for i, site := range shown {
		text := fmt.Sprintf("%s  %s", pad(places[i], longest(places)), pad(codes[i], longest(codes)))
		fmt.Fprintf(out, "    %s\n", strings.TrimRight(text+"  "+style.paint(dim, contextWords(site.Contexts)), " "))
	}
	if more := len(sites) - len(shown); more > 0 {
		fmt.Fprintf(out, "    %s\n", style.paint(dim, fmt.Sprintf("… %d more", more)))
	}
}

// longestCode is how much of a query's source a line holds.
const longestCode = 72

// siteCode is the query's source on one line, without the model that is named above it.
func siteCode(site finding.Site) string {
	text := site.File.Text
	end := min(int(site.Span.End), len(text))
	code := strings.Join(strings.Fields(text[min(int(site.Span.Start), end):end]), " ")
	if _, chain, found := strings.Cut(code, ".objects."); found && !strings.HasPrefix(chain, "_") {
		code = chain
	}
	code = strings.NewReplacer("( ", "(", " )", ")", " .", ".", ",)", ")").Replace(code)
	if runes := []rune(code); len(runes) > longestCode {
		code = string(runes[:longestCode-1]) + "…"
	}
	return printable(code)
}

// contextWords says where a query runs, what matters most first.
func contextWords(contexts []string) string {
	var words []string
	for _, context := range []string{"loop", "task", "endpoint", "admin", "command", "transaction"} {
		if slices.Contains(contexts, context) {
			words = append(words, context)
		}
	}
	return strings.Join(words, " · ")
}

// dropWords names an index as its model declares it.
func dropWords(drop finding.Drop) string {
	name := drop.Name
	if name != "" {
		name += " "
	}
	fields := strings.Join(drop.Fields, ", ")
	switch drop.Origin {
	case "foreign_key":
		return fmt.Sprintf("%s(%s), the foreign key's own index: db_index=False", name, fields)
	case "field":
		return fmt.Sprintf("%s(%s), the field's db_index=True", name, fields)
	case "like":
		return fmt.Sprintf("%s(%s), the field's index for LIKE", name, fields)
	}
	return fmt.Sprintf("%s(%s)", name, fields)
}

func width(s string) int { return len([]rune(s)) }

func longest(texts []string) int {
	most := 0
	for _, text := range texts {
		most = max(most, width(text))
	}
	return most
}

func pad(s string, to int) string { return s + padding(width(s), to) }

func padding(from, to int) string { return strings.Repeat(" ", max(0, to-from)) }
