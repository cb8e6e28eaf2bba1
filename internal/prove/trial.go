package prove

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/ormlint/ormlint/internal/evidence"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/sql"
)

// indexName is what the index is called while it is tried.
const indexName = "ormlint_proof"

// try proves one finding.
func (g *group) try(ctx context.Context, f *finding.Finding) (evidence.Proof, error) {
	trials, err := g.before(ctx, f)
	if err != nil {
		return evidence.Proof{}, err
	}
	if f.Suggestion == nil {
		return g.removal(ctx, f, trials)
	}
	ix, err := suggested(g.model, f.Suggestion)
	if err != nil {
		return evidence.Proof{}, err
	}
	text, err := sql.CreateIndex(g.model, ix)
	if err != nil {
		return evidence.Proof{}, cannot("%v", err)
	}
	used := false
	var price *finding.Price
	err = g.within(ctx, func() error {
		for _, extension := range sql.Extensions([]*schema.Model{{Columns: g.model.Columns, Indexes: []*schema.Index{ix}}}) {
			if err := run(ctx, g.conn, "CREATE EXTENSION IF NOT EXISTS "+sql.Quote(extension)+" SCHEMA public"); err != nil {
				return err
			}
		}
		start := time.Now()
		if err := run(ctx, g.conn, text); err != nil {
			return err
		}
		price = &finding.Price{BuildSeconds: float64(time.Since(start).Milliseconds()) / 1000}
		if ix.Terms[0].Expression != "" || slices.ContainsFunc(ix.Terms, func(t schema.Term) bool { return t.Expression != "" }) {
			if err := run(ctx, g.conn, "ANALYZE "+sql.Quote(f.Table)); err != nil {
				return err
			}
		}
		if err := g.conn.QueryRow(ctx, "SELECT pg_relation_size($1::regclass)", sql.Quote(indexName)).Scan(&price.Bytes); err != nil {
			return fmt.Errorf("read the size of the index: %w", err)
		}
		// What the finding calls needless beside the index is not there to choose.
		var dropping []string
		for _, drop := range f.Drops {
			if drop.Name != "" && drop.Model == f.Model {
				dropping = append(dropping, "DROP INDEX IF EXISTS "+sql.Quote(drop.Name))
			}
		}
		text = strings.Join(append([]string{text}, dropping...), "; ")
		err = g.apart(ctx, dropping, func() error {
			used, err = g.after(ctx, trials)
			return err
		})
		if err != nil {
			return err
		}
		// Last, as it leaves dead rows that later statements would have to step over.
		price.InsertShare, price.InsertSpread, err = g.writing(ctx, g.tables[f.Table], dropping, []string{"DROP INDEX " + sql.Quote(indexName)})
		return err
	})
	if err != nil {
		return evidence.Proof{}, err
	}
	proof := g.proof(f, finding.Inconclusive, "")
	proof.Index, proof.Trials, proof.Price = text, trials, price
	proof.Verdict, proof.Reason, proof.Headline = judge(trials, used)
	return proof, nil
}

// within does something to the table that is taken back: nothing of it stays,
// but for dead rows, which are cleaned up.
func (g *group) within(ctx context.Context, do func() error) error {
	if err := run(ctx, g.conn, "BEGIN"); err != nil {
		return err
	}
	err := do()
	if stop := run(ctx, g.conn, "ROLLBACK"); stop != nil && err == nil {
		err = stop
	}
	if err != nil {
		return err
	}
	return run(ctx, g.conn, "VACUUM (INDEX_CLEANUP ON) "+sql.Quote(g.model.Table))
}

// apart does something in another state of the table, which is taken back.
func (g *group) apart(ctx context.Context, state []string, do func() error) error {
	for _, statement := range append([]string{"SAVEPOINT apart"}, state...) {
		if err := run(ctx, g.conn, statement); err != nil {
			return err
		}
	}
	if err := do(); err != nil {
		return err
	}
	return run(ctx, g.conn, "ROLLBACK TO apart")
}

// before measures the queries of a finding as the table is.
func (g *group) before(ctx context.Context, f *finding.Finding) ([]evidence.Trial, error) {
	var trials []evidence.Trial
	var last error
	seen := map[string]bool{}
	queries := 0
	for _, q := range g.queries[f] {
		if queries == mostQueries {
			break
		}
		skip := skipFor(f, q)
		bindings, err := g.bindings(ctx, q, skip)
		if err == nil {
			added := 0
			for _, b := range bindings {
				var t evidence.Trial
				if t, err = g.trial(ctx, f, q, b, skip); err != nil {
					break
				}
				if !seen[t.SQL] {
					seen[t.SQL] = true
					trials = append(trials, t)
					added++
				}
			}
			queries += min(added, 1)
		}
		if err != nil {
			var not *inconclusive
			if !errors.As(err, &not) {
				return nil, err
			}
			last = err
		}
	}
	if len(trials) == 0 {
		if last == nil && f.Suggestion == nil {
			return nil, cannot("no query of the project reads %s", f.Table)
		}
		if last == nil {
			last = cannot("no query of it can be sent")
		}
		return nil, last
	}
	return trials, nil
}

