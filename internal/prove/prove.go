// Package prove lets PostgreSQL say whether a finding is right.
//
// In: findings with the queries that they are about, and the schema. Out: for
// each a proof: what the queries read with and without the index, on rows made
// for it, and what the index costs. Its one idea: the same statement on the same
// rows, once with and once without, so that nothing has to be believed; what
// is not known of production is made to be uncomfortable (skewed keys, rare
// states at the end of the table) and told.
package prove

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/jackc/pgx/v5"

	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/postgres"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/sql"
	"github.com/ormlint/ormlint/internal/stats"
)

// Options say what to prove and where.
type Options struct {
	Schema   *schema.Schema
	Queries  []*query.Query
	Behind   map[string][]*query.Query // those that a finding is about, by its fingerprint
	Findings []*finding.Finding        // those without an index to add or to drop are passed over
	Stats    stats.Snapshots
	Small    func(*schema.Model) bool // nil for none
	Rows     int64                    // of the table that a finding is about
	DSN      string                   // of the user's server; "" for a throwaway one
	Path     string                   // where binaries are looked for, as $PATH
	Cache    string                   // where a server that had to be downloaded is kept
	Download string                   // the address that it comes from; "" for none
	Jobs     int                      // tables at once
	Progress func(Step)               // called from several goroutines; nil for none
	Done     func(evidence.Proof)     // called with each proof as it is made, one at a time; nil for none
}

// A Step tells how far a proof is.
type Step struct {
	What  string // "load shop_order"
	Done  int    // of Total
	Total int
}

// Prove proves the findings. On an error the proofs that were made before it are returned too.
func Prove(ctx context.Context, options Options) ([]evidence.Proof, error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	p := &prover{options: options, asked: asked(options.Queries)}
	p.tell("start PostgreSQL")
	d, err := postgres.Open(ctx, postgres.Options{
		DSN: options.DSN, Path: options.Path, Cache: options.Cache, Download: options.Download, Locale: locale(options.Stats), Progress: p.tell,
	})
	if err != nil {
		return nil, err
	}
	defer d.Close()
	p.database = d
	groups := p.groups()
	p.total = len(groups) * 2
	for _, g := range groups {
		p.total += len(g.findings)
	}
	var wait sync.WaitGroup
	var next atomic.Int64
	for range min(max(options.Jobs, 1), len(groups)) {
		wait.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(groups) {
					return
				}
				if err := groups[i].prove(ctx); err != nil {
					// The server may go away under any statement.
					if stop := postgres.Stopped(ctx, err); stop != nil {
						err = stop
					}
					cancel(err)
				}
			}
		})
	}
	wait.Wait()
	slices.SortFunc(p.proofs, func(a, b evidence.Proof) int { return strings.Compare(a.Fingerprint, b.Fingerprint) })
	return p.proofs, context.Cause(ctx)
}

// locale is production's, where it is ICU's.
func locale(snapshots stats.Snapshots) string {
	if len(snapshots) > 0 && snapshots[0].Server.Provider == "icu" {
		return snapshots[0].Server.Collation
	}
	return ""
}

type prover struct {
	options  Options
	database *postgres.Database
	asked    map[string][]string
	total    int

	mutex  sync.Mutex
	done   int
	proofs []evidence.Proof
}

func (p *prover) tell(what string) {
	if p.options.Progress != nil {
		p.options.Progress(Step{what, p.done, p.total})
	}
}

func (p *prover) step(what string, steps int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.done += steps
	p.tell(what)
}

func (p *prover) keep(proof evidence.Proof) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.proofs = append(p.proofs, proof)
	p.done++
	p.tell("prove " + proof.Code + " on " + proof.Table)
	if p.options.Done != nil {
		p.options.Done(proof)
	}
}

// A group is the findings about one table, which share its rows.
type group struct {
	*prover
	number   int
	model    *schema.Model
	findings []*finding.Finding
	queries  map[*finding.Finding][]*query.Query
	conn     *pgx.Conn
	tables   map[string]*table
	held     map[string]held
	rare     map[string]string
	asIs     map[string]evidence.Measurement // statements on the table as it is
}

