//go:build unix && !linux

package postgres

import "syscall"

// dieWithParent cannot be done here: the next run ends a server that was left behind.
func dieWithParent(*syscall.SysProcAttr) {}
