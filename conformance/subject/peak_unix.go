//go:build unix

package subject

import (
	"os"
	"runtime"
	"syscall"
)

// peak is never less than this process itself holds: a child starts as its
// parent's copy. So the commands that measure must stay small.
func peak(state *os.ProcessState) int64 {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // bytes there, kilobytes elsewhere
		return int64(usage.Maxrss)
	}
	return int64(usage.Maxrss) * 1024
}
