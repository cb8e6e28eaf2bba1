package config

import "github.com/bmatcuk/doublestar/v4"

// fits reports whether name matches the glob; a glob that is not valid, which
// Read refuses, matches nothing.
func fits(glob, name string) bool {
	ok, err := doublestar.Match(glob, name)
	return err == nil && ok
}
