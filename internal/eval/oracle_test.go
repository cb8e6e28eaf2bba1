package eval_test

import (
	"encoding/json"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// TestCPython runs the modules of every archive with CPython, where there is
// one, and compares every name of them: what the evaluator decides must be what
// CPython has. What it leaves open may be anything.
func TestCPython(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3")
	}
	out, err := exec.Command(python, "-c", "import sys; print(sys.version_info >= (3, 11))").Output()
	if err != nil || strings.TrimSpace(string(out)) != "True" {
		t.Skip("python3 does not run, or is older than 3.11")
	}
	for _, file := range archives(t) {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.Contains(string(archive.Comment), "\nnot run: ") {
				t.Skip("CPython cannot run it")
			}
			compareWithCPython(t, python, archive)
		})
	}
}

func compareWithCPython(t *testing.T, python string, archive *txtar.Archive) {
	root := unpack(t, archive)
	var modules []string
	for _, f := range archive.Files {
		if name, ok := strings.CutSuffix(f.Name, ".py"); ok {
			modules = append(modules, strings.ReplaceAll(strings.TrimSuffix(name, "/__init__"), "/", "."))
		}
	}
	cmd := exec.Command(python, append([]string{"-I", "-c", renderer, root}, modules...)...)
	cmd.Env = []string{"PATH=/usr/bin:/bin"}
	out, err := cmd.Output()
	if err != nil {
		if failed, ok := err.(*exec.ExitError); ok {
			t.Fatalf("python3: %v\n%s", err, failed.Stderr)
		}
		t.Fatal(err)
	}
	var real map[string]map[string]string
	if err := json.Unmarshal(out, &real); err != nil {
		t.Fatal(err)
	}
	in := interpOf(t, root)
	for _, module := range modules {
		m := in.Module(module)
		if m == nil {
			t.Errorf("no module %s", module)
			continue
		}
		for _, name := range m.Names() {
			if strings.HasPrefix(name, "__") {
				continue
			}
			in.Request()
			v := in.Lookup(module + "." + name)
			r := renderingOf(in, v)
			want, bound := real[module][name]
			switch {
			case r.undecided:
				t.Logf("%s.%s is left open: %s, CPython has %s", module, name, eval.Repr(v), want)
			case !bound:
				t.Errorf("%s.%s = %s, which CPython does not bind", module, name, r.text)
			case r.text != want:
				t.Errorf("%s.%s = %s, CPython has %s", module, name, r.text, want)
			}
		}
	}
}

// renderer imports modules and prints what their names are, as renderingOf does.
const renderer = `
import sys, json, types, enum, importlib, collections, functools
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
def show(v, depth=0):
    if depth > 6:
        return "deep"
    inner = lambda x: show(x, depth + 1)
    if v is None or v is ... or type(v) in (bool, int, float, str, bytes):
        return ascii(v)
    if isinstance(v, enum.Enum):
        return "<member %s.%s>" % (type(v).__qualname__, v.name)
    if type(v) is tuple:
        return "(" + ", ".join(map(inner, v)) + ")"
    if isinstance(v, (set, frozenset)):
        return "{" + ", ".join(sorted(map(inner, v))) + "}"
    if type(v) in (dict, collections.OrderedDict, collections.defaultdict, types.MappingProxyType):
        return "{" + ", ".join(inner(k) + ": " + inner(x) for k, x in v.items()) + "}"
    if type(v) in (list, range, map, zip, filter, enumerate, reversed, collections.deque, types.GeneratorType,
                   type({}.items()), type({}.keys()), type({}.values()), type(iter([])), type(reversed([]))):
        return "[" + ", ".join(map(inner, v)) + "]"
    if isinstance(v, type):
        return "<class %s>" % v.__qualname__
    if isinstance(v, types.ModuleType):
        return "<module %s>" % v.__name__
    if type(v) is types.FunctionType:
        return "<function %s>" % v.__name__
    attrs = getattr(v, "__dict__", None)
    if attrs is None or type(v).__module__ not in modules:
        return "<%s>" % type(v).__qualname__
    return "<%s %s>" % (type(v).__qualname__, ", ".join(sorted(k + "=" + inner(x) for k, x in attrs.items())))
modules = sys.argv[2:]
print(json.dumps({m: {k: show(v) for k, v in list(vars(importlib.import_module(m)).items())} for m in modules}))
`

// A rendering is a value as text that CPython can be asked for too.
type rendering struct {
	in        *eval.Interp
	text      string
	undecided bool // something inside is not known, or means something else than a value
}

func renderingOf(in *eval.Interp, v eval.Value) rendering {
	r := rendering{in: in}
	r.text = r.show(v, 0)
	return r
}

func (r *rendering) show(v eval.Value, depth int) string {
	if depth > 6 {
		return "deep"
	}
	switch v := v.(type) {
	case eval.NoneType, eval.EllipsisType, eval.Bool, eval.Int, eval.Float, eval.Str, eval.Bytes:
		text := eval.Repr(v)
		if strings.ContainsFunc(text, func(c rune) bool { return c > 126 }) {
			r.undecided = true
		}
		return text
	case *eval.List, *eval.Tuple, *eval.Set:
		elts, all := eval.Elements(v)
		if !all {
			r.undecided = true
		}
		parts := make([]string, len(elts))
		for i, elt := range elts {
			parts[i] = r.show(elt, depth+1)
		}
		switch v.(type) {
		case *eval.List:
			return "[" + strings.Join(parts, ", ") + "]"
		case *eval.Tuple:
			return "(" + strings.Join(parts, ", ") + ")"
		}
		slices.Sort(parts)
		return "{" + strings.Join(parts, ", ") + "}"
	case *eval.Dict:
		r.undecided = r.undecided || v.Open
		var parts []string
		v.Each(func(k, v eval.Value) { parts = append(parts, r.show(k, depth+1)+": "+r.show(v, depth+1)) })
		return "{" + strings.Join(parts, ", ") + "}"
	case *eval.Class:
		if v.Module != nil && v.Module.Source.Origin != resolve.Project {
			r.undecided = true
		}
		return "<class " + v.Qualname + ">"
	case *eval.Module:
		return "<module " + v.Name + ">"
	case *eval.Function:
		if v.Module.Source.Origin != resolve.Project {
			r.undecided = true // what is declared as a function may be a class
		}
		return "<function " + v.Name + ">"
	case *eval.Instance:
		if name, ok := v.Own("_name_"); ok {
			text, _ := eval.AsStr(name)
			return "<member " + v.Class.Qualname + "." + text + ">"
		}
		if _, isRow := eval.Elements(v); isRow || v.Class.Module == nil || v.Class.Def == nil || v.Class.Module.Source.Origin != resolve.Project {
			r.undecided = true
			return ""
		}
		var parts []string
		for _, a := range v.Attrs {
			parts = append(parts, a.Name+"="+r.show(a.Value, depth+1))
		}
		slices.Sort(parts)
		return "<" + v.Class.Qualname + " " + strings.Join(parts, ", ") + ">"
	}
	r.undecided = true
	return ""
}
