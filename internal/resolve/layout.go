package resolve

import (
	"path"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"github.com/ormlint/ormlint/internal/source"
)

// A layout is how the project's files lie below the directories that go on
// sys.path. Directories are relative to the root, which is "".
type layout struct {
	files    []string // sorted
	packages map[string]bool
	dirs     map[string]bool // with Python in or below them
	managers []manager
	roots    []root         // in the order of sys.path
	rootAt   map[string]int // position in roots
	bases    []string       // that hold packages and are no roots
	prefix   string         // dotted name of the root itself, where it lies in a package
	outside  []string       // absolute directories above the root that go on sys.path
	scopes   map[string]*scope
	settings []string // texts of the settings, once they are read
}

// A root is a directory of sys.path.
type root struct {
	dir   string
	scope *scope
}

// A scope is what absolute names mean in one Django project among several: its
// modules whose names another project has taken bear longer ones.
type scope struct {
	renamed map[string]string // first part of a dotted name → what it is called here
}

func (s *scope) absolute(name string) string {
	top := topName(name)
	if longer, ok := s.renamed[top]; ok {
		return longer + name[len(top):]
	}
	return name
}

// newLayout decides which directories are on sys.path.
func newLayout(p *Program, files []string) *layout {
	l := &layout{
		files:    files,
		packages: map[string]bool{},
		dirs:     map[string]bool{"": true},
		rootAt:   map[string]int{},
		scopes:   map[string]*scope{},
	}
	for _, file := range files {
		dir, name := split(file)
		if name == "__init__.py" {
			l.packages[dir] = true
		}
		for !l.dirs[dir] {
			l.dirs[dir] = true
			dir = parentDir(dir)
		}
	}
	l.managers = findManagers(p, l)
	l.findPrefix(p)
	for _, m := range l.managers {
		if !m.auxiliary {
			l.add(m.root)
		}
	}
	for _, hint := range p.pathHints(l) {
		l.add(hint)
	}
	l.addSources()
	l.add("")
	l.addBases(p)
	for _, m := range l.managers {
		l.add(m.root)
	}
	for i := range l.roots {
		l.roots[i].scope = l.scopeOf(l.roots[i].dir)
	}
	return l
}

// add puts a directory on sys.path, unless it is a package: its modules have the package's name.
func (l *layout) add(dir string) {
	if _, there := l.rootAt[dir]; there || !l.dirs[dir] {
		return
	}
	if dir != "" && l.packages[dir] && !slices.ContainsFunc(l.managers, func(m manager) bool { return m.root == dir }) {
		return
	}
	l.put(dir)
}

func (l *layout) put(dir string) {
	l.rootAt[dir] = len(l.roots)
	l.roots = append(l.roots, root{dir: dir})
}

// addSources adds src directories that lie outside of packages.
func (l *layout) addSources() {
	var found []string
	for dir := range l.dirs {
		if path.Base(dir) == "src" && !l.packages[dir] && !l.inPackage(dir) && l.holdsTop(dir) {
			found = append(found, dir)
		}
	}
	sortByDepth(found)
	for _, dir := range found {
		l.add(dir)
	}
}

// holdsTop reports whether a directory directly holds a package.
func (l *layout) holdsTop(dir string) bool {
	i := sort.SearchStrings(l.files, dir+"/")
	for ; i < len(l.files) && strings.HasPrefix(l.files[i], dir+"/"); i++ {
		rest := l.files[i][len(dir)+1:]
		if slash := strings.IndexByte(rest, '/'); slash < 0 || l.packages[dir+"/"+rest[:slash]] {
			return true
		}
	}
	return false
}

// inPackage reports whether a directory lies below a package.
func (l *layout) inPackage(dir string) bool {
	for dir != "" {
		dir = parentDir(dir)
		if l.packages[dir] && (dir != "" || l.prefix != "") {
			return true
		}
	}
	return false
}