// groups sorts the findings by table, those that can be proven first.
func (p *prover) groups() []*group {
	byTable := map[string]*schema.Model{}
	for _, m := range p.options.Schema.Models {
		if m.Table != "" && !m.Proxy {
			byTable[m.Table] = m
		}
	}
	var groups []*group
	of := map[string]*group{}
	for _, f := range p.options.Findings {
		if f.Suggestion == nil && len(f.Drops) == 0 {
			continue
		}
		g := of[f.Table]
		if g == nil {
			g = &group{prover: p, number: len(groups) + 1, model: byTable[f.Table], queries: map[*finding.Finding][]*query.Query{}, held: map[string]held{}, rare: map[string]string{}, asIs: map[string]evidence.Measurement{}}
			of[f.Table] = g
			groups = append(groups, g)
		}
		g.findings = append(g.findings, f)
		g.queries[f] = p.queriesOf(f)
	}
	return groups
}

// mostQueries is how many queries of a finding are tried.
const mostQueries = 4

// queriesOf are the queries that a finding is about, one of each place first; of
// an index to drop those that might use it. Where the project itself sends none,
// as where a delete looks for what refers to its rows, it is a look-up by the index.
func (p *prover) queriesOf(f *finding.Finding) []*query.Query {
	var found, more []*query.Query
	of := p.options.Queries
	if f.Suggestion != nil {
		of = p.options.Behind[f.Fingerprint]
	}
	for _, q := range of {
		if !touches(q, f.Table) || q.Operation == query.Insert {
			continue
		}
		if slices.ContainsFunc(found, func(o *query.Query) bool { return o.File == q.File && o.Span == q.Span }) {
			more = append(more, q)
		} else {
			found = append(found, q)
		}
	}
	found = append(found, more...)
	if f.Suggestion == nil { // those that name its columns might use it
		names := func(q *query.Query) bool {
			return slices.ContainsFunc(q.Where, func(t query.Term) bool { return t.Table == f.Table && slices.Contains(f.Columns, t.Column) }) ||
				slices.ContainsFunc(q.OrderBy, func(o query.Order) bool { return o.Table == f.Table && slices.Contains(f.Columns, o.Column) })
		}
		slices.SortStableFunc(found, func(a, b *query.Query) int { return rank(names(b)) - rank(names(a)) })
	}
	if len(found) == 0 && f.Suggestion != nil {
		return p.lookup(f)
	}
	return found[:min(len(found), mostQueries*3)]
}

func rank(first bool) int {
	if first {
		return 1
	}
	return 0
}

// lookup asks for the rows with one value in each column of the index to add.
func (p *prover) lookup(f *finding.Finding) []*query.Query {
	for _, m := range p.options.Schema.Models {
		if m.Table != f.Table || m.Proxy {
			continue
		}
		q := &query.Query{File: f.File, Span: f.Span, Model: m, Operation: query.Select}
		for _, field := range f.Suggestion.Fields {
			if c := fieldOf(m, strings.TrimPrefix(field, "-")); c != nil {
				q.Where = append(q.Where, query.Term{Table: m.Table, Column: c.Column, Lookup: "exact"})
			}
		}
		return []*query.Query{q}
	}
	return nil
}

func touches(q *query.Query, table string) bool {
	return q.Model != nil && (concrete(q.Model).Table == table || slices.Contains(q.Joins, table))
}

