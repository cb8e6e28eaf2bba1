package resolve

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// pyproject is what matters here of a pyproject.toml.
type pyproject struct {
	Project struct {
		Name         string              `toml:"name"`
		Version      string              `toml:"version"`
		Python       string              `toml:"requires-python"`
		Dependencies []string            `toml:"dependencies"`
		Optional     map[string][]string `toml:"optional-dependencies"`
	} `toml:"project"`
	Groups map[string][]any `toml:"dependency-groups"`
	Tool   struct {
		Setuptools struct {
			PackageDir map[string]string `toml:"package-dir"`
			Packages   any               `toml:"packages"` // a list, or {find = {where = […]}}
		} `toml:"setuptools"`
		Poetry struct {
			Name            string         `toml:"name"`
			Version         string         `toml:"version"`
			Packages        []any          `toml:"packages"` // {include = "shop", from = "src"}
			Dependencies    map[string]any `toml:"dependencies"`
			DevDependencies map[string]any `toml:"dev-dependencies"`
			Group           map[string]struct {
				Dependencies map[string]any `toml:"dependencies"`
			} `toml:"group"`
		} `toml:"poetry"`
		Pytest struct {
			Options map[string]any `toml:"ini_options"`
		} `toml:"pytest"`
		Hatch struct {
			Build struct {
				Sources any `toml:"sources"`
				Targets map[string]struct {
					Packages []string `toml:"packages"`
					Sources  any      `toml:"sources"`
				} `toml:"targets"`
			} `toml:"build"`
		} `toml:"hatch"`
		PDM struct {
			Build struct {
				PackageDir string `toml:"package-dir"`
			} `toml:"build"`
			DevDependencies map[string][]string `toml:"dev-dependencies"`
		} `toml:"pdm"`
		UV struct {
			DevDependencies []string `toml:"dev-dependencies"`
			BuildBackend    struct {
				ModuleRoot string `toml:"module-root"`
			} `toml:"build-backend"`
		} `toml:"uv"`
		DjangoStubs struct {
			Settings string `toml:"django_settings_module"`
		} `toml:"django-stubs"`
		Pyright struct {
			ExtraPaths []string `toml:"extraPaths"`
		} `toml:"pyright"`
		Mypy struct {
			Path any `toml:"mypy_path"`
		} `toml:"mypy"`
	} `toml:"tool"`
}

// readPyproject reads a pyproject.toml, nil where there is none. One that is no
// TOML or has other types than expected yields what could be read.
func readPyproject(file string) *pyproject {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return parsePyproject(data)
}

func parsePyproject(data []byte) *pyproject {
	var parsed pyproject
	toml.Unmarshal(data, &parsed)
	return &parsed
}

// strs returns the strings of a value that is a string or a list of strings.
func strs(v any) []string {
	switch v := v.(type) {
	case string:
		return strings.Fields(strings.NewReplacer(",", " ", ":", " ").Replace(v))
	case []any:
		var all []string
		for _, each := range v {
			if s, ok := each.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}

// keys returns the keys and string values of a table of strings.
func sources(v any) []string {
	switch v := v.(type) {
	case []any:
		return strs(v)
	case map[string]any:
		var dirs []string
		for dir := range v {
			dirs = append(dirs, dir)
		}
		sortByDepth(dirs)
		return dirs
	}
	return nil
}

// sourceDirs returns the directories that a pyproject.toml says packages lie in.
func (t *pyproject) sourceDirs() []string {
	var dirs []string
	if dir, ok := t.Tool.Setuptools.PackageDir[""]; ok {
		dirs = append(dirs, dir)
	}
	if packages, ok := t.Tool.Setuptools.Packages.(map[string]any); ok {
		if find, ok := packages["find"].(map[string]any); ok {
			dirs = append(dirs, strs(find["where"])...)
		}
	}
	for _, each := range t.Tool.Poetry.Packages {
		if table, ok := each.(map[string]any); ok {
			if from, ok := table["from"].(string); ok {
				dirs = append(dirs, from)
			}
		}
	}
	wheel := t.Tool.Hatch.Build.Targets["wheel"]
	for _, each := range wheel.Packages {
		dirs = append(dirs, path.Dir(each))
	}
	dirs = append(dirs, sources(wheel.Sources)...)
	dirs = append(dirs, sources(t.Tool.Hatch.Build.Sources)...)
	dirs = append(dirs, t.Tool.PDM.Build.PackageDir, t.Tool.UV.BuildBackend.ModuleRoot)
	dirs = append(dirs, strs(t.Tool.Pytest.Options["pythonpath"])...)
	dirs = append(dirs, strs(t.Tool.Pytest.Options["python_paths"])...)
	dirs = append(dirs, t.Tool.Pyright.ExtraPaths...)
	return append(dirs, strs(t.Tool.Mypy.Path)...)
}

// An ini is a file of the manner of setup.cfg: section → key → value, whose
// further lines are joined by "\n".
type ini map[string]map[string]string

func readIni(file string) ini {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	return parseIni(string(data))
}

func parseIni(text string) ini {
	parsed := ini{}
	section, key := "", ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, " \t\r\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#' || trimmed[0] == ';':
		case line[0] == '[':
			section, key = strings.Trim(line, "[]"), ""
		case line[0] == ' ' || line[0] == '\t':
			if key != "" {
				parsed[section][key] += "\n" + trimmed
			}
		default:
			i := strings.IndexAny(line, "=:")
			if i < 0 {
				key = ""
				continue
			}
			key = strings.TrimSpace(line[:i])
			if parsed[section] == nil {
				parsed[section] = map[string]string{}
			}
			parsed[section][key] = strings.TrimSpace(line[i+1:])
		}
	}
	return parsed
}

