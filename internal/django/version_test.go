package django

import "testing"

func TestRangeMeansNewestLongTermReleaseInIt(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lower, requirement, want string }{
		{"4.2", "setup.py: Django>=4.2", "5.2"},
		{"4.2", "pyproject.toml: Django>=4.2,<5", "4.2"},
		{"5.0", "pyproject.toml: Django>=5.0,<5.2", "5.0"},
		{"3.2", "requirements.txt: Django>=3.2,<=4.2", "4.2"},
		{"6.0", "pyproject.toml: Django>=6.0", "6.0"},
		{"4.1", "pyproject.toml: Django~=4.1.3", "4.1"},
		{"4.1", "pyproject.toml: Django ^4.1", "4.1"},
	} {
		lower, ok := parseVersion(c.lower)
		if !ok {
			t.Fatalf("%s is not a version", c.lower)
		}
		if got := lower.likely(c.requirement).String(); got != c.want {
			t.Errorf("%s: got %s, want %s", c.requirement, got, c.want)
		}
	}
}

func TestVersionsAreReadWithTheirSuffixes(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{"5.2.19": "5.2", "6.0a1": "6.0", "4.2": "4.2", "5.1rc1": "5.1"} {
		if v, ok := parseVersion(text); !ok || v.String() != want {
			t.Errorf("%s: got %v, want %s", text, v, want)
		}
	}
}
