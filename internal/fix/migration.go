package fix

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// An appChange is the migrations that one app gets.
type appChange struct {
	project    *django.Project
	migrations *django.Migrations
	leaf       *django.Migration // nil where the app has no migration yet
	quote      string
	operations []operation
	refused    error
}

func (a *appChange) add(operations ...operation) { a.operations = append(a.operations, operations...) }

// app finds the place for a new migration of an app.
func (p *planner) app(project *django.Project, app *django.App) (*appChange, error) {
	if a := p.apps[app.Label]; a != nil {
		return a, a.refused
	}
	a := &appChange{project: project}
	p.apps[app.Label] = a
	p.order = append(p.order, a)
	a.migrations, a.refused = project.Migrations(app)
	if a.refused != nil {
		return a, a.refused
	}
	leaves := a.migrations.Leaves()
	switch len(leaves) {
	case 0:
		a.refused = fmt.Errorf("app %s has no migration yet; make the first with \"manage.py makemigrations %s\"", app.Label, app.Label)
	case 1:
		a.leaf = leaves[0]
		a.quote = quoteOf(a.leaf.Module.Tree())
	default:
		names := make([]string, len(leaves))
		for i, leaf := range leaves {
			names[i] = leaf.Name
		}
		a.refused = fmt.Errorf("the migrations of app %s end in %s; join them with \"manage.py makemigrations --merge\"", app.Label, strings.Join(names, " and "))
	}
	return a, a.refused
}

// migrations writes the new migrations: of each app one that runs in a
// transaction, and one that cannot because it works concurrently.
func (p *planner) migrations() error {
	for _, a := range p.order {
		if len(a.operations) == 0 {
			continue
		}
		before := a.leaf.Name
		for _, concurrent := range []bool{false, true} {
			operations := slices.DeleteFunc(slices.Clone(a.operations), func(o operation) bool { return o.concurrent != concurrent })
			if len(operations) == 0 {
				continue
			}
			name, err := p.migration(a, before, operations, concurrent)
			if err != nil {
				return fmt.Errorf("write a migration of app %s: %w", a.migrations.App.Label, err)
			}
			before = name
		}
		p.noteLast(a, before)
	}
	return nil
}

// migration writes one migration that follows another and returns its name.
func (p *planner) migration(a *appChange, before string, operations []operation, concurrent bool) (string, error) {
	name := fmt.Sprintf("%04d_%s", number(before)+1, suggestName(operations))
	if slices.Contains(a.migrations.All, name) {
		return "", fmt.Errorf("%s is there already", name)
	}
	text := a.write(before, operations, concurrent)
	if tree := py.Parse(&source.File{Text: text}); len(tree.Errors) > 0 {
		return "", errors.New("what was copied from the last declarations is no valid Python")
	}
	leaf := a.leaf.Module.File.Path
	file := &File{Path: path.Join(path.Dir(leaf), name+".py"), New: []byte(text), Created: true, mode: 0o644}
	disk := filepath.Join(a.project.Program.Root(), filepath.FromSlash(leaf))
	if about, err := os.Stat(disk); err == nil {
		file.mode = about.Mode().Perm()
	}
	file.disk = filepath.Join(filepath.Dir(disk), name+".py")
	if _, err := os.Lstat(file.disk); err == nil {
		return "", fmt.Errorf("%s is there already", file.Path)
	}
	p.files = append(p.files, file)
	for _, o := range operations {
		p.done = append(p.done, Done{a.migrations.App.Label, file.Path, o.summary()})
	}
	return name, nil
}

// noteLast follows the custom of a file that names an app's last migration, so
// that version control sees two that follow the same one.
func (p *planner) noteLast(a *appChange, last string) {
	leaf := a.leaf.Module.File.Path
	file := &File{Path: path.Join(path.Dir(leaf), "max_migration.txt"), New: []byte(last + "\n"), mode: 0o644}
	file.disk = filepath.Join(a.project.Program.Root(), filepath.FromSlash(file.Path))
	old, err := os.ReadFile(file.disk)
	if err != nil || strings.TrimSpace(string(old)) != a.leaf.Name {
		return
	}
	file.Old = old
	p.files = append(p.files, file)
}

