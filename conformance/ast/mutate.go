package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"regexp"
	"time"

	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/source"
)

// slowParse is how long a file of up to a megabyte may take; a larger one may take longer in proportion.
const slowParse = 200 * time.Millisecond

var words = regexp.MustCompile(`\w+|[^\w\s]+|\s+`)

// runMutations breaks files in ways an editor or a bad merge might, and worse,
// and checks that each still parses quickly and into a well-formed tree.
func runMutations(w io.Writer, paths []string, count int, seed uint64) error {
	random := rand.New(rand.NewPCG(seed, 0))
	var slowest time.Duration
	slow, broken := 0, 0
	for i := range count {
		path := paths[random.IntN(len(paths))]
		data, err := os.ReadFile(path)
		if err != nil {
			return fmt.Errorf("read source: %w", err)
		}
		for range 1 + random.IntN(4) {
			data = mutation(random, data)
		}
		file, err := source.NewFile(path, data)
		if err != nil {
			return err
		}
		start := time.Now()
		module, failure := parse(file)
		took := time.Since(start)
		if failure == nil {
			failure = py.Check(module)
		}
		if failure != nil {
			if err := os.WriteFile("mutation.py", data, 0o644); err != nil {
				return err
			}
			return fmt.Errorf("mutation %d of %s, kept as mutation.py: %w", i, path, failure)
		}
		slowest = max(slowest, took)
		if took > slowParse*time.Duration(max(len(data), 1<<20))>>20 {
			slow++
			fmt.Fprintf(w, "%s: %v for %d bytes\n", path, took, len(data))
		}
		if len(module.Errors) > 0 {
			broken++
		}
	}
	fmt.Fprintf(w, "mutated files %d, with errors %d, crashes 0, slower than %v (a MB): %d, slowest %v\n", count, broken, slowParse, slow, slowest)
	return nil
}

func parse(file *source.File) (module *py.Module, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return py.Parse(file), nil
}

// mutation returns a changed copy of data.
func mutation(random *rand.Rand, data []byte) []byte {
	if len(data) == 0 {
		return []byte("(")
	}
	i := random.IntN(len(data))
	j := min(len(data), i+1+random.IntN(20))
	join := func(parts ...[]byte) (all []byte) {
		for _, part := range parts {
			all = append(all, part...)
		}
		return all
	}
	switch random.IntN(7) {
	case 0:
		return join(data[:i], data[j:])
	case 1:
		const specials = "()[]{}'\"\\\n\r\t :#,=\x00\xff@f"
		return join(data[:i], []byte{specials[random.IntN(len(specials))]}, data[i:])
	case 2:
		changed := join(data)
		k := random.IntN(len(data))
		changed[i], changed[k] = changed[k], changed[i]
		return changed
	case 3:
		return join(data[:i])
	case 4:
		return join(data[:i], []byte(`"""`), data[i:])
	case 5: // swap two adjacent words
		window := data[i:min(len(data), i+200)]
		found := words.FindAllIndex(window, 4)
		if len(found) < 4 {
			return join(data[:i], data[j:])
		}
		a, b := found[1], found[3]
		return join(data[:i], window[:a[0]], window[b[0]:b[1]], window[a[1]:b[0]], window[a[0]:a[1]], window[b[1]:], data[i+len(window):])
	default: // repeat a part elsewhere
		k := random.IntN(len(data))
		return join(data[:k], data[i:j], data[k:])
	}
}
