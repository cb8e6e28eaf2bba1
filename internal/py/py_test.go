package py_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func parse(t testing.TB, text string) *py.Module {
	t.Helper()
	file, err := source.NewFile("test.py", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return py.Parse(file)
}

// parseFile reads a file of testdata.
func parseFile(t testing.TB, path string) *py.Module {
	t.Helper()
	file, err := source.Read(path, filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	return py.Parse(file)
}

func dump(t testing.TB, m *py.Module) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := py.Dump(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, path string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("differs from %s (rewrite it with -update):\n%s", path, got)
	}
}

func files(t testing.TB, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	return paths
}

func TestTreesOfValidFiles(t *testing.T) {
	for _, path := range files(t, "testdata/trees/*.py") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			m := parseFile(t, path)
			for _, e := range m.Errors {
				t.Errorf("line %d: %s", m.File.Line(e.Start), e.Message)
			}
			if err := py.Check(m); err != nil {
				t.Error(err)
			}
			golden(t, strings.TrimSuffix(path, ".py")+".dump", dump(t, m))
		})
	}
}

// TestTreesAreCPythons compares the same files with the interpreter at hand.
// conformance/ast does so with whole libraries.
func TestTreesAreCPythons(t *testing.T) {
	python := newPython(t)
	for _, path := range files(t, "testdata/trees/*.py") {
		command := exec.Command(python, "-I", "-W", "ignore", "../../conformance/ast/dump.py")
		command.Stdin = strings.NewReader(path)
		out, err := command.Output()
		if err != nil {
			t.Fatal(err)
		}
		header, body, _ := bytes.Cut(out, []byte("\n"))
		if header[0] == '!' {
			t.Logf("%s: not Python for this interpreter: %s", path, header[2:])
			continue
		}
		var size, values int
		if _, err := fmt.Sscanf(string(header), "= %d %d", &size, &values); err != nil {
			t.Fatalf("%s: %q: %v", path, header, err)
		}
		if got := dump(t, parseFile(t, path)); !bytes.Equal(got, body[:size]) {
			t.Errorf("%s: our tree is\n%s\nCPython's is\n%s", path, got, body[:size])
		}
	}
}

// newPython finds an interpreter whose trees are to be met exactly; before 3.13
// the spans inside f-strings were others.
func newPython(t *testing.T) string {
	names := []string{"python3.14", "python3.13", "python3"}
	if home, err := os.UserHomeDir(); err == nil {
		installed, _ := filepath.Glob(filepath.Join(home, ".pyenv/versions/3.1[3-9]*/bin/python3"))
		names = append(installed, names...)
	}
	for _, name := range names {
		const check = "import sys; sys.exit(sys.version_info < (3, 13))"
		if exec.Command(name, "-I", "-c", check).Run() == nil {
			return name
		}
	}
	t.Skip("no Python from 3.13 on")
	return ""
}

// outline renders the statements that survive in a broken file, one a line,
// indented as they are nested, and then the errors.
func outline(m *py.Module) []byte {
	var b bytes.Buffer
	var show func(parent py.Node, indent string)
	show = func(parent py.Node, indent string) {
		py.Walk(parent, func(n py.Node) bool {
			if n == parent {
				return true
			}
			if s, ok := n.(py.Stmt); ok {
				span := s.Extent()
				line, _, _ := strings.Cut(m.File.Text[span.Start:span.End], "\n")
				fmt.Fprintf(&b, "%s%s %s\n", indent, py.TypeName(n), line)
				show(n, indent+"    ")
			}
			return false
		})
	}
	show(m, "")
	for _, e := range m.Errors {
		line, column := m.File.Position(e.Start)
		fmt.Fprintf(&b, "! %d:%d %s\n", line, column, e.Message)
	}
	return b.Bytes()
}

func TestBrokenFilesKeepTheirOtherStatements(t *testing.T) {
	for _, path := range files(t, "testdata/broken/*.txt") {
		t.Run(filepath.Base(path), func(t *testing.T) {
			m := parseFile(t, path)
			if err := py.Check(m); err != nil {
				t.Error(err)
			}
			if len(m.Errors) == 0 {
				t.Error("no error reported")
			}
			golden(t, strings.TrimSuffix(path, ".txt")+".outline", outline(m))
		})
	}
}

// TestTruncatedFilesKeepWhatCameBefore cuts a valid file at every byte.
func TestTruncatedFilesKeepWhatCameBefore(t *testing.T) {
	for _, path := range files(t, "testdata/trees/*.py") {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		whole := len(parse(t, string(data)).Body)
		for cut := range data {
			m := parse(t, string(data[:cut]))
			if err := py.Check(m); err != nil {
				t.Fatalf("%s cut at %d: %v", path, cut, err)
			}
			if len(m.Body) > whole+2 {
				t.Fatalf("%s cut at %d: %d statements, the whole has %d", path, cut, len(m.Body), whole)
			}
		}
	}
}

