// Package ruletest runs rules over small Django projects and compares what they
// report with what the projects expect.
//
// In: the Bad and Good of a rule, or txtar files with a project each. Out: test
// failures. Its one idea: an expectation is a comment on the line it is about,
//
//	orders = Order.objects.filter(status=s, total__gt=t)  # want IDX002 "status, total"
//
// so a case reads as the code that a user would write. The text in quotes is a
// part of the message; several expectations may follow one another. What is
// reported and not expected fails as well.
package ruletest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/engine"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/rules"
	"github.com/ormlint/ormlint/internal/stats"
)

// Examples runs all rules over the Bad and Good of one. Bad must be reported on
// exactly its "# want" lines; about Good no rule may have anything to say.
func Examples(t *testing.T, rule *rules.Rule) {
	t.Helper()
	for name, snippet := range map[string]string{"Bad": rule.Bad, "Good": rule.Good} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			files := Project(snippet, rule.Config, rule.Stats)
			expected := expectations(t, files)
			if name == "Bad" && len(expected) == 0 {
				t.Errorf("Bad of %s has no \"# want %s\"", rule.Code, rule.Code)
			}
			if name == "Good" && len(expected) > 0 {
				t.Errorf("Good of %s expects a finding", rule.Code)
			}
			compare(t, expected, run(t, files))
		})
	}
}

// Cases runs every txtar file below dir/CODE, for each code that has a
// directory, and judges it with all rules.
func Cases(t *testing.T, dir string) {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		code := filepath.Base(filepath.Dir(path))
		t.Run(code+"/"+strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			t.Parallel()
			if rules.Named(code) == nil {
				t.Fatalf("%s: no rule has the code %s", path, code)
			}
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(strings.TrimSpace(string(archive.Comment))) == 0 {
				t.Errorf("%s: the first line should say which behaviour it shows", path)
			}
			files := complete(archive.Files)
			expected := expectations(t, files)
			compare(t, expected, run(t, files))
		})
	}
}

// Project makes a project around a snippet: settings, and one app "shop" whose
// models.py the snippet is.
func Project(snippet, configuration, snapshot string) []txtar.File {
	lines := []string{
		"from django.contrib.postgres.indexes import BrinIndex, GinIndex, GistIndex, HashIndex",
		"from django.db import models, transaction",
		"from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Sum",
		"from django.utils import timezone",
		"",
	}
	files := []txtar.File{{Name: "shop/models.py", Data: []byte(strings.Join(lines, "\n") + snippet)}}
	if configuration != "" {
		files = append(files, txtar.File{Name: "ormlint.toml", Data: []byte(configuration)})
	}
	if snapshot != "" {
		files = append(files, txtar.File{Name: snapshotFile, Data: []byte(snapshot)})
	}
	return complete(files)
}

// snapshotFile is where a project of a case has what production says.
const snapshotFile = "ormlint.stats.json"

// settings names every app that a case may have: each directory with models.py.
const settings = `SECRET_KEY = "test"
INSTALLED_APPS = ["django.contrib.contenttypes", "django.contrib.auth", %s]
DATABASES = {"default": {"ENGINE": "django.db.backends.postgresql", "NAME": "test"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
`

const manage = `import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
`

// complete adds what every Django project has and a case leaves out: packages,
// settings, manage.py, and the import of models in a models.py without any.
func complete(files []txtar.File) []txtar.File {
	names := map[string]bool{}
	var apps []string
	for _, file := range files {
		names[file.Name] = true
		if app, found := strings.CutSuffix(file.Name, "/models.py"); found {
			apps = append(apps, strconv.Quote(strings.ReplaceAll(app, "/", ".")))
		}
	}
	add := func(name, text string) {
		if !names[name] {
			names[name] = true
			files = append(files, txtar.File{Name: name, Data: []byte(text)})
		}
	}
	slices.Sort(apps)
	for _, file := range slices.Clone(files) {
		if !strings.HasSuffix(file.Name, ".py") {
			continue
		}
		for dir := filepath.Dir(file.Name); dir != "."; dir = filepath.Dir(dir) {
			add(dir+"/__init__.py", "")
		}
	}
	if !names["manage.py"] && !names["settings.py"] {
		add("settings.py", fmt.Sprintf(settings, strings.Join(apps, ", ")))
		add("manage.py", manage)
	}
	// The line that is added counts in the lines of failure messages.
	for i, file := range files {
		if strings.HasSuffix(file.Name, "models.py") && !strings.Contains(string(file.Data), "import models") {
			files[i].Data = append([]byte("from django.db import models\n"), file.Data...)
		}
	}
	return files
}

