package django

import (
	"io/fs"
	"sort"
)

// layers is several trees of modules as one. Only their top directories may overlap.
type layers []fs.FS

func (l layers) Open(name string) (fs.File, error) {
	var first error
	for _, tree := range l {
		f, err := tree.Open(name)
		if err == nil {
			return f, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// ReadDir lists a directory of all trees, sorted by name.
func (l layers) ReadDir(name string) ([]fs.DirEntry, error) {
	var entries []fs.DirEntry
	var first error
	found := false
	for _, tree := range l {
		more, err := fs.ReadDir(tree, name)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		found = true
		entries = append(entries, more...)
	}
	if !found {
		return nil, first
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].Name() < entries[j].Name() })
	return entries, nil
}

func sorted(names []string) []string {
	out := append([]string(nil), names...)
	sort.Strings(out)
	return out
}
