package sql_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/sql"
)

func TestJoins(t *testing.T) {
	t.Parallel()
	archive, err := txtar.ParseFile("testdata/joins.txtar")
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	last := archive.Files[len(archive.Files)-1]
	for _, f := range archive.Files[:len(archive.Files)-1] {
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	s, queries := read(t, root)
	var got strings.Builder
	for _, q := range queries {
		statement, err := sql.Render(q, s, sql.Options{})
		if err != nil || len(statement.LeftOut) > 0 {
			t.Errorf("%s: %v %v", q.Function, statement.LeftOut, err)
		}
		got.WriteString(q.Function[strings.LastIndex(q.Function, ".")+1:] + " " + statement.SQL + "\n")
	}
	if diff := cmp.Diff(strings.Split(string(last.Data), "\n"), strings.Split(got.String(), "\n")); diff != "" {
		t.Errorf("(-django +ormlint)\n%s", diff)
	}
}

func read(t *testing.T, root string) (*schema.Schema, []*query.Query) {
	t.Helper()
	program, err := resolve.Build(t.Context(), resolve.Options{Root: root, Natives: django.Natives(), Declared: django.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	project, err := django.Load(t.Context(), program, django.Options{Settings: "settings", Version: "5.2", Register: query.Register})
	if err != nil {
		t.Fatal(err)
	}
	s, err := schema.Build(t.Context(), project)
	if err != nil {
		t.Fatal(err)
	}
	result, err := query.Extract(t.Context(), project, s, program.Modules(), query.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s, result.Queries
}
