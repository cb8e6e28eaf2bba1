package engine

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/source"
)

// Each of several Django projects is asked for the queries of its own code:
// asking each for all would cost the square of their number.
func TestOwn(t *testing.T) {
	var modules []*resolve.Module
	for _, path := range []string{"shop/views.py", "example/app/views.py", "example/inner/views.py"} {
		modules = append(modules, &resolve.Module{File: &source.File{Path: path}})
	}
	root := &resolve.DjangoProject{Dir: ""}
	example := &resolve.DjangoProject{Dir: "example"}
	inner := &resolve.DjangoProject{Dir: "example/inner"}
	first := &resolve.DjangoProject{Dir: "example/app/tests"}
	second := &resolve.DjangoProject{Dir: "copy/app/tests"}
	tests := []struct {
		name    string
		site    *resolve.DjangoProject
		several []*resolve.DjangoProject
		want    []string
	}{
		{"the only one", nil, []*resolve.DjangoProject{nil}, []string{"shop/views.py", "example/app/views.py", "example/inner/views.py"}},
		{"of the root", root, []*resolve.DjangoProject{root, example}, []string{"shop/views.py"}},
		{"within another, and code of neither", inner, []*resolve.DjangoProject{example, inner}, []string{"shop/views.py", "example/inner/views.py"}},
		{"beside a copy: code around it, and code that is far from both", first, []*resolve.DjangoProject{first, second},
			[]string{"shop/views.py", "example/app/views.py", "example/inner/views.py"}},
		{"a copy: code that is far from both", second, []*resolve.DjangoProject{first, second}, []string{"shop/views.py"}},
		{"the root, with one that lies nearer", root, []*resolve.DjangoProject{root, first},
			[]string{"shop/views.py", "example/app/views.py", "example/inner/views.py"}},
		{"around another", example, []*resolve.DjangoProject{example, inner}, []string{"shop/views.py", "example/app/views.py"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range own(append([]*resolve.Module(nil), modules...), tt.site, tt.several) {
				got = append(got, m.File.Path)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}
