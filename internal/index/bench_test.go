package index

import "testing"

// BenchmarkPredict is the price of a prediction with all that debug cover asks for.
func BenchmarkPredict(b *testing.B) {
	cases := someCases(b)
	for i := 0; b.Loop(); i++ {
		cases[i%len(cases)].Predict()
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "predictions/s")
}

// BenchmarkCover is that of one index for one query without statistics, as check asks.
func BenchmarkCover(b *testing.B) {
	cases := someCases(b)
	for _, c := range cases {
		c.Demand.Statistics = nil
	}
	for i := 0; b.Loop(); i++ {
		c := cases[i%len(cases)]
		c.Demand.Cover(c.Index)
	}
}

func someCases(b *testing.B) []Case {
	b.Helper()
	var cases []Case
	readPlannerCases(b, "../../conformance/planner/truth/pg15.jsonl.gz", func(c Case, _ plannerTruth) { cases = append(cases, c) })
	return cases
}
