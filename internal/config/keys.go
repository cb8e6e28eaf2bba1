package config

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/pelletier/go-toml/v2/unstable"
)

// Keys is every key of the configuration in the order in which it is shown.
var Keys = []string{
	"select", "ignore", "exclude", "python", "django", "postgres", "settings", "stats",
	"tables.large", "tables.small", "tables.hot", "per-file-ignores",
}

var (
	topKeys   = []string{"select", "ignore", "exclude", "python", "django", "postgres", "settings", "stats", "tables", "per-file-ignores"}
	tableKeys = []string{"large", "small", "hot"}
)

// A reader puts settings into a Config, one by one.
type reader struct {
	config *Config
	known  Known
}

// take puts one setting in its place.
func (r *reader) take(s setting) error {
	if len(s.path) == 0 {
		return s.wants("a table")
	}
	c, top := r.config, s.path[0]
	if top == "tables" || top == "per-file-ignores" {
		return r.inTable(s)
	}
	if len(s.path) > 1 || s.value.kind == unstable.Table || s.value.kind == unstable.ArrayTable {
		if Nearest(top, topKeys) == top {
			return s.fail(s.line, "%q is a single value, not a table", top)
		}
		return s.unknown(top, topKeys)
	}
	c.From(top, fmt.Sprintf("%s:%d", s.file, s.line))
	var err error
	switch top {
	case "select":
		c.Select, err = r.codes(s)
	case "ignore":
		c.Ignore, err = r.codes(s)
	case "exclude":
		c.Exclude, err = s.globs()
	case "python":
		c.Python, err = s.text()
	case "django":
		if s.value.kind != unstable.String {
			return s.wants(`a string such as "5.2"`)
		}
		if c.Django, err = s.text(); err == nil {
			err = s.because(CheckDjango(c.Django))
		}
	case "postgres":
		c.Postgres, err = s.postgres()
	case "settings":
		if c.Settings, err = s.text(); err == nil && !moduleName.MatchString(c.Settings) {
			err = s.fail(s.line, `%q is not a module; write it as DJANGO_SETTINGS_MODULE, "shop.settings"`, c.Settings)
		}
	case "stats":
		c.Stats, err = s.texts()
	default:
		return s.unknown(top, topKeys)
	}
	return err
}

// inTable takes a setting of [tables] or [per-file-ignores].
func (r *reader) inTable(s setting) error {
	top := s.path[0]
	if len(s.path) == 1 {
		if s.value.kind != unstable.Table && s.value.kind != unstable.InlineTable {
			return s.wants("a table")
		}
		return nil
	}
	if len(s.path) > 2 {
		// A name with dots that is not quoted looks like tables in tables to TOML.
		return s.fail(s.line, "%q is nested too deeply; put a key with dots in quotes", strings.Join(s.path, "."))
	}
	key := s.path[1]
	origin := fmt.Sprintf("%s:%d", s.file, s.line)
	if top == "per-file-ignores" {
		if !doublestar.ValidatePattern(key) {
			return s.fail(s.line, "%q is not a glob; close every [ and {", key)
		}
		codes, err := r.codes(s)
		if err != nil {
			return err
		}
		r.config.PerFileIgnores = append(r.config.PerFileIgnores, FileIgnore{Glob: key, Codes: codes})
		if r.config.origins[top] == "" {
			r.config.From(top, origin)
		}
		return nil
	}
	lists := map[string]*[]string{"large": &r.config.Tables.Large, "small": &r.config.Tables.Small, "hot": &r.config.Tables.Hot}
	list := lists[key]
	if list == nil {
		return s.unknown(key, tableKeys)
	}
	r.config.From(top+"."+key, origin)
	var err error
	*list, err = s.globs()
	return err
}

func (r *reader) codes(s setting) ([]string, error) {
	codes := []string{}
	err := s.each(func(line int, text string) error {
		if err := r.known.Check(text); err != nil {
			return s.fail(line, "%v", err)
		}
		codes = append(codes, text)
		return nil
	})
	return codes, err
}

// Check tells whether a word names a code, a family, the beginning of a code, or all of them.
func (k Known) Check(word string) error {
	if word == All {
		return nil
	}
	for _, family := range k.Families {
		if word == family {
			return nil
		}
		for _, code := range k.Codes {
			if strings.HasPrefix(code, word) && strings.HasPrefix(word, family) {
				return nil
			}
		}
	}
	candidates := append(append([]string{All}, k.Families...), k.Codes...)
	near := suggest(word, candidates)
	if near == "" {
		near = `; "ormlint guidelines" lists them`
	}
	return fmt.Errorf("unknown rule %q%s", word, near)
}

// each calls take for every string of an array; a single string counts as an array of one.
func (s setting) each(take func(line int, text string) error) error {
	items := s.value.items
	switch s.value.kind {
	case unstable.String:
		items = []value{s.value}
	case unstable.Array:
	default:
		return s.wants("an array of strings")
	}
	for _, item := range items {
		if item.kind != unstable.String {
			return s.fail(item.line, "%q wants strings in its array, not %s", s.name(), item.what())
		}
		if err := take(item.line, item.text); err != nil {
			return err
		}
	}
	return nil
}

func (s setting) texts() ([]string, error) {
	texts := []string{}
	err := s.each(func(_ int, text string) error {
		texts = append(texts, text)
		return nil
	})
	return texts, err
}

func (s setting) globs() ([]string, error) {
	globs := []string{}
	err := s.each(func(line int, text string) error {
		if !doublestar.ValidatePattern(text) {
			return s.fail(line, "%q is not a glob; close every [ and {", text)
		}
		globs = append(globs, text)
		return nil
	})
	return globs, err
}

func (s setting) text() (string, error) {
	if s.value.kind != unstable.String {
		return "", s.wants("a string")
	}
	return s.value.text, nil
}

// postgres takes 15 and "15".
func (s setting) postgres() (int, error) {
	if s.value.kind != unstable.Integer && s.value.kind != unstable.String {
		return 0, s.wants("a major version such as 15")
	}
	version, err := strconv.Atoi(s.value.text)
	if err != nil || version < 10 || version > 99 {
		return 0, s.fail(s.line, `%q is not a major version of PostgreSQL; write postgres = 15`, s.value.text)
	}
	return version, nil
}

var (
	djangoVersion = regexp.MustCompile(`^[1-9]\d?\.\d{1,2}(\.\d{1,3})?$`)
	moduleName    = regexp.MustCompile(`^[\pL_][\pL\pN_]*(\.[\pL_][\pL\pN_]*)*$`)
)

// CheckDjango tells whether a text is a version of Django.
func CheckDjango(version string) error {
	if djangoVersion.MatchString(version) {
		return nil
	}
	return fmt.Errorf(`%q is not a version of Django; write it as "5.2"`, version)
}

func (s setting) name() string { return strings.Join(s.path, ".") }

func (s setting) fail(line int, format string, args ...any) error {
	return &Error{File: s.file, Line: line, Message: fmt.Sprintf(format, args...)}
}

func (s setting) wants(what string) error {
	if len(s.path) == 0 {
		return s.fail(s.line, "tool.ormlint wants a table, not %s", s.value.what())
	}
	return s.fail(s.line, "%q wants %s, not %s", s.name(), what, s.value.what())
}

func (s setting) unknown(key string, candidates []string) error {
	near := suggest(key, candidates)
	if near == "" {
		near = "; known keys are " + strings.Join(candidates, ", ")
	}
	return s.fail(s.line, "unknown key %q%s", key, near)
}

func (s setting) because(err error) error {
	if err == nil {
		return nil
	}
	return s.fail(s.line, "%v", err)
}
