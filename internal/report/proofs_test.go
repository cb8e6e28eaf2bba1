package report

import (
	"bytes"
	"regexp"
	"testing"

	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/finding"
)

func TestProofPage(t *testing.T) {
	t.Parallel()
	findings := sample(t).Findings
	var proofs []evidence.Proof
	for i, f := range findings[:2] {
		f.Fingerprint = string(rune('a' + i))
		trial := evidence.Trial{
			Query: "shop/views.py:5", Case: "typical", SQL: `SELECT 1 FROM "shop_order" WHERE "note" = '<b>&'`, LeftOut: []string{"total gt: its value is not known"},
			Before: evidence.Measurement{Buffers: 21878, Ms: 27.5, Plan: "Limit\n  Seq Scan on shop_order"},
			After:  evidence.Measurement{Buffers: 8, Ms: 0.02, Plan: "Limit\n  Index Scan using ormlint_proof on shop_order"},
		}
		p := evidence.Proof{
			Fingerprint: f.Fingerprint, Code: f.Code, Table: "shop_order", Index: `CREATE INDEX "ormlint_proof" ON "shop_order" ("customer_id", "id")`,
			Verdict: finding.Confirmed, Reason: "2735 times fewer pages", Server: "PostgreSQL 15.18", Rows: 1_000_000, Pages: 21878,
			Assumed: []string{"status = 'open' in 2 % of the rows, at the end of the table"}, Headline: &trial, Trials: []evidence.Trial{trial},
			Price: &finding.Price{BuildSeconds: 0.4, Bytes: 30 << 20, InsertShare: 0.02},
		}
		if i == 1 {
			p.Verdict, p.Reason, p.Headline, p.Trials, p.Price = finding.Inconclusive, "no rows can be made of type geometry", nil, nil, nil
		}
		proofs = append(proofs, p)
	}
	var page bytes.Buffer
	if err := WriteProofs(&page, findings[:2], proofs); err != nil {
		t.Fatal(err)
	}
	if link := regexp.MustCompile(`(src|href)="[^#]|https?:|@import|url\(`).Find(page.Bytes()); link != nil {
		t.Errorf("the page needs the net: %s", link)
	}
	golden(t, "proofs.html", page.Bytes())
}