// run judges a project with every rule, because an unexpected finding of any
// rule shows an example that should not be copied.
func run(t *testing.T, files []txtar.File) []*finding.Finding {
	t.Helper()
	root := t.TempDir()
	for _, file := range files {
		path := filepath.Join(root, filepath.FromSlash(file.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, file.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	cfg := config.Default()
	if path := filepath.Join(root, "ormlint.toml"); slices.ContainsFunc(files, func(f txtar.File) bool { return f.Name == "ormlint.toml" }) {
		var err error
		if cfg, err = config.Read(path, config.Known{Codes: rules.Codes(), Families: rules.FamilyCodes()}); err != nil {
			t.Fatal(err)
		}
	}
	if cfg.Django == "" {
		cfg.Django = "5.2"
	}
	options := engine.Options{Root: root, Config: cfg}
	if slices.ContainsFunc(files, func(f txtar.File) bool { return f.Name == snapshotFile }) {
		snapshot, err := stats.Read(filepath.Join(root, snapshotFile), snapshotFile)
		if err != nil {
			t.Fatal(err)
		}
		options.Stats = stats.Snapshots{snapshot}
	}
	result, err := engine.Run(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, crash := range result.Crashes {
		t.Errorf("%v\n%s", crash, crash.Stack)
	}
	return slices.DeleteFunc(result.Findings, func(f *finding.Finding) bool { return f.Suppressed })
}

// An expectation is one finding that a "# want" comment asks for.
type expectation struct {
	file   string
	line   int
	code   string
	phrase string // a part of the message
}

var (
	want     = regexp.MustCompile(`# want ((?:[A-Z]+\d+(?: "[^"]*")?\s*)+)`)
	wantCode = regexp.MustCompile(`([A-Z]+\d+)(?: "([^"]*)")?`)
)

func expectations(t *testing.T, files []txtar.File) []expectation {
	t.Helper()
	var expected []expectation
	for _, file := range files {
		for i, line := range strings.Split(string(file.Data), "\n") {
			match := want.FindStringSubmatch(line)
			if match == nil {
				continue
			}
			for _, code := range wantCode.FindAllStringSubmatch(match[1], -1) {
				if rules.Named(code[1]) == nil {
					t.Errorf("%s:%d: no rule has the code %s", file.Name, i+1, code[1])
				}
				expected = append(expected, expectation{file.Name, i + 1, code[1], code[2]})
			}
		}
	}
	return expected
}

// compare pairs expectations with findings on the same line and reports what is left.
func compare(t *testing.T, expected []expectation, found []*finding.Finding) {
	t.Helper()
	found = slices.Clone(found)
	for _, e := range expected {
		i := slices.IndexFunc(found, func(f *finding.Finding) bool {
			return f.Code == e.code && f.File.Path == e.file && f.File.Line(f.Span.Start) == e.line &&
				(strings.Contains(f.Message, e.phrase) || strings.Contains(f.Help, e.phrase) ||
					f.Suggestion != nil && strings.Contains(f.Suggestion.Python(f.Model), e.phrase))
		})
		if i < 0 {
			t.Errorf("%s:%d: no finding %s %q", e.file, e.line, e.code, e.phrase)
			continue
		}
		found = slices.Delete(found, i, i+1)
	}
	for _, f := range found {
		t.Errorf("%s:%d: unexpected %s %s", f.File.Path, f.File.Line(f.Span.Start), f.Code, f.Message)
	}
}
