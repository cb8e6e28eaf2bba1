package django

import (
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
	text, from := program.Version("Django")
	if v, ok := parseVersion(text); ok {
		v.From = from
		return v
	}
	return assumed
}

func parseVersion(text string) (Version, bool) {
	parts := strings.SplitN(text, ".", 3)
	if len(parts) < 2 {
		return Version{}, false
	}
	major, err1 := strconv.Atoi(parts[0])
	minor, err2 := strconv.Atoi(strings.TrimRight(parts[1], "abrc0123456789"[0:4]))
	return Version{Major: major, Minor: minor}, err1 == nil && err2 == nil
}
