package query

import (
	"path"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/resolve"
)

// installed returns the modules of installed apps of the project that look like
// tests only because of where the app lies, and are no tests of its own. A reusable app is tried out with one that
// lies among its tests: its generic views have no models but that one's. Where
// the settings install it, it is part of the program.
func (x *extractor) installed() []*resolve.Module {
	var found []*resolve.Module
	for _, m := range x.project.Program.Modules() {
		if m.File == nil || m.Origin != resolve.Project || x.judged[m.File] && fileContexts(m.File.Path)&inTest == 0 {
			continue
		}
		if below, ok := x.belowApp(m.Name); ok && !aside(below) {
			found = append(found, m)
		}
	}
	return found
}

// belowApp returns the name of a module below the innermost installed app in which it lies.
func (x *extractor) belowApp(name string) (below string, ok bool) {
	for _, app := range x.project.Apps {
		if rest, in := strings.CutPrefix(name+".", app.Name+"."); in && (!ok || len(rest) < len(below)) {
			below, ok = rest, true
		}
	}
	return below, ok
}

// aside reports whether a module of an app is its tests or migrations.
func aside(below string) bool {
	return slices.ContainsFunc(strings.Split(below, "."), func(part string) bool {
		tests, _ := path.Match("test_*", part)
		return tests || strings.HasSuffix(part, "_test") || slices.Contains([]string{"tests", "test", "testutils", "conftest", "migrations"}, part)
	})
}
