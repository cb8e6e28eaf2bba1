package resolve

import (
	"os"
	"path/filepath"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// An EntryPoint is an object that a distribution announces to others, as
// importlib.metadata.entry_points() finds it.
type EntryPoint struct {
	Group string
	Name  string
	Value string // "package.module:attribute"
}

// EntryPoints returns the entry points of a group, of the project itself and of
// what is installed, sorted by name.
func (p *Program) EntryPoints(group string) []EntryPoint {
	var found []EntryPoint
	seen := map[EntryPoint]bool{}
	for _, e := range p.entryPoints() {
		if e.Group == group && !seen[e] {
			seen[e] = true
			found = append(found, e)
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Name < found[j].Name })
	return found
}

func (p *Program) readEntryPoints() []EntryPoint {
	var all []EntryPoint
	for _, dir := range p.upwards() {
		if data, err := os.ReadFile(filepath.Join(dir, "pyproject.toml")); err == nil {
			all = append(all, projectEntryPoints(data)...)
		}
		if data, err := os.ReadFile(filepath.Join(dir, "setup.cfg")); err == nil {
			all = append(all, configuredEntryPoints(string(data))...)
		}
	}
	inv := p.distributions()
	for _, name := range inv.names {
		if data, err := os.ReadFile(filepath.Join(inv.byName[name].metadata, "entry_points.txt")); err == nil {
			all = append(all, parseEntryPoints(string(data))...)
		}
	}
	return all
}

// parseEntryPoints reads entry_points.txt (Python packaging guide, "Entry points specification").
func parseEntryPoints(text string) []EntryPoint {
	var found []EntryPoint
	group := ""
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#' || line[0] == ';':
		case line[0] == '[' && strings.HasSuffix(line, "]"):
			group = strings.TrimSpace(line[1 : len(line)-1])
		default:
			if name, value, ok := strings.Cut(line, "="); ok && group != "" {
				found = append(found, EntryPoint{group, strings.TrimSpace(name), entryValue(value)})
			}
		}
	}
	return found
}

// entryValue drops the extras behind an object's name.
func entryValue(value string) string {
	value, _, _ = strings.Cut(value, "[")
	return strings.TrimSpace(value)
}

// projectEntryPoints reads those of a pyproject.toml, in the standard's form and in poetry's.
func projectEntryPoints(data []byte) []EntryPoint {
	var file struct {
		Project struct {
			EntryPoints map[string]map[string]string `toml:"entry-points"`
		} `toml:"project"`
		Tool struct {
			Poetry struct {
				Plugins map[string]map[string]any `toml:"plugins"`
			} `toml:"poetry"`
		} `toml:"tool"`
	}
	if toml.Unmarshal(data, &file) != nil {
		return nil // whoever reads the file for its settings tells
	}
	var found []EntryPoint
	for group, entries := range file.Project.EntryPoints {
		for name, value := range entries {
			found = append(found, EntryPoint{group, name, entryValue(value)})
		}
	}
	for group, entries := range file.Tool.Poetry.Plugins {
		for name, value := range entries {
			if text, ok := value.(string); ok {
				found = append(found, EntryPoint{group, name, entryValue(text)})
			}
		}
	}
	return found
}

// configuredEntryPoints reads the [options.entry_points] of a setup.cfg.
func configuredEntryPoints(text string) []EntryPoint {
	var found []EntryPoint
	section, group := "", ""
	for line := range strings.Lines(text) {
		indented := strings.HasPrefix(line, " ") || strings.HasPrefix(line, "\t")
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			section = line
		case section != "[options.entry_points]":
		case !indented:
			group = strings.TrimSpace(strings.TrimRight(line, "= "))
		default:
			if name, value, ok := strings.Cut(line, "="); ok {
				found = append(found, EntryPoint{group, strings.TrimSpace(name), entryValue(value)})
			}
		}
	}
	return found
}
