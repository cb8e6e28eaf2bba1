package rules

import (
	"fmt"
	"strings"
	"time"

	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/stats"
)

// UnusedIndex reports an index that production never read.
var UnusedIndex = &Rule{
	Code:      "IDX104",
	Name:      "unused-index",
	Guideline: G6,
	Also:      []Guideline{G13},
	Severity:  finding.Advice,
	Summary:   "production has never read an index",
	Why: `PostgreSQL counts how often each index is read. One that is written with every insert and read by
nobody costs writes, disk and vacuum. ` + "`ormlint stats pull`" + ` brings the counts; without them this rule is
silent. Indexes that keep values unique are not reported, and tables that are small are not either.

The counts are those of one server: a replica may read what the primary does not, and what runs once
a year may not have run yet.`,
	Bad: `
class Order(models.Model):
    note = models.CharField(max_length=80)
    total = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["total"], name="order_total")]  # want IDX104 "was never read since 2026-01-01"
`,
	Stats: `{"version":1,"pulled":"2026-11-30","server":{"version":"15.4","database":"shop","encoding":"UTF8","provider":"icu","collation":"en-US",
"ctype":"en-US","block_size":8192,"search_path":["public"],"since":"2026-01-01"},"tables":[{"schema":"public","name":"shop_order",
"rows":3000000,"bytes":400000000,"index_bytes":90000000,"seq_scans":2,"index_scans":9,"inserts":1,"updates":1,"hot_updates":0,"deletes":0,
"columns":[],"indexes":[{"name":"order_total","definition":"CREATE INDEX order_total ON public.shop_order USING btree (total)","columns":["total"],
"bytes":67108864,"scans":0}]}],"statements":{"list":[]}}`,
	Good: `
class Order(models.Model):
    note = models.CharField(max_length=80)
    total = models.IntegerField()
`,
	Check: func(p *Pass) {
		for _, model := range p.Schema.Models {
			table, snapshot := p.Stats.Table(model.Table)
			if !p.changes(model) || table == nil || table.Rows < FewRows || !counted(table, snapshot) {
				continue
			}
			for _, ix := range model.Indexes {
				used := table.Index(ix.Name)
				if ix.Name == "" || used == nil || ix.Unique || used.Unique || used.Primary || used.Constraint || used.Scans > 0 || !changeable(model, ix) {
					continue
				}
				since := ""
				if snapshot.Server.Since != "" {
					since = " since " + snapshot.Server.Since
				}
				reportDrop(p, model, ix, fmt.Sprintf("%s of %s was never read%s: it has %d MB that every insert adds to",
					indexWords(model, ix), model.Name, since, used.Bytes>>20)).
					Confidence(finding.Medium)
			}
		}
	},
}

// What makes counts of scans tell that an index is not used: so many days of
// them or, where it is not known when they began, so many scans of the table.
const (
	countedDays  = 7
	countedScans = 1000
)

// counted reports whether scans were counted long enough: a server that was just
// restored, or whose statistics were just reset, has read no index yet.
func counted(table *stats.Table, snapshot *stats.Snapshot) bool {
	day, _, _ := strings.Cut(snapshot.Server.Since, "T")
	since, err := time.Parse(time.DateOnly, day)
	pulled, err2 := time.Parse(time.DateOnly, snapshot.Pulled)
	if err != nil || err2 != nil {
		return table.IndexScans >= countedScans
	}
	return pulled.Sub(since) >= countedDays*24*time.Hour
}
