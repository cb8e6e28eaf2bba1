package config

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// An Error is a mistake of the user's, with its place and the remedy.
type Error struct {
	File    string
	Line    int // 0 where no line is to blame
	Message string
}

func (e *Error) Error() string {
	switch {
	case e.File == "":
		return e.Message
	case e.Line == 0:
		return fmt.Sprintf("%s: %s", e.File, e.Message)
	default:
		return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Message)
	}
}

// Known is what codes and families exist, to tell a code from a slip of the pen.
type Known struct {
	Codes    []string
	Families []string
}

// Find looks for a configuration in dir and in the directories above it and
// returns the file's path, or "" where there is none. In one directory
// ormlint.toml wins over pyproject.toml, which counts only if it has [tool.ormlint].
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find configuration: %w", err)
	}
	for {
		own := filepath.Join(dir, ownName)
		if _, err := os.Stat(own); err == nil {
			return own, nil
		} else if !errors.Is(err, fs.ErrNotExist) {
			return "", unreadable(own, err)
		}
		if found, err := inPyproject(filepath.Join(dir, pyprojectName)); err != nil {
			return "", err
		} else if found {
			return filepath.Join(dir, pyprojectName), nil
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return "", nil
		}
		dir = parent
	}
}

const (
	ownName       = "ormlint.toml"
	pyprojectName = "pyproject.toml"
)

// inPyproject reports whether a pyproject.toml exists and has our table. One
// that is not TOML is left to the tools it belongs to, unless it names us.
func inPyproject(path string) (bool, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, unreadable(path, err)
	}
	var project struct {
		Tool map[string]any `toml:"tool"`
	}
	if err := toml.Unmarshal(data, &project); err != nil {
		if mentionsUs(data) {
			return true, nil // Read says what is wrong with it
		}
		return false, nil
	}
	_, ok := project.Tool["ormlint"]
	return ok, nil
}

// Read reads one file, ormlint.toml or a pyproject.toml, and tells every mistake in it.
func Read(path string, known Known) (*Config, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	name := Shown(path)
	settings, err := parse(name, data)
	if err != nil {
		return nil, err
	}
	if filepath.Base(path) == pyprojectName {
		settings = below(settings, "tool", "ormlint")
	}
	c := Default()
	c.File = name
	absolute, err := filepath.Abs(path)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	c.Dir = filepath.Dir(absolute)
	reader := reader{config: c, known: known}
	var mistakes []error
	refused := map[string]bool{} // a table that means nothing is told once, not key by key
	for _, s := range settings {
		if len(s.path) > 1 && refused[s.path[0]] {
			continue
		}
		if err := reader.take(s); err != nil {
			mistakes = append(mistakes, err)
			refused[strings.Join(s.path, ".")] = true
		}
	}
	if err := errors.Join(mistakes...); err != nil {
		return nil, err
	}
	return c, nil
}

// Shown is a path as the user would write it: relative where the file lies
// below the working directory.
func Shown(path string) string {
	working, err := os.Getwd()
	if err != nil {
		return path
	}
	absolute, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if relative, err := filepath.Rel(working, absolute); err == nil && filepath.IsLocal(relative) {
		return relative
	}
	return path
}

func unreadable(path string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err
	}
	remedy := "check the path"
	switch {
	case errors.Is(err, fs.ErrPermission):
		remedy = "make it readable, or name another file with --config"
	case errors.Is(err, fs.ErrNotExist):
		remedy = "check the path after --config"
	}
	return &Error{File: Shown(path), Message: fmt.Sprintf("cannot be read (%v); %s", err, remedy)}
}
