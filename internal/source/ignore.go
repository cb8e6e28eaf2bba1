package source

import "strings"

// An ignoreFile holds the patterns of one .gitignore, in order: the last that
// matches decides.
type ignoreFile struct {
	patterns []ignorePattern
}

type ignorePattern struct {
	segments []string // of the pattern, split at /
	anchored bool     // holds a / before its end, so it matches from the file's own directory
	dirOnly  bool
	negated  bool
	literal  bool // no wildcard: compare the last segment with the name alone
}

// parseIgnore reads the text of a .gitignore (gitignore(5)).
func parseIgnore(text string) *ignoreFile {
	file := &ignoreFile{}
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		for strings.HasSuffix(line, " ") && !strings.HasSuffix(line, `\ `) {
			line = line[:len(line)-1]
		}
		if line == "" || line[0] == '#' {
			continue
		}
		var p ignorePattern
		if line[0] == '!' {
			p.negated = true
			line = line[1:]
		}
		if rest, ok := strings.CutSuffix(line, "/"); ok {
			p.dirOnly = true
			line = rest
		}
		p.anchored = strings.Contains(line, "/")
		line = strings.TrimPrefix(line, "/")
		if line == "" {
			continue
		}
		p.segments = strings.Split(line, "/")
		p.literal = !p.anchored && !strings.ContainsAny(line, `*?[\`)
		file.patterns = append(file.patterns, p)
	}
	return file
}

// match says what the file decides about a path relative to its directory.
func (f *ignoreFile) match(path, name string, dir bool) (ignored, decided bool) {
	for i := len(f.patterns) - 1; i >= 0; i-- {
		p := &f.patterns[i]
		if p.dirOnly && !dir {
			continue
		}
		var hit bool
		switch {
		case p.literal:
			hit = p.segments[0] == name
		case !p.anchored:
			hit = matchSegment(p.segments[0], name)
		default:
			hit = matchPath(p.segments, path)
		}
		if hit {
			return !p.negated, true
		}
	}
	return false, false
}

// matchPath matches a path with / against the segments of a pattern; ** stands
// for any number of directories.
func matchPath(segments []string, path string) bool {
	for len(segments) > 0 {
		if segments[0] == "**" {
			rest := segments[1:]
			if len(rest) == 0 {
				return path != ""
			}
			for {
				if matchPath(rest, path) {
					return true
				}
				_, after, more := strings.Cut(path, "/")
				if !more {
					return false
				}
				path = after
			}
		}
		name, after, more := strings.Cut(path, "/")
		if !matchSegment(segments[0], name) {
			return false
		}
		segments = segments[1:]
		if !more {
			return len(segments) == 0
		}
		path = after
	}
	return false
}

// matchSegment matches a name against a pattern with *, ? and […].
func matchSegment(pattern, name string) bool {
	star, resume := -1, 0
	p, n := 0, 0
	for n < len(name) {
		if p < len(pattern) {
			if pattern[p] == '*' {
				star, resume = p, n
				p++
				continue
			}
			if width := matchByte(pattern[p:], name[n]); width > 0 {
				p += width
				n++
				continue
			}
		}
		if star < 0 {
			return false
		}
		resume++
		p, n = star+1, resume
	}
	return strings.Trim(pattern[p:], "*") == ""
}

// matchByte returns the width of the pattern's first element if it matches c, else 0.
func matchByte(pattern string, c byte) int {
	switch pattern[0] {
	case '?':
		return 1
	case '\\':
		if len(pattern) > 1 && pattern[1] == c {
			return 2
		}
		return 0
	case '[':
		end := strings.IndexByte(pattern[1:], ']')
		if end == 0 || end == 1 && (pattern[1] == '!' || pattern[1] == '^') { // a ] that comes first is one of the set
			if next := strings.IndexByte(pattern[2+end:], ']'); next >= 0 {
				end += 1 + next
			}
		}
		if end > 0 {
			if inSet(pattern[1:1+end], c) {
				return end + 2
			}
			return 0
		}
	}
	if pattern[0] == c {
		return 1
	}
	return 0
}

// inSet says whether c is in the set between [ and ].
func inSet(set string, c byte) bool {
	negated := set[0] == '!' || set[0] == '^'
	if negated {
		set = set[1:]
	}
	found := false
	for i := 0; i < len(set); i++ {
		low, high := set[i], set[i]
		if i+2 < len(set) && set[i+1] == '-' {
			high = set[i+2]
			i += 2
		}
		found = found || low <= c && c <= high
	}
	return found != negated
}
