package subject

import (
	"bytes"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Cost is what one run of a program took.
type Cost struct {
	Wall time.Duration
	CPU  time.Duration // user and system
	Peak int64         // resident bytes at most; 0 where the system does not tell
}

// Run runs a linter and returns what it cost. That it found something (exit
// status 1) is no error.
func Run(linter *exec.Cmd) (Cost, error) {
	var stderr bytes.Buffer
	linter.Stderr = &stderr
	start := time.Now()
	err := linter.Run()
	wall := time.Since(start)
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = nil
	}
	if err != nil {
		return Cost{}, fmt.Errorf("run %s: %w: %s", filepath.Base(linter.Path), err, LastLine(stderr.String()))
	}
	state := linter.ProcessState
	return Cost{Wall: wall, CPU: state.UserTime() + state.SystemTime(), Peak: peak(state)}, nil
}

// LastLine is where programs say why they gave up.
func LastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return lines[len(lines)-1]
}