// addBases decides about directories that hold packages and are on sys.path
// for no reason seen so far: whether apps/shop is imported as shop or as
// apps.shop is told by its own source.
func (l *layout) addBases(p *Program) {
	tops := map[string][]string{}
	edited := p.editedPaths(l)
	for dir := range l.packages {
		base := parentDir(dir)
		inside := l.packages[base] || l.inPackage(base)
		if _, isRoot := l.rootAt[base]; dir == "" || isRoot || inside && !slices.Contains(edited, base) {
			continue
		}
		tops[base] = append(tops[base], path.Base(dir))
	}
	bases := make([]string, 0, len(tops))
	for base := range tops {
		bases = append(bases, base)
	}
	sortByDepth(bases)
	for _, base := range bases {
		sort.Strings(tops[base])
		if l.packages[base] { // the program puts a package on sys.path, so its modules have two names
			if l.importedPlainly(p, base, tops[base]) {
				l.put(base)
			}
		} else if p.hasManifest(base) || l.importedPlainly(p, base, tops[base]) {
			l.add(base)
		} else if !auxiliary(base) {
			l.bases = append(l.bases, base)
		}
	}
}

// importedPlainly reports whether the packages in a directory name themselves
// without it.
func (l *layout) importedPlainly(p *Program, base string, tops []string) bool {
	above := l.nearest(parentDir(base))
	long := strings.ReplaceAll(strings.TrimPrefix(base[len(l.roots[above].dir):], "/"), "/", ".")
	score := 0
	settings := l.settingsTexts(p)
	for _, top := range tops[:min(len(tops), 8)] {
		dir := base + "/" + top + "/"
		plain, qualified := evidence(top), evidence(long+"."+top)
		for _, text := range settings {
			score += plain.count(text) - qualified.count(text)
		}
		read := 0
		for i := sort.SearchStrings(l.files, dir); i < len(l.files) && strings.HasPrefix(l.files[i], dir) && read < 12; i++ {
			if strings.Count(l.files[i], "/") > strings.Count(dir, "/") {
				continue
			}
			read++
			text := p.text(l.files[i])
			score += plain.count(text) - qualified.count(text)
		}
	}
	return score > 0
}

// settingsTexts returns the texts of the settings that manage.py names and of
// the modules beside them, which say what the installed apps are called.
func (l *layout) settingsTexts(p *Program) []string {
	if l.settings != nil {
		return l.settings
	}
	l.settings = []string{}
	for _, m := range l.managers {
		for _, name := range m.settings {
			file := path.Join(m.root, strings.ReplaceAll(name, ".", "/"))
			if strings.HasSuffix(parentName(name), "settings") || l.packages[file] {
				dir := file
				if !l.packages[file] {
					dir = path.Dir(file)
				}
				for i := sort.SearchStrings(l.files, dir+"/"); i < len(l.files) && strings.HasPrefix(l.files[i], dir+"/"); i++ {
					l.settings = append(l.settings, p.text(l.files[i]))
				}
			} else if l.hasModule("", file) {
				l.settings = append(l.settings, p.text(file+".py"))
			}
		}
	}
	return l.settings
}

// evidence is a dotted name that source may import or give as a string.
type evidence string

func (e evidence) count(text string) int {
	n := 0
	for _, before := range []string{"from ", "import ", `"`, "'"} {
		needle := before + string(e)
		for rest := text; ; {
			_, after, found := strings.Cut(rest, needle)
			if !found {
				break
			}
			rest = after
			if after != "" && strings.IndexByte(". \"'\n", after[0]) >= 0 {
				n++
			}
		}
	}
	return n
}

// nearest returns the position of the innermost root at or above a directory.
func (l *layout) nearest(dir string) int {
	for {
		if i, ok := l.rootAt[dir]; ok {
			return i
		}
		dir = parentDir(dir)
	}
}

