package resolve

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// find asks Python's own import system where modules lie, without loading any.
const find = `
import json, os, sys, types
from importlib.machinery import PathFinder
def find(name, path, seen):
    if name not in seen:
        parent = name.rpartition(".")[0]
        if parent:
            up = find(parent, path, seen)
            path = up and up.submodule_search_locations
        spec = PathFinder.find_spec(name, list(path)) if path is not None else None
        if spec and spec.submodule_search_locations is not None:
            sys.modules[name] = types.ModuleType(name)
            sys.modules[name].__path__ = list(spec.submodule_search_locations)
        seen[name] = spec
    return seen[name]
def say(spec):
    if spec is None:
        return "none"
    return "namespace" if spec.origin in (None, "namespace") else spec.origin
answers = []
for job in json.load(sys.stdin):
    seen = {}
    answers.append({name: say(find(name, job["path"], seen)) for name in job["names"]})
    for name in seen:
        sys.modules.pop(name, None)
json.dump(answers, sys.stdout)
`

// Trees of packages, namespaces and files that hide each other, in the project
// and in two directories of packages, mean to Python what they mean here.
func TestModulesAreWherePythonFindsThem(t *testing.T) {
	t.Parallel()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3 to compare with")
	}
	names := []string{"a", "b", "c"}
	for _, first := range names[:3] {
		for _, second := range names[:3] {
			names = append(names, first+"."+second)
			for _, third := range names[:3] {
				names = append(names, first+"."+second+"."+third)
			}
		}
	}
	type job struct {
		Path  []string `json:"path"`
		Names []string `json:"names"`
	}
	random := rand.New(rand.NewPCG(1, 2))
	var trees []map[string]string
	var jobs []job
	for range 40 {
		files := map[string]string{"repo/manage.py": "", "venv/pyvenv.cfg": "version = 3.12.1", "more/m.py": "",
			"venv/lib/python3.12/site-packages/more.pth": "../../../../more\n"}
		path := []string{"repo", "venv/lib/python3.12/site-packages", "more"}
		for _, dir := range path {
			addTree(random, files, dir, 3)
		}
		work := write(t, files)
		for i := range path {
			path[i] = filepath.Join(work, filepath.FromSlash(path[i]))
		}
		trees, jobs = append(trees, files), append(jobs, job{path, names})
	}
	var answers []map[string]string
	ask(t, python, jobs, &answers)
	for i, want := range answers {
		repo := jobs[i].Path[0]
		p, err := Build(context.Background(), Options{Root: repo, Python: jobs[i].Path[1]})
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			got := whereabouts(p, repo, name)
			if want[name] != got && !unreachable(repo, name, got, want) {
				t.Errorf("%s is %s, Python finds %s in\n%s", name, got, want[name], listing(trees[i]))
			}
		}
	}
}

// whereabouts says where a module is as the program above does. A package that
// is only guessed to be on sys.path goes by another name.
func whereabouts(p *Program, repo, name string) string {
	m := p.Module(name)
	switch {
	case m == nil || m.Name != name:
		return "none"
	case m.File == nil:
		return "namespace"
	case m.Origin == Project:
		return filepath.Join(repo, filepath.FromSlash(m.File.Path))
	}
	return m.File.Path
}

// unreachable reports whether a file of the project is one that nothing can
// import, because its directory is hidden by a module beside it or by a package
// elsewhere: it has its name nevertheless.
func unreachable(repo, name, got string, want map[string]string) bool {
	if !strings.HasPrefix(got, repo) {
		return false
	}
	dir := filepath.Dir(got)
	if filepath.Base(got) == "__init__.py" {
		dir = filepath.Dir(dir)
	}
	for parent := parentName(name); parent != ""; parent, dir = parentName(parent), filepath.Dir(dir) {
		if want[parent] != "namespace" && want[parent] != filepath.Join(dir, "__init__.py") {
			return true
		}
	}
	return false
}

func addTree(random *rand.Rand, files map[string]string, dir string, depth int) {
	for _, name := range []string{"a", "b", "c"} {
		if random.IntN(3) == 0 {
			files[dir+"/"+name+".py"] = ""
		}
		if depth > 1 && random.IntN(2) == 0 {
			if random.IntN(2) == 0 {
				files[dir+"/"+name+"/__init__.py"] = ""
			}
			addTree(random, files, dir+"/"+name, depth-1)
		}
	}
}

func ask(t *testing.T, python string, job, answer any) {
	t.Helper()
	input, err := json.Marshal(job)
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(python, "-I", "-c", find)
	command.Stdin = strings.NewReader(string(input))
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(output, answer); err != nil {
		t.Fatal(err)
	}
}

func listing(files map[string]string) string {
	var all []string
	for file := range files {
		all = append(all, file)
	}
	sortByDepth(all)
	return strings.Join(all, "\n")
}
