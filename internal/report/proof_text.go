package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/finding"
)

// WriteProofText lists what each finding came to.
func WriteProofText(to io.Writer, findings []*finding.Finding, proofs []evidence.Proof) error {
	w := bufio.NewWriter(to)
	counts := map[finding.Verdict]int{}
	for _, f := range findings {
		at := slices.IndexFunc(proofs, func(p evidence.Proof) bool { return p.Fingerprint == f.Fingerprint })
		if at < 0 {
			continue
		}
		p := proofs[at]
		counts[p.Verdict]++
		fmt.Fprintf(w, "%s:%d: %s %s %s\n", Path(f.File), f.File.Line(f.Span.Start), p.Verdict, f.Code, f.Name)
		message, _, _ := strings.Cut(f.Message, "\n")
		fmt.Fprintf(w, "  %s\n", message)
		if h := p.Headline; h != nil {
			fmt.Fprintf(w, "  %s → %s buffers, %.1f → %.1f ms on %s rows (%s%s)\n", finding.Grouped(h.Before.Buffers), finding.Grouped(h.After.Buffers),
				h.Before.Ms, h.After.Ms, finding.Grouped(p.Rows), h.Query, valuesOf(h.Case))
		}
		if p.Price != nil {
			fmt.Fprintf(w, "  %s\n", p.Price.Text(f.Suggestion == nil))
		}
		if p.Verdict != finding.Confirmed || f.Suggestion == nil {
			fmt.Fprintf(w, "  %s\n", p.Reason)
		}
		fmt.Fprintln(w)
	}
	var parts []string
	for _, v := range []finding.Verdict{finding.Confirmed, finding.Refuted, finding.Inconclusive} {
		if counts[v] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", counts[v], v))
		}
	}
	if len(parts) == 0 {
		fmt.Fprintln(w, "no finding to prove")
	} else {
		fmt.Fprintln(w, strings.Join(parts, ", "))
	}
	return w.Flush()
}

// valuesOf says which values a statement was run with, where it has any of its own.
func valuesOf(name string) string {
	if name == "as written" {
		return ""
	}
	return ", " + name + " values"
}
