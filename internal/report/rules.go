package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
)

// A Family is a group of rules in a list.
type Family struct {
	Code  string
	About string
	Rules []finding.Rule
}

// Rules lists rules by family.
func Rules(w io.Writer, families []Family, style Style) error {
	out := bufio.NewWriter(w)
	width := 0
	for _, family := range families {
		for _, rule := range family.Rules {
			width = max(width, len(rule.Name))
		}
	}
	for _, family := range families {
		fmt.Fprintf(out, "%s  %s\n", style.paint(bold, family.Code), family.About)
		for _, rule := range family.Rules {
			fmt.Fprintf(out, "  %s  %-*s  %s\n", style.paint(bold, rule.Code), width, rule.Name, rule.Summary)
		}
		out.WriteByte('\n')
	}
	return out.Flush()
}

// Explain prints rules with their reasons and examples.
func Explain(w io.Writer, rules []finding.Rule, style Style) error {
	out := bufio.NewWriter(w)
	for i, rule := range rules {
		if i > 0 {
			out.WriteByte('\n')
		}
		fmt.Fprintf(out, "%s %s\n", style.paint(bold, rule.Code), style.paint(bold, rule.Name))
		fmt.Fprintf(out, "%s\n", firstUpper(rule.Summary)+".")
		facts := "Usual severity: " + rule.Severity.String() + "."
		if rule.Guideline != "" {
			facts += " Guideline: " + rule.Guideline + "."
		}
		fmt.Fprintf(out, "%s\n\n%s\n", style.paint(dim, facts), strings.TrimSpace(rule.Why))
		example(out, style.paint(red, "Bad"), rule.Bad)
		example(out, style.paint(green, "Good"), rule.Good)
		if rule.Guideline == "" {
			continue // it is about ormlint's own comments and reading
		}
		fmt.Fprintf(out, "\nTo accept one finding, end its line with  # ormlint: ignore[%s] reason\n", rule.Code)
	}
	return out.Flush()
}

func example(out *bufio.Writer, title, code string) {
	if strings.TrimSpace(code) == "" {
		return
	}
	fmt.Fprintf(out, "\n%s\n\n", title)
	for _, line := range strings.Split(strings.Trim(code, "\n"), "\n") {
		fmt.Fprintln(out, strings.TrimRight("    "+line, " "))
	}
}

// A Guideline is a practice with the rules that enforce it.
type Guideline struct {
	Code     string
	Title    string
	Text     string
	Rules    []string // codes
	Judged   bool     // whether Findings tells how a project stands
	Findings []*finding.Finding
}

// Guidelines lists guidelines and, where a project was judged, how it stands.
func Guidelines(w io.Writer, guidelines []Guideline, style Style) error {
	out := bufio.NewWriter(w)
	for _, g := range guidelines {
		fmt.Fprintf(out, "%s %s\n", style.paint(bold, fmt.Sprintf("%-4s", g.Code)), style.paint(bold, g.Title))
		for _, line := range wrap(g.Text, 75) {
			fmt.Fprintf(out, "     %s\n", line)
		}
		if len(g.Rules) == 0 {
			fmt.Fprintf(out, "     %s\n", style.paint(dim, "no rule checks this yet"))
		} else {
			fmt.Fprintf(out, "     %s %s\n", style.paint(dim, "rules:"), strings.Join(g.Rules, ", "))
		}
		if g.Judged && len(g.Rules) > 0 {
			fmt.Fprintf(out, "     %s %s\n", style.paint(dim, "here: "), state(g.Findings, style))
		}
	}
	return out.Flush()
}

// state sums findings up.
func state(findings []*finding.Finding, style Style) string {
	counts := map[finding.Severity]int{}
	for _, f := range findings {
		counts[f.Severity]++
	}
	return tally(counts, style)
}

// wrap breaks a text into lines of at most width characters.
func wrap(text string, width int) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(text) {
		switch {
		case line == "":
			line = word
		case len(line)+1+len(word) > width:
			lines = append(lines, line)
			line = word
		default:
			line += " " + word
		}
	}
	return append(lines, line)
}

func firstUpper(text string) string {
	if text == "" {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