// prove loads the tables of a group and tries its findings one after the other.
// An error ends the whole proof.
func (g *group) prove(ctx context.Context) (err error) {
	start := len(g.findings)
	fail := func(err error) error {
		var not *inconclusive
		if !errors.As(err, &not) {
			return err
		}
		for _, f := range g.findings[len(g.findings)-start:] {
			start--
			g.keep(g.proof(f, finding.Inconclusive, not.reason))
		}
		return nil
	}
	if g.model == nil {
		return fail(cannot("the model has no table that is known"))
	}
	if g.conn, err = g.database.Connect(ctx); err != nil {
		return err
	}
	defer g.conn.Close(context.WithoutCancel(ctx))
	name := fmt.Sprintf("proof%d", g.number)
	if err := run(ctx, g.conn, "CREATE SCHEMA "+name); err != nil {
		return err
	}
	defer func() {
		if ctx.Err() == nil {
			g.conn.Exec(ctx, "DROP SCHEMA "+name+" CASCADE")
		}
	}()
	if err := run(ctx, g.conn, "SET search_path = "+name+", public"); err != nil {
		return err
	}
	if err := g.load(ctx); err != nil {
		return fail(err)
	}
	for _, f := range g.findings {
		proof, err := g.try(ctx, f)
		if err != nil {
			var not *inconclusive
			if !errors.As(err, &not) {
				return err
			}
			run(ctx, g.conn, "ROLLBACK")
			proof = g.proof(f, finding.Inconclusive, not.reason)
		}
		start--
		g.keep(proof)
	}
	return nil
}

func (g *group) proof(f *finding.Finding, verdict finding.Verdict, why string) evidence.Proof {
	p := evidence.Proof{
		Fingerprint: f.Fingerprint, Code: f.Code, File: f.File.Path, Table: f.Table, Asked: f.Columns, Verdict: verdict, Reason: why,
		Server: g.database.Version(), Trials: []evidence.Trial{},
	}
	if t := g.tables[f.Table]; t != nil {
		p.Rows, p.Pages, p.Assumed = t.loaded, t.pages, t.notes
	}
	return p
}

// load makes the tables of the group's queries.
func (g *group) load(ctx context.Context) error {
	g.plan()
	var models []*schema.Model
	var bytes int64
	for _, t := range g.tables {
		models = append(models, t.model)
		bytes += t.rows * int64(150+40*len(t.model.Indexes))
	}
	slices.SortFunc(models, func(a, b *schema.Model) int { return strings.Compare(a.Table, b.Table) })
	if dir, room := g.database.Room(); room > 0 && room < bytes {
		return &postgres.Stop{Err: fmt.Errorf("the disk is too full: %s has %s free, and the rows of %s need about %s; prove with fewer --rows, or set TMPDIR to a directory with more room",
			dir, finding.Size(room), g.model.Table, finding.Size(bytes))}
	}
	for _, extension := range sql.Extensions(models) {
		if err := run(ctx, g.conn, "CREATE EXTENSION IF NOT EXISTS "+sql.Quote(extension)+" SCHEMA public"); err != nil {
			return err
		}
	}
	if err := g.collations(ctx, models); err != nil {
		return err
	}
	for _, m := range models {
		t := g.tables[m.Table]
		if err := g.fill(ctx, t); err != nil {
			return err
		}
	}
	g.step("analyze "+g.model.Table, 1)
	for _, key := range sql.ForeignKeys(g.model, models) {
		if err := run(ctx, g.conn, key); err != nil {
			var not *inconclusive
			if !errors.As(err, &not) {
				return err
			}
		}
	}
	for _, m := range models {
		if err := run(ctx, g.conn, "VACUUM (ANALYZE) "+sql.Quote(m.Table)); err != nil {
			return err
		}
		t := g.tables[m.Table]
		if err := g.conn.QueryRow(ctx, "SELECT relpages FROM pg_class WHERE oid = $1::regclass", sql.Quote(m.Table)).Scan(&t.pages); err != nil {
			return fmt.Errorf("read the size of %s: %w", m.Table, err)
		}
	}
	g.step("prove on "+g.model.Table, 1)
	return nil
}

// collations makes those that migrations of the project make: by their names
// alone nothing is known of them but that they are not C.
func (g *group) collations(ctx context.Context, models []*schema.Model) error {
	for _, m := range models {
		for _, c := range m.Columns {
			if c.Collation == "" {
				continue
			}
			var there bool
			err := g.conn.QueryRow(ctx, "SELECT count(*) > 0 FROM pg_collation WHERE collname = $1 AND pg_collation_is_visible(oid)", c.Collation).Scan(&there)
			if err != nil {
				return fmt.Errorf("look for collation %s: %w", c.Collation, err)
			}
			if there {
				continue
			}
			if err := run(ctx, g.conn, "CREATE COLLATION "+sql.Quote(c.Collation)+" (provider = icu, locale = 'und')"); err != nil {
				return err
			}
		}
	}
	return nil
}

