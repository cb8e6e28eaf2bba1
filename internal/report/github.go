package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
)

// commands are the workflow commands that make annotations.
var commands = map[finding.Severity]string{finding.Error: "error", finding.Warning: "warning", finding.Advice: "notice"}

// GitHub splits a workflow command at these characters; a property ends at two more.
var (
	escapeData     = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

func writeGitHub(w io.Writer, check Check) error {
	for _, f := range check.Findings {
		place := placeOf(f.File, f.Span)
		columns := ""
		if place.line == place.endLine {
			// GitHub refuses columns on an annotation of several lines.
			columns = fmt.Sprintf(",col=%d,endColumn=%d", place.column, place.endColumn)
		}
		message := f.Message
		for _, site := range f.Sites {
			message += fmt.Sprintf("\n%s:%d", Path(site.File), site.File.Line(site.Span.Start))
		}
		if advice := advice(f); len(advice) > 0 {
			message += "\n" + strings.Join(advice, "\n")
		}
		_, err := fmt.Fprintf(w, "::%s file=%s,line=%d,endLine=%d%s,title=%s::%s\n", commands[f.Severity],
			escapeProperty.Replace(Path(f.File)), place.line, place.endLine, columns,
			escapeProperty.Replace(f.Code+" "+f.Name), escapeData.Replace(message))
		if err != nil {
			return err
		}
	}
	return nil
}

// advice is what to do about a finding, line by line.
func advice(f *finding.Finding) []string {
	var lines []string
	if f.Help != "" {
		lines = strings.Split(strings.TrimRight(f.Help, "\n"), "\n")
	}
	if f.Suggestion != nil && !f.Suggestion.Foreign {
		python := f.Suggestion.Python(f.Model)
		if !strings.Contains(f.Help, python) {
			lines = append(lines, fmt.Sprintf("add to %s.Meta.indexes: %s", f.Model, python))
		}
	}
	return lines
}
