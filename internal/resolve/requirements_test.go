package resolve

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseRequirement(t *testing.T) {
	t.Parallel()
	tests := []struct {
		line    string
		name    string // "" where it is no requirement
		version string
		exact   bool
	}{
		{"Django==4.2.1", "Django", "4.2.1", true},
		{"Django===4.2.1", "Django", "4.2.1", true},
		{"django == 4.2.1 ; python_version < '3.12'", "django", "4.2.1", true},
		{"Django>=4.2,<5", "Django", "4.2", false},
		{"Django<5,>=4.2,>=4.2.3", "Django", "4.2.3", false},
		{"Django (>=4.2)", "Django", "4.2", false},
		{"Django~=4.2.0", "Django", "4.2.0", false},
		{"Django==4.2.*", "Django", "4.2", false},
		{"Django!=4.2", "Django", "", false},
		{"Django", "Django", "", false},
		{"Django # the framework", "Django", "", false},
		{"celery[redis,msgpack]>=5.0", "celery", "5.0", false},
		{"zope.interface>=5", "zope.interface", "5", false},
		{"Django @ https://example.org/Django-4.2.3.tar.gz", "Django", "4.2.3", true},
		{"Django @ git+https://example.org/django.git@stable/4.2.x", "Django", "4.2", false},
		{"git+https://example.org/django.git@v5.0#egg=Django", "Django", "5.0", true},
		{"git+https://example.org/django.git@main#egg=Django", "Django", "", false},
		{"https://example.org/Django-4.2.tar.gz", "", "", false},
		{"./vendored/django", "", "", false},
		{"--index-url https://example.org", "", "", false},
		{"# Django==4", "", "", false},
		{"", "", "", false},
		{"please install Django", "", "", false},
	}
	for _, test := range tests {
		got, ok := parseRequirement(test.line)
		if ok != (test.name != "") || got.name != test.name || got.version != test.version || got.exact != test.exact {
			t.Errorf("%q is %+v (%v)", test.line, got, ok)
		}
	}
}

func TestLowerBound(t *testing.T) {
	t.Parallel()
	tests := []struct {
		specifier, version string
		exact              bool
	}{
		{"^4.2", "4.2", false},
		{"~4.2", "4.2", false},
		{"4.2.7", "4.2.7", true},
		{"4.2.*", "4.2", false},
		{"*", "", false},
		{"^3.2 || ^4.2", "3.2", false},
		{">=3.2|>=4", "3.2", false},
		{"=4.2", "4.2", false},
		{"=4.2.7", "4.2.7", true},
		{"=4.2.7=py311_0", "4.2.7", true},
		{"<5", "", false},
		{">=4.10,>=4.9", "4.10", false},
		{"", "", false},
	}
	for _, test := range tests {
		if version, exact := lowerBound(test.specifier); version != test.version || exact != test.exact {
			t.Errorf("%q: %q exact %v", test.specifier, version, exact)
		}
	}
}

func TestNormalise(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"Django": "django", "django_filter": "django-filter", "zope.interface": "zope-interface", "A--b__.c": "a-b-c", "x-": "x", "": "",
	} {
		if got := normalise(name); got != want {
			t.Errorf("%q is %q, want %q", name, got, want)
		}
	}
}

func TestDistributionOf(t *testing.T) {
	t.Parallel()
	tests := []struct {
		entry, name, version string
		ok                   bool
	}{
		{"Django-4.2.dist-info", "Django", "4.2", true},
		{"django_filter-23.5.dist-info", "django_filter", "23.5", true},
		{"some-legacy-1.0.dist-info", "some-legacy", "1.0", true},
		{"Old-0.9-py3.12.egg-info", "Old", "0.9", true},
		{"old-0.9-py3.12-linux-x86_64.egg-info", "old", "0.9", true},
		{"shop.egg-info", "shop", "", true},
		{"broken.dist-info", "broken", "", false},
		{"django", "", "", false},
	}
	for _, test := range tests {
		got, ok := distributionOf(test.entry)
		if ok != test.ok || got.name != test.name || got.version != test.version {
			t.Errorf("%s is %+v %v", test.entry, got, ok)
		}
	}
}

