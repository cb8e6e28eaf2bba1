package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestPagesAreFresh(t *testing.T) {
	const dir = "../../../docs/rules"
	pages := pages()
	for name, want := range pages {
		got, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			t.Errorf("%v; run \"go generate ./...\"", err)
		} else if string(got) != want {
			t.Errorf("docs/rules/%s is stale; run \"go generate ./...\"", name)
		}
	}
	present, err := filepath.Glob(filepath.Join(dir, "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range present {
		if _, ok := pages[filepath.Base(path)]; !ok {
			t.Errorf("docs/rules/%s belongs to no rule; run \"go generate ./...\"", filepath.Base(path))
		}
	}
}
