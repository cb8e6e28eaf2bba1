package rules

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// recurring are the constant tests that nearly all queries of a plan's table make, so
// that rows which do not pass them are dead to the program.
func (p *Project) recurring(plans []index.Plan) map[*schema.Model][]string {
	counts, totals := map[*schema.Model]map[string]int{}, map[*schema.Model]int{}
	for _, plan := range plans {
		counts[plan.Table] = map[string]int{}
	}
	for _, q := range p.Queries {
		if q.Model == nil || q.Operation == query.Insert || len(q.Where) == 0 {
			continue
		}
		table := q.Model
		if table.Concrete != nil {
			table = table.Concrete
		}
		if counts[table] == nil || !p.indexMatters(q, table) {
			continue
		}
		totals[table]++
		for _, test := range index.Fixed(q, table, p.server()) {
			counts[table][test]++
		}
	}
	tests := map[*schema.Model][]string{}
	for table, count := range counts {
		for test, n := range count {
			if n >= fewestCarriers && n*5 >= totals[table]*4 {
				tests[table] = append(tests[table], test)
			}
		}
		slices.Sort(tests[table])
	}
	return tests
}

// fewestCarriers is how many queries make a test a habit of a table.
const fewestCarriers = 5

// restrict makes the index a partial one of the rows that the table's queries see,
// where all that need it ask for them and it takes no other index's place.
func (p *indexPlan) restrict(project *Project, tests []string) {
	if p.Where != "" || len(p.Replaces) > 0 {
		return
	}
	tests = slices.DeleteFunc(slices.Clone(tests), func(test string) bool {
		return slices.ContainsFunc(p.Keys, func(k index.Key) bool { return strings.Contains(test, `"`+k.Column.Column+`"`) }) ||
			slices.ContainsFunc(p.needs, func(n indexNeed) bool {
				return !slices.Contains(index.Fixed(n.query, p.Table, project.server()), test)
			})
	})
	p.Where = strings.Join(tests, " AND ")
}
