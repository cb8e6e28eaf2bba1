package resolve

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/ormlint/ormlint/internal/source"
)

// walk lists the project's Python files, sorted.
func (p *Program) walk(ctx context.Context) ([]string, error) {
	slashed := filepath.ToSlash(p.root) + "/"
	installed := strings.Contains(slashed, "/site-packages/") || strings.Contains(slashed, "/dist-packages/")
	files, err := source.Find(p.root, source.Options{Packages: installed})
	if err != nil {
		return nil, fmt.Errorf("read project: %w", err)
	}
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read project: %w", err)
	}
	for _, pattern := range p.options.Exclude {
		if !doublestar.ValidatePattern(pattern) {
			return nil, fmt.Errorf("exclude: %q is not a pattern", pattern)
		}
	}
	environment := "\x00" // no path starts with it
	if p.environment != nil && !installed {
		if rel, ok := p.relative(p.environment.Dir); ok && rel != "" {
			environment = rel + "/"
		}
	}
	files = slices.DeleteFunc(files, func(file string) bool {
		return strings.HasPrefix(file, environment) || strings.Contains(file, "__pypackages__/") || p.excluded(file)
	})
	slices.Sort(files)
	return files, nil
}

// excluded reports whether a pattern fits the file or a directory above it.
func (p *Program) excluded(file string) bool {
	for _, pattern := range p.options.Exclude {
		pattern = strings.TrimSuffix(strings.TrimPrefix(pattern, "./"), "/")
		for path := file; path != ""; path = parentDir(path) {
			if fits, _ := doublestar.Match(pattern, path); fits {
				return true
			}
		}
	}
	return false
}
