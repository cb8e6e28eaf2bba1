package config

import (
	"os"
	"path/filepath"
)

// FindPython looks for an environment that belongs to the project: in the
// directory itself, then the one that is active (the value of VIRTUAL_ENV).
// It returns "" twice where there is none.
func FindPython(dir, active string) (python, origin string) {
	for _, name := range []string{".venv", "venv", "env"} {
		if isEnvironment(filepath.Join(dir, name)) {
			return filepath.Join(dir, name), "found in the project"
		}
	}
	if active != "" && isEnvironment(active) {
		return active, "environment variable VIRTUAL_ENV"
	}
	return "", ""
}

// isEnvironment goes by the file that every venv and virtualenv has (PEP 405).
func isEnvironment(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "pyvenv.cfg"))
	return err == nil
}
