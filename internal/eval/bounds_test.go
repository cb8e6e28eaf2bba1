package eval_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/ormlint/ormlint/internal/eval"
)

// allowed is what one hostile program may take: on a busy machine several times
// what it takes alone, which is less than a second for the worst.
const allowed = slowdown * 90 * time.Second

// TestBounds evaluates programs that would run away: each ends soon.
func TestBounds(t *testing.T) {
	repeat := func(n int, line func(i int) string) string {
		var b strings.Builder
		for i := range n {
			b.WriteString(line(i))
		}
		return b.String()
	}
	cases := map[string]string{
		"steps":         "def f():\n    x = 0\n    while True:\n        x = x + 1\nR = f()\n",
		"for":           "def f():\n    t = 0\n    for i in range(10**9):\n        for j in range(10**9):\n            t = t + 1\n    return t\nR = f()\n",
		"range":         "R = [x for x in range(10**12) for y in range(10**12)]\n",
		"depth":         repeat(3000, func(i int) string { return fmt.Sprintf("def f%d():\n    return f%d()\n", i, i+1) }) + "def f3000(): return 1\nR = f0()\n",
		"definitions":   repeat(3000, func(i int) string { return fmt.Sprintf("v%d = v%d + v%d\n", i, i+1, i+1) }) + "v3000 = 1\nR = v0\n",
		"mutual":        "def a(n):\n    return b(n) + b(n)\ndef b(n):\n    return a(n) + a(n)\nR = a(1)\n",
		"inheritance":   "class A(B): pass\nclass B(C): pass\nclass C(A): pass\nR = [A.x, B.mro(), C()]\n",
		"self":          "class A(A): pass\nR = A().x\n",
		"bases":         "class C0: pass\n" + repeat(400, func(i int) string { return fmt.Sprintf("class C%d(C%d): pass\n", i+1, i) }) + "R = C400().x\n",
		"branches":      "from nowhere import u\ndef f():\n" + repeat(10000, func(i int) string { return fmt.Sprintf("    if u(%d):\n        x%d = %d\n", i, i, i) }) + "    return x1\nR = f()\n",
		"dict":          "from nowhere import u\ndef f():\n    d = {}\n" + repeat(2000, func(i int) string { return fmt.Sprintf("    if u(%d):\n        d[%d] = %d\n", i, i, i) }) + "    return d\nR = len(f())\n",
		"returns":       "from nowhere import u\ndef f():\n" + repeat(10000, func(i int) string { return fmt.Sprintf("    if u(%d):\n        return %d\n", i, i) }) + "R = f()\n",
		"nested":        "from nowhere import u\ndef f():\n" + repeat(60, func(i int) string { return strings.Repeat(" ", i+1) + "if u():\n" }) + strings.Repeat(" ", 61) + "return 1\nR = f()\n",
		"text":          "def f():\n    s = 'x'\n    for i in range(100):\n        s = s + s\n    return s\nR = len(f())\n",
		"joined":        "def f():\n    s = 'x'\n    for i in range(100):\n        s = f'{s}{s}'\n    return s\nR = len(f())\n",
		"replace":       "def f():\n    s = 'x' * 1000\n    for i in range(100):\n        s = s.replace('x', s)\n    return s\nR = len(f())\n",
		"percent":       "def f():\n    s = 'x'\n    for i in range(100):\n        s = '%s%s' % (s, s)\n    return s\nR = len(f())\n",
		"list":          "def f():\n    l = [1]\n    for i in range(100):\n        l = l + l\n    return l\nR = len(f())\n",
		"list in place": "def f():\n    l = [1]\n    for i in range(100):\n        l += l\n        l.extend(l)\n    return l\nR = len(f())\n",
		"tuples":        "def f():\n    t = (1,)\n    for i in range(200):\n        t = (t, t)\n    return {t: 1, 2: t}, str(t), t == (t, t), sorted([t, t])\nR = f()\n",
		"lists":         "import copy\ndef f():\n    t = [1]\n    for i in range(200):\n        t = [t, t]\n    return str(t), t == [t, t], copy.deepcopy(t), f'{t}'\nR = f()\n",
		"wide copies":   "import copy\ndef f():\n    t = [1]\n    for i in range(8):\n        t = [t] * 1000\n    return copy.deepcopy(t)\nR = len(f())\n",
		"multiply":      "R = [[] * 10**18, 'ab' * 4611686018427387904, (1,) * 10**18, [1, 2] * 2**62, 10**10 * 'x']\n",
		"append":        "def f():\n    l = []\n    for i in range(4000):\n        for j in range(4000):\n            l.append(j)\n    return l\nR = len(f())\n",
		"set":           "def f():\n    s = set()\n    for i in range(4000):\n        for j in range(4000):\n            s.add((i, j))\n    return s\nR = len(f())\n",
		"contains":      "def f():\n    l = []\n    for i in range(4000):\n        if i not in l:\n            l.append(i)\n    return l\nR = len(f())\n",
		"pop":           "def f():\n    d = {i: i for i in range(5000)}\n    while d:\n        d.popitem()\n    return d\nR = len(f())\n",
		"insert":        "def f():\n    l = []\n    for i in range(4000):\n        for j in range(4000):\n            l.insert(0, j)\n    return l\nR = len(f())\n",
		"sort":          "def f():\n    l = list(range(5000))\n    for i in range(4000):\n        l = sorted(l, key=lambda x: -x)\n    return l\nR = len(f())\n",
		"alternatives":  "from nowhere import u\ndef f(x):\n    return x + (1 if u else 2) + (10 if u else 20) + (100 if u else 200)\nR = [f(f(f(f(f(1)))))] * 100\n",
		"generator":     "def g():\n    while True:\n        yield 1\nR = len(list(g()))\n",
		"decorators":    "def d(f):\n    for i in range(10**6):\n        pass\n    return f\n" + repeat(500, func(i int) string { return fmt.Sprintf("@d\ndef f%d(): pass\n", i) }) + "R = [" + repeat(500, func(i int) string { return fmt.Sprintf("f%d,", i) }) + "]\n",
		"statements":    "from nowhere import u\n" + repeat(300, func(i int) string { return "for i in range(10**6):\n    for j in range(10**6):\n        x = j\n" }) + "R = x\n",
		"operators":     "R = 1" + strings.Repeat(" + 1", 50000) + "\n",
		"attributes":    "from nowhere import u\nR = u" + strings.Repeat(".a", 5000) + "\n",
		"brackets":      "R = " + strings.Repeat("[", 5000) + strings.Repeat("]", 5000) + "\n",
		"members":       "import enum\nclass E(enum.Enum):\n" + repeat(1500, func(i int) string { return fmt.Sprintf("    M%d = enum.auto()\n", i) }) + "R = E.M1499.value\n",
		"recursion":     "class A:\n    def __getattr__(self, name):\n        return self.other\n    def __eq__(self, o):\n        return self == o\n    def __len__(self):\n        return len(self)\n    def __str__(self):\n        return str(self)\n    def __iter__(self):\n        return iter(self)\na = A()\nR = [a.x, a == a, len(a), str(a), list(a), bool(a), f'{a}']\n",
		"setattr":       "class A:\n    def __setattr__(self, n, v):\n        setattr(self, n, v)\n    @property\n    def p(self): return self.p\n    @p.setter\n    def p(self, v): self.p = v\na = A()\na.x = 1\na.p = 2\nR = [a.x, a.p]\n",
		"holds itself":  "l = []\nl.append(l)\nd = {}\nd['d'] = d\nt = (l, d)\nl.append(t)\nR = [str(l), l == [l], l < [l], d == {'d': d}, repr(t), f'{d}', l in l, sorted([l, l]), '%s' % (t,)]\n",
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			in := interp(t, txtar.Parse([]byte("-- a.py --\n"+text)))
			began := time.Now()
			v := in.Lookup("a.R")
			_ = eval.Repr(v)
			if took := time.Since(began); took > allowed {
				t.Errorf("took %v", took)
			}
		})
	}
}

// FuzzEval evaluates every name of any module: no panic, and an end.
func FuzzEval(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, section := range archive.Files {
			if strings.HasSuffix(section.Name, ".py") {
				f.Add(string(section.Data))
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		root := t.TempDir()
		if err := os.WriteFile(filepath.Join(root, "a.py"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		in := interpOf(t, root)
		m := in.Module("a")
		if m == nil {
			return
		}
		began := time.Now()
		for _, name := range m.Names() {
			in.Request()
			_ = eval.Repr(in.Lookup("a." + name))
			if c, ok := in.Lookup("a." + name).(*eval.Class); ok {
				for _, own := range c.OwnNames() {
					_ = eval.Repr(in.Attr(c, own))
				}
			}
		}
		m.Effects()
		if took := time.Since(began); took > 10*time.Second {
			t.Errorf("took %v", took)
		}
	})
}
