package py_test

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// corpus is the standard library of the Python at hand, or testdata without one.
func corpus(b *testing.B) (files []*source.File, size int64) {
	root := "testdata"
	if out, err := exec.Command("python3", "-I", "-c", "import os; print(os.path.dirname(os.__file__))").Output(); err == nil {
		root = strings.TrimSpace(string(out))
	}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".py") || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		file, err := source.NewFile(path, data)
		if err != nil {
			return err
		}
		files = append(files, file)
		size += int64(len(data))
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	return files, size
}

func BenchmarkParse(b *testing.B) {
	files, size := corpus(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, file := range files {
			py.Parse(file)
		}
	}
}

func BenchmarkWalk(b *testing.B) {
	files, size := corpus(b)
	modules := make([]*py.Module, len(files))
	for i, file := range files {
		modules[i] = py.Parse(file)
	}
	b.SetBytes(size)
	b.ReportAllocs()
	nodes := 0
	for b.Loop() {
		for _, m := range modules {
			py.Walk(m, func(py.Node) bool { nodes++; return true })
		}
	}
}

func BenchmarkDecode(b *testing.B) {
	files, size := corpus(b)
	b.SetBytes(size)
	for b.Loop() {
		for _, file := range files {
			if _, err := source.NewFile(file.Path, []byte(file.Text)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
