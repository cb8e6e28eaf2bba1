package django

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/resolve"
)

// A Version is Django's version: major and minor.
type Version struct {
	Major, Minor int
	From         string // where it was found, "" where it is assumed
}

// assumed is the newest long-term support release: what is taken where nothing tells.
var assumed = Version{Major: 5, Minor: 2}

// AtLeast reports whether the version is major.minor or newer.
func (v Version) AtLeast(major, minor int) bool {
	return v.Major > major || v.Major == major && v.Minor >= minor
}

func (v Version) String() string { return strconv.Itoa(v.Major) + "." + strconv.Itoa(v.Minor) }

func findVersion(program *resolve.Program, chosen string) Version {
	if v, ok := parseVersion(chosen); ok {
		v.From = "chosen"
		return v
	}
	release := program.Release("Django")
	v, ok := parseVersion(release.Version)
	if !ok {
		return assumed
	}
	v.From = release.From
	if !release.Exact {
		return v.likely(release.From)
	}
	return v
}

// longTerm are the long-term support releases, newest first.
var longTerm = []Version{assumed, {Major: 4, Minor: 2}, {Major: 3, Minor: 2}}

var ceiling = regexp.MustCompile(`<(=?)\s*(\d+)(?:\.(\d+))?`)

// likely returns the version that a range from v upwards means: it says what is
// too old, not what is used, so the newest long-term release in it is taken. A
// range that stays in one series (~=4.2.1, ^4.2) means that series.
func (v Version) likely(requirement string) Version {
	_, specifier, _ := strings.Cut(requirement, ": ")
	if strings.ContainsAny(specifier, "~^*") || !strings.Contains(specifier, ">") {
		return v
	}
	below := Version{Major: math.MaxInt}
	if m := ceiling.FindStringSubmatch(specifier); m != nil {
		below.Major, _ = strconv.Atoi(m[2])
		below.Minor, _ = strconv.Atoi(m[3])
		if m[1] == "=" {
			below.Minor++
		}
	}
	for _, l := range longTerm {
		if l.AtLeast(v.Major, v.Minor) && !l.AtLeast(below.Major, below.Minor) {
			l.From = v.From
			return l
		}
	}
	return v
}

var versionStart = regexp.MustCompile(`^\s*v?(\d+)\.(\d+)`)

func parseVersion(text string) (Version, bool) {
	m := versionStart.FindStringSubmatch(text)
	if m == nil {
		return Version{}, false
	}
	major, err1 := strconv.Atoi(m[1])
	minor, err2 := strconv.Atoi(m[2])
	return Version{Major: major, Minor: minor}, err1 == nil && err2 == nil
}
