package engine

import (
	"testing"

	"github.com/ormlint/ormlint/internal/config"
)

func TestJudged(t *testing.T) {
	for _, test := range []struct {
		file    string
		paths   []string
		exclude []string
		want    bool
	}{
		{file: "shop/views.py", want: true},
		{file: "shop/tests/test_views.py"},
		{file: "shop/tests.py"},
		{file: "shop/test_views.py"},
		{file: "conftest.py"},
		{file: "shop/migrations/0001_initial.py"},
		{file: "vendor/lib/models.py"},
		{file: "shop/contest.py", want: true},
		{file: "/env/lib/site-packages/lib/models.py"},
		{file: "shop/views.py", paths: []string{"shop"}, want: true},
		{file: "shop/views.py", paths: []string{"billing", "shop/views.py"}, want: true},
		{file: "shopping/views.py", paths: []string{"shop"}},
		{file: "shop/tests/test_views.py", paths: []string{"shop"}},
		{file: "shop/tests/test_views.py", paths: []string{"shop/tests"}, want: true},
		{file: "shop/tests/test_views.py", paths: []string{"shop/tests/test_views.py"}, want: true},
		{file: "shop/migrations/0001_initial.py", paths: []string{"."}},
		{file: "shop/views.py", paths: []string{"."}, want: true},
		{file: "legacy/views.py", exclude: []string{"legacy"}},
		{file: "legacy/views.py", exclude: []string{"legacy/**"}, paths: []string{"legacy"}},
	} {
		j := judge{config: &config.Config{Exclude: test.exclude}, paths: test.paths}
		if got := j.Judged(test.file); got != test.want {
			t.Errorf("%s, paths %v, exclude %v: judged %v", test.file, test.paths, test.exclude, got)
		}
	}
}

// Globs refer to the directory of the configuration, which may lie above the project.
func TestGlobsAreRelativeToTheConfiguration(t *testing.T) {
	j := judge{config: &config.Config{Dir: "/repo", Exclude: []string{"src/legacy/**"}}, root: "/repo/src"}
	if j.Judged("legacy/views.py") {
		t.Error("src/legacy/** should exclude legacy/views.py of the project src")
	}
	if !j.Judged("shop/views.py") {
		t.Error("shop/views.py should be judged")
	}
}
