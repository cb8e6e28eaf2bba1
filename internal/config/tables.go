package config

// A Size is how many rows a table has, as far as the configuration says.
type Size uint8

const (
	UnknownSize Size = iota
	Small
	Large  // a million rows or more
	Medium // neither; only statistics say so
)

// Tables holds globs over table names and model labels.
type Tables struct {
	Large []string
	Small []string
	Hot   []string // always written or read under load
}

// Size returns the size of a table. An exact name wins over a pattern, and
// Large over Small, so that "events.*" can be large but for one table.
func (t Tables) Size(table, label string) Size {
	large, small := match(t.Large, table, label), match(t.Small, table, label)
	switch {
	case large == 0 && small == 0:
		return UnknownSize
	case large >= small:
		return Large
	default:
		return Small
	}
}

// Names reports whether large or small have the table or model itself, not a pattern that fits.
func (t Tables) Names(table, label string) bool {
	return match(t.Large, table, label) == 2 || match(t.Small, table, label) == 2
}

// IsHot reports whether a table is always under load.
func (t Tables) IsHot(table, label string) bool { return match(t.Hot, table, label) > 0 }

// match returns 2 for an exact name, 1 for a pattern that fits, else 0.
func match(globs []string, table, label string) int {
	best := 0
	for _, glob := range globs {
		if glob == table || glob == label {
			return 2
		}
		if fits(glob, table) || fits(glob, label) {
			best = 1
		}
	}
	return best
}