// scopeOf returns the scope that all roots of one Django project share.
func (l *layout) scopeOf(dir string) *scope {
	owner, longest := "", -1
	for _, m := range l.managers {
		if len(m.root) > longest && below(dir, m.root) {
			owner, longest = "project "+m.root, len(m.root)
		}
	}
	if l.scopes[owner] == nil {
		l.scopes[owner] = &scope{renamed: map[string]string{}}
	}
	return l.scopes[owner]
}

// name makes the project's modules. Every file gets one name, and no two the same.
func (l *layout) name(p *Program) {
	p.byName = make(map[string]*Module, len(l.files)+len(l.files)/8)
	p.byPath = make(map[string]*Module, len(l.files))
	p.modules = make([]*Module, len(l.files))
	modules := make([]Module, len(l.files))
	texts := make([]source.File, len(l.files))
	in := make([]int, len(l.files)) // root of each file
	owner := map[string]int{}       // of the regular top-level modules
	lastDir, lastRoot := "/", 0
	for i, file := range l.files {
		dir, name := split(file)
		if dir != lastDir {
			lastDir, lastRoot = dir, l.nearest(dir)
		}
		in[i] = lastRoot
		if name == "__init__.py" && dir != "" && l.roots[lastRoot].dir == dir {
			in[i] = l.nearest(parentDir(dir))
		}
		top, regular := l.top(file, in[i])
		if before, taken := owner[top]; regular && (!taken || in[i] < before) {
			owner[top] = in[i]
		}
	}
	for i, file := range l.files {
		m := &modules[i]
		texts[i].Path = file
		*m = Module{File: &texts[i], Origin: Project, program: p, in: p.disk.tree}
		m.Name, m.Package = l.dotted(file, in[i])
		top, _ := l.top(file, in[i])
		if first, taken := owner[top]; taken && first != in[i] {
			longer := l.longer(top, in[i], owner)
			l.roots[in[i]].scope.renamed[top] = longer
			m.Name = longer + m.Name[len(top):]
		}
		if !m.Package && l.packages[strings.TrimSuffix(file, ".py")] {
			m.Name += "(file)" // a package of that name hides it
		}
		if p.byName[m.Name] != nil {
			m.Name = file
		}
		m.scope = l.roots[in[i]].scope
		p.byName[m.Name] = m
		p.byPath[file] = m
		p.modules[i] = m
	}
	for i := range modules {
		if m := &modules[i]; len(m.scope.renamed) == 0 {
			m.scope = nil
		}
	}
	slices.SortFunc(p.modules, func(a, b *Module) int { return strings.Compare(a.Name, b.Name) })
	for _, m := range p.modules {
		for parent := parentName(m.Name); parent != "" && p.byName[parent] == nil; parent = parentName(parent) {
			p.byName[parent] = &Module{Name: parent, Origin: Project, Package: true, program: p}
		}
	}
}

// top returns the first part of a file's dotted name below a root, and whether
// the file is that module.
func (l *layout) top(file string, root int) (name string, regular bool) {
	rel := l.below(file, root)
	if l.prefix != "" && l.roots[root].dir == "" {
		return topName(l.prefix), rel == "__init__.py"
	}
	name, rest, deeper := strings.Cut(rel, "/")
	if !deeper {
		return strings.TrimSuffix(name, ".py"), true
	}
	return name, rest == "__init__.py"
}

func (l *layout) below(file string, root int) string {
	return strings.TrimPrefix(file[len(l.roots[root].dir):], "/")
}

// dotted returns a file's name below a root.
func (l *layout) dotted(file string, root int) (name string, isPackage bool) {
	rel := strings.TrimSuffix(l.below(file, root), ".py")
	prefix := ""
	if l.roots[root].dir == "" {
		prefix = l.prefix
	}
	if stem, ok := strings.CutSuffix(rel, "/__init__"); ok {
		rel, isPackage = stem, true
	} else if rel == "__init__" && prefix != "" {
		return prefix, true
	}
	rel = strings.ReplaceAll(rel, "/", ".")
	if prefix != "" {
		rel = prefix + "." + rel
	}
	return rel, isPackage
}

