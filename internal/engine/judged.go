package engine

import (
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/config"
)

// A judge decides which files findings may stand in.
type judge struct {
	config *config.Config
	root   string   // absolute
	paths  []string // what the user asked for, below root
}

func newJudge(options Options) judge {
	root, err := filepath.Abs(options.Root)
	if err != nil {
		root = options.Root
	}
	return judge{config: options.Config, root: root, paths: options.Paths}
}

// Judged reports whether findings in a file are wanted. Tests, migrations and
// vendored code are judged only below a path that the user names and that is
// itself one of these.
func (j judge) Judged(file string) bool {
	if filepath.IsAbs(file) || j.config.Excludes(j.configPath(file)) {
		return false
	}
	if len(j.paths) == 0 {
		return Judged(file)
	}
	return slices.ContainsFunc(j.paths, func(p string) bool {
		return within(p, file) && (Judged(file) || !Judged(p))
	})
}

// Explored reports whether the queries of a file are looked for: where the user
// names paths, those of the whole project nevertheless, because who calls a
// function and what else asks for a table is part of the answer.
func (j judge) Explored(file string) bool {
	whole := j
	whole.paths = nil
	return whole.Judged(file) || j.Judged(file)
}

// Judged reports whether a path, relative to the project's root, is code that
// runs in production.
func Judged(file string) bool {
	name := path.Base(file)
	for _, pattern := range []string{"test_*.py", "*_test.py", "tests.py", "conftest.py"} {
		if ok, _ := path.Match(pattern, name); ok {
			return false
		}
	}
	return !slices.ContainsFunc(strings.Split(file, "/"), func(part string) bool {
		return slices.Contains(unjudged, part)
	})
}

// unjudged are the directories that hold tests, migrations and others' code.
var unjudged = []string{
	"tests", "test", "testutils",
	"migrations",
	"vendor", "vendored", "_vendor", "third_party", "node_modules", "site-packages", "dist-packages",
}

// within reports whether a file is the path itself or lies below it.
func within(p, file string) bool {
	return p == "." || file == p || strings.HasPrefix(file, strings.TrimSuffix(p, "/")+"/")
}

// configPath turns a path relative to the project's root into one relative to
// the configuration's directory, to which its globs refer.
func (j judge) configPath(file string) string {
	if j.config.Dir == "" {
		return file
	}
	relative, err := filepath.Rel(j.config.Dir, filepath.Join(j.root, filepath.FromSlash(file)))
	if err != nil {
		return file
	}
	return filepath.ToSlash(relative)
}
