package rules

import (
	"slices"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/stats"
)

// An indexNeed is the index that one query lacks on one table.
type indexNeed struct {
	query  *query.Query
	advice index.Advice
	joined bool // the table is not the query's own
}

// findIndexNeeds looks at every query of the project, and returns what it lacks,
// what matters most first.
func findIndexNeeds(project *Project) []indexNeed {
	tables := project.byTable()
	var needs []indexNeed
	for _, q := range project.Queries {
		table, joined := askedTable(q, tables)
		if table == nil || !project.indexMatters(q, table) {
			continue
		}
		if !joined {
			for _, pair := range index.AdvisePairs(q, table, project.server()) {
				needs = append(needs, indexNeed{query: q, advice: pair})
			}
		}
		advice := index.Advise(q, table, project.server())
		if advice.Gap == index.NoGap || joined && advice.Gap != index.Unindexed {
			continue
		}
		// What could not be read may be a filter that an existing index serves; a
		// list is shown without filters as well.
		if !q.Complete && advice.Gap != index.Uncovered && !advice.Paged {
			continue
		}
		needs = append(needs, indexNeed{query: q, advice: advice, joined: joined})
	}
	slices.SortStableFunc(needs, func(a, b indexNeed) int { return project.compareNeeds(a, b) })
	return needs
}

// compareNeeds puts what matters more first.
func (p *Project) compareNeeds(a, b indexNeed) int {
	return slices.Compare([]int{int(p.severity(b)), int(b.confidence()), b.weight(), len(b.advice.Keys)},
		[]int{int(p.severity(a)), int(a.confidence()), a.weight(), len(a.advice.Keys)})
}

// weight says how often a query runs for one thing that a user or a timer does.
func (n indexNeed) weight() int {
	weight := 0
	for _, context := range n.query.Contexts {
		weight = max(weight, map[string]int{"loop": 4, "endpoint": 3, "task": 2, "admin": 1}[context])
	}
	return weight
}

// byTable are the models by their table.
func (p *Project) byTable() map[string]*schema.Model {
	tables := map[string]*schema.Model{}
	for _, model := range p.Schema.Models {
		if model.Table != "" && !model.Proxy {
			tables[model.Table] = model
		}
	}
	return tables
}

// askedTable is the table whose indexes decide about the query: its own, or the
// only joined one that is filtered where its own is not.
func askedTable(q *query.Query, tables map[string]*schema.Model) (table *schema.Model, joined bool) {
	if q.Model == nil || q.Operation == query.Insert {
		return nil, false
	}
	own := q.Model
	if own.Concrete != nil {
		own = own.Concrete
	}
	var other *schema.Model
	for _, term := range q.Where {
		if term.Table == own.Table || term.Or || term.Negated || term.Conditional {
			return own, false
		}
		filtered := tables[term.Table]
		if other != nil && filtered != other || filtered == nil {
			return own, false
		}
		other = filtered
	}
	if other == nil {
		return own, false
	}
	return other, true
}

// judges tells the tables that the project makes and that are not known to be small.
func (p *Project) judges(table *schema.Model) bool {
	return table.Managed && !index.AlwaysSmall(table) && !p.known(table, config.Small)
}

// indexMatters leaves out tables that are small or that the project does not make,
// and code that runs once.
func (p *Project) indexMatters(q *query.Query, table *schema.Model) bool {
	return p.judges(table) && !slices.Contains(q.Contexts, "migration") && !slices.Contains(q.Contexts, "test")
}

// severity follows the size of the table, the red flags of the query and where it runs.
func (p *Project) severity(n indexNeed) finding.Severity {
	model := n.advice.Table
	large, guess, red := p.known(model, config.Large), p.guess(model).Guess, len(n.advice.Flags) > 0
	often := n.weight() >= 2
	switch {
	case p.savesLittle(n), p.spread(n):
		return finding.Advice
	case n.advice.Minor && large:
		return finding.Warning
	case n.advice.Minor, n.advice.Paged, n.advice.Joined:
		if large {
			return finding.Warning
		}
		return finding.Advice
	case large:
		return finding.Error
	case guess == ProbablySmall, p.fewEach(n):
		return finding.Advice
	case red && slices.Contains(n.query.Contexts, "loop") && !n.checkedInside():
		return finding.Error
	case red, p.Tables.IsHot(model.Table, model.Label):
		return finding.Warning
	case guess == ProbablyLarge && often:
		return finding.Warning
	}
	return finding.Advice
}

