package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/conformance/subject"
)

// shop is what names of examples/shop begin with; a version of Django follows.
const shop = "shop-"

var head = []string{"project", "Django", "suggested", "fixed", "left", "files", "migrations", "makemigrations", "sqlmigrate", "migrate", "found again"}

// A trial is one project that is fixed.
type trial struct {
	checkout subject.Checkout
	binary   string
	dest     string
	trees    string
	server   bool
	name     string
	project  subject.Project
	failures []string
}

func (t *trial) fail(format string, arguments ...any) string {
	t.failures = append(t.failures, fmt.Sprintf(format, arguments...))
	return "no"
}

// run makes one line of the table.
func (t *trial) run(ctx context.Context) []string {
	if err := t.setUp(ctx); err != nil {
		return []string{t.name, t.fail("%v", err)}
	}
	version, err := t.django(ctx, "version")
	if err != nil {
		return []string{t.name, t.fail("%v", err)}
	}
	if t.server {
		if _, err := t.django(ctx, "createdb"); err != nil {
			return []string{t.name, version, t.fail("%v", err)}
		}
	}
	changesBefore, err := t.django(ctx, "changes")
	if err != nil {
		return []string{t.name, version, t.fail("%v", err)}
	}
	before, _, err := t.ormlint(ctx)
	if err != nil {
		return []string{t.name, version, t.fail("%v", err)}
	}
	old, err := t.sources()
	if err != nil {
		return []string{t.name, version, t.fail("%v", err)}
	}
	after, told, err := t.ormlint(ctx, "--fix")
	if err != nil {
		return []string{t.name, version, t.fail("%v", err)}
	}
	changed, migrations, err := t.changed(old)
	if err != nil {
		return []string{t.name, version, t.fail("%v", err)}
	}
	left := strings.Count("\n"+told, "\nleft ")
	again := max(after-left, 0)
	if again > 0 {
		t.fail("%d findings with an index to add or drop remain, and no reason is told", again)
	}
	line := []string{
		t.name, version, strconv.Itoa(before), strconv.Itoa(before - left), strconv.Itoa(left),
		strconv.Itoa(len(changed)), strconv.Itoa(len(migrations) / 2),
	}
	return append(line, t.judge(ctx, changesBefore, migrations, strconv.Itoa(again))...)
}

// judge asks Django about what was written.
func (t *trial) judge(ctx context.Context, changesBefore string, migrations []string, again string) []string {
	same, sql, migrated := "yes", "yes", "–"
	if changes, err := t.django(ctx, "changes"); err != nil {
		same = t.fail("%v", err)
	} else if changes != changesBefore {
		same = t.fail("makemigrations sees differences:\n%s", changes)
	}
	if len(migrations) > 0 {
		if _, err := t.django(ctx, append([]string{"sqlmigrate"}, migrations...)...); err != nil {
			sql = t.fail("%v", err)
		}
	}
	if t.server {
		migrated = "yes"
		if _, err := t.django(ctx, "migrate"); err != nil {
			migrated = t.fail("%v", err)
		}
	}
	return []string{same, sql, migrated, again}
}

// setUp makes a copy of the project that may be changed.
func (t *trial) setUp(ctx context.Context) error {
	tree := filepath.Join(t.trees, t.name)
	if version, ok := strings.CutPrefix(t.name, shop); ok {
		t.project = subject.Project{Name: t.name, Root: tree, PythonPath: []string{tree}, Settings: "config.settings"}
		t.project.Environment = filepath.Join(t.dest, "django", version)
		make := exec.CommandContext(ctx, "python3", t.checkout.Path("conformance", "fix", "django_environment.py"), version, t.project.Environment)
		make.Stdout, make.Stderr = os.Stderr, os.Stderr
		if err := make.Run(); err != nil {
			return fmt.Errorf("make an environment with Django %s: %w", version, err)
		}
		return copyTree(t.checkout.Path("examples", "shop"), tree)
	}
	project, err := t.checkout.SetUp(ctx, t.name, t.dest, subject.SourceAndPackages)
	if err != nil {
		return err
	}
	source, err := filepath.EvalSymlinks(filepath.Join(t.dest, "src", t.name))
	if err != nil {
		return fmt.Errorf("find the source of %s: %w", t.name, err)
	}
	moved := func(path string) string {
		if rest, ok := strings.CutPrefix(path, source); ok {
			return tree + rest
		}
		return path
	}
	project.Root = moved(project.Root)
	for i, path := range project.PythonPath {
		project.PythonPath[i] = moved(path)
	}
	t.project = project
	return copyTree(source, tree)
}

