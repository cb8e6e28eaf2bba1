package resolve

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

func parse(f *source.File) *py.Module { return py.Parse(f) }

func (p *Program) walk(ctx context.Context) ([]string, error) {
	var files []string
	err := fs.WalkDir(os.DirFS(p.root), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules" || isFile(filepath.Join(p.root, path, "pyvenv.cfg"))) {
			return fs.SkipDir
		}
		if strings.HasSuffix(path, ".py") && d.Type().IsRegular() {
			files = append(files, path)
		}
		return nil
	})
	sort.Strings(files)
	return files, err
}