// savesLittle reports whether few rows are left already behind the indexes there
// are; of a large table that is only so where it is not known to be otherwise.
func (p *Project) savesLittle(n indexNeed) bool {
	return n.advice.Slight && !(p.known(n.advice.Table, config.Large) && p.broad(n))
}

// fewEach reports whether an index narrows on a foreign key to a table that is
// itself large: an order has few payments, however many there are of both.
func (p *Project) fewEach(n indexNeed) bool {
	if n.advice.Closest == nil {
		return false
	}
	return slices.ContainsFunc(n.advice.Closest.Seek, func(name string) bool {
		c := column(n.advice.Table, name)
		if c.References == nil || c.References.Model == nil {
			return false
		}
		target := c.References.Model
		return p.known(target, config.Large) || p.guess(target).Guess == ProbablyLarge
	})
}

// broad reports whether it is known of each column with an index that many rows
// share its values: they were counted, or the table that it refers to is small.
func (p *Project) broad(n indexNeed) bool {
	columns := n.advice.Filters
	if len(columns) == 0 { // an order that begins with it
		columns = n.advice.Sorts[:min(len(n.advice.Sorts), 1)]
	}
	return !slices.ContainsFunc(columns, func(c *schema.Column) bool {
		if table, _ := p.Stats.Table(n.advice.Table.Table); table != nil {
			for _, s := range table.Columns {
				if s.Name == c.Column && s.Distinct != 0 {
					return s.Distinct < 0 || s.Distinct > fewValues
				}
			}
		}
		return c.References == nil || c.References.Model == nil || !p.known(c.References.Model, config.Small)
	})
}

// spread reports whether it was counted that each value of the one column of the
// index stands in so many rows that they lie on every page.
func (p *Project) spread(n indexNeed) bool {
	table, _ := p.Stats.Table(n.advice.Table.Table)
	if table == nil || len(n.advice.Keys) != 1 || len(n.advice.Filters) != 1 || len(n.advice.Sorts) > 0 || n.advice.Where != "" {
		return false
	}
	at := slices.IndexFunc(table.Columns, func(c stats.Column) bool { return c.Name == n.advice.Filters[0].Column })
	if at < 0 {
		return false
	}
	c := table.Columns[at]
	return c.Distinct > 0 && float64(len(c.Common)) >= c.Distinct && c.Common[len(c.Common)-1] >= onEveryPage
}

// onEveryPage is the share of rows of which some lie on nearly every page.
const onEveryPage = 0.05

// fewValues is how many values a column has at most whose every value stands in
// many rows of a large table.
const fewValues = manyRows / FewRows

// limited reports whether the query may stop at its first rows.
func (n indexNeed) limited() bool {
	return n.query.Limit != query.NoLimit || n.query.Operation == query.First || n.query.Operation == query.Last
}

// checkedInside reports whether an index has every filtered column, if in another
// order: it reads too much of itself, but no row of the table in vain.
func (n indexNeed) checkedInside() bool {
	c := n.advice.Closest
	return c != nil && !slices.ContainsFunc(n.advice.Filters, func(f *schema.Column) bool { return !slices.Contains(c.Condition, f.Column) })
}

func (n indexNeed) confidence() finding.Confidence {
	switch {
	case !n.query.Complete:
		return finding.Low
	case n.joined, n.advice.Doubt != "", n.advice.Paged, len(n.advice.Table.Unknown) > 0:
		return finding.Medium
	}
	return finding.High
}

var flagWords = map[index.Flag]string{
	index.SetBesideRange: "an IN list beside a range",
	index.KeysetFilters:  "keyset pagination with filters",
	index.KeyWithMoment:  "a foreign key with a primary key or timestamp",
}
