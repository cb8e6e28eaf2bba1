package evidence

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/finding"
)

func TestProofsOfEarlierRunsAreKept(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	none, err := Read(root)
	if err != nil || len(none.Proofs) > 0 {
		t.Fatal(none, err)
	}
	if err := Write(root, none, []Proof{{Fingerprint: "b", Verdict: finding.Confirmed}, {Fingerprint: "a", Verdict: finding.Confirmed}}); err != nil {
		t.Fatal(err)
	}
	first, err := Read(root)
	if err != nil {
		t.Fatal(err)
	}
	if err := Write(root, first, []Proof{{Fingerprint: "b", Verdict: finding.Refuted, Reason: "it is not used", Rows: 1000, Asked: []string{"status"}}}); err != nil {
		t.Fatal(err)
	}
	second, err := Read(root)
	if err != nil || len(second.Proofs) != 2 || second.Proofs[0].Fingerprint != "a" {
		t.Fatal(second, err)
	}
	f := []*finding.Finding{{Fingerprint: "a", Severity: finding.Error}, {Fingerprint: "b", Severity: finding.Error, Columns: []string{"status"}}, {Fingerprint: "c", Severity: finding.Error}}
	second.Apply(f)
	if f[0].Severity != finding.Error || f[0].Evidence == nil {
		t.Errorf("a confirmed finding: %v %v", f[0].Severity, f[0].Evidence)
	}
	if f[1].Severity != finding.Advice || f[1].Evidence.Text() != "refuted on 1,000 rows: it is not used" {
		t.Errorf("a refuted finding is advice: %v %q", f[1].Severity, f[1].Evidence.Text())
	}
	other := []*finding.Finding{{Fingerprint: "a", Columns: []string{"name"}}, {Fingerprint: "b", Severity: finding.Error, Columns: []string{"name"}}}
	second.Apply(other)
	if other[0].Evidence == nil || other[1].Evidence != nil || other[1].Severity != finding.Error {
		t.Errorf("where another query matters most now, what is confirmed stays, what is refuted is open again: %v %v", other[0].Evidence, other[1].Evidence)
	}
	if f[2].Evidence != nil {
		t.Error("a finding without a proof has evidence")
	}
}

func TestBrokenFiles(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`{"version": 2, "proofs": []}`:  "has version 2, and this ormlint reads version 1; run ormlint prove again",
		"{\"version\": 1,\n\"proofs\":": "ormlint.proof.json:2: is not a file of proofs",
	} {
		root := t.TempDir()
		if err := os.WriteFile(filepath.Join(root, Name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := Read(root); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte(`{"version": 1, "proofs": [{"fingerprint": "a", "trials": [], "headline": {"before": {"buffers": 3}}}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		root := t.TempDir()
		if err := os.WriteFile(filepath.Join(root, Name), text, 0o644); err != nil {
			t.Fatal(err)
		}
		if file, err := Read(root); err == nil {
			for _, p := range file.Proofs {
				p.Evidence().Text()
			}
		}
	})
}
