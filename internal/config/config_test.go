package config

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

var known = Known{
	Codes:    []string{"IDX001", "IDX002", "IDX103", "SIL001"},
	Families: []string{"IDX", "SIL", "MIG"},
}

// write makes the test's directory the working directory, so that files are
// shown as a user would see them, and puts a file there.
func write(t *testing.T, name, text string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return name
}

func TestReadEveryKey(t *testing.T) {
	c, err := Read(write(t, "ormlint.toml", `
select = ["IDX", "SIL001"]
ignore = ["IDX103"]
exclude = ["legacy/**"]
python = ".venv"
django = "5.2"
postgres = 16
settings = "shop.settings"
stats = "ormlint.stats.json"

[tables]
large = ["shop_order", "events.*"]
small = ["shop_country"]
hot = ["auth_user"]

[per-file-ignores]
"tests/**" = ["ALL"]
"scripts/*.py" = ["IDX", "SIL"]
`), known)
	if err != nil {
		t.Fatal(err)
	}
	want := &Config{
		File: "ormlint.toml", Dir: c.Dir,
		Select: []string{"IDX", "SIL001"}, Ignore: []string{"IDX103"}, Exclude: []string{"legacy/**"},
		Python: ".venv", Django: "5.2", Postgres: 16, Settings: "shop.settings", Stats: []string{"ormlint.stats.json"},
		Tables: Tables{Large: []string{"shop_order", "events.*"}, Small: []string{"shop_country"}, Hot: []string{"auth_user"}},
		PerFileIgnores: []FileIgnore{
			{Glob: "tests/**", Codes: []string{"ALL"}}, {Glob: "scripts/*.py", Codes: []string{"IDX", "SIL"}},
		},
	}
	if diff := cmp.Diff(want, c, cmpopts.IgnoreUnexported(Config{})); diff != "" {
		t.Error(diff)
	}
	for key, origin := range map[string]string{
		"select": "ormlint.toml:2", "tables.hot": "ormlint.toml:14", "per-file-ignores": "ormlint.toml:17",
	} {
		if got := c.Origin(key); got != origin {
			t.Errorf("origin of %s is %q, want %q", key, got, origin)
		}
	}
}

func TestMistakesNameLineAndRemedy(t *testing.T) {
	for text, want := range map[string]string{
		"\n[tabels]\nlarge = []\n":                 `ormlint.toml:2: unknown key "tabels"; did you mean "tables"?`,
		"selekt = []":                              `ormlint.toml:1: unknown key "selekt"; did you mean "select"?`,
		"zzzzzzzzz = 1":                            `ormlint.toml:1: unknown key "zzzzzzzzz"; known keys are select, ignore, exclude, python, django, postgres, settings, stats, tables, per-file-ignores`,
		"[tables]\nlarg = []":                      `ormlint.toml:2: unknown key "larg"; did you mean "large"?`,
		"select = [\n  \"IDX\",\n  \"IXD002\",\n]": `ormlint.toml:3: unknown rule "IXD002"; did you mean "IDX002"?`,
		`ignore = ["IDX9"]`:                        `ormlint.toml:1: unknown rule "IDX9"; did you mean "IDX"?`,
		`select = 3`:                               `ormlint.toml:1: "select" wants an array of strings, not a number`,
		"[tables]\nlarge = [\n\"a\",\n3]\n":        `ormlint.toml:4: "tables.large" wants strings in its array, not a number`,
		"tables = { large = [\"x[\"] }":            `ormlint.toml:1: "x[" is not a glob; close every [ and {`,
		"tables = 1":                               `ormlint.toml:1: "tables" wants a table, not a number`,
		"[select]\nx = 1":                          `ormlint.toml:1: "select" is a single value, not a table`,
		"django = 5.2":                             `ormlint.toml:1: "django" wants a string such as "5.2", not a number`,
		`django = "five"`:                          `ormlint.toml:1: "five" is not a version of Django; write it as "5.2"`,
		"postgres = 9":                             `ormlint.toml:1: "9" is not a major version of PostgreSQL; write postgres = 15`,
		"python = true":                            `ormlint.toml:1: "python" wants a string, not true or false`,
		`settings = "shop settings"`:               `ormlint.toml:1: "shop settings" is not a module; write it as DJANGO_SETTINGS_MODULE, "shop.settings"`,
		"[per-file-ignores]\na.b = [\"ALL\"]":      `ormlint.toml:2: "per-file-ignores.a.b" is nested too deeply; put a key with dots in quotes`,
		"[per-file-ignores]\n\"tests/**\" = [\"IDX\", \"XX\"]": `ormlint.toml:2: unknown rule "XX"; "ormlint guidelines" lists them`,
		"\n\na = \n":                   "ormlint.toml:3: is not valid TOML: unexpected character U+000A at start of value",
		"postgres = 15\npostgres = 16": "ormlint.toml:2: is not valid TOML: key postgres is already defined",
	} {
		_, err := Read(write(t, "ormlint.toml", text), known)
		if err == nil {
			t.Errorf("%q: no error, want %s", text, want)
		} else if err.Error() != want {
			t.Errorf("%q:\n got %s\nwant %s", text, err, want)
		}
	}
}

