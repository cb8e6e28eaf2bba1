package resolve

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// An Environment is a directory of installed packages. Nothing in it is run.
type Environment struct {
	Dir    string   // the virtual environment, prefix or directory of packages
	Found  string   // how: "--python", "VIRTUAL_ENV", ".venv", "poetry" …
	Python string   // "3.12", or "" where it cannot be told
	Sites  []string // directories that are searched for modules, in order

	finders  map[string]string // top-level package of an editable installation → its directory
	linked   []string          // directories that path files and editable installations name
	metadata []string          // directories that hold *.dist-info or *.egg-info
}

// NoPython as Options.Python means that no environment is to be read.
const NoPython = "none"

// A candidate is a directory that may be an environment.
type candidate struct {
	dir   string
	found string
}

// findEnvironment returns the environment that belongs to the project, nil
// where there is none. Only a wrong choice of the user is an error.
func findEnvironment(p *Program) (*Environment, error) {
	if p.options.Python == NoPython {
		return nil, nil
	}
	if chosen := p.options.Python; chosen != "" {
		e := openChosen(expandHome(chosen, p.options.Getenv))
		if e == nil && !filepath.IsAbs(chosen) {
			e = openChosen(filepath.Join(p.root, chosen)) // as ormlint.toml writes it
		}
		if e == nil && !strings.ContainsAny(chosen, `/\`) {
			for _, dir := range filepath.SplitList(p.options.Getenv("PATH")) { // python3.12
				if file := filepath.Join(dir, chosen); e == nil && isFile(file) {
					e = openChosen(file)
				}
			}
		}
		if e == nil {
			return nil, wrongPython(chosen)
		}
		return e, nil
	}
	for _, c := range p.candidates() {
		e := openPrefix(c.dir, "")
		if e == nil && c.found == "pdm" && filepath.Base(c.dir) == "lib" {
			e = openSites(c.dir, []string{c.dir}, pythonOf(c.dir))
		}
		if e != nil {
			e.Found = c.found
			return e, nil
		}
	}
	return nil, nil
}

func wrongPython(chosen string) error {
	problem := "holds no installed packages"
	if !exists(chosen) {
		problem = "is not there"
	}
	return fmt.Errorf("--python %s %s; give an interpreter (.venv/bin/python), a virtual environment (.venv) or a site-packages directory", chosen, problem)
}

func expandHome(path string, getenv func(string) string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok {
		return filepath.Join(home(getenv), rest)
	}
	return path
}

func home(getenv func(string) string) string {
	if dir := getenv("HOME"); dir != "" {
		return dir
	}
	return getenv("USERPROFILE")
}

// openChosen opens what the user gave as --python.
func openChosen(path string) *Environment {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil
	}
	var e *Environment
	switch {
	case isDirectory(path):
		e = openPrefix(path, "")
		if base := filepath.Base(path); e == nil && (base == "bin" || base == "Scripts") {
			e = openPrefix(filepath.Dir(path), "")
		}
		if e == nil && isSite(path) {
			e = openSites(path, []string{path}, pythonOf(path))
		}
	case isFile(path):
		e = openInterpreter(path)
	}
	if e != nil {
		e.Found = "--python"
	}
	return e
}

// openInterpreter finds an interpreter's packages as its own start does: beside
// it in a virtual environment, otherwise below the prefix of the real file.
func openInterpreter(path string) *Environment {
	version := strings.TrimPrefix(strings.TrimSuffix(filepath.Base(path), ".exe"), "python")
	if !strings.Contains(version, ".") {
		version = ""
	}
	dir := filepath.Dir(path)
	for _, prefix := range []string{dir, filepath.Dir(dir)} {
		if isFile(filepath.Join(prefix, "pyvenv.cfg")) {
			return openPrefix(prefix, version)
		}
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		if base := strings.TrimPrefix(filepath.Base(real), "python"); version == "" && strings.Contains(base, ".") {
			version = base
		}
		if e := openPrefix(filepath.Dir(filepath.Dir(real)), version); e != nil {
			return e
		}
	}
	if e := openPrefix(filepath.Dir(dir), version); e != nil {
		return e
	}
	return openPrefix(dir, version) // Windows: python.exe beside Lib
}

// openPrefix opens a virtual environment or another prefix, nil where it has no packages.
func openPrefix(prefix, version string) *Environment {
	config := readPyvenv(filepath.Join(prefix, "pyvenv.cfg"))
	if version == "" {
		version = minorVersion(config["version"] + config["version_info"])
	}
	sites, version := sitesBelow(prefix, version)
	if len(sites) == 0 {
		return nil
	}
	if strings.EqualFold(config["include-system-site-packages"], "true") {
		system, _ := sitesBelow(filepath.Dir(config["home"]), version)
		sites = append(sites, system...)
	}
	return openSites(prefix, sites, version)
}

// sitesBelow returns the directories of packages of a prefix and the version of
// Python they belong to: the wanted one, or the newest that has any.
func sitesBelow(prefix, version string) (sites []string, python string) {
	type library struct {
		dir   string
		minor int
	}
	var libraries []library
	lib := filepath.Join(prefix, "lib")
	entries, _ := os.ReadDir(lib)
	for _, entry := range entries {
		name := strings.TrimPrefix(strings.TrimPrefix(entry.Name(), "python"), "pypy")
		if name == entry.Name() {
			continue
		}
		minor, err := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(name, "3."), "t"))
		if name != "3" && err != nil {
			continue
		}
		libraries = append(libraries, library{filepath.Join(lib, entry.Name()), minor})
	}
	sort.SliceStable(libraries, func(i, j int) bool {
		if a, b := "3."+strconv.Itoa(libraries[i].minor) == version, "3."+strconv.Itoa(libraries[j].minor) == version; a != b {
			return a
		}
		return libraries[i].minor > libraries[j].minor
	})
	add := func(dir string) {
		if isDirectory(dir) {
			sites = append(sites, dir)
		}
	}
	for _, found := range libraries {
		if found.minor == 0 {
			continue
		}
		before := len(sites)
		add(filepath.Join(found.dir, "site-packages"))
		add(filepath.Join(found.dir, "dist-packages"))
		if len(sites) > before {
			base := filepath.Base(found.dir)
			if lib64 := filepath.Join(prefix, "lib64"); !isSymlink(lib64) {
				add(filepath.Join(lib64, base, "site-packages"))
			}
			python = pythonOf(sites[before])
			break
		}
	}
	// Debian keeps its packages for all versions in one place; Windows has no version in the path.
	add(filepath.Join(lib, "python3", "dist-packages"))
	if len(libraries) == 0 {
		add(filepath.Join(prefix, "Lib", "site-packages"))
		if len(sites) == 0 {
			add(filepath.Join(lib, "site-packages"))
		}
	}
	if python == "" {
		python = version
	}
	return sites, python
}

var pythonDirectory = regexp.MustCompile(`(?:python|pypy)(3\.\d+)|__pypackages__[/\\](3\.\d+)`)

// pythonOf reads the version of Python from a path.
func pythonOf(path string) string {
	if match := pythonDirectory.FindStringSubmatch(path); match != nil {
		return match[1] + match[2]
	}
	return ""
}

func minorVersion(version string) string {
	parts := strings.SplitN(version, ".", 3)
	if len(parts) < 2 {
		return ""
	}
	return parts[0] + "." + parts[1]
}

func isSymlink(path string) bool {
	about, err := os.Lstat(path)
	return err == nil && about.Mode()&os.ModeSymlink != 0
}

// isSite reports whether a directory looks like one that packages are installed into.
func isSite(dir string) bool {
	if base := filepath.Base(dir); base == "site-packages" || base == "dist-packages" {
		return true
	}
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), ".dist-info") || strings.HasSuffix(entry.Name(), ".egg-info") {
			return true
		}
	}
	return false
}

// readPyvenv reads a pyvenv.cfg; it is empty where there is none.
func readPyvenv(file string) map[string]string {
	data, _ := os.ReadFile(file)
	config := map[string]string{}
	for line := range strings.Lines(string(data)) {
		if key, value, ok := strings.Cut(line, "="); ok {
			config[strings.ToLower(strings.TrimSpace(key))] = strings.TrimSpace(value)
		}
	}
	return config
}

// candidates returns the directories where tools put the environment of a
// project, the most telling first.
func (p *Program) candidates() []candidate {
	getenv := p.options.Getenv
	var all []candidate
	add := func(found string, dirs ...string) {
		for _, dir := range dirs {
			if dir != "" {
				all = append(all, candidate{dir, found})
			}
		}
	}
	add("VIRTUAL_ENV", getenv("VIRTUAL_ENV"))
	if dir := getenv("UV_PROJECT_ENVIRONMENT"); dir != "" {
		for _, above := range p.upwards() {
			if filepath.IsAbs(dir) {
				above = ""
			}
			add("UV_PROJECT_ENVIRONMENT", filepath.Join(above, dir))
		}
	}
	upwards := p.upwards()
	for _, dir := range upwards {
		for _, name := range []string{".venv", "venv", "env", ".env", "virtualenv", ".virtualenv"} {
			add(name, filepath.Join(dir, name))
		}
		if data, err := os.ReadFile(filepath.Join(dir, ".venv")); err == nil {
			add(".venv", p.namedEnvironment(dir, strings.TrimSpace(string(data)))) // pipenv reads a name or path there
		}
	}
	for _, dir := range upwards {
		add("pdm", pdmDirs(dir)...)
		add("poetry", poetryDirs(dir, getenv)...)
		add("pipenv", pipenvDirs(dir, getenv)...)
		add("pyenv", pyenvDirs(dir, getenv)...)
	}
	base := getenv("CONDA_DEFAULT_ENV") == "base"
	if !base {
		add("CONDA_PREFIX", getenv("CONDA_PREFIX"))
	}
	for _, dir := range upwards {
		add("conda", condaDirs(dir, getenv)...)
	}
	return all
}

// namedEnvironment returns the directory that the text of a .venv file means.
func (p *Program) namedEnvironment(dir, text string) string {
	switch {
	case text == "":
		return ""
	case filepath.IsAbs(text):
		return text
	case strings.ContainsAny(text, `/\`):
		return filepath.Join(dir, text)
	}
	return filepath.Join(workonHome(p.options.Getenv), text)
}

func pdmDirs(dir string) []string {
	var dirs []string
	if data, err := os.ReadFile(filepath.Join(dir, ".pdm-python")); err == nil {
		if interpreter := strings.TrimSpace(string(data)); interpreter != "" {
			dirs = append(dirs, filepath.Dir(filepath.Dir(interpreter)))
		}
	}
	// PEP 582: __pypackages__/3.12/lib holds the packages themselves.
	versions, _ := filepath.Glob(filepath.Join(dir, "__pypackages__", "3.*", "lib"))
	sort.Slice(versions, func(i, j int) bool { return olderPython(versions[j], versions[i]) })
	return append(dirs, versions...)
}

// olderPython compares the versions of Python in two paths.
func olderPython(a, b string) bool { return compareVersions(pythonOf(a), pythonOf(b)) < 0 }

var poetryUnsafe = regexp.MustCompile("[ $`!*@\"\\\\\r\n\t]")

// poetryDirs returns the environments that Poetry keeps in its cache for a
// directory: name, hash of the path, version of Python.
func poetryDirs(dir string, getenv func(string) string) []string {
	parsed := readPyproject(filepath.Join(dir, "pyproject.toml"))
	if parsed == nil {
		return nil
	}
	name := parsed.Tool.Poetry.Name
	if name == "" {
		name = parsed.Project.Name
	}
	if name == "" {
		name = filepath.Base(dir)
	}
	name = poetryUnsafe.ReplaceAllString(strings.ToLower(name), "_")
	hash := sha256.Sum256([]byte(dir))
	stem := name[:min(len(name), 42)] + "-" + base64.URLEncoding.EncodeToString(hash[:])[:8] + "-py*"
	var roots []string
	if virtualenvs := getenv("POETRY_VIRTUALENVS_PATH"); virtualenvs != "" {
		roots = append(roots, virtualenvs)
	}
	if cache := getenv("POETRY_CACHE_DIR"); cache != "" {
		roots = append(roots, filepath.Join(cache, "virtualenvs"))
	}
	user := home(getenv)
	if cache := getenv("XDG_CACHE_HOME"); cache != "" {
		roots = append(roots, filepath.Join(cache, "pypoetry", "virtualenvs"))
	} else if user != "" {
		roots = append(roots, filepath.Join(user, ".cache", "pypoetry", "virtualenvs"),
			filepath.Join(user, "Library", "Caches", "pypoetry", "virtualenvs"))
	}
	if local := getenv("LOCALAPPDATA"); local != "" {
		roots = append(roots, filepath.Join(local, "pypoetry", "Cache", "virtualenvs"))
	}
	return newestOf(roots, stem)
}

// newestOf returns what matches a pattern below any of the directories, the newest Python first.
func newestOf(roots []string, pattern string) []string {
	var found []string
	for _, dir := range roots {
		matches, _ := filepath.Glob(filepath.Join(escapeGlob(dir), pattern))
		found = append(found, matches...)
	}
	sort.SliceStable(found, func(i, j int) bool {
		return compareVersions(versionAtEnd(found[j]), versionAtEnd(found[i])) < 0
	})
	return found
}

func escapeGlob(path string) string {
	return strings.NewReplacer("*", `\*`, "?", `\?`, "[", `\[`).Replace(path)
}

func versionAtEnd(path string) string { return path[strings.LastIndex(path, "py")+2:] }

var pipenvUnsafe = regexp.MustCompile("[ &$`!*@\"()\\[\\]\\\\\r\n\t]")

// pipenvDirs returns the environments that Pipenv keeps for a directory's Pipfile.
func pipenvDirs(dir string, getenv func(string) string) []string {
	pipfile := filepath.Join(dir, "Pipfile")
	if !isFile(pipfile) {
		return nil
	}
	store := workonHome(getenv)
	if custom := getenv("PIPENV_CUSTOM_VENV_NAME"); custom != "" {
		return []string{filepath.Join(store, custom)}
	}
	hash := sha256.Sum256([]byte(pipfile))
	name := pipenvUnsafe.ReplaceAllString(filepath.Base(dir), "_")
	stem := name[:min(len(name), 42)] + "-" + base64.URLEncoding.EncodeToString(hash[:6])
	return append([]string{filepath.Join(store, stem)}, newestOf([]string{store}, escapeGlob(stem)+"-*")...)
}

// workonHome returns the directory that pipenv and virtualenvwrapper put environments into.
func workonHome(getenv func(string) string) string {
	if dir := getenv("WORKON_HOME"); dir != "" {
		return expandHome(dir, getenv)
	}
	if dir := getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "virtualenvs")
	}
	return filepath.Join(home(getenv), ".local", "share", "virtualenvs")
}

