package stats

import "math"

// round rounds to steps of a few percent: 10, 11 … 20, 22 … 50, 55 … 100, and
// so in every power of ten. Readers want the magnitude, and a file that is kept
// should not change with every row.
func round(v float64) float64 {
	if v == 0 || math.IsNaN(v) || math.IsInf(v, 0) {
		return 0
	}
	power := math.Floor(math.Log10(math.Abs(v))) - 1
	mantissa := math.Abs(v) / math.Pow(10, power)
	step := 5.0
	switch {
	case mantissa < 20:
		step = 1
	case mantissa < 50:
		step = 2
	}
	rounded := math.Round(mantissa/step) * step
	// A division by a power of ten is exact where a multiplication by its inverse is not.
	if power < 0 {
		rounded /= math.Pow(10, -power)
	} else {
		rounded *= math.Pow(10, power)
	}
	return math.Copysign(rounded, v)
}

// count rounds a number of things; small ones stay as they are.
func count(n int64) int64 {
	if -100 < n && n < 100 {
		return n
	}
	return int64(round(float64(n)))
}

// tenth rounds to tenths, twentieth to steps of 0.05.
func tenth(v float64) float64     { return math.Round(v*10) / 10 }
func twentieth(v float64) float64 { return math.Round(v*20) / 20 }
