package resolve

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

func TestImports(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"import a, b.c as d", "a; b.c as d"},
		{"from . import a\nfrom ..b import c as d, e", ". a; ..b c as d; ..b e"},
		{"from a import *", "a *"},
		{"try:\n    import a\nexcept ImportError:\n    import b\nelse:\n    import c\nfinally:\n    import d", "a?; b?; c; d"},
		{"try:\n    import a\nexcept (KeyError, ModuleNotFoundError):\n    pass", "a?"},
		{"try:\n    import a\nexcept:\n    pass", "a?"},
		{"try:\n    import a\nexcept ValueError:\n    import b", "a; b"},
		{"with suppress(ImportError):\n    import a", "a?"},
		{"with open(x):\n    import a", "a"},
		{"if TYPE_CHECKING:\n    import a\nelse:\n    import b", "a!; b"},
		{"if typing.TYPE_CHECKING:\n    import a", "a!"},
		{"if not TYPE_CHECKING:\n    import a\nelse:\n    import b", "a; b!"},
		{"if TYPE_CHECKING and x:\n    import a", "a!"},
		{"if x:\n    import a\nelif y:\n    import b\nelse:\n    import c", "a; b; c"},
		{"def f():\n    import a\nlambda: 1", ""},
		{"class A:\n    import a\n    def f(self):\n        import b", "a"},
		{"if __name__ == '__main__':\n    import a\nelse:\n    import b", "b"},
		{"for x in y:\n    import a\nwhile x:\n    import b\nelse:\n    import c", "a; b; c"},
		{"match x:\n    case 1:\n        import a", "a"},
	}
	for _, test := range tests {
		tree := py.Parse(&source.File{Text: test.text})
		var got []string
		for _, i := range Imports(tree) {
			s := strings.TrimSpace(fmt.Sprint(strings.Repeat(".", i.Level), i.Module, " ", i.Name))
			if i.AsName != "" {
				s += " as " + i.AsName
			}
			if i.Guarded {
				s += "?"
			}
			if i.TypeChecking {
				s += "!"
			}
			got = append(got, s)
		}
		if diff := cmp.Diff(test.want, strings.Join(got, "; ")); diff != "" {
			t.Errorf("%s\n%s", test.text, diff)
		}
	}
}
