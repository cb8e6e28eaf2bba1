// Package config reads what the user decides: ormlint.toml or [tool.ormlint] in pyproject.toml.
//
// In: a directory or a file, and the codes that exist. Out: a Config that knows
// where each of its values came from. Its one idea: nothing is guessed; a key,
// code or glob that means nothing is an error with its line and the nearest one
// that does.
package config

import (
	"path"
	"slices"
	"strings"
)

// A Config is what the user decided. Default makes one; Read fills it from a file.
type Config struct {
	File           string   // path of the file as the user would write it, "" where there is none
	Dir            string   // absolute directory of the file, to which globs are relative, or ""
	Select         []string // codes and families; empty for all
	Ignore         []string
	Exclude        []string // globs of files that are read but not judged
	Python         string   // interpreter or environment directory, "" where none was found
	Django         string   // "5.2", "" to find out
	Postgres       int
	Settings       string   // module, as DJANGO_SETTINGS_MODULE; "" to look for one
	Stats          []string // snapshots of statistics, relative to Dir; or NoStats
	Tables         Tables
	PerFileIgnores []FileIgnore // in the order of the file

	origins map[string]string // by key: "ormlint.toml:3", "--python"
}

// A FileIgnore silences codes in files that fit a glob.
type FileIgnore struct {
	Glob  string
	Codes []string
}

// NoStats in Stats says that no statistics are read, not even those found.
const NoStats = "none"

// DefaultPostgres is the version whose behaviour rules assume where nothing else is said.
const DefaultPostgres = 15

// Default is the configuration without a file.
func Default() *Config {
	return &Config{Postgres: DefaultPostgres, origins: map[string]string{}}
}

// Origin says where the value of a key came from: a file and line, a flag, or "default".
func (c *Config) Origin(key string) string {
	if origin := c.origins[key]; origin != "" {
		return origin
	}
	return "default"
}

// From records where the value of a key came from.
func (c *Config) From(key, origin string) { c.origins[key] = origin }

// Runs reports whether a code is selected and not ignored. A longer entry wins
// over a shorter one, so that select = ["IDX103"] with ignore = ["IDX"] keeps IDX103.
func (c *Config) Runs(code string) bool {
	selected := longest(c.Select, code)
	if len(c.Select) == 0 {
		selected = 0
	}
	return selected >= 0 && longest(c.Ignore, code) < selected
}

// IgnoredIn reports whether per-file-ignores silence a code in a file; the path
// is relative to the directory of the configuration file.
func (c *Config) IgnoredIn(path, code string) bool {
	return slices.ContainsFunc(c.PerFileIgnores, func(f FileIgnore) bool {
		return longest(f.Codes, code) >= 0 && FitsPath(f.Glob, path)
	})
}

// Excludes reports whether a file is not to be judged.
func (c *Config) Excludes(path string) bool {
	return slices.ContainsFunc(c.Exclude, func(glob string) bool { return FitsPath(glob, path) })
}

// All stands for every code in select, ignore and per-file-ignores.
const All = "ALL"

// longest returns the length of the longest entry that covers code (0 for ALL), or -1.
func longest(entries []string, code string) int {
	best := -1
	for _, entry := range entries {
		switch {
		case entry == All:
			best = max(best, 0)
		case strings.HasPrefix(code, entry):
			best = max(best, len(entry))
		}
	}
	return best
}

// FitsPath reports whether a path, or a directory above it, fits a glob. A glob
// without a slash is compared with each name of the path, as in .gitignore.
func FitsPath(glob, file string) bool {
	glob = strings.TrimSuffix(strings.TrimPrefix(glob, "./"), "/")
	anywhere := !strings.Contains(glob, "/")
	for ; file != "." && file != "/" && file != ""; file = path.Dir(file) {
		if fits(glob, file) || anywhere && fits(glob, path.Base(file)) {
			return true
		}
	}
	return false
}
