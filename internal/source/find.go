package source

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// Options say what Find looks for. The zero value finds Python files.
type Options struct {
	Suffixes  []string // of the names to find, default ".py"
	Unignored bool     // true: also what .gitignore excludes
	Packages  bool     // true: root is a directory of installed packages, so nothing is skipped but caches
}

// Find lists the files below root, as sorted paths relative to it with "/". It
// leaves out what .gitignore files between root and the file exclude, and
// directories that hold no project code: version control, caches, environments
// (those with a pyvenv.cfg), node_modules. Directories that are symbolic links
// are not entered, so a loop of them does no harm. What cannot be listed is
// left out, unless it is root itself.
func Find(root string, options Options) ([]string, error) {
	if len(options.Suffixes) == 0 {
		options.Suffixes = []string{".py"}
	}
	w := &walk{root: root, options: options, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	top := directory{}
	if !options.Unignored && !options.Packages {
		top.ignores = w.outerIgnores()
	}
	entries, err := os.ReadDir(root)
	if err != nil {
		return nil, fmt.Errorf("list source files: %w", err)
	}
	w.directory(top, entries)
	w.wait.Wait()
	slices.SortFunc(w.found, comparePaths)
	return w.found, nil
}

// comparePaths orders paths as a directory listing does: a directory's files
// stand together, before whatever merely starts with its name.
func comparePaths(a, b string) int {
	for i := range min(len(a), len(b)) {
		x, y := a[i], b[i]
		if x == y {
			continue
		}
		if x == '/' {
			return -1
		}
		if y == '/' {
			return 1
		}
		return cmp.Compare(x, y)
	}
	return cmp.Compare(len(a), len(b))
}

// A walk is one run of Find. Subdirectories are listed by other goroutines as
// long as there are free processors, and by the current one otherwise.
type walk struct {
	root    string
	options Options
	slots   chan struct{}
	wait    sync.WaitGroup
	mu      sync.Mutex
	found   []string
}

// directory is a directory to be listed.
type directory struct {
	path    string // relative to root, "" for root itself
	ignores []scopedIgnore
}

// scopedIgnore is a .gitignore with the place it stands in.
type scopedIgnore struct {
	file  *ignoreFile
	depth int    // length of the prefix of paths that its patterns do not see
	outer string // when it stands above root: root's path from there, with "/" at the end
}

var skippedDirectories = map[string]bool{
	".git": true, ".hg": true, ".svn": true, ".bzr": true, ".jj": true, "CVS": true,
	"__pycache__": true, ".mypy_cache": true, ".pytest_cache": true, ".ruff_cache": true,
	".tox": true, ".nox": true, ".eggs": true, ".ipynb_checkpoints": true, ".venv": true,
	".direnv": true, ".pytype": true, ".hypothesis": true,
	"node_modules": true, "bower_components": true, "site-packages": true,
}

// directory lists what entries hold and goes down into their directories.
func (w *walk) directory(d directory, entries []fs.DirEntry) {
	if !w.options.Unignored && !w.options.Packages {
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ".gitignore" }) {
			d.ignores = w.withIgnores(d)
		}
	}
	prefix := ""
	if d.path != "" {
		prefix = d.path + "/"
	}
	var files []string
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case entry.IsDir():
			if w.skips(name) || d.ignored(prefix+name, name, true) {
				continue
			}
			w.descend(directory{prefix + name, d.ignores})
		case w.wanted(name) && w.isFile(prefix+name, entry) && !d.ignored(prefix+name, name, false):
			files = append(files, prefix+name)
		}
	}
	if len(files) > 0 {
		w.mu.Lock()
		w.found = append(w.found, files...)
		w.mu.Unlock()
	}
}

func (w *walk) descend(d directory) {
	list := func() {
		entries, err := os.ReadDir(filepath.Join(w.root, filepath.FromSlash(d.path)))
		if err != nil || !w.options.Packages && isEnvironment(entries) {
			return
		}
		w.directory(d, entries)
	}
	select {
	case w.slots <- struct{}{}:
		w.wait.Go(func() {
			list()
			<-w.slots
		})
	default:
		list()
	}
}

func (w *walk) skips(name string) bool {
	if w.options.Packages {
		return name == "__pycache__"
	}
	return skippedDirectories[name]
}

// isEnvironment says whether a directory is a virtual environment.
func isEnvironment(entries []fs.DirEntry) bool {
	return slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == "pyvenv.cfg" })
}

func (w *walk) wanted(name string) bool {
	for _, suffix := range w.options.Suffixes {
		if strings.HasSuffix(name, suffix) {
			return true
		}
	}
	return false
}

func (w *walk) isFile(path string, entry fs.DirEntry) bool {
	if entry.Type().IsRegular() {
		return true
	}
	if entry.Type()&fs.ModeSymlink == 0 {
		return false
	}
	target, err := os.Stat(filepath.Join(w.root, filepath.FromSlash(path)))
	return err == nil && target.Mode().IsRegular()
}

// ignored asks the innermost .gitignore first.
func (d *directory) ignored(path, name string, dir bool) bool {
	for i := len(d.ignores) - 1; i >= 0; i-- {
		scope := &d.ignores[i]
		seen := path[scope.depth:]
		if scope.outer != "" {
			seen = scope.outer + path
		}
		if ignored, decided := scope.file.match(seen, name, dir); decided {
			return ignored
		}
	}
	return false
}

// withIgnores adds the directory's own .gitignore.
func (w *walk) withIgnores(d directory) []scopedIgnore {
	text, err := os.ReadFile(filepath.Join(w.root, filepath.FromSlash(d.path), ".gitignore"))
	if err != nil {
		return d.ignores
	}
	scope := scopedIgnore{file: parseIgnore(string(text))}
	if d.path != "" {
		scope.depth = len(d.path) + 1
	}
	return append(slices.Clip(d.ignores), scope)
}

// outerIgnores reads the .gitignore files above root, up to the repository's
// top, and its info/exclude. Without a repository there are none.
func (w *walk) outerIgnores() []scopedIgnore {
	at, err := filepath.Abs(w.root)
	if err != nil {
		return nil
	}
	var scopes []scopedIgnore
	below := ""
	for {
		if below != "" {
			if text, err := os.ReadFile(filepath.Join(at, ".gitignore")); err == nil {
				scopes = append(scopes, scopedIgnore{file: parseIgnore(string(text)), outer: below})
			}
		}
		if _, err := os.Lstat(filepath.Join(at, ".git")); err == nil {
			if text, err := os.ReadFile(filepath.Join(at, ".git", "info", "exclude")); err == nil {
				scopes = append(scopes, scopedIgnore{file: parseIgnore(string(text)), outer: below})
			}
			slices.Reverse(scopes)
			return scopes
		}
		parent := filepath.Dir(at)
		if parent == at {
			return nil
		}
		below = filepath.Base(at) + "/" + below
		at = parent
	}
}
