package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/ormlint/ormlint/internal/fix"
)

// WriteFixes tells what was changed, file by file, and what was left and why.
// Changes that are only shown are not told again.
func WriteFixes(w io.Writer, changes *fix.Changes, written bool, style Style) error {
	out := bufio.NewWriter(w)
	if written {
		done := slices.Clone(changes.Done)
		slices.SortStableFunc(done, func(a, b fix.Done) int { return cmp.Compare(a.Path, b.Path) })
		path := ""
		for _, d := range done {
			if d.Path != path {
				path = d.Path
				fmt.Fprintf(out, "%s %s\n", style.paint(green, "fixed"), style.paint(bold, path))
			}
			fmt.Fprintf(out, "  %s: %s\n", d.Model, printable(d.Text))
		}
	}
	for _, l := range changes.Left {
		fmt.Fprintf(out, "%s %s:%d: %s %s: %s\n", style.paint(yellow, "left"), Path(l.Finding.File),
			l.Finding.File.Line(l.Finding.Span.Start), l.Finding.Code, l.Finding.Model, printable(l.Reason))
	}
	if written && len(changes.Done) > 0 || len(changes.Left) > 0 {
		fmt.Fprintln(out)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write what was fixed: %w", err)
	}
	return nil
}
