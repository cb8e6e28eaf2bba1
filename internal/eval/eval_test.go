package eval_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

var update = flag.Bool("update", false, "rewrite what testdata says of values")

// TestValues evaluates the names that the want section of each archive lists,
// in that order: "module.name = repr". The first line of an archive says what
// it is about; one that CPython cannot run as well says so on a line "not run: …".
func TestValues(t *testing.T) {
	t.Parallel()
	for _, file := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			in := interp(t, archive)
			for i := range archive.Files {
				section := &archive.Files[i]
				if section.Name != "want" {
					continue
				}
				got := answers(in, string(section.Data))
				if *update {
					section.Data = []byte(got)
					if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				if diff := cmp.Diff(string(section.Data), got); diff != "" {
					t.Errorf("%s(-want +got):\n%s", archive.Comment, diff)
				}
			}
		})
	}
}

func archives(t testing.TB) []string {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	return files
}

// interp unpacks the Python files of an archive and returns an evaluator of them.
func interp(t testing.TB, archive *txtar.Archive) *eval.Interp {
	t.Helper()
	return interpOf(t, unpack(t, archive))
}

func unpack(t testing.TB, archive *txtar.Archive) (root string) {
	t.Helper()
	root = t.TempDir()
	for _, f := range archive.Files {
		if f.Name == "want" {
			continue
		}
		path := filepath.Join(root, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func interpOf(t testing.TB, root string) *eval.Interp {
	t.Helper()
	options := resolve.Options{Root: root, Natives: eval.Stdlib()}
	if _, err := os.Stat(filepath.Join(root, "env")); err == nil {
		options.Python = filepath.Join(root, "env")
	}
	program, err := resolve.Build(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	return eval.New(program, eval.NewNatives())
}

// answers returns the lines of a want section with what their names are.
func answers(in *eval.Interp, want string) string {
	var b strings.Builder
	for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
		name, _, _ := strings.Cut(line, " =")
		in.Request()
		b.WriteString(name + " = " + eval.Repr(in.Lookup(name)) + "\n")
	}
	return b.String()
}
