package resolve

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
	"sync"
)

// A tree is a directory that modules are read from.
type tree struct {
	origin    Origin
	fsys      fs.FS
	directory string // on this machine, absolute; "" for an embedded tree
	prefix    string // what a file's path starts with in messages
}

// openDirectory returns the folder of a directory of this machine.
func openDirectory(origin Origin, path string) *folder {
	path = strings.TrimSuffix(filepath.ToSlash(path), "/")
	return &folder{tree: &tree{origin, os.DirFS(path), path, path + "/"}, path: "."}
}

// embedded returns the top folders of an embedded tree, none of nil.
func embedded(origin Origin, fsys fs.FS) []*folder {
	if fsys == nil {
		return nil
	}
	return []*folder{{tree: &tree{origin, fsys, "", origin.String() + ":"}, path: "."}}
}

// read returns the bytes of a file by its File.Path.
func (t *tree) read(filePath string) ([]byte, error) {
	data, err := fs.ReadFile(t.fsys, strings.TrimPrefix(filePath, t.prefix))
	// The caller names the path.
	var at *fs.PathError
	if errors.As(err, &at) {
		err = at.Err
	}
	return data, err
}

// kinds are what a directory has under a name.
type kinds uint8

const (
	plainFile kinds = 1 << iota // name.py
	directory
	compiled // name.so, name.pyd: a module that has no source here
	linked   // a directory that is a symbolic link
)

// A folder is one directory, listed when it is first asked for.
type folder struct {
	tree *tree
	path string // relative to the tree, "." for its top
	link bool   // reached through a symbolic link

	once    sync.Once
	entries map[string]kinds
	mu      sync.Mutex
	below   map[string]*folder
}

// has returns what the directory has under a name.
func (f *folder) has(name string) kinds {
	f.once.Do(f.list)
	return f.entries[name]
}

func (f *folder) list() {
	entries, _ := fs.ReadDir(f.tree.fsys, f.path)
	f.entries = make(map[string]kinds, len(entries))
	for _, entry := range entries {
		name := entry.Name()
		kind := entry.Type()
		if kind&fs.ModeSymlink != 0 {
			about, err := fs.Stat(f.tree.fsys, f.join(name))
			if err != nil {
				continue
			}
			kind = about.Mode()
		}
		switch {
		case kind.IsDir():
			f.entries[name] |= directory
			if entry.Type()&fs.ModeSymlink != 0 {
				f.entries[name] |= linked
			}
		case strings.HasSuffix(name, ".py"):
			f.entries[strings.TrimSuffix(name, ".py")] |= plainFile
		case strings.HasSuffix(name, ".so"), strings.HasSuffix(name, ".pyd"):
			stem, _, _ := strings.Cut(name, ".")
			f.entries[stem] |= compiled
		}
	}
}

func (f *folder) join(name string) string {
	if f.path == "." {
		return name
	}
	return path.Join(f.path, name)
}

// child returns the directory of that name, which has been seen to be there.
func (f *folder) child(name string) *folder {
	f.mu.Lock()
	defer f.mu.Unlock()
	sub := f.below[name]
	if sub == nil {
		if f.below == nil {
			f.below = map[string]*folder{}
		}
		sub = &folder{tree: f.tree, path: f.join(name), link: f.link || f.entries[name]&linked != 0}
		f.below[name] = sub
	}
	return sub
}

// modules returns the names of the modules and packages in the directory, sorted.
// A directory without __init__.py counts where it holds modules itself.
func (f *folder) modules() []string {
	f.once.Do(f.list)
	var names []string
	for name, kind := range f.entries {
		if name == "__init__" || !identifier(name) {
			continue
		}
		if kind&plainFile != 0 || kind&directory != 0 && f.child(name).holdsModules(3) {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	return names
}

// holdsModules reports whether there is Python in a directory or not far below it.
func (f *folder) holdsModules(depth int) bool {
	f.once.Do(f.list)
	for _, kind := range f.entries {
		if kind&(plainFile|compiled) != 0 {
			return true
		}
	}
	if depth == 0 {
		return false
	}
	for name, kind := range f.entries {
		if kind&directory != 0 && identifier(name) && f.child(name).holdsModules(depth-1) {
			return true
		}
	}
	return false
}

// descend returns the directory at a path below, nil where there is none.
func (f *folder) descend(path string) *folder {
	if path == "." || path == "" {
		return f
	}
	for part := range strings.SplitSeq(path, "/") {
		if f.has(part)&directory == 0 {
			return nil
		}
		f = f.child(part)
	}
	return f
}

// identifier reports whether a name can stand in an import statement. Any byte
// beyond ASCII is taken for a letter.
func identifier(name string) bool {
	for i := 0; i < len(name); i++ {
		c := name[i]
		switch {
		case c == '_', 'a' <= c|0x20 && c|0x20 <= 'z', c >= 0x80, i > 0 && '0' <= c && c <= '9':
		default:
			return false
		}
	}
	return name != ""
}
