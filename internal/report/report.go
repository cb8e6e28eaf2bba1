// Package report prints what was found.
//
// In: findings, a summary, a schema, queries, fixes, slow statements and proofs,
// as plain data. Out: bytes on a writer: text for people, JSON for programs,
// annotations for GitHub, SARIF for code scanning, a page of proofs for
// reviewers. Its one idea: each output is one file here and a function of its
// input alone, so the same findings give the same bytes on every machine.
package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/source"
)

// A Check is everything that a report of findings tells.
type Check struct {
	Findings []*finding.Finding // in the order in which they are printed
	Summary  finding.Summary
	Rules    []finding.Rule // those that ran
	Version  string         // of ormlint
}

// A Format is the name of an output.
type Format string

const (
	Text   Format = "text"
	JSON   Format = "json"
	GitHub Format = "github"
	SARIF  Format = "sarif"
)

// Write prints a check in a format; style is of use to Text alone.
func Write(w io.Writer, format Format, check Check, style Style) error {
	var err error
	switch format {
	case Text:
		err = writeText(w, check, style)
	case JSON:
		err = writeJSON(w, check)
	case GitHub:
		err = writeGitHub(w, check)
	case SARIF:
		err = writeSARIF(w, check)
	default:
		err = fmt.Errorf("format %q is not known", format)
	}
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	return nil
}

// Path is how a file is called in every output: relative to the project's root,
// or to the site-packages it is installed in ("django/contrib/auth/models.py"),
// so that no machine's directories show.
func Path(file *source.File) string {
	path := filepath.ToSlash(file.Path)
	for _, directory := range []string{"/site-packages/", "/dist-packages/"} {
		if i := strings.LastIndex(path, directory); i >= 0 {
			return path[i+len(directory):]
		}
	}
	return path
}

// A place is a span as every output counts it: from 1, columns in code points,
// the end behind the last character.
type place struct{ line, column, endLine, endColumn int }

func placeOf(file *source.File, span source.Span) place {
	var p place
	p.line, p.column = file.Position(span.Start)
	p.endLine, p.endColumn = file.Position(max(span.Start, span.End))
	return p
}

// counted is a number with its noun: "1 file", "2 files".
func counted(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "x"):
		return fmt.Sprintf("%d %ses", n, noun)
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	default:
		return fmt.Sprintf("%d %ss", n, noun)
	}
}