// fill makes a table and its rows; where a partial unique index refuses most of
// them, once more with rows that all differ in it.
func (g *group) fill(ctx context.Context, t *table) error {
	for {
		if err := g.prover.plan(t, g.tables, g.asked); err != nil {
			return err
		}
		err := t.create(ctx, g.conn, func(done int64) {
			g.step(fmt.Sprintf("load %s, %s of %s rows", t.model.Table, finding.Grouped(done), finding.Grouped(t.rows)), 0)
		})
		partial := slices.ContainsFunc(t.model.Indexes, func(ix *schema.Index) bool { return ix.Unique && ix.Where != "" })
		if !errors.Is(err, errFewRows) || !partial || t.strict {
			return err
		}
		t.strict, t.loaded = true, 0
		if err := run(ctx, g.conn, "DROP TABLE "+sql.Quote(t.model.Table)); err != nil {
			return err
		}
	}
}

// plan says which tables are made and how large: the group's own has the rows
// that are wanted, what it refers to fewer, and so has what refers to it.
func (g *group) plan() {
	byTable := map[string]*schema.Model{}
	for _, m := range g.options.Schema.Models {
		if m.Table != "" && !m.Proxy {
			byTable[m.Table] = m
		}
	}
	rows := g.options.Rows
	if s, _ := g.options.Stats.Table(g.model.Table); s != nil && s.Rows > 0 {
		rows = min(max(s.Rows, 1000), rows*10)
	}
	g.tables = map[string]*table{g.model.Table: {model: g.model, rows: rows, extra: max(min(insertedRows, rows/20), 1)}}
	wanted := map[string]bool{}
	for _, queries := range g.queries {
		for _, q := range queries {
			wanted[concrete(q.Model).Table] = true
			for _, j := range q.From {
				wanted[j.Table] = true
			}
			for _, parent := range concrete(q.Model).Parents {
				wanted[concrete(parent).Table] = true
			}
		}
	}
	beside := func(m *schema.Model, rows int64) {
		g.tables[m.Table] = &table{model: m, rows: rows, extra: 1, beside: true, asked: g.columnsOf(m.Table)}
	}
	names := slices.Sorted(maps.Keys(wanted))
	for again := true; again; {
		again = false
		for _, name := range names {
			m := byTable[name]
			if m == nil || g.tables[name] != nil {
				continue
			}
			if n := g.sizeBeside(m); n > 0 {
				beside(m, n)
				again = true
			}
		}
	}
	for _, name := range names {
		if m := byTable[name]; m != nil && g.tables[name] == nil {
			beside(m, g.size(m, rows))
		}
	}
}

// columnsOf are the columns of a table that the group's queries name.
func (g *group) columnsOf(table string) map[string]bool {
	named := map[string]bool{}
	for _, queries := range g.queries {
		for _, q := range queries {
			for _, t := range q.Where {
				if t.Table == table {
					named[t.Column] = true
				}
			}
			for _, o := range q.OrderBy {
				if o.Table == table {
					named[o.Column] = true
				}
			}
			for _, j := range q.From {
				named[j.Column], named[j.ToColumn] = true, true
			}
		}
	}
	return named
}

// referring is how many rows of a table there are for one of a table beside it that refers to it.
const referring = 4

// sizeBeside is the size of a table that stands in a relation to one that is planned; 0 for none.
func (g *group) sizeBeside(m *schema.Model) int64 {
	var n int64
	for _, t := range g.tables {
		for _, c := range t.model.Columns {
			if c.References != nil && c.References.Table == m.Table {
				of := g.size(m, t.rows)
				if alone(t.model, c) {
					of = t.rows + t.extra
				}
				n = max(n, of)
			}
		}
	}
	if n > 0 {
		return n
	}
	for _, t := range g.tables {
		for _, c := range m.Columns {
			if c.References != nil && c.References.Table == t.model.Table {
				of := t.rows
				if !alone(m, c) {
					of /= referring
				}
				n = max(n, of)
			}
		}
	}
	return n
}