// sourceDirs returns the directories that a setup.cfg, pytest.ini or tox.ini
// says modules lie in.
func (i ini) sourceDirs() []string {
	var dirs []string
	for line := range strings.SplitSeq(i["options"]["package_dir"], "\n") {
		if name, dir, ok := strings.Cut(line, "="); ok && strings.TrimSpace(name) == "" {
			dirs = append(dirs, strings.TrimSpace(dir))
		}
	}
	dirs = append(dirs, strs(i["options.packages.find"]["where"])...)
	for _, section := range []string{"pytest", "tool:pytest"} {
		dirs = append(dirs, strs(i[section]["pythonpath"])...)
		dirs = append(dirs, strs(i[section]["python_paths"])...)
	}
	return append(dirs, strs(i["mypy"]["mypy_path"])...)
}

var setupDirs = regexp.MustCompile(`package_dir\s*=\s*\{\s*["']["']\s*:\s*["']([^"']+)["']|find_(?:namespace_)?packages\(\s*(?:where\s*=\s*)?["']([^"']+)["']`)

// setupSourceDirs returns the directories that a setup.py says packages lie in.
func setupSourceDirs(text string) []string {
	var dirs []string
	for _, match := range setupDirs.FindAllStringSubmatch(text, -1) {
		dirs = append(dirs, match[1]+match[2])
	}
	return dirs
}

// sysPathEdit matches sys.path.insert(0, …) and sys.path.append(…) to the end of its line.
var sysPathEdit = regexp.MustCompile(`(?m)^[^#\n]*sys\.path\.(?:insert|append|extend)\(([^\n]*(?:\n[ \t]+[^\n]+)*)`)
var quoted = regexp.MustCompile(`["']([^"'\n]+)["']`)

// sysPathEdits returns the directories, relative to some directory above the
// file, that a text puts on sys.path: the string constants of each call joined.
func sysPathEdits(text string) []string {
	if !strings.Contains(text, "sys.path.") {
		return nil
	}
	var dirs []string
	for _, edit := range sysPathEdit.FindAllStringSubmatch(text, -1) {
		var parts []string
		for _, constant := range quoted.FindAllStringSubmatch(edit[1], -1) {
			parts = append(parts, constant[1])
		}
		if len(parts) > 0 {
			dirs = append(dirs, path.Join(parts...))
		}
	}
	return dirs
}

// pathHints returns the directories below the root that configuration files
// and the programs themselves put on sys.path.
func (p *Program) pathHints(l *layout) []string {
	var hints []string
	hint := func(base string, dirs ...string) {
		for _, dir := range dirs {
			dir = strings.NewReplacer("$MYPY_CONFIG_FILE_DIR", ".", "%(here)s", ".", "{toxinidir}", ".").Replace(dir)
			if dir == "" || dir == "." && base != p.root {
				continue
			}
			if !filepath.IsAbs(dir) {
				dir = filepath.Join(base, dir)
			}
			if rel, ok := p.relative(dir); ok && rel != "" {
				hints = append(hints, rel)
			}
		}
	}
	dirs := p.upwards()
	for _, m := range l.managers {
		if m.dir != "" && !m.auxiliary {
			dirs = append(dirs, filepath.Join(p.root, m.dir))
		}
	}
	for _, dir := range dirs {
		if parsed := readPyproject(filepath.Join(dir, "pyproject.toml")); parsed != nil {
			hint(dir, parsed.sourceDirs()...)
		}
		for _, name := range []string{"setup.cfg", "pytest.ini", "tox.ini"} {
			hint(dir, readIni(filepath.Join(dir, name)).sourceDirs()...)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "setup.py")); err == nil {
			hint(dir, setupSourceDirs(string(data))...)
		}
	}
	if p.environment != nil {
		for _, dir := range p.environment.linked {
			hint(p.root, dir)
		}
	}
	for _, dir := range filepath.SplitList(p.options.Getenv("PYTHONPATH")) {
		hint(p.root, dir)
	}
	return append(hints, p.editedPaths(l)...)
}

// editedPaths returns what manage.py, the settings and their neighbours put on sys.path.
func (p *Program) editedPaths(l *layout) []string {
	var found []string
	for _, m := range l.managers {
		if m.auxiliary {
			continue
		}
		files := []string{m.file, path.Join(m.dir, "conftest.py")}
		for _, name := range m.settings {
			file := path.Join(m.root, strings.ReplaceAll(name, ".", "/"))
			files = append(files, file+".py", file+"/__init__.py", file+"/base.py", file+"/common.py", path.Join(path.Dir(file), "wsgi.py"),
				path.Join(path.Dir(file), "base.py"), path.Join(path.Dir(file), "common.py"))
		}
		for _, file := range files {
			for _, edit := range sysPathEdits(p.text(file)) {
				for base := path.Dir(file); ; base = path.Dir(base) {
					if dir := path.Join(base, edit); dir != "." && l.dirs[dir] {
						found = append(found, dir)
						break
					}
					if base == "." || base == "/" {
						break
					}
				}
			}
		}
	}
	return found
}
