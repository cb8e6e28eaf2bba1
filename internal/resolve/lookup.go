package resolve

import (
	"path/filepath"
	"sort"
	"strings"
	"sync"

	"github.com/ormlint/ormlint/internal/source"
)

// A layer is directories that are searched one after another, as sys.path is.
type layer struct {
	program *Program
	tops    []*folder
	mapped  map[string]string // top-level packages that lie elsewhere
	memo    sync.Map          // dotted name → *place
}

// A place is what a layer has under a dotted name.
type place struct {
	module  *Module   // nil where there is none
	folders []*folder // of a package: where its submodules are looked for
	regular bool      // it has a file; further directories do not count
}

var nowhere = &place{}

// Module returns the module of a dotted name, nil where there is none. Natives
// come before the project, the project before the environment, as its
// directories come first on sys.path; what is declared comes last. A package
// without __init__.py gives way to one that has it, wherever that lies.
func (p *Program) Module(name string) *Module {
	if m := p.byName[name]; m != nil && m.File != nil && len(p.natives.tops) == 0 {
		return m
	}
	if found, ok := p.memo.Load(name); ok {
		return found.(*Module)
	}
	// Two who search at the same time get the same module: each layer makes one.
	found := p.search(name)
	p.memo.Store(name, found)
	return found
}

func (p *Program) search(name string) *Module {
	for part := range strings.SplitSeq(name, ".") {
		if part == "" {
			return nil
		}
	}
	own := p.byName[name]
	native := p.natives.find(name)
	// A project's module of that name stands before a native one, but for Django's:
	// that replaces Django's own source.
	if native.regular && !(own != nil && own.File != nil && topName(name) != "django") {
		return native.module
	}
	if own != nil && own.File != nil {
		return own
	}
	found := p.path.find(name)
	if found.regular {
		return found.module
	}
	if !p.path.find(topName(name)).regular {
		if declared := p.declared.find(name); declared.regular || found.module == nil && declared.module != nil {
			return declared.module
		}
	}
	if found.module == nil {
		if alias := p.aliases.find(name); alias.regular {
			return alias.module
		}
		return native.module
	}
	return found.module
}

// find returns what the layer has under a name.
func (l *layer) find(name string) *place {
	if len(l.tops) == 0 {
		return nowhere
	}
	if found, ok := l.memo.Load(name); ok {
		return found.(*place)
	}
	folders := l.tops
	found := nowhere
	if parent := parentName(name); parent == "" {
		if found = l.among(folders, name); !found.regular && l.mapped[name] != "" {
			found = l.elsewhere(name, l.mapped[name])
		}
	} else if above := l.find(parent); above.folders != nil {
		found = l.among(above.folders, name)
		if found == nowhere && above.regular && above.module != nil && extended(above.module) {
			found = l.among(l.portions(parent), name)
		}
	}
	kept, _ := l.memo.LoadOrStore(name, found)
	return kept.(*place)
}

// elsewhere returns the package at a directory, or the module at a file, that
// an editable installation maps a name to.
func (l *layer) elsewhere(name, path string) *place {
	if strings.HasSuffix(path, ".py") {
		return l.among([]*folder{openDirectory(Package, filepath.Dir(path))}, name)
	}
	in := openDirectory(Package, path)
	m := &Module{Name: name, Origin: Package, Package: true, program: l.program}
	if in.has("__init__")&plainFile != 0 {
		m = l.make(in, "__init__", name, true)
	}
	return &place{module: m, folders: []*folder{in}, regular: true}
}

// among looks for the last part of a name in directories. The first that has it
// as a file wins; without any, all directories of that name are one namespace package.
func (l *layer) among(folders []*folder, name string) *place {
	last := lastName(name)
	var portions []*folder
	for _, in := range folders {
		has := in.has(last)
		if has&directory != 0 {
			sub := in.child(last)
			if sub.has("__init__")&(plainFile|compiled) != 0 {
				return &place{module: l.make(sub, "__init__", name, true), folders: []*folder{sub}, regular: true}
			}
			if has&(plainFile|compiled) == 0 && sub.holdsModules(3) {
				portions = append(portions, sub)
			}
		}
		if has&plainFile != 0 {
			return &place{module: l.make(in, last, name, false), regular: true}
		}
		if has&compiled != 0 {
			return &place{regular: true}
		}
	}
	if portions == nil {
		return nowhere
	}
	m := l.program.byName[name]
	if m == nil || l != &l.program.path {
		m = &Module{Name: name, Origin: portions[0].tree.origin, Package: true, program: l.program}
	}
	return &place{module: m, folders: portions}
}

// make returns the module of a file: the project's own where the walk has seen it.
func (l *layer) make(in *folder, file, name string, isPackage bool) *Module {
	if in.has(file)&plainFile == 0 {
		return nil
	}
	path := in.tree.prefix + in.join(file+".py")
	if m := l.program.ownFile(in, path); m != nil {
		return m
	}
	return &Module{Name: name, File: &source.File{Path: path}, Origin: in.tree.origin, Package: isPackage, program: l.program, in: in.tree}
}

// ownFile returns the project's module of a file that was found on sys.path:
// one file is one module, by whatever way it is reached.
func (p *Program) ownFile(in *folder, path string) *Module {
	if in.tree == p.disk.tree {
		if m := p.byPath[path]; m != nil || !in.link {
			return m
		}
	}
	if in.tree.directory == "" {
		return nil
	}
	absolute := in.tree.directory + "/" + strings.TrimPrefix(path, in.tree.prefix)
	if in.link {
		if real, err := filepath.EvalSymlinks(absolute); err == nil {
			absolute = filepath.ToSlash(real)
		}
	}
	rel, ok := strings.CutPrefix(absolute, p.disk.tree.directory+"/")
	if !ok {
		return nil
	}
	return p.byPath[rel]
}

// extended reports whether a package says in its __init__.py that other
// directories of sys.path hold more of it.
func extended(m *Module) bool {
	text := m.Text()
	return len(text) < 8192 && (strings.Contains(text, "extend_path") || strings.Contains(text, "declare_namespace"))
}

// portions returns all directories of a package's name.
func (l *layer) portions(name string) []*folder {
	path := strings.ReplaceAll(name, ".", "/")
	var all []*folder
	for _, top := range l.tops {
		if in := top.descend(path); in != nil {
			all = append(all, in)
		}
	}
	return all
}

// Submodules returns the names, without the package's own, of the modules and
// packages in a package, sorted.
func (p *Program) Submodules(name string) []string {
	seen := map[string]bool{}
	for _, sub := range p.children(name) {
		seen[sub] = true
	}
	for _, l := range []*layer{&p.natives, &p.path, &p.declared} {
		if l == &p.declared && p.path.find(topName(name)).regular {
			continue
		}
		for _, in := range l.find(name).folders {
			for _, sub := range in.modules() {
				if !seen[sub] && p.Module(name+"."+sub) != nil {
					seen[sub] = true
				}
			}
		}
	}
	names := make([]string, 0, len(seen))
	for sub := range seen {
		names = append(names, sub)
	}
	sort.Strings(names)
	return names
}

// children returns the last names of the project's modules in a package.
func (p *Program) children(name string) []string {
	prefix := name + "."
	i := sort.Search(len(p.modules), func(i int) bool { return p.modules[i].Name >= prefix })
	var names []string
	for ; i < len(p.modules) && strings.HasPrefix(p.modules[i].Name, prefix); i++ {
		sub := topName(p.modules[i].Name[len(prefix):])
		if len(names) == 0 || names[len(names)-1] != sub {
			names = append(names, sub)
		}
	}
	return names
}