func TestSettingsNamed(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []string
	}{
		{`os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")`, []string{"shop.settings"}},
		{`os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings',)`, []string{"shop.settings"}},
		{"os.environ.setdefault(\n    \"DJANGO_SETTINGS_MODULE\",\n    \"shop.settings\"\n)", []string{"shop.settings"}},
		{`os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"`, []string{"shop.settings"}},
		{`config("DJANGO_SETTINGS_MODULE", default="shop.settings")`, []string{"shop.settings"}},
		{`os.environ.setdefault("DJANGO_SETTINGS_MODULE", name)`, nil},
		{`os.environ.setdefault("DJANGO_SETTINGS_MODULE", get_settings())`, nil},
		{`os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"shop.{env}")`, nil},
		{`# os.environ["DJANGO_SETTINGS_MODULE"] = "old.settings"`, nil},
		{`if "DJANGO_SETTINGS_MODULE" in os.environ: x = "y"`, nil},
		{"[pytest]\nDJANGO_SETTINGS_MODULE = shop.test\n", []string{"shop.test"}},
		{"DJANGO_SETTINGS_MODULE=shop.a\nexport DJANGO_SETTINGS_MODULE=shop.b\n", []string{"shop.a", "shop.b"}},
		{"env:\n  DJANGO_SETTINGS_MODULE: shop.ci\n", []string{"shop.ci"}},
		{"DJANGO_SETTINGS_MODULE =\nother = x", nil},
		{"{{ DJANGO_SETTINGS_MODULE }}", nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, settingsNamed(test.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestSysPathEdits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []string
	}{
		{`sys.path.insert(0, os.path.join(BASE_DIR, "apps"))`, []string{"apps"}},
		{`sys.path.append(str(ROOT_DIR / "project" / "apps"))`, []string{"project/apps"}},
		{"sys.path.insert(\n    0,\n    os.path.join(HERE, '..', 'lib'),\n)", []string{"../lib"}},
		{`# sys.path.append("old")`, nil},
		{`sys.path.append(os.getcwd())`, nil},
		{`print(sys.path)`, nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, sysPathEdits(test.text)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

func TestParseIni(t *testing.T) {
	t.Parallel()
	got := parseIni("; c\n[options]\npackage_dir=\n  = src\n\n# x\n  lib = lib\nzip: no\n[pytest]\npythonpath = a b\nnonsense\n  deeper\n")
	want := ini{
		"options": {"package_dir": "\n= src\nlib = lib", "zip": "no"},
		"pytest":  {"pythonpath": "a b"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestStdlib(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"os", "asyncio", "distutils", "zoneinfo", "annotationlib", "_thread", "__future__", "tomllib", "imp"} {
		if !Stdlib(name) {
			t.Errorf("%s is not in the standard library", name)
		}
	}
	for _, name := range []string{"django", "yaml", "six", "", "setuptools"} {
		if Stdlib(name) {
			t.Errorf("%s is in the standard library", name)
		}
	}
}

// The readers of files that anybody may have written never fail, and what they
// return is a name with a version.
func FuzzRequirements(f *testing.F) {
	f.Add("Django==4.2 \\\n --hash=x\n-r base.txt\n-e git+https://example.org/x@1.0#egg=x\n")
	f.Add("[[package]]\nname = \"django\"\nversion = \"4.2\"\n[package.dependencies]\n")
	f.Add("name: x\ndependencies:\n  - django=4.2\n  - pip:\n    - a==1\n")
	f.Add("MAPPING: dict[str, str] = {'a': '/b'}\n")
	f.Add("[options]\ninstall_requires =\n  a>=1\n")
	f.Add("{\"default\": {\"a\": {\"version\": \"==1\"}}}")
	f.Fuzz(func(t *testing.T, text string) {
		r := &requirements{program: &Program{}, pins: map[string]Release{}, bounds: map[string]Release{}, seen: map[string]bool{}}
		for _, line := range parseRequirementsFile(text) {
			r.ask(line.text, "requirements.txt")
		}
		r.lock([]byte(text), "poetry.lock")
		for _, each := range parseCondaFile(text).dependencies {
			r.ask(each.text, "environment.yml")
		}
		r.setupConfig(parseIni(text), "setup.cfg")
		r.pyproject(parsePyproject([]byte(text)), "pyproject.toml")
		r.pipfile([]byte(text), "Pipfile")
		r.pipfileLock([]byte(text), "Pipfile.lock")
		r.metadata(text, "PKG-INFO")
		for _, releases := range []map[string]Release{r.pins, r.bounds} {
			for name, release := range releases {
				if name == "" || name != normalise(name) || release.Version == "" || release.From == "" {
					t.Errorf("%q: %+v", name, release)
				}
			}
		}
	})
}

func FuzzTexts(f *testing.F) {
	f.Add(`os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")`)
	f.Add("sys.path.insert(0, os.path.join(a, \"b\"))\nsetup(package_dir={\"\": \"src\"})")
	f.Add("MAPPING: dict[str, str] = {'a': '/b', 'c.d': '/e'}\nINSTALLED_APPS = []")
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range settingsNamed(text) {
			for part := range strings.SplitSeq(name, ".") {
				if !identifier(part) {
					t.Errorf("%q is no module", name)
				}
			}
		}
		sysPathEdits(text)
		setupSourceDirs(text)
		setsInstalledApps(text)
		metadataFields(text)
		(&Environment{finders: map[string]string{}}).readFinder(text)
	})
}