var (
	squashed = regexp.MustCompile(`.*_squashed_(\d+)`)
	numbered = regexp.MustCompile(`^\d+`)
)

// number is MigrationAutodetector.parse_number.
func number(name string) int {
	digits := numbered.FindString(name)
	if match := squashed.FindStringSubmatch(name); match != nil {
		digits = match[1]
	}
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}

// longestFragments is where Migration.suggest_name stops.
const longestFragments = 52

var notWord = regexp.MustCompile(`\W+`)

// suggestName is Migration.suggest_name.
func suggestName(operations []operation) string {
	name := notWord.ReplaceAllString(operations[0].fragment, "_")
	for _, o := range operations[1:] {
		longer := name + "_" + notWord.ReplaceAllString(o.fragment, "_")
		if len(longer) > longestFragments {
			return name + "_and_more"
		}
		name = longer
	}
	return name
}

// write writes a migration as makemigrations does, with the quotes of the last one.
func (a *appChange) write(before string, operations []operation, concurrent bool) string {
	var b strings.Builder
	b.WriteString("# Generated by ormlint check --fix\n\n")
	imports := []importLine{importMigrations}
	for _, o := range operations {
		imports = append(imports, o.imports...)
	}
	base, needed := a.base()
	b.WriteString(writeImports(append(imports, needed...)))
	b.WriteString("\n\nclass Migration(" + base + "):\n\n")
	if concurrent {
		b.WriteString("    # CONCURRENTLY lets writes to a large table go on; it cannot run in a transaction.\n    atomic = False\n\n")
	}
	fmt.Fprintf(&b, "    dependencies = [\n        (%[1]s%[2]s%[1]s, %[1]s%[3]s%[1]s),\n    ]\n\n    operations = [\n", a.quote, a.migrations.App.Label, before)
	for _, o := range operations {
		b.WriteString("        " + o.call.broken("        ", "    ") + ",\n")
	}
	b.WriteString("    ]\n")
	return b.String()
}

// base is what the last migration derives from: a project that has a class of
// its own for that wants it in every migration.
func (a *appChange) base() (text string, imports []importLine) {
	const usual = "migrations.Migration"
	tree := a.leaf.Module.Tree()
	for _, s := range tree.Body {
		class, ok := s.(*py.ClassDef)
		if !ok || class.Name != "Migration" || len(class.Bases) != 1 || len(class.Keywords) > 0 {
			continue
		}
		span := class.Bases[0].Extent()
		imports, err := importsOf(tree, class.Bases[0])
		if err != nil || slices.ContainsFunc(imports, func(l importLine) bool { return l.bound() == "models" && l != importModels }) {
			return usual, nil
		}
		return tree.File.Text[span.Start:span.End], imports
	}
	return usual, nil
}

// writeImports writes each import once, sorted, names of one module together.
func writeImports(lines []importLine) string {
	plain := map[string]bool{}
	from := map[string][]string{}
	for _, l := range lines {
		name := l.name
		if l.as != "" {
			name += " as " + l.as
		}
		if l.module == "" {
			plain["import "+name] = true
		} else if !slices.Contains(from[l.module], name) {
			from[l.module] = append(from[l.module], name)
		}
	}
	var first, second []string
	for line := range plain {
		first = append(first, line)
	}
	for module, names := range from {
		slices.Sort(names)
		second = append(second, "from "+module+" import "+strings.Join(names, ", "))
	}
	slices.Sort(first)
	slices.Sort(second)
	return strings.Join(append(first, second...), "\n") + "\n"
}

// summary says in one line what an operation does.
func (o operation) summary() string {
	_, name := cutLast(o.call.head)
	if name == "" {
		name = o.call.head
	}
	return name + " " + o.fragment
}
