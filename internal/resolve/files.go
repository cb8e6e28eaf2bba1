package resolve

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/ormlint/ormlint/internal/source"
)

// manifests are the files that say: a Python distribution starts here.
var manifests = []string{"pyproject.toml", "setup.py", "setup.cfg"}

// text returns a small file of the project, "" where it cannot be read.
func (p *Program) text(file string) string {
	data, err := fs.ReadFile(p.disk.tree.fsys, file)
	if err != nil {
		return ""
	}
	text, _ := source.Decode(data)
	return text
}

// hasManifest reports whether a directory of the project starts a distribution.
func (p *Program) hasManifest(dir string) bool {
	for _, name := range manifests {
		if isFile(filepath.Join(p.root, dir, name)) {
			return true
		}
	}
	return false
}

// repositoryOf returns the directory at or above root where its checkout
// starts. Without version control it is the nearest that starts a distribution.
func repositoryOf(root string) string {
	distribution := ""
	for dir := root; ; dir = filepath.Dir(dir) {
		for _, name := range []string{".git", ".hg", ".jj"} {
			if exists(filepath.Join(dir, name)) {
				return dir
			}
		}
		if distribution == "" {
			for _, name := range append(manifests, "requirements.txt", "Pipfile") {
				if isFile(filepath.Join(dir, name)) {
					distribution = dir
					break
				}
			}
		}
		if dir == filepath.Dir(dir) {
			break
		}
	}
	if distribution != "" {
		return distribution
	}
	return root
}

// upwards returns the directories from root to the repository's.
func (p *Program) upwards() []string {
	dirs := []string{p.root}
	for dir := p.root; dir != p.repository && dir != filepath.Dir(dir); {
		dir = filepath.Dir(dir)
		dirs = append(dirs, dir)
	}
	return dirs
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

func isFile(path string) bool {
	about, err := os.Stat(path)
	return err == nil && about.Mode().IsRegular()
}

func isDirectory(path string) bool {
	about, err := os.Stat(path)
	return err == nil && about.IsDir()
}

// relative returns a path below the root as the project writes it; false where it lies elsewhere.
func (p *Program) relative(path string) (string, bool) {
	rel, err := filepath.Rel(p.root, path)
	if err != nil || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return "", false
	}
	if rel == "." {
		rel = ""
	}
	return filepath.ToSlash(rel), true
}
