//go:build !race

package eval_test

const slowdown = 1
