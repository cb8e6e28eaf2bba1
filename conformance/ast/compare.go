package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io"
	"math"
	"strings"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// tally is the outcome of a comparison.
type tally struct {
	files, equal, differing, nodes int
	values                         int // of constants, compared besides
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
		want, wantValues, refusal, err := readTree(reader)
		if err != nil {
			return fmt.Errorf("read CPython's tree of %s: %w", path, err)
		}
		module, got, err := tree(path)
		if err != nil {
			return err
		}
		if refusal != "" {
			t.refused++
			if len(module.Errors) > 0 {
				t.refusedByUs++
			} else {
				fmt.Fprintf(w, "%s: accepted, but CPython says %s\n", path, refusal)
			}
			continue
		}
		t.files++
		t.nodes += bytes.Count(want, []byte("\n"))
		if len(module.Errors) > 0 {
			t.errors++
		}
		t.values += bytes.Count(wantValues, []byte("\n"))
		wrong := wrongValue(module, wantValues)
		if bytes.Equal(got, want) && len(module.Errors) == 0 && wrong == nil {
			t.equal++
			continue
		}
		t.differing++
		if t.differing <= show {
			explain(w, path, module, got, want)
			if wrong != nil {
				fmt.Fprintf(w, "  line %d: other value: %.120q\n", module.File.Line(wrong.Start), wrong.Raw)
			}
		}
	}
	if err := command.Wait(); err != nil {
		return fmt.Errorf("run %s: %w", python, err)
	}
	fmt.Fprintf(w, "files %d, nodes %d, values %d, equal %d, differing %d (%d with errors); refused by CPython %d, of which also by us %d\n",
		t.files, t.nodes, t.values, t.equal, t.differing, t.errors, t.refused, t.refusedByUs)
	if t.differing > 0 {
		return fmt.Errorf("%d files differ", t.differing)
	}
	return nil
}

func readTree(reader *bufio.Reader) (tree, values []byte, refusal string, err error) {
	header, err := reader.ReadString('\n')
	if err != nil {
		return nil, nil, "", err
	}
	if message, refused := strings.CutPrefix(header, "! "); refused {
		return nil, nil, strings.TrimSpace(message), nil
	}
	var size, valuesSize int
	if _, err := fmt.Sscanf(header, "= %d %d", &size, &valuesSize); err != nil {
		return nil, nil, "", fmt.Errorf("header %q: %w", header, err)
	}
	data := make([]byte, size+valuesSize)
	_, err = io.ReadFull(reader, data)
	return data[:size], data[size:], "", err
}

// wrongValue returns the first constant whose value is not CPython's.
func wrongValue(module *py.Module, want []byte) (wrong *py.Constant) {
	lines := bytes.Split(want, []byte("\n"))
	py.Walk(module, func(n py.Node) bool {
		if c, ok := n.(*py.Constant); ok && wrong == nil && len(lines) > 0 {
			if string(lines[0]) != "?" && string(lines[0]) != checksum(c) {
				wrong = c
			}
			lines = lines[1:]
		}
		return true
	})
	return wrong
}

// checksum is what dump.py writes for the value of a constant.
func checksum(c *py.Constant) string {
	var data []byte
	switch c.Kind {
	case py.String:
		data = []byte(c.Text())
	case py.Bytes:
		data = c.Bytes()
	case py.Int:
		data = []byte(c.BigInt().Text(16))
	case py.Float:
		value, _ := c.Float()
		data = binary.BigEndian.AppendUint64(nil, math.Float64bits(value))
	}
	return fmt.Sprintf("%08x", crc32.ChecksumIEEE(data))
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
