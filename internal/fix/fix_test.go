package fix_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/fix"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

var update = flag.Bool("update", false, "write what the cases of testdata give now")

// A request is one line of a case's "fixes": a finding's suggestion.
type request struct {
	Model string         `json:"model"`
	Add   *finding.Index `json:"add"`
	Drops []finding.Drop `json:"drops"`
}

// TestCases fixes each project of testdata. Files below want/ are those that
// change, with their new text; "left" says what is not done and why.
func TestCases(t *testing.T) {
	cases, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			testCase(t, path)
		})
	}
}

func testCase(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	root := t.TempDir()
	var given, wanted []txtar.File
	var requests []request
	for _, file := range archive.Files {
		switch {
		case file.Name == "fixes":
			requests = readRequests(t, file.Data)
			given = append(given, file)
		case file.Name == "left", strings.HasPrefix(file.Name, "want/"):
			wanted = append(wanted, file)
		default:
			given = append(given, file)
			write(t, filepath.Join(root, filepath.FromSlash(file.Name)), file.Data)
		}
	}
	changes := plan(t, root, requests)
	if err := changes.Apply(); err != nil {
		t.Fatal(err)
	}
	got := results(t, root, changes)
	if *update {
		archive.Files = append(given, got...)
		if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if difference := cmp.Diff(texts(wanted), texts(got)); difference != "" {
		t.Errorf("-want +got:\n%s", difference)
	}
	if again := plan(t, root, requests); len(again.Files) > 0 {
		t.Errorf("a second run changes files again:\n%s", again.Diff())
	}
}

func readRequests(t *testing.T, data []byte) []request {
	t.Helper()
	var requests []request
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	for decoder.More() {
		var r request
		if err := decoder.Decode(&r); err != nil {
			t.Fatalf("fixes: %v", err)
		}
		requests = append(requests, r)
	}
	return requests
}

// plan reads the project and asks for the fixes.
func plan(t *testing.T, root string, requests []request) *fix.Changes {
	t.Helper()
	cfg := config.Default()
	if _, err := os.Stat(filepath.Join(root, "ormlint.toml")); err == nil {
		if cfg, err = config.Read(filepath.Join(root, "ormlint.toml"), config.Known{}); err != nil {
			t.Fatal(err)
		}
	}
	cfg.Python = "none"
	result, err := engine.Read(t.Context(), engine.Options{Root: root, Config: cfg, Jobs: 1})
	if err != nil {
		t.Fatal(err)
	}
	var findings []*finding.Finding
	for _, r := range requests {
		findings = append(findings, &finding.Finding{
			Code: "IDX002", Model: r.Model, Suggestion: r.Add, Drops: r.Drops, File: &source.File{Path: "shop/views.py"},
		})
	}
	changes, err := fix.Plan(findings, fix.Options{
		Projects: result.Projects,
		Schema:   result.Schema,
		Judged:   engine.Judged,
		Large:    func(m *schema.Model) bool { return cfg.Tables.Size(m.Table, m.Label) == config.Large },
	})
	if err != nil {
		t.Fatal(err)
	}
	return changes
}

// results are the files that changed, as they are on disk, and what was left.
func results(t *testing.T, root string, changes *fix.Changes) []txtar.File {
	t.Helper()
	var files []txtar.File
	for _, f := range changes.Files {
		data, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(f.Path)))
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(data, f.New) {
			t.Errorf("%s is not what was planned", f.Path)
		}
		files = append(files, txtar.File{Name: "want/" + f.Path, Data: data})
	}
	var left strings.Builder
	for _, l := range changes.Left {
		left.WriteString(l.Finding.Model + ": " + l.Reason + "\n")
	}
	if left.Len() > 0 {
		files = append(files, txtar.File{Name: "left", Data: []byte(left.String())})
	}
	return files
}

func texts(files []txtar.File) map[string]string {
	found := map[string]string{}
	for _, f := range files {
		found[f.Name] = string(f.Data)
	}
	return found
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

// project writes a project of one app whose models.py is given.
func project(t *testing.T, models []byte) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range map[string]string{
		"manage.py":                       "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"settings\")\n",
		"settings.py":                     "INSTALLED_APPS = [\"shop\"]\n",
		"shop/__init__.py":                "",
		"shop/migrations/__init__.py":     "",
		"shop/migrations/0001_initial.py": initial,
		"shop/models.py":                  string(models),
	} {
		write(t, filepath.Join(root, filepath.FromSlash(name)), []byte(text))
	}
	return root
}

