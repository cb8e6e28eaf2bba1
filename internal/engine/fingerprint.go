package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
)

// fingerprint gives each finding a mark that stays when lines move: it is made
// of the rule, the file, what the finding is about and the code it points at
// without its layout. Findings that are alike in all of these are numbered in
// the order in which they stand. The message is left out, so that a better
// wording does not make an old finding new. An index to add is marked by itself and
// its table: it stays the same finding when another query becomes the one that
// needs it most, and when its model moves.
func fingerprint(findings []*finding.Finding) {
	seen := map[string]int{}
	for _, f := range findings {
		parts := []string{f.Code, f.File.Path, f.Model, f.Table, strings.Join(f.Columns, ","), withoutLayout(f)}
		if ix := f.Suggestion; ix != nil {
			parts = []string{"index", f.Model, f.Table, fmt.Sprint(ix.Method, ix.Fields, ix.Expressions, ix.Nulls, ix.Opclasses, ix.Include, ix.Where)}
		}
		key := strings.Join(parts, "\x00")
		sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", key, seen[key]))
		seen[key]++
		f.Fingerprint = hex.EncodeToString(sum[:12])
	}
}

func withoutLayout(f *finding.Finding) string {
	text := f.File.Text
	end := min(int(f.Span.End), len(text))
	return strings.Join(strings.Fields(text[min(int(f.Span.Start), end):end]), " ")
}
