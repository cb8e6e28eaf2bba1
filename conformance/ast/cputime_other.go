//go:build !unix

package main

import "time"

var started = time.Now()

// cpuTime falls back to the clock where processor time is not at hand.
func cpuTime() time.Duration { return time.Since(started) }
