package finding

import "time"

// A Summary counts what was read to come to the findings.
type Summary struct {
	Files      int
	Lines      int
	Models     int
	Queries    int
	Unresolved int // calls that look like queries and could not be followed
	Migrations int
	Unknown    []string // packages that are imported, but neither installed nor known
	Elapsed    time.Duration
}
