//go:build unix

package postgres

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const quit = syscall.SIGQUIT // PostgreSQL's immediate shutdown

// An owner is the user that the server runs as: our own, or as root another one.
type owner struct {
	uid, gid uint32
	other    bool
}

func unprivileged() (owner, error) {
	if os.Geteuid() != 0 {
		return owner{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err1 := strconv.ParseUint(u.Uid, 10, 32)
		gid, err2 := strconv.ParseUint(u.Gid, 10, 32)
		if err := errors.Join(err1, err2); err == nil && uid != 0 {
			return owner{uint32(uid), uint32(gid), true}, nil
		}
	}
	return owner{}, &Mistake{errNoUser}
}

// own hands the directories to the server's user.
func (o owner) own(dirs ...string) error {
	if !o.other {
		return nil
	}
	for _, dir := range dirs {
		if err := os.Chown(dir, int(o.uid), int(o.gid)); err != nil {
			return fmt.Errorf("hand %s to the server's user: %w", dir, err)
		}
	}
	return nil
}

// reaches reports whether the server's user can go into a directory.
func (o owner) reaches(dir string) bool {
	if !o.other {
		return true
	}
	absolute, err := filepath.Abs(dir)
	for ; err == nil; absolute = filepath.Dir(absolute) {
		stat, failed := os.Stat(absolute)
		if failed != nil || stat.Mode()&0o001 == 0 {
			return false
		}
		if absolute == filepath.Dir(absolute) {
			return true
		}
	}
	return false
}

func (o owner) set(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // a terminal's Ctrl-C is ours, not the server's
	if o.other {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: o.uid, Gid: o.gid}
	}
	dieWithParent(cmd.SysProcAttr)
}

// lock takes a directory's lock file; the kernel lets go of it when we end, however we do.
func lock(dir string) (*os.File, error) {
	f, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// endServer ends the server of a data directory, if it runs.
func endServer(data string) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if err != nil {
		return
	}
	lines := strings.Split(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(lines[0]))
	if err != nil || pid < 2 || len(lines) < 2 || lines[1] != data || !postgresRuns(pid) {
		return
	}
	syscall.Kill(pid, quit)
	for range 100 {
		if syscall.Kill(pid, 0) != nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	syscall.Kill(pid, syscall.SIGKILL)
}

// postgresRuns reports whether a process is PostgreSQL: its number may be another's by now.
func postgresRuns(pid int) bool {
	out, err := exec.Command("ps", "-o", "comm=", "-p", strconv.Itoa(pid)).Output()
	if err != nil {
		name, err := os.ReadFile(fmt.Sprintf("/proc/%d/comm", pid))
		return err == nil && strings.HasPrefix(string(name), "postgres")
	}
	return strings.Contains(string(out), "postgres")
}

// free is the room on the disk of a directory, in bytes; 0 where it cannot be told.
func free(dir string) int64 {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(dir, &stat); err != nil {
		return 0
	}
	return int64(stat.Bavail) * int64(stat.Bsize)
}
