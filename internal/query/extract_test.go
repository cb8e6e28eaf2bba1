package query_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/schema"
)

var update = flag.Bool("update", false, "rewrite the want section of the cases")

// TestExtract compares the queries of each case with its want section: a line
// a query, the functions in the order of the source.
func TestExtract(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	models, err := txtar.ParseFile("testdata/models.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			at := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			if at < 0 {
				if path == "testdata/models.txtar" {
					archive.Files = append(archive.Files, txtar.File{Name: "want"})
					at = len(archive.Files) - 1
				} else {
					t.Fatal("no want section")
				}
			}
			files := archive.Files[:at:at]
			if path != "testdata/models.txtar" {
				files = append(files, models.Files[0])
			}
			var got strings.Builder
			options := query.Options{Implicit: strings.HasPrefix(filepath.Base(path), "implicit")}
			for _, q := range extract(t, files, options) {
				if path == "testdata/models.txtar" || q.File.Path != "shop/models.py" {
					got.WriteString(line(q) + "\n")
				}
			}
			if *update {
				archive.Files[at].Data = []byte(got.String())
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(archive.Files[at].Data), got.String()); diff != "" {
				t.Errorf("queries (-want +got):\n%s", diff)
			}
		})
	}
}

const settings = `INSTALLED_APPS = ["django.contrib.contenttypes", "shop"]
AUTH_USER_MODEL = "shop.Customer"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
`

func extract(t testing.TB, files []txtar.File, options query.Options) []*query.Query {
	t.Helper()
	root := t.TempDir()
	if !slices.ContainsFunc(files, func(f txtar.File) bool { return f.Name == "settings.py" }) {
		files = append(files, txtar.File{Name: "settings.py", Data: []byte(settings)})
	}
	files = append(files, txtar.File{Name: "shop/__init__.py"},
		txtar.File{Name: "manage.py", Data: []byte(`import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
`)})
	for _, f := range files {
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	ctx := context.Background()
	program, err := resolve.Build(ctx, resolve.Options{Root: root, Natives: django.Natives(), Declared: django.Declared()})
	if err != nil {
		t.Fatal(err)
	}
	project, err := django.Load(ctx, program, django.Options{Settings: "settings", Version: "5.2", Register: query.Register})
	if err != nil {
		t.Fatal(err)
	}
	s, err := schema.Build(ctx, project)
	if err != nil {
		t.Fatal(err)
	}
	found, err := query.Extract(ctx, project, s, program.Modules(), options)
	if err != nil {
		t.Fatal(err)
	}
	return found.All()
}

// line writes a query on one line: who, what, conditions, order, limit, steps, where it runs, what is not known.
func line(q *query.Query) string {
	var b strings.Builder
	_, name, _ := strings.Cut(q.Function, "shop.")
	fmt.Fprintf(&b, "%s: %s %s", name, q.Operation, q.Model.Name)
	own := q.Model.Table
	if q.Model.Proxy {
		own = q.Model.Concrete.Table
	}
	column := func(table, column string) string {
		if column == "" {
			column = "?"
		}
		if table == own {
			return column
		}
		return table + "." + column
	}
	for i, t := range q.Where {
		b.WriteString([]string{" where ", ", "}[min(i, 1)])
		if t.Conditional {
			b.WriteString("perhaps ")
		}
		if t.Negated {
			b.WriteString("not ")
		}
		fmt.Fprintf(&b, "%s %s", column(t.Table, t.Column), t.Lookup)
		switch {
		case t.Value.Known:
			b.WriteString(" " + t.Value.Text)
		case t.Value.Column != "":
			b.WriteString(" of " + t.Value.Column)
		case t.Value.Subquery:
			b.WriteString(" subquery")
		case t.Value.Many:
			b.WriteString(" many")
		case t.Value.OrNone:
			b.WriteString(" or " + t.NullLookup())
		}
		if t.Or {
			fmt.Fprintf(&b, " (or %d.%d)", t.Group, t.Arm)
		}
	}
	for i, o := range q.OrderBy {
		b.WriteString([]string{" order ", ", "}[min(i, 1)])
		if o.Desc {
			b.WriteString("-")
		}
		b.WriteString(column(o.Table, o.Column))
		if o.Nulls != "" {
			b.WriteString(" nulls " + o.Nulls)
		}
	}
	if q.Limit != query.NoLimit {
		fmt.Fprintf(&b, " limit %s", q.Limit)
	}
	if q.Distinct {
		b.WriteString(" distinct")
	}
	if len(q.Joins) > 0 {
		fmt.Fprintf(&b, " joins %s", strings.Join(q.Joins, " "))
	}
	b.WriteString(" |")
	for _, s := range q.Steps {
		b.WriteString(" " + s.Call)
	}
	if q.Implicit != "" {
		fmt.Fprintf(&b, " | by itself: %s", q.Implicit)
	}
	if len(q.Contexts) > 0 {
		fmt.Fprintf(&b, " | in %s", strings.Join(q.Contexts, " "))
	}
	if !q.Complete {
		fmt.Fprintf(&b, " | unknown: %s", strings.Join(q.Unknown, "; "))
	}
	return b.String()
}