func TestEveryMistakeIsTold(t *testing.T) {
	_, err := Read(write(t, "ormlint.toml", "selct = []\n[tables]\nsmal = []\n"), known)
	want := "ormlint.toml:1: unknown key \"selct\"; did you mean \"select\"?\normlint.toml:3: unknown key \"smal\"; did you mean \"small\"?"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestPyproject(t *testing.T) {
	path := write(t, "pyproject.toml", "[project]\nname = \"shop\"\n[tool.ormlint]\npostgres = 17\n[tool.ormlint.tables]\nlarge = [\"a\"]\n[tool.other]\nx = 1\n")
	c, err := Read(path, known)
	if err != nil {
		t.Fatal(err)
	}
	if c.Postgres != 17 || !cmp.Equal(c.Tables.Large, []string{"a"}) || c.Origin("postgres") != "pyproject.toml:4" {
		t.Errorf("got %+v", c)
	}
}

func TestFindGoesUpward(t *testing.T) {
	top := t.TempDir()
	deep := filepath.Join(top, "src", "shop")
	if err := os.MkdirAll(deep, 0o755); err != nil {
		t.Fatal(err)
	}
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(top, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	find := func(want string) {
		t.Helper()
		got, err := Find(deep)
		if err != nil {
			t.Fatal(err)
		}
		if want != "" {
			want = filepath.Join(top, want)
		}
		if got != want {
			t.Errorf("found %q, want %q", got, want)
		}
	}
	put("pyproject.toml", "[project]\nname = 'x'\n")
	find("")
	put("pyproject.toml", "[tool.ormlint]\n")
	find("pyproject.toml")
	put("ormlint.toml", "")
	find("ormlint.toml")
	put("src/pyproject.toml", "[tool.ormlint.tables]\nlarge = []\n")
	find("src/pyproject.toml")
	put("src/pyproject.toml", "broken = \n")
	find("ormlint.toml")
	put("src/pyproject.toml", "broken = \n[tool.ormlint]\n")
	find("src/pyproject.toml")
}

func TestRuns(t *testing.T) {
	for _, test := range []struct {
		selected, ignored []string
		code              string
		want              bool
	}{
		{nil, nil, "IDX002", true},
		{[]string{"IDX"}, nil, "IDX002", true},
		{[]string{"SIL"}, nil, "IDX002", false},
		{nil, []string{"IDX"}, "IDX002", false},
		{nil, []string{"ALL"}, "IDX002", false},
		{[]string{"ALL"}, []string{"IDX1"}, "IDX103", false},
		{[]string{"ALL"}, []string{"IDX1"}, "IDX003", true},
		{[]string{"IDX103"}, []string{"IDX"}, "IDX103", true},
		{[]string{"IDX"}, []string{"IDX"}, "IDX103", false},
	} {
		c := &Config{Select: test.selected, Ignore: test.ignored}
		if got := c.Runs(test.code); got != test.want {
			t.Errorf("select %v ignore %v: %s runs %v", test.selected, test.ignored, test.code, got)
		}
	}
}

func TestFitsPath(t *testing.T) {
	for _, test := range []struct {
		glob, path string
		want       bool
	}{
		{"tests/**", "tests/a/b.py", true},
		{"tests/**", "shop/tests/b.py", false},
		{"**/tests/**", "shop/tests/b.py", true},
		{"tests", "shop/tests/b.py", true},
		{"*_test.py", "shop/a_test.py", true},
		{"shop/views.py", "shop/views.py", true},
		{"shop/", "shop/views.py", true},
		{"./shop/*.py", "shop/views.py", true},
		{"shop/*.py", "shop/api/views.py", false},
	} {
		if got := FitsPath(test.glob, test.path); got != test.want {
			t.Errorf("FitsPath(%q, %q) = %v", test.glob, test.path, got)
		}
	}
}

func TestTableSizes(t *testing.T) {
	tables := Tables{Large: []string{"shop_order", "events.*"}, Small: []string{"shop_country", "events.Kind"}, Hot: []string{"auth_*"}}
	for _, test := range []struct {
		table, label string
		want         Size
	}{
		{"shop_order", "shop.Order", Large},
		{"events_event", "events.Event", Large},
		{"events_kind", "events.Kind", Small},
		{"shop_country", "shop.Country", Small},
		{"shop_line", "shop.Line", UnknownSize},
	} {
		if got := tables.Size(test.table, test.label); got != test.want {
			t.Errorf("Size(%s, %s) = %v, want %v", test.table, test.label, got, test.want)
		}
	}
	if !tables.IsHot("auth_user", "auth.User") || tables.IsHot("shop_order", "shop.Order") {
		t.Error("IsHot goes by the patterns of hot")
	}
}
