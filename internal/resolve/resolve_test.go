package resolve_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/resolve"
)

// TestPrograms builds the trees of testdata/*.txtar and asks what the lines
// before the first file ask, each "question = answer":
//
//	file PATH = NAME               the module of a file
//	module NAME = PATH             where a module is found; its origin if not the project; "none", "namespace"
//	import MODULE .NAME = NAME     what a module's import means
//	modules = NAME …               all modules of the project
//	submodules NAME = NAME …
//	closure NAME … = NAME …        what importing loads
//	roots = DIR …                  of the first project
//	project N = manage.py settings; candidates
//	environment = HOW DIR PYTHON
//	version NAME = VERSION FROM
//	distribution NAME = NAME [guess]
//	error = TEXT                   of Build
//	errors = TEXT                  afterwards
//
// Settings come first: "root DIR", "python PATH", "env NAME=VALUE",
// "settings NAME", "link NEW OLD", "absolute FILE" (replaces $WORK in a file).
// Files below natives/ and declared/ are the embedded trees.
func TestPrograms(t *testing.T) {
	t.Parallel()
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			newCase(t, archive).run()
		})
	}
}

type testCase struct {
	t         *testing.T
	work      string
	options   resolve.Options
	env       map[string]string
	questions []string
	program   *resolve.Program
	failure   error
}

func newCase(t *testing.T, archive *txtar.Archive) *testCase {
	work, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	c := &testCase{t: t, work: work, env: map[string]string{"HOME": filepath.Join(work, "home")}}
	c.options.Root = filepath.Join(work, "repo")
	c.options.Getenv = func(name string) string { return c.env[name] }
	natives, declared := fstest.MapFS{}, fstest.MapFS{}
	for _, f := range archive.Files {
		if rest, ok := strings.CutPrefix(f.Name, "natives/"); ok {
			natives[rest] = &fstest.MapFile{Data: f.Data}
			continue
		}
		if rest, ok := strings.CutPrefix(f.Name, "declared/"); ok {
			declared[rest] = &fstest.MapFile{Data: f.Data}
			continue
		}
		path := filepath.Join(work, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(f.Data), "$WORK", filepath.ToSlash(work))
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if len(natives) > 0 {
		c.options.Natives = natives
	}
	if len(declared) > 0 {
		c.options.Declared = declared
	}
	c.readSettings(string(archive.Comment))
	return c
}

func (c *testCase) readSettings(comment string) {
	lines := strings.Split(comment, "\n")
	for _, line := range lines[1:] { // the first says what is shown
		line = strings.TrimSpace(strings.ReplaceAll(line, "$WORK", c.work))
		command, rest, _ := strings.Cut(line, " ")
		switch command {
		case "":
		case "root":
			c.options.Root = filepath.Join(c.work, rest)
		case "python":
			c.options.Python = rest
		case "settings":
			c.options.Settings = rest
		case "env":
			name, value, _ := strings.Cut(rest, "=")
			c.env[name] = value
		case "link":
			place, target, _ := strings.Cut(rest, " ")
			if err := os.Symlink(target, filepath.Join(c.work, place)); err != nil {
				c.t.Skipf("no symbolic links here: %v", err)
			}
		default:
			c.questions = append(c.questions, line)
		}
	}
}

func (c *testCase) run() {
	c.program, c.failure = resolve.Build(context.Background(), c.options)
	for _, line := range c.questions {
		question, want, ok := strings.Cut(line, "=")
		if !ok {
			c.t.Fatalf("%q is no question", line)
		}
		got := strings.ReplaceAll(c.answer(strings.Fields(question)), c.work, "$WORK")
		want = strings.ReplaceAll(strings.TrimSpace(want), c.work, "$WORK")
		if diff := cmp.Diff(want, strings.TrimSpace(got)); diff != "" {
			c.t.Errorf("%s (-want +got):\n%s", strings.TrimSpace(question), diff)
		}
	}
}

func (c *testCase) answer(question []string) string {
	if question[0] == "error" {
		return fmt.Sprint(c.failure)
	}
	if c.failure != nil {
		c.t.Fatal(c.failure)
	}
	p := c.program
	args := question[1:]
	switch question[0] {
	case "file":
		if m := p.ModuleOfFile(args[0]); m != nil {
			if p.Module(m.Name) != m {
				return m.Name + " (is another)"
			}
			return m.Name
		}
		return "none"
	case "module":
		return describe(p.Module(args[0]))
	case "import":
		target := strings.TrimLeft(args[1], ".")
		return p.Import(p.Module(args[0]), len(args[1])-len(target), target)
	case "modules":
		return names(p.Modules())
	case "submodules":
		return strings.Join(p.Submodules(args[0]), " ")
	case "closure":
		var start []*resolve.Module
		for _, name := range args {
			start = append(start, p.Module(name))
		}
		return names(p.Closure(start, nil))
	case "version":
		version, from := p.Version(args[0])
		return version + " " + from
	case "distribution":
		name, known := p.Distribution(args[0])
		if !known {
			name += " guess"
		}
		return name
	case "environment":
		e := p.Environment()
		if e == nil {
			return "none"
		}
		return e.Found + " " + filepath.ToSlash(e.Dir) + " " + e.Python
	case "errors":
		return fmt.Sprint(p.Errors())
	}
	return c.answerProject(question)
}

func (c *testCase) answerProject(question []string) string {
	n := 0
	if len(question) > 1 {
		fmt.Sscan(question[1], &n)
	}
	if n >= len(c.program.Projects()) {
		return "none"
	}
	project := c.program.Projects()[n]
	switch question[0] {
	case "roots":
		roots := make([]string, len(project.Roots))
		for i, dir := range project.Roots {
			roots[i] = "./" + dir
		}
		return strings.Join(roots, " ")
	case "project":
		manage := project.Manage
		if manage == "" {
			manage = "-"
		}
		return strings.TrimSpace(manage+" "+project.Settings) + "; " + strings.Join(project.Candidates, " ")
	case "within": // within N NAME
		return describe(c.program.ModuleIn(project, question[2]))
	}
	c.t.Fatalf("unknown question %q", question)
	return ""
}

func describe(m *resolve.Module) string {
	switch {
	case m == nil:
		return "none"
	case m.File == nil:
		return "namespace"
	case m.Origin == resolve.Project:
		return m.File.Path
	}
	return m.Origin.String() + " " + m.File.Path
}

func names(modules []*resolve.Module) string {
	var all []string
	for _, m := range modules {
		all = append(all, m.Name)
	}
	return strings.Join(all, " ")
}
