//go:build race

package eval_test

// slowdown is what the race detector's instruments cost at most.
const slowdown = 8