// longer returns the name of a top-level module whose own name an earlier root has taken.
func (l *layout) longer(top string, in int, owner map[string]int) string {
	dir := l.roots[in].dir
	if dir == "" {
		return "(root)." + top
	}
	above := l.nearest(parentDir(dir))
	name := strings.ReplaceAll(l.below(dir, above), "/", ".") + "." + top
	if first, taken := owner[topName(name)]; taken && first != above {
		return "(root)." + strings.ReplaceAll(dir, "/", ".") + "." + top
	}
	return name
}

// path returns the directories of sys.path in order, and those that may be on it.
func (l *layout) path(p *Program) (tops, aliases []*folder) {
	for _, r := range l.roots {
		if r.dir == "" && l.prefix != "" {
			continue
		}
		if in := p.disk.descend(r.dir); in != nil {
			tops = append(tops, in)
		}
	}
	for _, dir := range l.outside {
		tops = append(tops, openDirectory(Package, dir))
	}
	for _, dir := range p.options.PythonPath {
		if abs, err := filepath.Abs(dir); err == nil {
			tops = append(tops, openDirectory(Package, abs))
		}
	}
	if p.environment != nil {
		for _, site := range p.environment.Sites {
			tops = append(tops, openDirectory(Package, site))
		}
	}
	for _, base := range l.bases {
		if in := p.disk.descend(base); in != nil {
			aliases = append(aliases, in)
		}
	}
	return tops, aliases
}

// findPrefix finds the dotted name of the root itself: the user may point into a package.
func (l *layout) findPrefix(p *Program) {
	dir := filepath.ToSlash(p.root)
	own := func(m manager) bool { return m.root == "" && !m.auxiliary }
	if slices.ContainsFunc(l.managers, own) {
		return
	}
	if l.packages[""] && (identifier(path.Base(dir)) && !p.hasManifest("")) {
		var names []string
		for isFile(dir+"/__init__.py") && identifier(path.Base(dir)) {
			names = append(names, path.Base(dir))
			dir = path.Dir(dir)
		}
		slices.Reverse(names)
		l.prefix, l.outside = strings.Join(names, "."), []string{dir}
		return
	}
	if len(l.managers) > 0 || p.hasManifest("") {
		return
	}
	var names []string
	for dir != filepath.ToSlash(p.repository) && identifier(path.Base(dir)) {
		names = append(names, path.Base(dir))
		dir = path.Dir(dir)
		if isFile(dir + "/manage.py") {
			slices.Reverse(names)
			l.prefix, l.outside = strings.Join(names, "."), []string{dir}
			return
		}
	}
}

// split returns a path's directory, "" for the root, and its last part.
func split(file string) (dir, name string) {
	i := strings.LastIndexByte(file, '/')
	return file[:max(i, 0)], file[i+1:]
}

func parentDir(dir string) string { return dir[:max(strings.LastIndexByte(dir, '/'), 0)] }

// below reports whether a directory is another or lies in it.
func below(dir, other string) bool {
	return other == "" || dir == other || strings.HasPrefix(dir, other+"/")
}

// sortByDepth sorts directories, those near the root first.
func sortByDepth(dirs []string) {
	sort.Slice(dirs, func(i, j int) bool {
		a, b := strings.Count(dirs[i], "/"), strings.Count(dirs[j], "/")
		if a != b {
			return a < b
		}
		return dirs[i] < dirs[j]
	})
}

// auxiliary reports whether a directory by its name holds something beside the
// program: tests, examples, documentation.
func auxiliary(dir string) bool {
	for part := range strings.SplitSeq(dir, "/") {
		switch strings.ToLower(part) {
		case "test", "tests", "testing", "example", "examples", "sample", "samples", "demo", "demos", "sandbox",
			"doc", "docs", "template", "templates", "project_template", "fixtures", "benchmark", "benchmarks",
			"testproject", "test_project", "testapp", "example_project", "exampleproject", "contrib", "scripts", "tools", "tutorial":
			return true
		}
	}
	return false
}
