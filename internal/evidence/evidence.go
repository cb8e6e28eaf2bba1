// Package evidence is what proofs came to, kept beside the code.
//
// In: ormlint.proof.json, which prove writes. Out: proofs by the fingerprint of
// their finding, put to the findings of a later run. Its one idea: a proof is
// data, so that what shows it needs no database.
package evidence

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
)

// Name is the file's name in the project's directory.
const Name = "ormlint.proof.json"

// Version is the version of the file that this program reads and writes.
const Version = 1

// A Proof is what PostgreSQL says to one finding.
type Proof struct {
	Fingerprint string   `json:"fingerprint"`
	Code        string   `json:"code"`
	File        string   `json:"file"`
	Table       string   `json:"table"`
	Asked       []string `json:"asked"` // columns of the query that mattered most
	Index       string   `json:"index"` // the statement that makes it, or drops it

	Verdict  finding.Verdict `json:"verdict"`
	Reason   string          `json:"reason"`
	Server   string          `json:"server"`
	Rows     int64           `json:"rows"`
	Pages    int64           `json:"pages"`             // of the table
	Assumed  []string        `json:"assumed,omitempty"` // about the rows
	Headline *Trial          `json:"headline"`          // the trial that decided; null for none
	Trials   []Trial         `json:"trials"`
	Price    *finding.Price  `json:"price"` // null where the index was not made
}

// A Trial is one statement with and without the index.
type Trial struct {
	Query   string      `json:"query"` // file:line
	Case    string      `json:"case"`  // "typical", "hot", "busiest", "rare", "as written"
	SQL     string      `json:"sql"`
	LeftOut []string    `json:"left_out,omitempty"`
	Before  Measurement `json:"before"`
	After   Measurement `json:"after"`
}

// A Measurement is what EXPLAIN (ANALYZE, BUFFERS) says.
type Measurement struct {
	Buffers int64   `json:"buffers"`
	Ms      float64 `json:"ms"`
	Rows    int64   `json:"rows"`
	Removed int64   `json:"removed"` // rows that were read and thrown away
	Plan    string  `json:"plan"`    // its nodes on one line
}

// A File is all proofs of a project.
type File struct {
	Version int     `json:"version"`
	Proofs  []Proof `json:"proofs"` // by fingerprint
}

// Read reads the proofs of a project; none where there is no file.
func Read(root string) (*File, error) {
	path := filepath.Join(root, Name)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return &File{Version: Version}, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	var file File
	if err := json.Unmarshal(text, &file); err != nil {
		line := 1
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			line += bytes.Count(text[:min(int(syntax.Offset), len(text))], []byte("\n"))
		}
		return nil, fmt.Errorf("%s:%d: is not a file of proofs: %w; delete it and run ormlint prove again", path, line, err)
	}
	if file.Version != Version {
		return nil, fmt.Errorf("%s: has version %d, and this ormlint reads version %d; run ormlint prove again", path, file.Version, Version)
	}
	return &file, nil
}

// Write keeps the proofs of a run beside those of earlier ones.
func Write(root string, file *File, proofs []Proof) error {
	byPrint := map[string]Proof{}
	for _, p := range slices.Concat(file.Proofs, proofs) {
		byPrint[p.Fingerprint] = p
	}
	merged := File{Version: Version, Proofs: []Proof{}}
	for _, p := range byPrint {
		merged.Proofs = append(merged.Proofs, p)
	}
	slices.SortFunc(merged.Proofs, func(a, b Proof) int { return strings.Compare(a.Fingerprint, b.Fingerprint) })
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", " ")
	if err := encoder.Encode(merged); err != nil {
		return fmt.Errorf("write proofs: %w", err)
	}
	path := filepath.Join(root, Name)
	temporary := path + ".new"
	if err := os.WriteFile(temporary, out.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write proofs: %w", err)
	}
	if err := os.Rename(temporary, path); err != nil {
		return fmt.Errorf("write proofs: %w", err)
	}
	return nil
}

// Apply puts proofs to the findings that they are about. What PostgreSQL
// refutes is advice at most, as long as the same query matters most: what is not
// worth its price for one may be for another.
func (file *File) Apply(findings []*finding.Finding) {
	byPrint := map[string]*Proof{}
	for i := range file.Proofs {
		byPrint[file.Proofs[i].Fingerprint] = &file.Proofs[i]
	}
	for _, f := range findings {
		p := byPrint[f.Fingerprint]
		if p == nil || p.Verdict != finding.Confirmed && !slices.Equal(p.Asked, f.Columns) {
			continue
		}
		f.Evidence = p.Evidence()
		f.Evidence.Removal = f.Suggestion == nil
		if p.Verdict == finding.Refuted {
			f.Severity = finding.Advice
		}
	}
}

// Evidence is what of a proof a finding shows.
func (p *Proof) Evidence() *finding.Evidence {
	e := &finding.Evidence{Verdict: p.Verdict, Reason: p.Reason, Rows: p.Rows, Server: p.Server, Price: p.Price}
	if h := p.Headline; h != nil {
		e.Before, e.After = finding.Measured{Buffers: h.Before.Buffers, Ms: h.Before.Ms}, finding.Measured{Buffers: h.After.Buffers, Ms: h.After.Ms}
	}
	return e
}
