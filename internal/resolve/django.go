package resolve

import (
	"path"
	"regexp"
	"slices"
	"sort"
	"strings"
)

// A DjangoProject is one site of the program: a manage.py and what it starts.
// A library without any has one without Manage.
type DjangoProject struct {
	Dir        string   // of manage.py, relative to the root; "" for the root
	Manage     string   // path of manage.py, "" where there is none
	Settings   string   // settings module that the user chose or that it starts with, "" where nothing names one
	Candidates []string // settings modules of the project, best first, Settings among them
	Roots      []string // its directories of sys.path, relative to the root
}

// A manager is a manage.py.
type manager struct {
	dir       string
	file      string
	settings  []string // modules it names, as written
	root      string   // directory of sys.path under which these are found
	auxiliary bool     // of tests, examples, documentation
}

// findManagers returns the manage.py files, the main ones first.
func findManagers(p *Program, l *layout) []manager {
	var found []manager
	for _, file := range l.files {
		dir, name := split(file)
		if name != "manage.py" {
			continue
		}
		text := p.text(file)
		if strings.Contains(text, "{{") || !strings.Contains(text, "django") && !strings.Contains(text, settingsVariable) {
			continue // a template of a project, or something else of that name
		}
		m := manager{dir: dir, file: file, settings: settingsNamed(text), auxiliary: auxiliary(dir)}
		m.root = l.rootOfSettings(p, m)
		found = append(found, m)
	}
	sortManagers(found)
	// A second way to start the same site adds nothing.
	var distinct []manager
	for _, m := range found {
		if !slices.ContainsFunc(distinct, func(before manager) bool {
			return before.root == m.root && len(m.settings) > 0 && slices.Equal(before.settings, m.settings)
		}) {
			distinct = append(distinct, m)
		}
	}
	return distinct
}

func sortManagers(found []manager) {
	sort.SliceStable(found, func(i, j int) bool {
		a, b := found[i], found[j]
		if a.auxiliary != b.auxiliary {
			return b.auxiliary
		}
		if x, y := strings.Count(a.dir, "/"), strings.Count(b.dir, "/"); x != y {
			return x < y
		}
		return a.dir < b.dir
	})
}

// rootOfSettings returns the directory at or above manage.py, or its src, that has the settings module.
func (l *layout) rootOfSettings(p *Program, m manager) string {
	for _, name := range m.settings {
		file := strings.ReplaceAll(name, ".", "/")
		if l.hasModule(m.dir, file) {
			return m.dir
		}
		if src := path.Join(m.dir, "src"); l.hasModule(src, file) {
			return src
		}
		for dir := m.dir; dir != ""; {
			dir = parentDir(dir)
			if l.hasModule(dir, file) {
				return dir
			}
		}
	}
	dir := m.dir
	for dir != "" && l.packages[dir] {
		dir = parentDir(dir)
	}
	return dir
}

// hasModule reports whether a directory has a module or package at a path below.
func (l *layout) hasModule(dir, file string) bool {
	file = path.Join(dir, file)
	_, found := slices.BinarySearch(l.files, file+".py")
	return found || l.packages[file]
}

const settingsVariable = "DJANGO_SETTINGS_MODULE"

// What follows the variable's name: a call's next argument, an assignment or an
// entry of a dict in Python, or the rest of a line of an ini, shell or YAML file.
var (
	givenInPython = regexp.MustCompile(`^["']\s*(?:,|:|\]\s*=)\s*(?:default\s*=\s*)?["']([A-Za-z_][\w.]*)["']`)
	givenInConfig = regexp.MustCompile(`^[ \t]*[=:][ \t]*["']?([A-Za-z_][\w.]*)["']?[ \t]*(?:[\r\n#;&]|$| [^ ])`)
)

// settingsNamed returns the settings modules that a text gives to
// DJANGO_SETTINGS_MODULE, in order.
func settingsNamed(text string) []string {
	var names []string
	for at := 0; ; {
		i := strings.Index(text[at:], settingsVariable)
		if i < 0 {
			return names
		}
		at += i
		line := text[strings.LastIndexByte(text[:at], '\n')+1 : at]
		at += len(settingsVariable)
		if strings.Contains(line, "#") {
			continue
		}
		match := givenInPython.FindStringSubmatch(text[at:])
		if match == nil {
			match = givenInConfig.FindStringSubmatch(text[at:])
		}
		if match != nil && isDotted(match[1]) && !slices.Contains(names, match[1]) {
			names = append(names, match[1])
		}
	}
}

func isDotted(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if !identifier(part) {
			return false
		}
	}
	return true
}

// Projects returns the Django projects of the program, the main one first.
func (p *Program) Projects() []DjangoProject { return p.projects() }

func (p *Program) findProjects() []DjangoProject {
	var projects []DjangoProject
	for _, m := range p.layout.managers {
		project := DjangoProject{Dir: m.dir, Manage: m.file}
		for _, r := range p.layout.roots {
			if r.dir == m.root || below(r.dir, m.dir) && !p.ownedByOther(r.dir, m) {
				project.Roots = append(project.Roots, r.dir)
			}
		}
		for _, r := range p.layout.roots {
			if !slices.Contains(project.Roots, r.dir) && below(m.dir, r.dir) {
				project.Roots = append(project.Roots, r.dir)
			}
		}
		projects = append(projects, project)
	}
	if len(projects) == 0 || p.layout.managers[0].auxiliary {
		library := DjangoProject{}
		for _, r := range p.layout.roots {
			library.Roots = append(library.Roots, r.dir)
		}
		projects = slices.Insert(projects, 0, library)
	}
	claimed := map[string]bool{}
	for i := len(projects) - 1; i >= 0; i-- { // inner projects claim theirs before the one around them
		p.findSettings(&projects[i], projects, claimed)
	}
	if len(projects) > 1 && projects[0].Manage == "" && len(projects[0].Candidates) == 0 {
		projects = projects[1:] // a library whose only site is its tests'
	}
	return projects
}