func TestDeepAndLongTextEndsInAnError(t *testing.T) {
	const n = 100_000
	tests := []struct {
		name, text string
		fine       bool
	}{
		{"brackets", strings.Repeat("(", n) + strings.Repeat(")", n), false},
		{"200 brackets", strings.Repeat("(", 200) + strings.Repeat(")", 200), true},
		{"open brackets", strings.Repeat("[", n), false},
		{"mixed brackets", strings.Repeat("([{", n), false},
		{"closers", strings.Repeat(")]}\n", n), false},
		{"unclosed lines", strings.Repeat("f(\n", n), false},
		{"unclosed calls", strings.Repeat("x = f(a,\ny = 1\n", n), false},
		{"unclosed in blocks", strings.Repeat("def f(\n  x = (\n", n), false},
		{"not", strings.Repeat("not ", n) + "a", false},
		{"minus", strings.Repeat("-", n) + "a", false},
		{"lambda", strings.Repeat("lambda: ", n) + "a", false},
		{"power", "a" + strings.Repeat("**a", n), false},
		{"ternary", strings.Repeat("a if b else ", n) + "c", false},
		{"yield", "x = " + strings.Repeat("(yield ", n), false},
		{"await", strings.Repeat("await ", n) + "a", false},
		{"sum", "a" + strings.Repeat("+a", n), false},
		{"sum of 10,000", "a" + strings.Repeat("+a", 10_000), true},
		{"or", "a" + strings.Repeat(" or a", n), true},
		{"comparisons", "a" + strings.Repeat(" < a", n), true},
		{"attributes", "a" + strings.Repeat(".b", n), false},
		{"attributes 10,000", "a" + strings.Repeat(".b", 10_000), true},
		{"calls", "a" + strings.Repeat("()", n), false},
		{"elifs", "if a: b\n" + strings.Repeat("elif a: b\n", n), false},
		{"10,000 elifs", "if a: b\n" + strings.Repeat("elif a: b\n", 10_000) + "else: c", true},
		{"targets", strings.Repeat("a = ", n) + "b", true},
		{"strings", strings.Repeat("'a' ", n), true},
		{"f-strings", strings.Repeat("f'{", n), false},
		{"f-strings of two kinds", strings.Repeat(`f"{f'{`, n), false},
		{"specifications", "f'" + strings.Repeat("{a:", n), false},
		{"indentation", nested(1000), false},
		{"90 levels", nested(90), true},
		{"one line blocks", strings.Repeat("if a: ", n), false},
		{"decorators", strings.Repeat("@a\n", n) + "def f(): pass", true},
		{"patterns", "match a:\n case " + strings.Repeat("[", n) + ": pass", false},
		{"alternatives", "match a:\n case " + strings.Repeat("a|", n) + "a: pass", true},
		{"quotes", strings.Repeat(`"""`, n) + `"`, false},
		{"triple quotes and words", strings.Repeat("\"\"\"a\nb c\n", n), false},
		{"backslashes", strings.Repeat("\\\n", n), true},
		{"NUL", strings.Repeat("\x00", n), false},
		{"dedents", strings.Repeat("        a\n    b\n", n), false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := parse(t, test.text)
			if err := py.Check(m); err != nil {
				t.Error(err)
			}
			if fine := len(m.Errors) == 0; fine != test.fine {
				t.Errorf("without errors: %v, want %v: %v", fine, test.fine, m.Errors[:min(3, len(m.Errors))])
			}
		})
	}
}

func nested(levels int) string {
	var b strings.Builder
	for i := range levels {
		fmt.Fprintf(&b, "%sif a:\n", strings.Repeat(" ", i))
	}
	fmt.Fprintf(&b, "%sb\n", strings.Repeat(" ", levels))
	return b.String()
}

func TestCommentsAreKeptInOrder(t *testing.T) {
	m := parse(t, "# one\nx = (1, # two\n  2)\n\t# three\r\ny = '# no' # four")
	var got []string
	for _, span := range m.Comments {
		got = append(got, m.File.Text[span.Start:span.End])
	}
	if want := []string{"# one", "# two", "# three", "# four"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestFlawsOfTheFileAreSyntaxErrors(t *testing.T) {
	for _, text := range []string{"x = '\xe9'\n", "x = 'a\x00b'\n", "# coding: klingon\nx = 1\n"} {
		m := parse(t, text)
		if len(m.Errors) != 1 || len(m.Body) != 1 {
			t.Errorf("%q: %d errors, %d statements; want one of each: %v", text, len(m.Errors), len(m.Body), m.Errors)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/trees/*.py", "testdata/broken/*.txt"} {
		for _, path := range files(f, pattern) {
			data, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m := parse(t, string(data))
		if err := py.Check(m); err != nil {
			t.Error(err)
		}
		dump(t, m)
		py.Walk(m, func(n py.Node) bool {
			if c, ok := n.(*py.Constant); ok {
				c.Text()
				c.Bytes()
				c.BigInt()
				c.Float()
			}
			return true
		})
	})
}