const initial = "from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = []\n"

func addTotal() []request {
	return []request{{Model: "shop.Order", Add: &finding.Index{Fields: []string{"total"}}}}
}

// TestBytesThatAreNotTouched writes files of other line endings, encodings and modes.
func TestBytesThatAreNotTouched(t *testing.T) {
	const text = "from django.db import models\n\n\nclass Order(models.Model):\n    total = models.IntegerField()  # grün\n"
	const meta = "\n    class Meta:\n        indexes = [\n            models.Index(fields=[\"total\"], name=\"order_total_idx\"),\n        ]\n"
	for _, test := range []struct {
		name  string
		bytes func(string) string
	}{
		{"crlf", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }},
		{"cr", func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }},
		{"byte order mark", func(s string) string { return "\xef\xbb\xbf" + s }},
		{"latin-1", func(s string) string { return "# coding: latin-1\n" + strings.ReplaceAll(s, "ü", "\xfc") }},
		{"no newline at the end", func(s string) string { return strings.TrimSuffix(s, "\n") }},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := project(t, []byte(test.bytes(text)))
			path := filepath.Join(root, "shop", "models.py")
			if err := os.Chmod(path, 0o640); err != nil {
				t.Fatal(err)
			}
			if err := plan(t, root, addTotal()).Apply(); err != nil {
				t.Fatal(err)
			}
			got, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if want := test.bytes(text + meta); string(got) != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
			if about, err := os.Stat(path); err != nil || about.Mode().Perm() != 0o640 {
				t.Errorf("mode %v, %v", about.Mode(), err)
			}
		})
	}
}

// TestChangedMeanwhile writes nothing where a file is no longer what was read.
func TestChangedMeanwhile(t *testing.T) {
	root := project(t, []byte("from django.db import models\n\n\nclass Order(models.Model):\n    total = models.IntegerField()\n"))
	changes := plan(t, root, addTotal())
	path := filepath.Join(root, "shop", "models.py")
	write(t, path, []byte("# somebody's\n"))
	err := changes.Apply()
	if err == nil || !strings.Contains(err.Error(), "shop/models.py has changed") {
		t.Errorf("error %v", err)
	}
	if got, _ := os.ReadFile(path); string(got) != "# somebody's\n" {
		t.Errorf("models.py is %q", got)
	}
	if found, _ := filepath.Glob(filepath.Join(root, "shop", "migrations", "0002*")); len(found) > 0 {
		t.Errorf("a migration was written: %v", found)
	}
}

// TestAllOrNothing takes back what was written when a later file cannot be.
func TestAllOrNothing(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("root writes everywhere")
	}
	root := project(t, []byte("from django.db import models\n\n\nclass Order(models.Model):\n    total = models.IntegerField()\n"))
	changes := plan(t, root, addTotal())
	if err := os.Chmod(filepath.Join(root, "shop"), 0o555); err != nil {
		t.Fatal(err)
	}
	defer os.Chmod(filepath.Join(root, "shop"), 0o755)
	if err := changes.Apply(); err == nil {
		t.Fatal("no error")
	}
	if found, _ := filepath.Glob(filepath.Join(root, "shop", "migrations", "0002*")); len(found) > 0 {
		t.Errorf("a migration was left: %v", found)
	}
}

func TestDiffIsStable(t *testing.T) {
	root := project(t, []byte("from django.db import models\n\n\nclass Order(models.Model):\n    total = models.IntegerField()\n"))
	first := plan(t, root, addTotal()).Diff()
	if second := plan(t, root, addTotal()).Diff(); !slices.Equal(first, second) {
		t.Errorf("two runs differ:\n%s\n%s", first, second)
	}
	for _, line := range []string{"--- /dev/null", "+++ b/shop/migrations/0002_order_order_total_idx.py", "--- a/shop/models.py", "+++ b/shop/models.py"} {
		if !bytes.Contains(first, []byte(line+"\n")) {
			t.Errorf("no line %q in\n%s", line, first)
		}
	}
}
