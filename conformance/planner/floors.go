package main

import "fmt"

// floors are the least shares, in percent, in which each verdict must agree with
// all servers together. Raise one when a figure rises.
var floors = map[string]float64{
	"usable": 99.9, "seek_columns": 99.5, "condition_columns": 99.8, "order_served": 99.9,
	"partial_implied": 99.9, "bitmap_or": 99,
}

// mostUndecided is the greatest share of verdicts, in percent, that may be left undecided.
const mostUndecided = 1

// failures says what is below its floor; nothing is the good case.
func (f *figures) failures(floors map[string]float64) []string {
	var failures []string
	for _, verdict := range verdicts {
		s := f.agree[verdict]
		if s.percent() < floors[verdict] {
			failures = append(failures, fmt.Sprintf("%s agrees in %.2f %%, below the floor of %v %%", verdict, s.percent(), floors[verdict]))
		}
		if 100*(s.all-s.decided) > mostUndecided*s.all {
			failures = append(failures, fmt.Sprintf("%s is undecided in %d of %d cases, more than %d %%", verdict, s.all-s.decided, s.all, mostUndecided))
		}
	}
	return failures
}
