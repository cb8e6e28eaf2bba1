package resolve

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// write makes files, given as path and text, below a new directory.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func hash(path string, size int) string {
	sum := sha256.Sum256([]byte(path))
	return base64.URLEncoding.EncodeToString(sum[:size])
}

// Poetry and Pipenv name an environment by a hash of the project's path, so
// these trees cannot be written down.
func TestEnvironmentsByHash(t *testing.T) {
	t.Parallel()
	const site = "/lib/python3.12/site-packages/django/__init__.py"
	tests := []struct {
		name     string
		manifest string // and its text
		text     string
		env      map[string]string // $WORK stands for the directory
		stores   []string          // where environments lie, the first expected
		dir      func(repo string) string
	}{
		{
			name: "poetry, default cache", manifest: "pyproject.toml", text: "[tool.poetry]\nname = \"My Shop\"\n",
			stores: []string{"home/.cache/pypoetry/virtualenvs/"},
			dir:    func(repo string) string { return "my_shop-" + hash(repo, 32)[:8] + "-py3.12" },
		},
		{
			name: "poetry 2, project table", manifest: "pyproject.toml", text: "[project]\nname = \"shop\"\n",
			env:    map[string]string{"POETRY_CACHE_DIR": "cache"},
			stores: []string{"cache/virtualenvs/", "home/.cache/pypoetry/virtualenvs/"},
			dir:    func(repo string) string { return "shop-" + hash(repo, 32)[:8] + "-py3.12" },
		},
		{
			name: "poetry, chosen path", manifest: "pyproject.toml", text: "[tool.poetry]\nname = \"shop\"\n",
			env:    map[string]string{"POETRY_VIRTUALENVS_PATH": "envs"},
			stores: []string{"envs/"},
			dir:    func(repo string) string { return "shop-" + hash(repo, 32)[:8] + "-py3.12" },
		},
		{
			name: "pipenv, default", manifest: "Pipfile", text: "[packages]\ndjango = \"*\"\n",
			stores: []string{"home/.local/share/virtualenvs/"},
			dir:    func(repo string) string { return "repo-" + hash(filepath.Join(repo, "Pipfile"), 6) },
		},
		{
			name: "pipenv, WORKON_HOME", manifest: "Pipfile", text: "",
			env:    map[string]string{"WORKON_HOME": "envs"},
			stores: []string{"envs/", "home/.local/share/virtualenvs/"},
			dir:    func(repo string) string { return "repo-" + hash(filepath.Join(repo, "Pipfile"), 6) },
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			work := write(t, map[string]string{"repo/.git/HEAD": "", "repo/manage.py": "", "repo/" + test.manifest: test.text})
			repo := filepath.Join(work, "repo")
			for _, store := range test.stores {
				path := filepath.Join(work, filepath.FromSlash(store+test.dir(repo)+site))
				if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
					t.Fatal(err)
				}
			}
			env := map[string]string{"HOME": filepath.Join(work, "home")}
			for name, value := range test.env {
				env[name] = filepath.Join(work, value)
			}
			p, err := Build(context.Background(), Options{Root: repo, Getenv: func(name string) string { return env[name] }})
			if err != nil {
				t.Fatal(err)
			}
			want := filepath.Join(work, filepath.FromSlash(test.stores[0]+test.dir(repo)))
			if e := p.Environment(); e == nil || e.Dir != want {
				t.Errorf("environment %+v, want %s", e, want)
			}
		})
	}
}

func TestUnreadableFileIsRemembered(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("every file can be read here")
	}
	root := write(t, map[string]string{"shop/__init__.py": "", "shop/models.py": "x = 1"})
	if err := os.Chmod(filepath.Join(root, "shop/models.py"), 0); err != nil {
		t.Fatal(err)
	}
	p, err := Build(context.Background(), Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	if tree := p.Module("shop.models").Tree(); len(tree.Body) != 0 {
		t.Error("a tree of what cannot be read")
	}
	if got := p.Errors(); len(got) != 1 || got[0].Error() != "read shop/models.py: permission denied" {
		t.Errorf("errors %v", got)
	}
}

func TestVanishedFileIsRemembered(t *testing.T) {
	t.Parallel()
	root := write(t, map[string]string{"shop/__init__.py": "", "shop/models.py": "x = 1"})
	p, err := Build(context.Background(), Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(root, "shop/models.py")); err != nil {
		t.Fatal(err)
	}
	p.ParseAll(context.Background(), p.Modules())
	if got := p.Errors(); len(got) != 1 {
		t.Errorf("errors %v, want one", got)
	}
}

func TestRootThatIsNotThere(t *testing.T) {
	t.Parallel()
	root := write(t, map[string]string{"file.py": ""})
	for _, path := range []string{"nothing", "file.py"} {
		if _, err := Build(context.Background(), Options{Root: filepath.Join(root, path)}); err == nil {
			t.Errorf("no error for %s", path)
		}
	}
}

func TestExclude(t *testing.T) {
	t.Parallel()
	root := write(t, map[string]string{"shop/__init__.py": "", "shop/models.py": "", "shop/legacy/__init__.py": "", "shop/legacy/old.py": "", "build/x.py": ""})
	p, err := Build(context.Background(), Options{Root: root, Exclude: []string{"**/legacy", "build/**"}})
	if err != nil {
		t.Fatal(err)
	}
	if got := len(p.Modules()); got != 2 {
		t.Errorf("%d modules, want shop and shop.models", got)
	}
	// An import sees it nevertheless.
	if m := p.Module("shop.legacy.old"); m == nil || m.File.Path != "shop/legacy/old.py" {
		t.Errorf("shop.legacy.old is %+v", m)
	}
	if p.ModuleOfFile("shop/legacy/old.py") != nil {
		t.Error("what is left out is a module of the project")
	}
	if _, err := Build(context.Background(), Options{Root: root, Exclude: []string{"[a"}}); err == nil {
		t.Error("no error for a broken pattern")
	}
}

func TestConcurrentUseGivesOneModule(t *testing.T) {
	t.Parallel()
	root := write(t, map[string]string{
		"manage.py":        "",
		".venv/pyvenv.cfg": "",
		".venv/lib/python3.12/site-packages/a/__init__.py":     "",
		".venv/lib/python3.12/site-packages/a/b/__init__.py":   "",
		".venv/lib/python3.12/site-packages/a/b/c/__init__.py": "",
	})
	p, err := Build(context.Background(), Options{Root: root})
	if err != nil {
		t.Fatal(err)
	}
	found := make(chan *Module)
	for range 16 {
		go func() { found <- p.Module("a.b.c") }()
	}
	first := <-found
	for range 15 {
		if m := <-found; m == nil || m != first {
			t.Fatal("two modules of one name")
		}
	}
}
