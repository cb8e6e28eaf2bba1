package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"
)

// A Crash is a panic, with what was being read when it happened.
type Crash struct {
	Reading string
	Value   any
	Stack   []byte
}

func (c *Crash) Error() string {
	return fmt.Sprintf("crashed while reading %s: %v", c.Reading, c.Value)
}

// guard turns a panic of do into a Crash. A goroutine that has none of its own
// would take the whole process down.
func guard(reading string, do func() error) (err error) {
	defer func() {
		if value := recover(); value != nil {
			err = &Crash{Reading: reading, Value: value, Stack: debug.Stack()}
		}
	}()
	return do()
}

// parallel calls do for 0 … n-1 on up to jobs goroutines and returns the errors
// in the order of the numbers. do uses guard to say what it reads.
func parallel(ctx context.Context, jobs, n int, do func(int) error) error {
	failures := make([]error, n)
	var next atomic.Int64
	var wait sync.WaitGroup
	for range min(jobs, n) {
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				failures[i] = do(i)
			}
		})
	}
	wait.Wait()
	return errors.Join(append(failures, ctx.Err())...)
}
