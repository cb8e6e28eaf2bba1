// Package table prints figures for a terminal or for a page.
//
// In: lines of cells, the first of them the head. Out: text with aligned
// columns, or Markdown.
package table

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
)

// Write prints lines; a line may be shorter than the head. In Markdown the first
// words columns are set to the left and the others, figures, to the right.
func Write(out io.Writer, lines [][]string, markdown bool, words int) error {
	if markdown {
		return writeMarkdown(out, lines, words)
	}
	aligned := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	for _, line := range lines {
		fmt.Fprintln(aligned, strings.Join(line, "\t"))
	}
	return aligned.Flush()
}

func writeMarkdown(out io.Writer, lines [][]string, words int) error {
	width := len(lines[0])
	rule := append(slices.Repeat([]string{"---"}, words), slices.Repeat([]string{"---:"}, width-words)...)
	for _, line := range slices.Insert(slices.Clone(lines), 1, rule) {
		cells := append(slices.Clone(line), make([]string, width-len(line))...)
		if _, err := fmt.Fprintf(out, "| %s |\n", strings.Join(cells, " | ")); err != nil {
			return err
		}
	}
	return nil
}
