package resolve

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
)

// openSites makes an environment of directories of packages, and follows what
// their path files say, as Python's site module does at its start.
func openSites(dir string, sites []string, python string) *Environment {
	e := &Environment{Dir: dir, Python: python, finders: map[string]string{}}
	for _, site := range sites {
		if real, err := filepath.EvalSymlinks(site); err == nil {
			site = real
		}
		if slices.Contains(e.Sites, site) {
			continue
		}
		e.Sites = append(e.Sites, site)
		e.metadata = append(e.metadata, site)
		e.readPathFiles(site)
	}
	return e
}

// readPathFiles reads the *.pth and *.egg-link files of a directory of packages.
func (e *Environment) readPathFiles(site string) {
	entries, err := os.ReadDir(site)
	if err != nil {
		return
	}
	for _, entry := range entries {
		name := entry.Name()
		path := filepath.Join(site, name)
		switch {
		case strings.HasSuffix(name, ".pth"):
			data, err := os.ReadFile(path)
			if err == nil && !e.readPathFile(site, name, string(data)) {
				e.readDirectURL(site, name)
			}
		case strings.HasSuffix(name, ".egg-link"):
			if data, err := os.ReadFile(path); err == nil {
				line, _, _ := strings.Cut(string(data), "\n")
				e.link(site, strings.TrimSpace(line))
			}
		}
	}
}

// readPathFile follows one path file. It is false for an editable installation
// whose directory the file does not tell.
func (e *Environment) readPathFile(site, name, text string) bool {
	told := !strings.HasPrefix(name, "__editable__")
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if !strings.HasPrefix(line, "import ") && !strings.HasPrefix(line, "import\t") {
			told = e.link(site, line) || told
			continue
		}
		// Code: of the kinds that are met, only setuptools' finders lead to modules.
		if match := finderImport.FindStringSubmatch(line); match != nil {
			if data, err := os.ReadFile(filepath.Join(site, match[0]+".py")); err == nil {
				told = e.readFinder(string(data)) || told
			}
		}
	}
	return told
}

var (
	finderImport  = regexp.MustCompile(`__editable___\w+_finder`)
	finderMapping = regexp.MustCompile(`(?m)^(MAPPING|NAMESPACES)\b[^=]*=\s*(\{.*\})`)
	finderEntry   = regexp.MustCompile(`['"]([\w.]+)['"]\s*:\s*\[?['"]((?:[^'"\\]|\\.)*)['"]`)
)

