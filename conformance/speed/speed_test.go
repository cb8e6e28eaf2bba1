package main

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ormlint/ormlint/conformance/subject"
)

func TestRatioIsThatOfEachPair(t *testing.T) {
	t.Parallel()
	cost := func(ms int) subject.Cost {
		return subject.Cost{Wall: 2 * time.Second, CPU: time.Duration(ms) * time.Millisecond, Peak: 5e6}
	}
	// The machine is busy during the second pair: both sides double, their ratio stays.
	measured := pairs{
		ormlint: []subject.Cost{cost(100), cost(200), cost(120)},
		ruff:    []subject.Cost{cost(200), cost(400), cost(200)},
	}
	line := measured.line("shop", 1000)
	want := []string{"shop", "1000", "0.120", "0.200", "0.50 (0.50–0.60)", "2.000", "2.000", "5", "5", "500"}
	for i := range want {
		if line[i] != want[i] {
			t.Errorf("%s: got %s, want %s", pairsHead[i], line[i], want[i])
		}
	}
}

func TestACopyHasTheSameLines(t *testing.T) {
	t.Parallel()
	from, to := t.TempDir(), filepath.Join(t.TempDir(), "copy1")
	if err := os.Mkdir(filepath.Join(from, "shop"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"shop/models.py": "a\nb\n", "shop/page.html": "x\n", "manage.py": "c\n"} {
		if err := os.WriteFile(filepath.Join(from, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := link(from, to); err != nil {
		t.Fatal(err)
	}
	if lines, err := countLines(to); lines != 3 || err != nil {
		t.Errorf("%d lines, %v", lines, err)
	}
}
