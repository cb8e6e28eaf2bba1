package trace_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/statement"
	"github.com/ormlint/ormlint/internal/trace"
)

var update = flag.Bool("update", false, "rewrite the comments of the statements")

// tracer reads a project without any installed packages.
func tracer(t *testing.T, root string) *trace.Tracer {
	t.Helper()
	cfg := config.Default()
	cfg.Python = "none"
	result, err := engine.Read(context.Background(), engine.Options{Root: root, Config: cfg})
	if err != nil {
		t.Fatal(err)
	}
	return trace.New(result.Queries.Queries, result.Schema.Models)
}

// comments tell where a statement comes from.
func comments(origin trace.Origin) string {
	var b strings.Builder
	for _, site := range origin.Sites {
		q := site.Query
		b.WriteString("-- ")
		if !origin.Sure {
			b.WriteString("perhaps ")
		}
		fmt.Fprintf(&b, "%s:%d %s", q.File.Path, q.File.Line(q.Span.Start), q.Function)
		if len(site.Differs) > 0 {
			fmt.Fprintf(&b, ", though %s", strings.Join(site.Differs, " and "))
		}
		b.WriteByte('\n')
	}
	if origin.Known != "" {
		fmt.Fprintf(&b, "-- %s\n", origin.Known)
	} else if len(origin.Sites) == 0 {
		b.WriteString("-- no site\n")
	}
	return b.String()
}

// traced writes the statements of a text with where each comes from above it.
func traced(t *trace.Tracer, text string) string {
	var blocks []string
	for block := range strings.SplitSeq(strings.TrimSpace(text), "\n\n") {
		var sql []string
		for line := range strings.SplitSeq(block, "\n") {
			if !strings.HasPrefix(line, "-- ") {
				sql = append(sql, line)
			}
		}
		sent := strings.Join(sql, "\n")
		blocks = append(blocks, comments(t.Find(statement.Read(sent)))+sent)
	}
	return strings.Join(blocks, "\n\n") + "\n"
}

// testdata/shop.sql is what pg_stat_statements of PostgreSQL 15 held after
// examples/shop had run its views and tasks with Django 5.2.
func TestShop(t *testing.T) {
	compare(t, tracer(t, "../../examples/shop"), "testdata/shop.sql")
}

func compare(t *testing.T, tracer *trace.Tracer, file string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	got := traced(tracer, string(want))
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Error(diff)
	}
}

// TestCases runs the projects of testdata/*.txtar, each with the statements that
// real Django 5.2 sends for its queries.
func TestCases(t *testing.T) {
	cases, _ := filepath.Glob("testdata/*.txtar")
	for _, name := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			root := t.TempDir()
			for i := range archive.Files {
				file := &archive.Files[i]
				if file.Name == "statements.sql" {
					continue
				}
				path := filepath.Join(root, filepath.FromSlash(file.Name))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(path, file.Data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			tracer := tracer(t, root)
			for i := range archive.Files {
				file := &archive.Files[i]
				if file.Name != "statements.sql" {
					continue
				}
				got := traced(tracer, string(file.Data))
				if diff := cmp.Diff(string(file.Data), got); diff != "" && !*update {
					t.Error(diff)
				}
				file.Data = []byte(got)
			}
			if *update {
				if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}