// skipFor leaves conditions out that do not always hold, but for those that the
// finding is about: one of each column, where no condition on it always holds.
func skipFor(f *finding.Finding, q *query.Query) func(*query.Term) bool {
	kept := map[string]*query.Term{}
	for i := range q.Where {
		t := &q.Where[i]
		if t.Table != f.Table || f.Suggestion == nil || t.Alias != "" || !slices.Contains(f.Columns, t.Column) {
			continue
		}
		if other := kept[t.Column]; other == nil || other.Conditional && (!t.Conditional || other.Lookup != "exact" && t.Lookup == "exact") {
			kept[t.Column] = t
		}
	}
	return func(t *query.Term) bool { return t.Conditional && kept[t.Column] != t }
}

// paged reports whether a query is a list that the finding believes to be shown
// page by page: the code has no limit, what shows the list adds it.
func paged(q *query.Query, f *finding.Finding) bool {
	return f.Paged && q.Limit == query.NoLimit && q.Operation == query.Select
}

func (g *group) trial(ctx context.Context, f *finding.Finding, q *query.Query, b binding, skip func(*query.Term) bool) (evidence.Trial, error) {
	sent := q
	if paged(q, f) {
		page := *q
		page.Limit, sent = query.DynamicLimit, &page
	}
	statement, err := sql.Render(sent, g.options.Schema, sql.Options{Values: b.of, Skip: skip})
	if err != nil {
		return evidence.Trial{}, cannot("%v", err)
	}
	t := evidence.Trial{
		Query: fmt.Sprintf("%s:%d", q.File.Path, q.File.Line(q.Span.Start)), Case: b.name, SQL: statement.Search, LeftOut: statement.LeftOut,
	}
	before, known := g.asIs[t.SQL]
	if !known {
		if before, _, err = g.measure(ctx, t.SQL); err != nil {
			return t, err
		}
		g.asIs[t.SQL] = before
	}
	t.Before = before
	return t, nil
}

// after measures the same statements again and tells whether any uses the index.
func (g *group) after(ctx context.Context, trials []evidence.Trial) (used bool, err error) {
	for i := range trials {
		var indexes []string
		if trials[i].After, indexes, err = g.measure(ctx, trials[i].SQL); err != nil {
			return false, err
		}
		used = used || slices.Contains(indexes, indexName)
	}
	return used, nil
}

// What makes a verdict.
const (
	provenRatio = 10.0 // times fewer buffers
	savedPages  = 100  // or so many pages fewer, if a third or less is left
	slowerRatio = 1.5  // times more buffers, and
	slowerPages = 50   // so many more, is slower
)

// judge says what the trials of an index to add came to.
func judge(trials []evidence.Trial, used bool) (finding.Verdict, string, *evidence.Trial) {
	var best, most, worst *evidence.Trial
	for i := range trials {
		t := &trials[i]
		if slower(t.Before, t.After) && (worst == nil || gain(t) < gain(worst)) {
			worst = t
		}
		if best == nil || better(t, best) {
			best = t
		}
		if most == nil || t.Before.Buffers > most.Before.Buffers {
			most = t
		}
	}
	saved := gain(best)
	switch {
	case worst != nil && -gain(worst) >= saved: // a loss that a greater gain elsewhere does not make good
		return finding.Refuted, fmt.Sprintf("with the index %s reads %s pages instead of %s (%s values)", worst.Query,
			finding.Grouped(worst.After.Buffers), finding.Grouped(worst.Before.Buffers), worst.Case), worst
	case used && ratio(best) >= provenRatio:
		return finding.Confirmed, fmt.Sprintf("%.0f times fewer pages", ratio(best)), best
	case used && ratio(best) >= 3 && saved >= savedPages:
		return finding.Confirmed, fmt.Sprintf("%s pages fewer", finding.Grouped(saved)), best
	case most.Before.Buffers == 0: // PostgreSQL sees that no row can match
		return finding.Inconclusive, "the values that were tried contradict each other", most
	case !used:
		return finding.Refuted, "PostgreSQL does not use the index: " + firstLine(most.After.Plan), most
	case most.Before.Buffers < savedPages:
		return finding.Refuted, fmt.Sprintf("the query reads %s pages at most without the index", finding.Grouped(most.Before.Buffers)), most
	case ratio(best) < 1.5:
		return finding.Refuted, fmt.Sprintf("with the index it still reads %s pages instead of %s", finding.Grouped(best.After.Buffers), finding.Grouped(best.Before.Buffers)), best
	}
	return finding.Inconclusive, fmt.Sprintf("with the index it reads %s pages instead of %s", finding.Grouped(best.After.Buffers), finding.Grouped(best.Before.Buffers)), best
}

