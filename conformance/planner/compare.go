package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// verdicts are compared, each under the name that it has in truth and prediction.
var verdicts = []string{"usable", "seek_columns", "condition_columns", "order_served", "partial_implied", "bitmap_or"}

// A recorded is what the comparison reads of a case; compare_planner.py says why.
type recorded struct {
	ID       string
	Postgres string
	SQL      string
	Index    struct {
		Method, Where string
		Terms         []struct{ Column, Expression string }
	}
	Truth rawVerdicts
}

// compareFile asks ormlint about every case of a file and adds up, for each server, where it agrees.
func compareFile(ctx context.Context, binary, file string, servers map[string]*figures, examples *examples) error {
	text, err := read(file)
	if err != nil {
		return err
	}
	cover := exec.CommandContext(ctx, binary, "debug", "cover")
	cover.Stdin, cover.Stderr = bytes.NewReader(text), os.Stderr
	answers, err := cover.Output()
	if err != nil {
		return fmt.Errorf("run ormlint debug cover on %s: %w", file, err)
	}
	predictions, err := predictionsOf(answers)
	if err != nil {
		return fmt.Errorf("read what ormlint debug cover says of %s: %w", file, err)
	}
	number := 0
	for line := range bytes.Lines(text) {
		number++
		if len(bytes.TrimSpace(line)) == 0 {
			continue
		}
		var c recorded
		if err := json.Unmarshal(line, &c); err != nil {
			return fmt.Errorf("read %s, line %d: %w", file, number, err)
		}
		version, _, _ := strings.Cut(c.Postgres, ".")
		if servers[version] == nil {
			servers[version] = newFigures()
		}
		servers[version].add(c, predictions[c.ID], examples)
	}
	return nil
}

// read reads a file, unpacked if it is packed.
func read(file string) ([]byte, error) {
	text, err := os.ReadFile(file)
	if err != nil || !strings.HasSuffix(file, ".gz") {
		return text, err
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(text))
	if err != nil {
		return nil, fmt.Errorf("unpack %s: %w", file, err)
	}
	if text, err = io.ReadAll(unpacked); err != nil {
		return nil, fmt.Errorf("unpack %s: %w", file, err)
	}
	return text, nil
}

// rawVerdicts are a prediction or a truth as they were written.
type rawVerdicts map[string]json.RawMessage

// missing reports whether a verdict was not given.
func missing(raw json.RawMessage) bool { return len(raw) == 0 || string(raw) == "null" }

func predictionsOf(answers []byte) (map[string]rawVerdicts, error) {
	predictions := map[string]rawVerdicts{}
	decoder := json.NewDecoder(bufio.NewReader(bytes.NewReader(answers)))
	for {
		var prediction rawVerdicts
		if err := decoder.Decode(&prediction); errors.Is(err, io.EOF) {
			return predictions, nil
		} else if err != nil {
			return nil, err
		}
		var id string
		if err := json.Unmarshal(prediction["id"], &id); err != nil {
			return nil, fmt.Errorf("a prediction without id: %w", err)
		}
		predictions[id] = prediction
	}
}

// agrees compares a verdict; lists of columns are sets, without those that the
// planner was free to use or leave.
func (c recorded) agrees(verdict string, truth, predicted json.RawMessage) bool {
	if !strings.HasSuffix(verdict, "_columns") {
		return bytes.Equal(compact(truth), compact(predicted))
	}
	free := c.free(verdict)
	var want, got []string
	if json.Unmarshal(truth, &want) != nil || json.Unmarshal(predicted, &got) != nil {
		return false
	}
	within := func(a, b []string) bool {
		return !slices.ContainsFunc(a, func(column string) bool {
			return !slices.Contains(b, column) && !slices.Contains(free, column)
		})
	}
	return within(want, got) && within(got, want)
}

func compact(raw json.RawMessage) []byte {
	var out bytes.Buffer
	if json.Compact(&out, raw) != nil {
		return raw
	}
	return out.Bytes()
}

// free are the columns whose lists the planner could have used and priced out;
// whether later ones narrow the scan hangs on them.
func (c recorded) free(verdict string) []string {
	var free []string
	if json.Unmarshal(c.Truth["optional_columns"], &free) != nil || len(free) == 0 || verdict != "seek_columns" {
		return free
	}
	later := false
	for _, term := range c.Index.Terms {
		name := term.Column + term.Expression
		later = later || slices.ContainsFunc(free, func(column string) bool { return strings.Contains(name, column) })
		if later {
			free = append(free, name)
		}
	}
	return free
}

// examples prints some mismatches of a file.
type examples struct {
	out   io.Writer
	most  int
	file  string
	shown map[string]int
}

func (e *examples) show(c recorded, verdict string, predicted json.RawMessage) {
	if e.shown == nil {
		e.shown = map[string]int{}
	}
	if e.shown[verdict]++; e.shown[verdict] > e.most {
		return
	}
	var terms []string
	for _, term := range c.Index.Terms {
		terms = append(terms, term.Column+term.Expression)
	}
	fmt.Fprintf(e.out, "%s %s: %s is %s, predicted %s\n  %s (%s) %s\n  %s\n", e.file, c.ID, verdict, c.Truth[verdict], predicted,
		c.Index.Method, strings.Join(terms, ", "), c.Index.Where, c.SQL)
}