func copyTree(from, to string) error {
	if _, err := os.Stat(to); err == nil {
		return fmt.Errorf("%s is there already; give --keep an empty directory", to)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		return fmt.Errorf("copy %s: %w", from, err)
	}
	return nil
}

// ormlint checks the copy and returns how many findings want an index added or
// dropped, and what it told beside.
func (t *trial) ormlint(ctx context.Context, arguments ...string) (suggested int, told string, err error) {
	arguments = append([]string{"check", "--format", "json", "--select", "IDX", "--level", "advice", "--exit-level", "never"}, arguments...)
	check := t.project.Ormlint(ctx, t.binary, t.project.Environment, arguments...)
	var out, errors bytes.Buffer
	check.Stdout, check.Stderr = &out, &errors
	if err := check.Run(); err != nil {
		return 0, "", fmt.Errorf("ormlint check: %w: %s", err, errors.String())
	}
	var report struct {
		Findings []struct {
			Suggestion json.RawMessage
			Drops      []json.RawMessage
		}
	}
	if err := json.Unmarshal(out.Bytes(), &report); err != nil {
		return 0, "", fmt.Errorf("read what ormlint says: %w", err)
	}
	for _, f := range report.Findings {
		if len(f.Suggestion) > 0 && string(f.Suggestion) != "null" || len(f.Drops) > 0 {
			suggested++
		}
	}
	return suggested, errors.String(), nil
}

// django runs ask_django.py inside the copy.
func (t *trial) django(ctx context.Context, arguments ...string) (string, error) {
	ask := exec.CommandContext(ctx, filepath.Join(t.project.Environment, "bin", "python"),
		append([]string{t.checkout.Path("conformance", "fix", "ask_django.py")}, arguments...)...)
	ask.Dir = t.project.Root
	host, port := variable("ORMLINT_ORACLE_HOST", "127.0.0.1"), variable("ORMLINT_ORACLE_PORT", "5432")
	user, password := variable("ORMLINT_ORACLE_USER", "postgres"), os.Getenv("ORMLINT_ORACLE_PASSWORD")
	database := "ormlint_fix_" + strings.ReplaceAll(t.name, "-", "_")
	ask.Env = append(os.Environ(),
		"DJANGO_SETTINGS_MODULE="+t.project.Settings, "PYTHONPATH="+strings.Join(t.project.PythonPath, ":"), "PYTHONDONTWRITEBYTECODE=1",
		"ORMLINT_ORACLE_PROJECT="+t.name, "ORMLINT_ORACLE_ROOT="+t.project.Root, "ORMLINT_ORACLE_DB="+database,
		"PGHOST="+host, "PGPORT="+port, "PGUSER="+user, "PGPASSWORD="+password,
		"DB=postgres", "DB_NAME="+database, "DB_HOST="+host, "DB_PORT="+port, "DB_USER="+user, "DB_PASSWORD="+password,
	)
	for name, value := range t.project.Variables {
		ask.Env = append(ask.Env, name+"="+value)
	}
	out, err := ask.Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return "", fmt.Errorf("%s: %s", arguments[0], lastLines(string(exit.Stderr), 12))
	}
	if err != nil {
		return "", fmt.Errorf("%s: %w", arguments[0], err)
	}
	return strings.TrimSpace(string(out)), nil
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(len(lines)-n, 0):], "\n")
}

// sources reads the Python files of the copy.
func (t *trial) sources() (map[string]string, error) {
	texts := map[string]string{}
	err := filepath.WalkDir(t.project.Root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".py" {
			return err
		}
		data, err := os.ReadFile(path)
		texts[path] = string(data)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read the tree: %w", err)
	}
	return texts, nil
}

// changed returns the files that differ from before, and of the new migrations
// label and name.
func (t *trial) changed(old map[string]string) (paths, migrations []string, err error) {
	now, err := t.sources()
	if err != nil {
		return nil, nil, err
	}
	for path, text := range now {
		before, known := old[path]
		if known && text == before {
			continue
		}
		paths = append(paths, path)
		if known {
			continue
		}
		// Its one dependency is the migration before it, with the label of the app.
		_, rest, _ := strings.Cut(text, "dependencies = [")
		label := strings.FieldsFunc(rest, func(r rune) bool { return r == '\'' || r == '"' })
		if len(label) < 2 {
			return nil, nil, fmt.Errorf("%s has no dependency", path)
		}
		migrations = append(migrations, label[1]+"\x00"+strings.TrimSuffix(filepath.Base(path), ".py"))
	}
	slices.Sort(paths)
	slices.Sort(migrations)
	var pairs []string
	for _, m := range migrations {
		label, name, _ := strings.Cut(m, "\x00")
		pairs = append(pairs, label, name)
	}
	return paths, pairs, nil
}