// better prefers the trial that shows more: ten times fewer pages, then the more pages saved.
func better(a, b *evidence.Trial) bool {
	if (ratio(a) >= provenRatio) != (ratio(b) >= provenRatio) {
		return ratio(a) >= provenRatio
	}
	return gain(a) > gain(b)
}

// gain is how many pages fewer a statement reads with the index.
func gain(t *evidence.Trial) int64 { return t.Before.Buffers - t.After.Buffers }

func ratio(t *evidence.Trial) float64 {
	return float64(t.Before.Buffers) / float64(max(t.After.Buffers, 1))
}

// slower tells a statement that reads more pages, and is no quicker for it: rows in
// the order of an index take more pages than a sort of them all, which is counted nowhere.
func slower(before, after evidence.Measurement) bool {
	return float64(after.Buffers) > slowerRatio*float64(before.Buffers) && after.Buffers-before.Buffers > slowerPages && after.Ms >= before.Ms
}

// firstLine is the node of a plan that reads the table: the deepest of the first branch.
func firstLine(plan string) string {
	deepest, text := -1, ""
	for line := range strings.SplitSeq(plan, "\n") {
		bare := strings.TrimLeft(line, " ")
		if depth := len(line) - len(bare); depth > deepest {
			deepest, text = depth, bare
		}
	}
	text, _, _ = strings.Cut(text, "  [")
	text, _, _ = strings.Cut(text, " filter ")
	return short(text, 120)
}

// removal proves that no query gets slower without an index.
func (g *group) removal(ctx context.Context, f *finding.Finding, trials []evidence.Trial) (evidence.Proof, error) {
	var names []string
	for _, drop := range f.Drops {
		if drop.Name == "" {
			return evidence.Proof{}, cannot("the name of the index is not known")
		}
		names = append(names, sql.Quote(drop.Name))
	}
	text := "DROP INDEX " + strings.Join(names, ", ")
	price := &finding.Price{}
	err := g.within(ctx, func() error {
		for _, name := range names {
			var bytes int64
			if err := g.conn.QueryRow(ctx, "SELECT COALESCE(pg_relation_size(to_regclass($1)), 0)", name).Scan(&bytes); err != nil {
				return fmt.Errorf("read the size of %s: %w", name, err)
			}
			price.Bytes += bytes
		}
		err := g.apart(ctx, []string{text}, func() error {
			_, err := g.after(ctx, trials)
			return err
		})
		if err != nil {
			return err
		}
		price.InsertShare, price.InsertSpread, err = g.writing(ctx, g.tables[f.Table], nil, []string{text})
		return err
	})
	if err != nil {
		return evidence.Proof{}, err
	}
	proof := g.proof(f, finding.Confirmed, fmt.Sprintf("no query that was tried is slower without it: %d statements", len(trials)))
	proof.Index, proof.Trials, proof.Price = text, trials, price
	for i := range trials {
		t := &trials[i]
		if slower(t.Before, t.After) {
			proof.Verdict, proof.Headline = finding.Refuted, t
			proof.Reason = fmt.Sprintf("without it %s reads %s pages instead of %s", t.Query, finding.Grouped(t.After.Buffers), finding.Grouped(t.Before.Buffers))
			return proof, nil
		}
		if proof.Headline == nil || t.Before.Buffers > proof.Headline.Before.Buffers {
			proof.Headline = t
		}
	}
	return proof, nil
}

// suggested is the index of a finding in the database's words.
func suggested(m *schema.Model, s *finding.Index) (*schema.Index, error) {
	ix := &schema.Index{Name: indexName, Method: s.Method, Where: s.Where}
	for i, field := range s.Fields {
		t := schema.Term{Desc: strings.HasPrefix(field, "-")}
		field = strings.TrimPrefix(field, "-")
		if i < len(s.Expressions) && s.Expressions[i].SQL != "" {
			t.Expression = s.Expressions[i].SQL
		} else {
			c := fieldOf(m, field)
			if c == nil {
				return nil, cannot("%s has no column %s", m.Table, field)
			}
			t.Column = c.Column
		}
		if i < len(s.Nulls) {
			t.Nulls = s.Nulls[i]
		}
		if i < len(s.Opclasses) {
			t.Opclass = s.Opclasses[i]
		}
		ix.Terms = append(ix.Terms, t)
	}
	for _, field := range s.Include {
		c := fieldOf(m, field)
		if c == nil {
			return nil, cannot("%s has no column %s", m.Table, field)
		}
		ix.Include = append(ix.Include, c.Column)
	}
	if len(ix.Terms) == 0 {
		return nil, cannot("the index to add is not known")
	}
	return ix, nil
}

func fieldOf(m *schema.Model, field string) *schema.Column {
	for _, c := range m.Columns {
		if c.Field == field || c.Column == field || field == "pk" && c.PrimaryKey {
			return c
		}
	}
	return nil
}
