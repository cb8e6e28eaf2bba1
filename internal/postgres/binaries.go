package postgres

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
)

// oldestServer is the oldest major version that is proven on.
const oldestServer = 13

// places are where PostgreSQL's binaries lie that are not in PATH.
var places = []string{
	"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/usr/local/pgsql/bin",
	"/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin", "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
	"/Applications/Postgres.app/Contents/Versions/*/bin",
}

// An install is a directory with initdb and postgres.
type install struct {
	dir   string
	major int
}

// installed finds the newest PostgreSQL of the machine, or the one of a major version where one is wanted.
func installed(ctx context.Context, path string, major int) (install, error) {
	var found []install
	var old []string
	seen := map[string]bool{}
	for _, dir := range candidates(path) {
		resolved, err := filepath.EvalSymlinks(filepath.Join(dir, "postgres"+exe))
		if err != nil || seen[resolved] || !runnable(filepath.Join(filepath.Dir(resolved), "initdb"+exe)) {
			continue
		}
		seen[resolved] = true
		at := install{dir: filepath.Dir(resolved)}
		if at.major, err = version(ctx, resolved); err != nil {
			if ctx.Err() != nil {
				return install{}, context.Cause(ctx)
			}
			continue
		}
		if at.major < oldestServer {
			old = append(old, fmt.Sprintf("%d in %s", at.major, at.dir))
			continue
		}
		if major == 0 || at.major == major {
			found = append(found, at)
		}
	}
	if len(found) == 0 {
		if len(old) > 0 {
			return install{}, mistake("PostgreSQL %s is too old: it takes %d or newer", strings.Join(old, " and "), oldestServer)
		}
		return install{}, nil
	}
	return slices.MaxFunc(found, func(a, b install) int { return a.major - b.major }), nil
}

var exe = map[bool]string{true: ".exe"}[runtime.GOOS == "windows"]

func candidates(path string) []string {
	dirs := filepath.SplitList(path)
	for _, pattern := range places {
		found, _ := filepath.Glob(pattern)
		dirs = append(dirs, found...)
	}
	return dirs
}

func runnable(file string) bool {
	stat, err := os.Stat(file)
	return err == nil && !stat.IsDir()
}

var versionText = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

func version(ctx context.Context, postgres string) (int, error) {
	out, err := exec.CommandContext(ctx, postgres, "--version").Output()
	if err != nil {
		return 0, fmt.Errorf("ask %s for its version: %w", postgres, err)
	}
	m := versionText.FindSubmatch(out)
	if m == nil {
		return 0, fmt.Errorf("ask %s for its version: it says %q", postgres, out)
	}
	return strconv.Atoi(string(m[1]))
}
