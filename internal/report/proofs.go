package report

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"math"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/finding"
)

// WriteProofJSON writes proofs as JSON, in the shape of the file that keeps them.
func WriteProofJSON(w io.Writer, proofs []evidence.Proof) error {
	if proofs == nil {
		proofs = []evidence.Proof{}
	}
	return encode(w, evidence.File{Version: evidence.Version, Proofs: proofs})
}

//go:embed proofs.html
var proofPage string

// A pageProof is one finding on the page.
type pageProof struct {
	evidence.Proof
	Name, Message, Place, Anchor string
	Removes                      bool
	Trials                       []pageTrial
	Price                        string
}

type pageTrial struct {
	evidence.Trial
	Bars template.HTML
	Gain string
}

// WriteProofs writes a page for reviewers that needs nothing but itself.
func WriteProofs(w io.Writer, findings []*finding.Finding, proofs []evidence.Proof) error {
	page := struct {
		Confirmed, Refuted, Inconclusive int
		Server                           string
		Proofs                           []pageProof
		Overview                         template.HTML
	}{}
	for _, f := range findings {
		at := slices.IndexFunc(proofs, func(p evidence.Proof) bool { return p.Fingerprint == f.Fingerprint })
		if at < 0 {
			continue
		}
		p := proofs[at]
		page.Server = p.Server
		switch p.Verdict {
		case finding.Confirmed:
			page.Confirmed++
		case finding.Refuted:
			page.Refuted++
		default:
			page.Inconclusive++
		}
		page.Proofs = append(page.Proofs, proofOnPage(f, p))
	}
	page.Overview = overview(page.Proofs)
	tmpl, err := template.New("proofs").Funcs(template.FuncMap{"grouped": finding.Grouped}).Parse(proofPage)
	if err != nil {
		return fmt.Errorf("read the page of proofs: %w", err)
	}
	if err := tmpl.Execute(w, page); err != nil {
		return fmt.Errorf("write the page of proofs: %w", err)
	}
	return nil
}

func proofOnPage(f *finding.Finding, p evidence.Proof) pageProof {
	message, _, _ := strings.Cut(f.Message, "\n")
	out := pageProof{
		Proof: p, Name: f.Name, Message: message, Place: fmt.Sprintf("%s:%d", Path(f.File), f.File.Line(f.Span.Start)),
		Anchor: "p" + p.Fingerprint, Removes: f.Suggestion == nil,
	}
	most := int64(1)
	for _, t := range p.Trials {
		most = max(most, t.Before.Buffers, t.After.Buffers)
	}
	for _, t := range p.Trials {
		gain := fmt.Sprintf("%.2g times fewer pages", float64(t.Before.Buffers)/float64(max(t.After.Buffers, 1)))
		if t.Before.Buffers >= 10*t.After.Buffers {
			gain = finding.Grouped(t.Before.Buffers/max(t.After.Buffers, 1)) + " times fewer pages"
		}
		if t.After.Buffers >= t.Before.Buffers {
			gain = "no fewer pages"
		}
		out.Trials = append(out.Trials, pageTrial{t, bars(most, t.Before.Buffers, t.After.Buffers), gain})
	}
	if p.Price != nil {
		out.Price = p.Price.Text(f.Suggestion == nil)
	}
	return out
}

const barWidth = 420

// length is the length of a bar on a logarithmic scale: 8 pages and 20,000 both can be seen.
func length(n, most int64) int {
	return max(2, int(barWidth*math.Log10(float64(n)+1)/math.Log10(float64(most)+1)))
}

// bars is a chart of two bars.
func bars(most, before, after int64) template.HTML {
	row := func(y int, class string, n int64) string {
		return fmt.Sprintf(`<rect class="%s" x="60" y="%d" width="%d" height="14" rx="2"/><text x="%d" y="%d">%s</text>`,
			class, y, length(n, most), 66+length(n, most), y+11, finding.Grouped(n))
	}
	return template.HTML(`<svg width="600" height="40" role="img" aria-label="pages read"><text x="0" y="13">without</text>` + row(2, "without", before) +
		`<text x="0" y="33">with</text>` + row(22, "with", after) + `</svg>`)
}

// overview is one chart of all findings: pages without and with the index.
func overview(proofs []pageProof) template.HTML {
	most, n := int64(1), 0
	for _, p := range proofs {
		if p.Headline != nil {
			most = max(most, p.Headline.Before.Buffers, p.Headline.After.Buffers)
			n++
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, `<svg width="960" height="%d" role="img" aria-label="pages read, all findings">`, n*22+4)
	y := 2
	for _, p := range proofs {
		h := p.Headline
		if h == nil {
			continue
		}
		before, after := h.Before.Buffers, h.After.Buffers
		fmt.Fprintf(&b, `<a href="#%s"><text x="0" y="%d">%s %s</text></a>`, template.HTMLEscapeString(p.Anchor), y+13, template.HTMLEscapeString(p.Code), template.HTMLEscapeString(clipped(p.Place, 42)))
		fmt.Fprintf(&b, `<rect class="without" x="370" y="%d" width="%d" height="8"/><rect class="with" x="370" y="%d" width="%d" height="8"/>`,
			y+1, length(before, most), y+10, length(after, most))
		fmt.Fprintf(&b, `<text x="%d" y="%d">%s → %s</text>`, 378+max(length(before, most), length(after, most)), y+13, finding.Grouped(before), finding.Grouped(after))
		y += 22
	}
	b.WriteString("</svg>")
	return template.HTML(b.String())
}

// clipped keeps the end of a path.
func clipped(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return "…" + string(runes[len(runes)-n+1:])
	}
	return text
}
