package resolve

import (
	"encoding/json"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// A Release is what is known of the version of a distribution that runs.
type Release struct {
	Version string // "" where nothing is known
	From    string // where that stands, for messages: a metadata directory, "poetry.lock", "setup.py: Django>=4.2"
	Exact   bool   // false for the lower bound of a range
}

// Version returns the version of a distribution that belongs to the project and
// where that is written: what is installed, what a lock file or a requirements
// file pins, or the lower bound of the range that is asked for. Both are ""
// where nothing is known.
func (p *Program) Version(distribution string) (version, from string) {
	release := p.Release(distribution)
	return release.Version, release.From
}

// Release returns the same with whether the version is exact.
func (p *Program) Release(distribution string) Release {
	name := normalise(distribution)
	if found, ok := p.distributions().byName[name]; ok && found.version != "" {
		return Release{found.version, p.shown(found.metadata), true}
	}
	required := p.requirements()
	if pin, ok := required.pins[name]; ok {
		return pin
	}
	return required.bounds[name]
}

// shown returns a path as messages write it: relative where it lies below the root.
func (p *Program) shown(file string) string {
	if rel, ok := p.relative(file); ok && rel != "" {
		return rel
	}
	if rel, err := filepath.Rel(p.root, file); err == nil && p.repository != p.root && strings.HasPrefix(file, p.repository+string(filepath.Separator)) {
		return filepath.ToSlash(rel)
	}
	return file
}

// requirements is what a project's files ask for, by normalised name.
type requirements struct {
	program *Program
	pins    map[string]Release // exact
	bounds  map[string]Release
	seen    map[string]bool // requirements files
}

// pin notes an exact version; what was noted before from another file stands.
func (r *requirements) pin(name, version, from string) {
	note(r.pins, name, Release{version, from, true})
}

// note keeps the first file's say, and of one file the newest version: it
// differs by Python version or platform there.
func note(releases map[string]Release, name string, release Release) {
	name = normalise(name)
	if name == "" || release.Version == "" {
		return
	}
	before, there := releases[name]
	file := func(from string) string { before, _, _ := strings.Cut(from, ":"); return before }
	if !there || file(before.From) == file(release.From) && compareVersions(before.Version, release.Version) < 0 {
		releases[name] = release
	}
}

// ask notes a requirement in one of the index's forms.
func (r *requirements) ask(line, from string) {
	required, ok := parseRequirement(line)
	if !ok || required.version == "" {
		return
	}
	if required.exact {
		r.pin(required.name, required.version, from)
		return
	}
	note(r.bounds, required.name, Release{required.version, from + ": " + required.text, false})
}

// A requirement is one parsed line of PEP 508 or of pip.
type requirement struct {
	name    string
	text    string // without marker and options
	version string // the pinned one or the lower bound, "" where it has none
	exact   bool
}

var (
	requirementName = regexp.MustCompile(`^([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*`)
	urlVersion      = regexp.MustCompile(`(?:^|[@/v_=-])(\d+(?:\.\d+)+)`)
	eggName         = regexp.MustCompile(`[#&]egg=([A-Za-z0-9._-]+)`)
)

// parseRequirement reads a requirement; false where the line is none.
func parseRequirement(line string) (requirement, bool) {
	if i := strings.Index(line, " #"); i >= 0 {
		line = line[:i]
	}
	if i := strings.Index(line, " --"); i >= 0 {
		line = line[:i]
	}
	line = strings.TrimSpace(line)
	if line == "" || line[0] == '#' {
		return requirement{}, false
	}
	if strings.Contains(line, "://") && !strings.Contains(line, "@ ") && !strings.Contains(line, " @") {
		return urlRequirement(line)
	}
	if i := strings.IndexByte(line, ';'); i >= 0 {
		line = strings.TrimSpace(line[:i])
	}
	match := requirementName.FindStringSubmatch(line)
	if match == nil {
		return requirement{}, false
	}
	required := requirement{name: match[1], text: line}
	rest := strings.TrimSpace(line[len(match[0]):])
	if url, ok := strings.CutPrefix(rest, "@"); ok {
		required.version, required.exact = versionInURL(url)
		return required, true
	}
	rest = strings.TrimSuffix(strings.TrimPrefix(rest, "("), ")")
	if rest != "" && strings.IndexByte("=<>!~", rest[0]) < 0 {
		return requirement{}, false
	}
	required.version, required.exact = lowerBound(rest)
	return required, true
}

// urlRequirement reads a bare address with #egg=name.
func urlRequirement(line string) (requirement, bool) {
	match := eggName.FindStringSubmatch(line)
	if match == nil {
		return requirement{}, false
	}
	version, exact := versionInURL(line)
	return requirement{match[1], line, version, exact}, true
}

// versionInURL returns the version that a tag, branch or archive in an address tells.
func versionInURL(url string) (version string, exact bool) {
	url, _, _ = strings.Cut(url, "#")
	if i := strings.LastIndexByte(url, '@'); i > strings.LastIndex(url, "://")+2 {
		url = url[i:]
	} else {
		url = path.Base(url)
	}
	if match := urlVersion.FindStringSubmatch(url); match != nil {
		return match[1], !strings.Contains(url, match[1]+".x")
	}
	return "", false
}

// lowerBound returns the version that a specifier pins, or the lowest that it
// allows: "" where it has no lower bound. It reads the forms of PEP 440, of
// Poetry (^4.2, ~4.2) and of conda (=4.2).
func lowerBound(specifier string) (version string, exact bool) {
	if before, _, alternatives := strings.Cut(specifier, "|"); alternatives {
		version, _ = lowerBound(before)
		return version, false
	}
	for part := range strings.SplitSeq(specifier, ",") {
		part = strings.TrimSpace(part)
		operator := part[:len(part)-len(strings.TrimLeft(part, "=<>!~^"))]
		given := strings.TrimSpace(part[len(operator):])
		given, _, _ = strings.Cut(given, " ")
		if given == "" || given[0] < '0' || '9' < given[0] {
			continue
		}
		wildcard := strings.HasSuffix(given, "*")
		given = strings.TrimSuffix(strings.TrimSuffix(given, "*"), ".")
		switch operator {
		case "==", "===", "":
			if !wildcard {
				return given, true
			}
		case "=":
			// conda: a prefix of the version, or all of it before the build.
			if before, _, build := strings.Cut(given, "="); build {
				return before, true
			}
			if strings.Count(given, ".") >= 2 && !wildcard {
				return given, true
			}
		case ">=", "~=", ">", "^", "~":
		default:
			continue
		}
		if version == "" || compareVersions(version, given) < 0 {
			version = given
		}
	}
	return version, false
}

// readRequirements reads every file at and above the root, and beside the main
// manage.py files, that says which distributions the project runs with.
func (p *Program) readRequirements() *requirements {
	r := &requirements{program: p, pins: map[string]Release{}, bounds: map[string]Release{}, seen: map[string]bool{}}
	var files []string
	for _, dir := range p.requirementDirs() {
		entries, _ := os.ReadDir(dir)
		for _, entry := range entries {
			files = append(files, filepath.Join(dir, entry.Name()))
		}
	}
	sort.SliceStable(files, func(i, j int) bool { return rank(files[i]) < rank(files[j]) })
	for _, file := range files {
		if rank(file) == unranked {
			break
		}
		r.readFile(file)
	}
	return r
}

// requirementDirs returns the directories where such files lie, the nearest first.
func (p *Program) requirementDirs() []string {
	dirs := p.upwards()
	for _, m := range p.layout.managers {
		if dir := filepath.Join(p.root, m.dir); !m.auxiliary && !slices.Contains(dirs, dir) {
			dirs = append(dirs, dir)
		}
	}
	for _, dir := range slices.Clone(dirs) {
		for _, name := range []string{"requirements", "reqs", "deps", "pip", "conda", "config/requirements"} {
			if below := filepath.Join(dir, name); isDirectory(below) {
				dirs = append(dirs, below)
			}
		}
	}
	return dirs
}

const unranked = 99

// rank says in which order files are believed: locks, then what production
// installs, then the rest.
func rank(file string) int {
	name := strings.ToLower(filepath.Base(file))
	inside := strings.ToLower(filepath.Base(filepath.Dir(file)))
	listed := strings.HasPrefix(inside, "req") || inside == "deps" || inside == "pip"
	switch {
	case name == "uv.lock", name == "poetry.lock", name == "pdm.lock", name == "pipfile.lock",
		strings.HasPrefix(name, "pylock") && strings.HasSuffix(name, ".toml"):
		return 0
	case strings.HasSuffix(name, ".txt") && (listed || strings.Contains(name, "requirements") || strings.HasPrefix(name, "constraints") || strings.HasPrefix(name, "reqs")):
		for _, side := range []string{"dev", "test", "doc", "lint", "local", "ci"} {
			if strings.Contains(name, side) {
				return 4
			}
		}
		if name == "requirements.txt" || strings.Contains(name, "prod") || strings.Contains(name, "frozen") || strings.Contains(name, "lock") {
			return 2
		}
		return 3
	case strings.HasSuffix(name, ".in") && (listed || strings.Contains(name, "requirements")):
		return 5
	case name == "environment.yml", name == "environment.yaml":
		return 3
	case name == "pyproject.toml", name == "pipfile":
		return 6
	case name == "setup.cfg", name == "setup.py":
		return 7
	case name == "pkg-info", strings.HasSuffix(name, ".egg-info"), strings.HasSuffix(name, ".dist-info"):
		return 8
	}
	return unranked
}

// readFile reads one file by the kind that its name tells.
func (r *requirements) readFile(file string) {
	name := strings.ToLower(filepath.Base(file))
	if strings.HasSuffix(name, ".dist-info") || strings.HasSuffix(name, ".egg-info") {
		for _, inner := range []string{"METADATA", "PKG-INFO"} {
			if data, err := os.ReadFile(filepath.Join(file, inner)); err == nil {
				r.metadata(string(data), r.program.shown(file))
				return
			}
		}
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return
	}
	from := r.program.shown(file)
	switch {
	case name == "pipfile.lock":
		r.pipfileLock(data, from)
	case strings.HasSuffix(name, ".lock"), strings.HasPrefix(name, "pylock"):
		r.lock(data, from)
	case strings.HasSuffix(name, ".txt"), strings.HasSuffix(name, ".in"):
		r.requirementsFile(file)
	case strings.HasPrefix(name, "environment."):
		for _, each := range parseCondaFile(string(data)).dependencies {
			r.ask(each.text, from+":"+strconv.Itoa(each.line))
		}
	case name == "pyproject.toml":
		r.pyproject(parsePyproject(data), from)
	case name == "pipfile":
		r.pipfile(data, from)
	case name == "setup.cfg":
		r.setupConfig(parseIni(string(data)), from)
	case name == "setup.py":
		for _, constant := range quoted.FindAllStringSubmatch(string(data), -1) {
			if strings.ContainsAny(constant[1], "=<>~") {
				r.ask(constant[1], from)
			}
		}
	case name == "pkg-info":
		r.metadata(string(data), from)
	}
}

// requirementsFile reads a file of pip's, and those it includes.
func (r *requirements) requirementsFile(file string) {
	file = filepath.Clean(file)
	if r.seen[file] || len(r.seen) > 500 {
		return
	}
	r.seen[file] = true
	data, err := os.ReadFile(file)
	if err != nil {
		return
	}
	from := r.program.shown(file)
	for _, line := range parseRequirementsFile(string(data)) {
		if line.include != "" {
			r.requirementsFile(filepath.Join(filepath.Dir(file), filepath.FromSlash(line.include)))
			continue
		}
		r.ask(line.text, from+":"+strconv.Itoa(line.number))
	}
}

// A requirementsLine is one logical line of a requirements file.
type requirementsLine struct {
	number  int
	text    string // a requirement
	include string // or the file that -r or -c names
}

// parseRequirementsFile reads the lines that ask for something.
func parseRequirementsFile(text string) []requirementsLine {
	var lines []requirementsLine
	number, start := 0, 0
	joined := ""
	for line := range strings.Lines(text) {
		number++
		line = strings.TrimRight(line, "\r\n")
		if joined == "" {
			start = number
		}
		if before, continued := strings.CutSuffix(line, `\`); continued {
			joined += before + " "
			continue
		}
		line = strings.TrimSpace(joined + line)
		joined = ""
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] != '-' {
			lines = append(lines, requirementsLine{number: start, text: line})
			continue
		}
		option, value, _ := strings.Cut(line, " ")
		if name, given, ok := strings.Cut(option, "="); ok {
			option, value = name, given
		}
		if len(option) > 2 && option[1] != '-' {
			option, value = option[:2], option[2:]+value // -rbase.txt
		}
		value, _, _ = strings.Cut(strings.TrimSpace(value), " #")
		switch option {
		case "-r", "--requirement", "-c", "--constraint":
			if value = strings.TrimSpace(value); value != "" && !strings.Contains(value, "://") {
				lines = append(lines, requirementsLine{number: start, include: value})
			}
		case "-e", "--editable":
			lines = append(lines, requirementsLine{number: start, text: strings.TrimSpace(value)})
		}
	}
	return lines
}

// lock reads the packages of a uv.lock, poetry.lock, pdm.lock or pylock.toml.
func (r *requirements) lock(data []byte, from string) {
	type locked struct {
		Name    string `toml:"name"`
		Version string `toml:"version"`
	}
	var parsed struct {
		Package  []locked `toml:"package"`
		Packages []locked `toml:"packages"`
	}
	toml.Unmarshal(data, &parsed)
	for _, each := range append(parsed.Package, parsed.Packages...) {
		r.pin(each.Name, each.Version, from)
	}
}

func (r *requirements) pipfileLock(data []byte, from string) {
	var lock struct {
		Default map[string]struct {
			Version string `json:"version"`
		} `json:"default"`
		Develop map[string]struct {
			Version string `json:"version"`
		} `json:"develop"`
	}
	json.Unmarshal(data, &lock)
	for name, each := range lock.Default {
		r.pin(name, strings.TrimLeft(each.Version, "="), from)
	}
	for name, each := range lock.Develop {
		if _, there := lock.Default[name]; !there {
			r.pin(name, strings.TrimLeft(each.Version, "="), from)
		}
	}
}

func (r *requirements) pipfile(data []byte, from string) {
	var parsed struct {
		Packages    map[string]any `toml:"packages"`
		DevPackages map[string]any `toml:"dev-packages"`
	}
	toml.Unmarshal(data, &parsed)
	r.table(parsed.Packages, from)
	r.table(parsed.DevPackages, from)
}

func (r *requirements) pyproject(parsed *pyproject, from string) {
	for _, line := range parsed.Project.Dependencies {
		r.ask(line, from)
	}
	r.table(parsed.Tool.Poetry.Dependencies, from)
	for _, lines := range inOrder(parsed.Project.Optional) {
		for _, line := range lines {
			r.ask(line, from)
		}
	}
	for _, lines := range inOrder(parsed.Groups) {
		for _, line := range strs(lines) {
			r.ask(line, from)
		}
	}
	for _, group := range inOrder(parsed.Tool.Poetry.Group) {
		r.table(group.Dependencies, from)
	}
	r.table(parsed.Tool.Poetry.DevDependencies, from)
	for _, lines := range inOrder(parsed.Tool.PDM.DevDependencies) {
		for _, line := range lines {
			r.ask(line, from)
		}
	}
	for _, line := range parsed.Tool.UV.DevDependencies {
		r.ask(line, from)
	}
}

// inOrder returns a table's values by their keys, so that the first of several
// is the same in every run.
func inOrder[V any](table map[string]V) []V {
	names := make([]string, 0, len(table))
	for name := range table {
		names = append(names, name)
	}
	sort.Strings(names)
	values := make([]V, len(names))
	for i, name := range names {
		values[i] = table[name]
	}
	return values
}

// table reads dependencies as Poetry and Pipenv write them: name = "^4.2" or
// name = {version = "^4.2"}, or a list of such tables.
func (r *requirements) table(table map[string]any, from string) {
	for name, value := range table {
		if name == "python" {
			continue
		}
		choices, isList := value.([]any)
		if !isList {
			choices = []any{value}
		}
		for _, choice := range choices {
			specifier, _ := choice.(string)
			if fields, ok := choice.(map[string]any); ok {
				specifier, _ = fields["version"].(string)
				for _, key := range []string{"tag", "branch", "ref", "rev"} {
					if given, ok := fields[key].(string); ok && specifier == "" {
						specifier, _ = versionInURL("@" + given)
					}
				}
			}
			version, exact := lowerBound(specifier)
			if exact {
				r.pin(name, version, from)
			} else {
				note(r.bounds, name, Release{version, from + ": " + name + " " + specifier, false})
			}
		}
	}
}

func (r *requirements) setupConfig(parsed ini, from string) {
	for line := range strings.SplitSeq(parsed["options"]["install_requires"], "\n") {
		r.ask(line, from)
	}
	for _, lines := range inOrder(parsed["options.extras_require"]) {
		for line := range strings.SplitSeq(lines, "\n") {
			r.ask(line, from)
		}
	}
}

// metadata reads what a distribution's own metadata requires.
func (r *requirements) metadata(text, from string) {
	for _, line := range metadataFields(text)["Requires-Dist"] {
		r.ask(line, from)
	}
}

// A condaFile is what an environment.yml says.
type condaFile struct {
	name         string
	dependencies []condaDependency
}

type condaDependency struct {
	line int
	text string // as pip would write it
}

// parseCondaFile reads the name and the list of dependencies of an
// environment.yml. The two keys have one shape, which needs no YAML parser.
func parseCondaFile(text string) condaFile {
	var parsed condaFile
	inside := false
	number := 0
	for line := range strings.Lines(text) {
		number++
		line, _, _ = strings.Cut(line, " #")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || trimmed[0] == '#':
		case trimmed[0] == '-' && inside:
			item := strings.Trim(strings.TrimSpace(trimmed[1:]), `"'`)
			if _, after, channel := strings.Cut(item, "::"); channel {
				item = after
			}
			if name, version, ok := strings.Cut(item, " "); ok && version != "" && '0' <= version[0] && version[0] <= '9' {
				item = name + "=" + version
			}
			parsed.dependencies = append(parsed.dependencies, condaDependency{number, item})
		case line[0] != ' ' && line[0] != '\t':
			key, value, _ := strings.Cut(trimmed, ":")
			inside = key == "dependencies"
			if key == "name" {
				parsed.name = strings.Trim(strings.TrimSpace(value), `"'`)
			}
		}
	}
	return parsed
}
