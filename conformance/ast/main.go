// Command ast compares ormlint's syntax trees with CPython's.
//
// In: directories. Out: how many files and nodes are equal, and the first
// differences. Every .py file below the directories is parsed by an interpreter
// (one process, see dump.py) and by internal/py; files that CPython does not
// accept are counted apart. With --mutate it breaks the files at random and
// checks that no parse crashes or takes long; with --speed it prints the CPU
// time of both parsers.
package main

import (
	"crypto/sha256"
	_ "embed"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

//go:embed dump.py
var dumpScript string

func main() {
	python := flag.String("python", "python3", "the interpreter to compare with")
	show := flag.Int("show", 5, "how many differing files to show")
	mutate := flag.Int("mutate", 0, "parse this many randomly broken files instead of comparing")
	seed := flag.Uint64("seed", 1, "seed of --mutate")
	speed := flag.Bool("speed", false, "print the CPU time of both parsers instead of comparing")
	flag.Parse()
	if flag.NArg() == 0 {
		fmt.Fprintln(os.Stderr, "usage: go run ./conformance/ast [--python PATH] [--mutate N | --speed] DIR…")
		os.Exit(2)
	}
	paths, err := find(flag.Args())
	switch {
	case err != nil:
	case *mutate > 0:
		err = runMutations(os.Stdout, paths, *mutate, *seed)
	case *speed:
		err = runSpeed(os.Stdout, *python, paths)
	default:
		err = compare(os.Stdout, *python, paths, *show)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "ast:", err)
		os.Exit(1)
	}
}

// find lists the .py files below the directories, one path for each content.
func find(roots []string) ([]string, error) {
	var paths []string
	seen := map[[sha256.Size]byte]bool{}
	for _, root := range roots {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if !entry.Type().IsRegular() || !strings.HasSuffix(path, ".py") {
				return nil
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			if sum := sha256.Sum256(data); !seen[sum] {
				seen[sum] = true
				paths = append(paths, path)
			}
			return nil
		})
		if err != nil {
			return nil, fmt.Errorf("list %s: %w", root, err)
		}
	}
	return paths, nil
}

// startPython runs dump.py over the paths and returns what it prints.
func startPython(python string, paths []string, args ...string) (*exec.Cmd, io.Reader, error) {
	command := exec.Command(python, append([]string{"-I", "-W", "ignore", "-c", dumpScript}, args...)...)
	command.Stdin = strings.NewReader(strings.Join(paths, "\x00"))
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		return nil, nil, fmt.Errorf("run %s: %w", python, err)
	}
	if err := command.Start(); err != nil {
		return nil, nil, fmt.Errorf("run %s: %w", python, err)
	}
	return command, out, nil
}