// ModuleIn returns the module that a dotted name means in one project among
// several, as in its INSTALLED_APPS.
func (p *Program) ModuleIn(project DjangoProject, name string) *Module {
	return p.Module(p.layout.scopeOf(project.Roots[0]).absolute(name))
}

// ownedByOther reports whether a directory belongs to a manage.py that lies deeper.
func (p *Program) ownedByOther(dir string, m manager) bool {
	return slices.ContainsFunc(p.layout.managers, func(other manager) bool {
		return other.dir != m.dir && below(other.dir, m.dir) && below(dir, other.dir)
	})
}

// findSettings fills in a project's settings modules.
func (p *Program) findSettings(project *DjangoProject, all []DjangoProject, claimed map[string]bool) {
	scope := p.layout.scopeOf(project.Roots[0])
	add := func(name string) bool {
		name = scope.absolute(name)
		m := p.Module(name)
		if m == nil || m.Origin != Project || m.File == nil {
			return false
		}
		if !slices.Contains(project.Candidates, m.Name) {
			project.Candidates = append(project.Candidates, m.Name)
		}
		claimed[m.Name] = true
		return true
	}
	for _, chosen := range []string{p.options.Settings, p.options.Getenv(settingsVariable)} {
		if chosen != "" && add(chosen) && project.Settings == "" {
			project.Settings = scope.absolute(chosen)
		}
	}
	for _, m := range p.layout.managers {
		if m.file == project.Manage {
			for _, name := range m.settings {
				if project.Settings == "" {
					project.Settings = scope.absolute(name)
				}
				add(name)
			}
		}
	}
	for _, name := range p.settingsHints(project) {
		if add(name) && project.Settings == "" {
			project.Settings = scope.absolute(name)
		}
	}
	main, tests := p.settingsLike(project, all, true)
	if project.Settings == "" && len(main) == 0 {
		main, _ = p.settingsLike(project, all, false)
	}
	for _, name := range slices.Concat(main, tests) {
		if !claimed[name] {
			add(name)
		}
	}
}

// settingsHints returns the settings modules that configuration and the
// project's entry points name.
func (p *Program) settingsHints(project *DjangoProject) []string {
	var names []string
	var dirs []string
	dirs = append(dirs, project.Dir)
	for dir := project.Dir; dir != ""; {
		dir = parentDir(dir)
		dirs = append(dirs, dir)
	}
	for _, dir := range dirs {
		for _, file := range []string{"pytest.ini", "setup.cfg", "tox.ini", "pyproject.toml", ".env", "Procfile", "runtests.py", "conftest.py", "Makefile"} {
			names = append(names, settingsNamed(p.text(path.Join(dir, file)))...)
		}
		if parsed := readPyproject(path.Join(p.root, dir, "pyproject.toml")); parsed != nil && parsed.Tool.DjangoStubs.Settings != "" {
			names = append(names, parsed.Tool.DjangoStubs.Settings)
		}
	}
	for _, file := range p.layout.files {
		switch _, name := split(file); name {
		case "wsgi.py", "asgi.py", "celery.py", "celery_app.py", "__main__.py":
			if below(file, project.Dir) && !p.ownedByOther(file, manager{dir: project.Dir}) {
				names = append(names, settingsNamed(p.text(file))...)
			}
		}
	}
	return names
}

// settingsLike returns the modules of a project that look like settings: those
// of such a name, or any that say what the installed apps are.
func (p *Program) settingsLike(project *DjangoProject, all []DjangoProject, byName bool) (main, tests []string) {
	var derived []string
	for _, m := range p.modules {
		named := strings.Contains(lastName(m.Name), "settings") || lastName(parentName(m.Name)) == "settings"
		if named != byName || !named && m.deep() || !project.holds(m.File.Path, all) || isTemplate(m.File.Path) {
			continue
		}
		text := m.Text()
		installs := setsInstalledApps(text)
		switch {
		case !installs && !(named && strings.Contains(text, "import *")):
		case auxiliary(parentDir(m.File.Path)) || strings.Contains(lastName(m.Name), "test"):
			tests = append(tests, m.Name)
		case installs:
			main = append(main, m.Name)
		default:
			derived = append(derived, m.Name)
		}
	}
	return append(main, derived...), tests
}

// holds reports whether a file belongs to a project and to none inside it.
func (d *DjangoProject) holds(file string, all []DjangoProject) bool {
	return below(file, d.Dir) && !slices.ContainsFunc(all, func(other DjangoProject) bool {
		return len(other.Dir) > len(d.Dir) && below(file, other.Dir)
	})
}

// isTemplate reports whether a file is what startproject or a like command copies.
func isTemplate(file string) bool {
	return strings.Contains(file, "project_template/") || strings.Contains(file, "{{")
}

// deep reports whether a module lies where settings do not.
func (m *Module) deep() bool {
	return strings.Count(m.Name, ".") > 3 || strings.Contains(m.File.Path, "migrations/")
}

// setsInstalledApps reports whether a module's text assigns to INSTALLED_APPS at its own level.
func setsInstalledApps(text string) bool {
	for rest := text; ; {
		i := strings.Index(rest, "INSTALLED_APPS")
		if i < 0 {
			return false
		}
		atStart := i == 0 || rest[i-1] == '\n'
		rest = rest[i+len("INSTALLED_APPS"):]
		after := strings.TrimLeft(rest, " \t")
		if atStart && (strings.HasPrefix(after, "=") || strings.HasPrefix(after, "+=") || strings.HasPrefix(after, ":")) {
			return true
		}
	}
}
