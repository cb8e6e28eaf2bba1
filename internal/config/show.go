package config

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// Value is the value of a key as people read it; a line for each of per-file-ignores.
func (c *Config) Value(key string) string {
	switch key {
	case "select":
		return list(c.Select, "all")
	case "ignore":
		return list(c.Ignore, "none")
	case "exclude":
		return list(c.Exclude, "none")
	case "python":
		return cmp.Or(c.Python, "none found")
	case "django":
		return cmp.Or(c.Django, "as installed")
	case "postgres":
		return strconv.Itoa(c.Postgres)
	case "settings":
		return cmp.Or(c.Settings, "as manage.py says")
	case "stats":
		return list(c.Stats, "none found")
	case "tables.large":
		return list(c.Tables.Large, "none")
	case "tables.small":
		return list(c.Tables.Small, "none")
	case "tables.hot":
		return list(c.Tables.Hot, "none")
	case "per-file-ignores":
		lines := make([]string, len(c.PerFileIgnores))
		for i, f := range c.PerFileIgnores {
			lines[i] = fmt.Sprintf("%s: %s", f.Glob, strings.Join(f.Codes, ", "))
		}
		return cmp.Or(strings.Join(lines, "\n"), "none")
	}
	return ""
}

func list(values []string, none string) string {
	return cmp.Or(strings.Join(values, ", "), none)
}
