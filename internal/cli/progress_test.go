package cli

import (
	"bytes"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ormlint/ormlint/internal/engine"
)

// A terminal can be read while something is written to it.
type terminal struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *terminal) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(p)
}

func (w *terminal) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

func TestProgressWaitsASecondAndCleansUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out terminal
		p := newProgress(&out)
		p.set(engine.Step{Phase: "parse", Done: 1, Total: 9})
		time.Sleep(900 * time.Millisecond)
		synctest.Wait()
		if out.String() != "" {
			t.Errorf("printed %q in the first second", out.String())
		}
		time.Sleep(200 * time.Millisecond)
		synctest.Wait()
		if !strings.HasSuffix(out.String(), "parse 1/9") {
			t.Errorf("printed %q", out.String())
		}
		p.stop()
		if !strings.HasSuffix(out.String(), clearLine) {
			t.Errorf("left %q on the terminal", out.String())
		}
	})
}

func TestQuickRunPrintsNoProgress(t *testing.T) {
	var out bytes.Buffer
	newProgress(&out).stop()
	if out.Len() > 0 {
		t.Errorf("printed %q", out.String())
	}
}

func TestCrashIsToldWithWhatWasRead(t *testing.T) {
	var out bytes.Buffer
	c := &command{stderr: &out}
	if code := c.internal(&engine.Crash{Reading: "shop/views.py", Value: "index out of range", Stack: []byte("the stack")}); code != Internal {
		t.Errorf("exit code %d", code)
	}
	for _, part := range []string{"internal failure: crashed while reading shop/views.py: index out of range", "the stack", "/issues"} {
		if !strings.Contains(out.String(), part) {
			t.Errorf("%q is missing in\n%s", part, out.String())
		}
	}
}
