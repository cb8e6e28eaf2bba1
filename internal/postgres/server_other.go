//go:build !unix

package postgres

import (
	"os"
	"os/exec"
	"path/filepath"
)

var quit = os.Kill

type owner struct{}

func unprivileged() (owner, error)     { return owner{}, nil }
func (owner) own(dirs ...string) error { return nil }

// reaches reports whether the server's user, who is ours, can go into a directory.
func (owner) reaches(string) bool { return true }

func (owner) set(*exec.Cmd) {}

// lock takes a directory's lock file, which cannot be removed while it is open.
func lock(dir string) (*os.File, error) {
	name := filepath.Join(dir, "lock")
	if err := os.Remove(name); err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	return os.Create(name)
}

func endServer(string) {}

func free(string) int64 { return 0 }
