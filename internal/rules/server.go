package rules

import (
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/stats"
)

// server is what is known of the PostgreSQL that runs the queries.
func (p *Project) server() index.Server {
	p.counted.Do(func() { p.tables = p.statistics() })
	return index.Server{Version: p.Postgres, TimeZone: p.Schema.TimeZone, Tables: p.tables}
}

// statistics are those of each table that a snapshot knows, for the planner's prices.
func (p *Project) statistics() map[string]*index.Statistics {
	if len(p.Stats) == 0 {
		return nil
	}
	tables := map[string]*index.Statistics{}
	for _, model := range p.Schema.Models {
		table, _ := p.Stats.Table(model.Table)
		if model.Table == "" || table == nil || table.Rows == stats.UnknownRows {
			continue
		}
		rows := float64(table.Rows)
		known := &index.Statistics{Rows: rows, Columns: map[string]index.ColumnStatistics{}}
		for _, c := range table.Columns {
			if c.Distinct == 0 {
				continue
			}
			spread := index.ColumnStatistics{Distinct: c.Distinct, NullFraction: c.Null, Grows: c.Correlation > growing}
			if c.Distinct < 0 {
				spread.Distinct = -c.Distinct * rows
			}
			if len(c.Common) > 0 {
				spread.Commonest = c.Common[0]
			}
			known.Columns[c.Name] = spread
		}
		tables[model.Table] = known
	}
	return tables
}

// growing is the correlation with the place on disk from which values grow with it.
const growing = 0.9
