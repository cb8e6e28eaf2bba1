// Package config reads what the user decides: ormlint.toml or [tool.ormlint] in pyproject.toml.
//
// In: a directory, and the codes that exist. Out: a Config and where each value
// came from. Its one idea: nothing is guessed; a key, code or glob that means
// nothing is an error with its line and the nearest one that does.
package config

// A Config is what the user decided. The zero value is not useful; see Default.
type Config struct {
	Dir            string   // directory of the file, to which globs are relative; "" without a file
	Select         []string // codes and families; empty for all
	Ignore         []string
	Exclude        []string // globs of files that are read but not judged
	Python         string   // interpreter or environment directory, "" to look for one
	Django         string   // "5.2", "" to find out
	Postgres       int
	Settings       string // module, as DJANGO_SETTINGS_MODULE; "" to look for one
	Tables         Tables
	PerFileIgnores []FileIgnore // in the order of the file
}

// A FileIgnore silences codes in files that fit a glob.
type FileIgnore struct {
	Glob  string
	Codes []string
}
