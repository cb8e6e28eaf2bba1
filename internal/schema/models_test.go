package schema

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/resolve"
)

// TestModels builds the schema of every small project of testdata/models: the
// last file of an archive says what its models are in PostgreSQL. Files below
// venv/ are an environment with installed packages.
func TestModels(t *testing.T) {
	archives, err := filepath.Glob("testdata/models/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal(archives, err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			last := &archive.Files[len(archive.Files)-1]
			if last.Name != "models" {
				t.Fatalf("the last file is %s, not models", last.Name)
			}
			project := *archive
			project.Files = archive.Files[:len(archive.Files)-1]
			s, err := Build(t.Context(), loadWithEnvironment(t, &project))
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			for _, m := range s.Models {
				if !m.Package && !m.Proxy {
					write(&got, m)
				}
			}
			golden(t, file, archive, last, got.Bytes())
		})
	}
}

// golden compares with the last file of an archive, or rewrites it with -update.
func golden(t *testing.T, file string, archive *txtar.Archive, last *txtar.File, got []byte) {
	t.Helper()
	if *update {
		last.Data = got
		writeFile(t, file, txtar.Format(archive))
		return
	}
	if diff := cmp.Diff(string(last.Data), string(got)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// loadWithEnvironment builds the project of an archive, which finds its settings by itself.
func loadWithEnvironment(t *testing.T, archive *txtar.Archive) *django.Project {
	t.Helper()
	root := t.TempDir()
	options := resolve.Options{Root: filepath.Join(root, "project"), Natives: django.Natives(), Declared: django.Declared()}
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "venv/") {
			options.Python = filepath.Join(root, "venv")
			writeFile(t, filepath.Join(root, filepath.FromSlash(f.Name)), f.Data)
			continue
		}
		writeFile(t, filepath.Join(options.Root, filepath.FromSlash(f.Name)), f.Data)
	}
	program, err := resolve.Build(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	p, err := django.Load(t.Context(), program, django.Options{Version: "5.2"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func writeFile(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// write prints a model as a table: one line a column, one line an index.
func write(b *bytes.Buffer, m *Model) {
	fmt.Fprintf(b, "%s %s\n", m.Label, m.Table)
	for _, reason := range m.Unknown {
		fmt.Fprintf(b, "  ? %s\n", reason)
	}
	for _, c := range m.Columns {
		fmt.Fprintf(b, "  %s %s", c.Column, c.DBType)
		if c.Null {
			b.WriteString(" null")
		}
		if r := c.References; r != nil {
			fmt.Fprintf(b, " -> %s.%s", r.Table, r.Column)
			if !r.Constraint {
				b.WriteString(" unconstrained")
			}
		}
		if c.Unknown != "" {
			fmt.Fprintf(b, " ? %s", c.Unknown)
		}
		b.WriteString("\n")
	}
	for _, index := range m.Indexes {
		b.WriteString("  " + index.Method)
		if index.Primary {
			b.WriteString(" primary")
		} else if index.Unique {
			b.WriteString(" unique")
		}
		var terms []string
		for _, term := range index.Terms {
			text := term.Column + term.Expression
			if term.Opclass != "" {
				text += " " + term.Opclass
			}
			if term.Desc {
				text += " DESC"
			}
			terms = append(terms, text)
		}
		fmt.Fprintf(b, " (%s)", strings.Join(terms, ", "))
		if index.Where != "" {
			fmt.Fprintf(b, " where %s", index.Where)
		}
		if index.Unknown != "" {
			fmt.Fprintf(b, " ? %s", index.Unknown)
		}
		fmt.Fprintf(b, " %s\n", index.Name)
	}
}