// readFinder reads what setuptools writes for an editable installation whose
// packages it maps one by one: MAPPING: dict[str, str] = {'shop': '/srv/src/shop'}.
func (e *Environment) readFinder(text string) bool {
	found := false
	for _, mapping := range finderMapping.FindAllStringSubmatch(text, -1) {
		for _, entry := range finderEntry.FindAllStringSubmatch(mapping[2], -1) {
			name, dir := entry[1], strings.ReplaceAll(entry[2], `\\`, `\`)
			if strings.Contains(name, ".") {
				continue // lies below another entry, or in a namespace that its directory shows
			}
			found = true
			e.finders[name] = dir
			if filepath.Base(dir) == name {
				e.linked = append(e.linked, filepath.Dir(dir))
			}
		}
	}
	return found
}

// readDirectURL follows direct_url.json of the distribution that a path file belongs to.
func (e *Environment) readDirectURL(site, pathFile string) {
	stem := strings.TrimSuffix(strings.TrimPrefix(pathFile, "__editable__."), ".pth")
	data, err := os.ReadFile(filepath.Join(site, stem+".dist-info", "direct_url.json"))
	if err != nil {
		return
	}
	var direct struct {
		URL string `json:"url"`
		Dir struct {
			Editable bool `json:"editable"`
		} `json:"dir_info"`
	}
	if json.Unmarshal(data, &direct) != nil || !direct.Dir.Editable {
		return
	}
	at, err := url.Parse(direct.URL)
	if err != nil || at.Scheme != "file" {
		return
	}
	dir := filepath.FromSlash(at.Path)
	if src := filepath.Join(dir, "src"); isDirectory(src) {
		e.link(site, src)
	}
	e.link(site, dir)
}

// link adds a directory that a path file names to those that are searched.
func (e *Environment) link(site, dir string) bool {
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(site, dir)
	}
	dir = filepath.Clean(dir)
	if slices.Contains(e.Sites, dir) || !isDirectory(dir) {
		return false
	}
	e.Sites = append(e.Sites, dir)
	e.linked = append(e.linked, dir)
	if strings.HasSuffix(dir, ".egg") {
		e.metadata = append(e.metadata, filepath.Join(dir, "EGG-INFO"))
	} else {
		e.metadata = append(e.metadata, dir)
	}
	return true
}

// A distribution is one installed package of the index.
type distribution struct {
	name     string // as its metadata directory spells it
	version  string
	metadata string // path of its *.dist-info or *.egg-info
}

// An inventory is the distributions of an environment by normalised name.
type inventory struct {
	byName  map[string]distribution
	names   []string                 // normalised, sorted
	imports func() map[string]string // byImport, once
}

// readInventory lists what is installed; the names of the metadata directories
// say it all. The project's own metadata come first, as its modules do.
func (p *Program) readInventory() *inventory {
	inv := &inventory{byName: map[string]distribution{}}
	inv.imports = sync.OnceValue(inv.byImport)
	dirs := p.upwards()
	for _, r := range p.layout.roots {
		if r.dir != "" {
			dirs = append(dirs, filepath.Join(p.root, r.dir))
		}
	}
	if p.environment != nil {
		dirs = append(dirs, p.environment.metadata...)
	}
	for _, dir := range dirs {
		if filepath.Base(dir) == "EGG-INFO" {
			inv.add(distribution{}, dir)
			continue
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, entry := range entries {
			if found, ok := distributionOf(entry.Name()); ok {
				inv.add(found, filepath.Join(dir, entry.Name()))
			}
		}
	}
	sort.Strings(inv.names)
	return inv
}

func (inv *inventory) add(found distribution, metadata string) {
	found.metadata = metadata
	if found.version == "" {
		found.name, found.version = readMetadata(metadata, found.name)
	}
	name := normalise(found.name)
	if _, there := inv.byName[name]; !there {
		inv.byName[name] = found
		inv.names = append(inv.names, name)
	}
}

var pythonTag = regexp.MustCompile(`-py\d(\.\d+)?.*$`)

// distributionOf reads name and version from the name of a metadata directory.
func distributionOf(entry string) (distribution, bool) {
	stem, isWheel := strings.CutSuffix(entry, ".dist-info")
	if !isWheel {
		var isEgg bool
		if stem, isEgg = strings.CutSuffix(entry, ".egg-info"); !isEgg {
			return distribution{}, false
		}
		stem = pythonTag.ReplaceAllString(stem, "")
	}
	i := strings.LastIndexByte(stem, '-')
	if i < 0 {
		return distribution{name: stem}, !isWheel // an egg-info beside its source
	}
	return distribution{name: stem[:i], version: stem[i+1:]}, i > 0
}

// readMetadata reads name and version from a metadata directory's file.
func readMetadata(dir, name string) (string, string) {
	version := ""
	for _, file := range []string{"METADATA", "PKG-INFO", "."} {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			continue
		}
		fields := metadataFields(string(data))
		if len(fields["Name"]) > 0 {
			name = fields["Name"][0]
		}
		if len(fields["Version"]) > 0 {
			version = fields["Version"][0]
		}
		break
	}
	return name, version
}

// metadataFields reads the header of a METADATA or PKG-INFO file.
func metadataFields(text string) map[string][]string {
	fields := map[string][]string{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" {
			break // the description follows
		}
		key, value, ok := strings.Cut(line, ":")
		if ok && line[0] != ' ' && line[0] != '\t' {
			fields[key] = append(fields[key], strings.TrimSpace(value))
		}
	}
	return fields
}

// topLevels returns the import names of a distribution: top_level.txt, or the
// first parts of the paths in RECORD.
func (d distribution) topLevels() []string {
	if data, err := os.ReadFile(filepath.Join(d.metadata, "top_level.txt")); err == nil {
		return strings.Fields(string(data))
	}
	var names []string
	seen := map[string]bool{}
	for _, file := range []string{"RECORD", "SOURCES.txt", "installed-files.txt"} {
		data, err := os.ReadFile(filepath.Join(d.metadata, file))
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(data)) {
			path, _, _ := strings.Cut(strings.TrimPrefix(line, "../"), ",")
			path = strings.Trim(path, "\"\r\n")
			top, _, deeper := strings.Cut(path, "/")
			if !deeper {
				if stem, ok := strings.CutSuffix(top, ".py"); ok {
					top = stem
				} else if strings.HasSuffix(top, ".so") || strings.HasSuffix(top, ".pyd") {
					top, _, _ = strings.Cut(top, ".")
				}
			}
			if identifier(top) && !seen[top] {
				seen[top] = true
				names = append(names, top)
			}
		}
		return names
	}
	return nil
}

// Distribution returns the distribution that provides a top-level module, and
// whether that is known: it is installed, or it is a well-known one.
func (p *Program) Distribution(importName string) (dist string, known bool) {
	top := topName(importName)
	inv := p.distributions()
	guesses := []string{normalise(top), normalise(wellKnown(top)), "django-" + normalise(top)}
	for _, guess := range guesses {
		if found, ok := inv.byName[guess]; ok && slices.Contains(found.topLevels(), top) {
			return written(found), true
		}
	}
	if p.path.find(top) != nowhere {
		if name, ok := inv.imports()[top]; ok {
			return name, true
		}
	}
	if name := wellKnown(top); name != "" {
		return name, true
	}
	if found, ok := inv.byName[guesses[0]]; ok {
		return written(found), true
	}
	return guesses[0], false
}

// written returns a distribution's name as people write it: metadata
// directories have underscores where the index has dashes.
func written(d distribution) string { return strings.ReplaceAll(d.name, "_", "-") }

// byImport returns the distribution of every installed top-level module.
func (inv *inventory) byImport() map[string]string {
	providers := map[string]string{}
	for _, name := range inv.names {
		found := inv.byName[name]
		for _, top := range found.topLevels() {
			if _, there := providers[top]; !there {
				providers[top] = written(found)
			}
		}
	}
	return providers
}
