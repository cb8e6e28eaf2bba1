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
	"bufio"
	"bytes"
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

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
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
	command := exec.Command(python, append([]string{"-c", dumpScript}, args...)...)
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

// tally is the outcome of a comparison.
type tally struct {
	files, equal, differing, nodes int
	errors                         int // accepted by CPython, reported as broken by us
	refused, refusedByUs           int // not accepted by CPython, and by us neither
}

func compare(w io.Writer, python string, paths []string, show int) error {
	command, out, err := startPython(python, paths)
	if err != nil {
		return err
	}
	var t tally
	reader := bufio.NewReaderSize(out, 1<<20)
	for _, path := range paths {
		want, accepted, err := readTree(reader)
		if err != nil {
			return fmt.Errorf("read CPython's tree of %s: %w", path, err)
		}
		module, got, err := tree(path)
		if err != nil {
			return err
		}
		if !accepted {
			t.refused++
			if len(module.Errors) > 0 {
				t.refusedByUs++
			} else {
				fmt.Fprintf(w, "%s: accepted, but CPython says %s\n", path, want)
			}
			continue
		}
		t.files++
		t.nodes += bytes.Count(want, []byte("\n"))
		if len(module.Errors) > 0 {
			t.errors++
		}
		if bytes.Equal(got, want) && len(module.Errors) == 0 {
			t.equal++
			continue
		}
		t.differing++
		if t.differing <= show {
			explain(w, path, module, got, want)
		}
	}
	if err := command.Wait(); err != nil {
		return fmt.Errorf("run %s: %w", python, err)
	}
	fmt.Fprintf(w, "files %d, nodes %d, equal %d, differing %d (%d with errors); refused by CPython %d, of which also by us %d\n",
		t.files, t.nodes, t.equal, t.differing, t.errors, t.refused, t.refusedByUs)
	if t.differing > 0 {
		return fmt.Errorf("%d files differ", t.differing)
	}
	return nil
}

func readTree(reader *bufio.Reader) (tree []byte, accepted bool, err error) {
	header, err := reader.ReadString('\n')
	if err != nil {
		return nil, false, err
	}
	if message, refused := strings.CutPrefix(header, "! "); refused {
		return []byte(strings.TrimSpace(message)), false, nil
	}
	var size int
	if _, err := fmt.Sscanf(header, "= %d", &size); err != nil {
		return nil, false, fmt.Errorf("header %q: %w", header, err)
	}
	tree = make([]byte, size)
	_, err = io.ReadFull(reader, tree)
	return tree, true, err
}

func tree(path string) (*py.Module, []byte, error) {
	file, err := source.Read(path, path)
	if err != nil {
		return nil, nil, err
	}
	module := py.Parse(file)
	var dump bytes.Buffer
	err = py.Dump(&dump, module)
	return module, dump.Bytes(), err
}

// explain prints the first line in which two trees differ, with its source.
func explain(w io.Writer, path string, module *py.Module, got, want []byte) {
	fmt.Fprintf(w, "%s:\n", path)
	for _, e := range module.Errors {
		line, column := module.File.Position(e.Start)
		fmt.Fprintf(w, "  %d:%d: %s\n", line, column, e.Message)
		break
	}
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range a {
		if i < len(b) && a[i] == b[i] {
			continue
		}
		other := "(nothing)"
		if i < len(b) {
			other = b[i]
		}
		fmt.Fprintf(w, "  ours %s, CPython %s\n", a[i], other)
		var name string
		var start, end int
		if _, err := fmt.Sscanf(other, "%s %d %d", &name, &start, &end); err == nil && start <= end && end <= len(module.File.Text) {
			fmt.Fprintf(w, "  line %d: %.120q\n", module.File.Line(uint32(start)), module.File.Text[start:end])
		}
		return
	}
}
