package source_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/source"
)

// write makes the files of a tree; a name that ends in / is a directory.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	root := t.TempDir()
	for name, text := range files {
		path := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func find(t *testing.T, root string, options source.Options) []string {
	t.Helper()
	found, err := source.Find(root, options)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

var tree = map[string]string{
	"manage.py":                      "",
	"shop/models.py":                 "",
	"shop/models.pyc":                "",
	"shop/notes.txt":                 "",
	"shop.py":                        "",
	"shop-extra/a.py":                "",
	"env/pyvenv.cfg":                 "",
	"env/lib/django.py":              "",
	"node_modules/x/gyp.py":          "",
	"shop/__pycache__/models.py":     "",
	".tox/py/a.py":                   "",
	"build/out.py":                   "",
	"docs/build/kept.py":             "",
	"docs/conf.py":                   "",
	"generated/a.py":                 "",
	"generated/keep.py":              "",
	"shop/local_settings.py":         "",
	"shop/deep/er/local_settings.py": "",
	"shop/deep/tmp1.py":              "",
	"shop/deep/tmpx.py":              "",
	"shop/deep/a/b/c/secret.py":      "",
	"shop/deep/secret.py":            "",
	"shop/sub/.gitignore":            "*.py\n!/kept.py\n",
	"shop/sub/lost.py":               "",
	"shop/sub/kept.py":               "",
	"shop/sub/more/kept.py":          "",
	"data/x/y.py":                    "",
	"data/y.py":                      "",
	"spa ce.py":                      "",
	"#hash.py":                       "",
	".gitignore": strings.Join([]string{
		"# a comment", "", "/build/", "local_settings.py", "generated/*", "!generated/keep.py",
		"tmp[0-9].py", "shop/**/secret.py", "data/**", "spa\\ ce.py", "\\#hash.py", "env/", ".tox", "node_modules",
	}, "\n"),
}

func TestFindLeavesOutWhatIsNotTheProjects(t *testing.T) {
	want := []string{
		"docs/build/kept.py", "docs/conf.py", "generated/keep.py", "manage.py",
		"shop/deep/tmpx.py", "shop/models.py", "shop/sub/kept.py", "shop-extra/a.py", "shop.py",
	}
	for range 20 { // the order must not depend on which goroutine is first
		if got := find(t, write(t, tree), source.Options{}); !slices.Equal(got, want) {
			t.Fatalf("got %q\nwant %q", got, want)
		}
	}
}

func TestFindAgreesWithGit(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("no git")
	}
	root := write(t, tree)
	if out, err := exec.Command("git", "init", "-q", root).CombinedOutput(); err != nil {
		t.Skipf("git init: %v: %s", err, out)
	}
	for _, below := range []string{"", "shop", "shop/sub", "shop/deep"} {
		directory := filepath.Join(root, below)
		command := exec.Command("git", "ls-files", "-z", "--others", "--exclude-standard", "*.py")
		command.Dir = directory
		out, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for name := range bytes.SplitSeq(bytes.TrimSuffix(out, []byte{0}), []byte{0}) {
			if len(name) > 0 && !bytes.Contains(name, []byte("__pycache__")) {
				want = append(want, string(name))
			}
		}
		got := find(t, directory, source.Options{})
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("below %q: got %q\ngit has %q", below, got, want)
		}
	}
}

func TestFindOptions(t *testing.T) {
	root := write(t, map[string]string{
		"a.py": "", "a.html": "", "b/a.py": "", ".gitignore": "b", "site-packages/django/x.py": "", "site-packages/.gitignore": "*",
	})
	if got := find(t, root, source.Options{Unignored: true}); !slices.Equal(got, []string{"a.py", "b/a.py"}) {
		t.Errorf("unignored: %q", got)
	}
	if got := find(t, root, source.Options{Suffixes: []string{".html", ".py"}}); !slices.Equal(got, []string{"a.html", "a.py"}) {
		t.Errorf("suffixes: %q", got)
	}
	packages := filepath.Join(root, "site-packages")
	if got := find(t, packages, source.Options{Packages: true}); !slices.Equal(got, []string{"django/x.py"}) {
		t.Errorf("packages: %q", got)
	}
	if _, err := source.Find(filepath.Join(root, "missing"), source.Options{}); err == nil {
		t.Error("a root that is missing must be an error")
	}
}

func TestFindSurvivesLinksInCircles(t *testing.T) {
	root := write(t, map[string]string{"a/b.py": "", "real.txt": ""})
	for link, target := range map[string]string{"a/loop": "..", "a/self": "self", "c.py": "a/b.py", "d.py": "a"} {
		if err := os.Symlink(target, filepath.Join(root, link)); err != nil {
			t.Skipf("symbolic links: %v", err)
		}
	}
	if got := find(t, root, source.Options{}); !slices.Equal(got, []string{"a/b.py", "c.py"}) {
		t.Errorf("got %q", got)
	}
}
