package fix

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// FuzzMeta adds an index to the Meta of every class of any valid file, and takes
// the first one out of every list. The file stays valid, and every statement but
// Meta stays what it was.
func FuzzMeta(f *testing.F) {
	for _, seed := range []string{
		"class A:\n    x = 1\n",
		"class A: pass\n",
		"class A(B): x = 1; y = 2\n",
		"class A:\n    class Meta: ordering = [1]\n    def f(self): pass\n",
		"class A:\n\t'''doc'''\n\tclass Meta:\n\t\tindexes = [ # why\n\t\t\t(a), b # c\n\t\t]\n",
		"class A:\n  class Meta:\n    indexes = (a, (b), )\n  x = 1",
		"class A:\r\n    class Meta:\r\n        indexes = [a,\r\n                   b]\r\n",
		"class A:\n    class Meta:\n        indexes = X + [a]\n",
		"class A:\n    class Meta:\n        indexes = (a), (b)\n",
		"@d\nclass A[T](B, metaclass=M):\n\n    # c\n    @e\n    def f(self): pass\n",
		"if x:\n    class A:\n        y = (\n            1\n        ) ; z = '''\n'''\n",
		"class A:\n    class Meta:\n        indexes: list = f(\n        )\n",
		"class A:\n    class Meta:\n        \"\"\"d\"\"\"\n        pass\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 {
			return
		}
		tree := py.Parse(&source.File{Text: text})
		if len(tree.Errors) > 0 {
			return
		}
		for _, class := range classesOf(tree) {
			d := newDocument(tree)
			change := metaChange{add: []piece{{"models.Index", []string{`fields=["a"]`, `name="n"`}}}, computed: "list"}
			if d.meta(class, change) == nil {
				checkEdits(t, d, class, 1)
			}
			d = newDocument(tree)
			if span, ok := firstIndex(class); ok && d.meta(class, metaChange{remove: []source.Span{span}}) == nil {
				checkEdits(t, d, class, -1)
			}
		}
	})
}

func classesOf(tree *py.Module) []*py.ClassDef {
	var classes []*py.ClassDef
	py.Walk(tree, func(n py.Node) bool {
		if class, ok := n.(*py.ClassDef); ok && class.Name != "Meta" {
			classes = append(classes, class)
		}
		return true
	})
	return classes
}

func firstIndex(class *py.ClassDef) (source.Span, bool) {
	meta, _ := metaOf(class)
	if meta == nil {
		return source.Span{}, false
	}
	value, _ := indexesOf(meta)
	elts, _ := elements(value)
	if len(elts) == 0 {
		return source.Span{}, false
	}
	return elts[0].Extent(), true
}

// checkEdits parses the new text and compares it with the old, but for Meta.
func checkEdits(t *testing.T, d *document, class *py.ClassDef, more int) {
	t.Helper()
	text, err := apply(d.text, d.edits)
	if err != nil {
		t.Fatalf("%v\n%s", err, d.text)
	}
	tree := py.Parse(&source.File{Text: text})
	if len(tree.Errors) > 0 {
		t.Fatalf("%s: no longer valid:\n%s\n--- was\n%s", tree.Errors[0].Message, text, d.text)
	}
	at := slices.Index(classesOf(d.Module), class)
	now := classesOf(tree)[at]
	if before, after := countIndexes(t, class), countIndexes(t, now); before >= 0 && after != before+more {
		t.Fatalf("%d indexes became %d:\n%s\n--- was\n%s", before, after, text, d.text)
	}
	if before, after := without(d.Module, class), without(tree, now); before != after {
		t.Fatalf("more than Meta has changed:\n%s\n--- was\n%s\n%s\n---\n%s", text, d.text, before, after)
	}
	for _, comment := range d.Comments {
		if !strings.Contains(text, d.text[comment.Start:comment.End]) && more > 0 {
			t.Fatalf("comment %s is gone:\n%s", d.text[comment.Start:comment.End], text)
		}
	}
}

// countIndexes counts the elements of the list that changes; -1 for what is computed.
func countIndexes(t *testing.T, class *py.ClassDef) int {
	t.Helper()
	meta, err := metaOf(class)
	if err != nil {
		t.Fatal(err)
	}
	if meta == nil {
		return 0
	}
	value, err := indexesOf(meta)
	if err != nil {
		t.Fatal(err)
	}
	if value == nil {
		return 0
	}
	if sum, ok := value.(*py.BinOp); ok {
		value = sum.Right
	}
	if elts, ok := elements(value); ok {
		return len(elts)
	}
	return -1
}

// without is the types of all nodes of a file but those of a class's Meta and of
// statements that do nothing.
func without(tree *py.Module, class *py.ClassDef) string {
	var b bytes.Buffer
	meta, _ := metaOf(class)
	py.Walk(tree, func(n py.Node) bool {
		if n == nil || n == py.Node(meta) {
			return false
		}
		if s, ok := n.(py.Stmt); ok && isIdle(s) {
			return false
		}
		b.WriteString(py.TypeName(n) + " ")
		return true
	})
	return b.String()
}