// pyenvDirs returns the environment that .python-version names, where it is one
// of pyenv-virtualenv and not a plain version.
func pyenvDirs(dir string, getenv func(string) string) []string {
	data, err := os.ReadFile(filepath.Join(dir, ".python-version"))
	if err != nil {
		return nil
	}
	name := strings.TrimSpace(strings.SplitN(string(data), "\n", 2)[0])
	if name == "" || '0' <= name[0] && name[0] <= '9' && !strings.Contains(name, "envs") || strings.Contains(name, "..") {
		return nil
	}
	store := getenv("PYENV_ROOT")
	if store == "" {
		store = filepath.Join(home(getenv), ".pyenv")
	}
	env := filepath.Join(store, "versions", name)
	if !isFile(filepath.Join(env, "pyvenv.cfg")) {
		return nil
	}
	return []string{env}
}

// condaDirs returns the environment that a directory's environment.yml names.
func condaDirs(dir string, getenv func(string) string) []string {
	name := ""
	for _, file := range []string{"environment.yml", "environment.yaml"} {
		if data, err := os.ReadFile(filepath.Join(dir, file)); err == nil {
			name = parseCondaFile(string(data)).name
			break
		}
	}
	dirs := []string{filepath.Join(dir, ".conda"), filepath.Join(dir, "envs", "default"), filepath.Join(dir, ".pixi", "envs", "default")}
	if name == "" || strings.ContainsAny(name, `/\`) {
		return dirs
	}
	stores := filepath.SplitList(getenv("CONDA_ENVS_PATH"))
	if executable := getenv("CONDA_EXE"); executable != "" {
		stores = append(stores, filepath.Join(filepath.Dir(filepath.Dir(executable)), "envs"))
	}
	if prefix := getenv("MAMBA_ROOT_PREFIX"); prefix != "" {
		stores = append(stores, filepath.Join(prefix, "envs"))
	}
	user := home(getenv)
	for _, distribution := range []string{".conda", "miniconda3", "anaconda3", "miniforge3", "mambaforge", "micromamba", "opt/miniconda3"} {
		stores = append(stores, filepath.Join(user, filepath.FromSlash(distribution), "envs"))
	}
	for _, store := range stores {
		dirs = append(dirs, filepath.Join(store, name))
	}
	return dirs
}
