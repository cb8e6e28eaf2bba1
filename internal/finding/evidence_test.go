package finding

import "testing"

func TestEvidenceText(t *testing.T) {
	measured := Evidence{Verdict: Confirmed, Rows: 1_000_000, Before: Measured{Buffers: 9907}, After: Measured{Buffers: 8},
		Price: &Price{BuildSeconds: 0.4, Bytes: 7 << 20, InsertShare: 1}}
	spread := measured
	spread.Price = &Price{BuildSeconds: 0.4, Bytes: 7 << 20, InsertShare: 0.12, InsertSpread: 0.04}
	removal := measured
	removal.Removal, removal.Reason = true, "no query that was tried is slower without it: 11 statements"
	for _, test := range []struct {
		e    Evidence
		want string
	}{
		{measured, "proven 9,907 → 8 buffers on 1,000,000 rows; build 0.4 s, 7 MB, inserts +100 %"},
		{spread, "proven 9,907 → 8 buffers on 1,000,000 rows; build 0.4 s, 7 MB, inserts +12 ± 4 %"},
		{removal, "proven on 1,000,000 rows: no query that was tried is slower without it: 11 statements; saves 7 MB, inserts -50 %"},
	} {
		if got := test.e.Text(); got != test.want {
			t.Errorf("%s\nwant %s", got, test.want)
		}
	}
}
