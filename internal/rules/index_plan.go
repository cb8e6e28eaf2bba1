package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/finding"
	"github.com/ormlint/ormlint/internal/index"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
	"github.com/ormlint/ormlint/internal/source"
)

// An indexPlan is one index to add and the queries that need it, what matters
// most first.
type indexPlan struct {
	index.Plan
	needs []indexNeed
	rule  string // the code that reports it
}

// main is the need that says why.
func (p *indexPlan) main() indexNeed { return p.needs[0] }

// findIndexPlans puts what the queries lack together, table by table.
func findIndexPlans(project *Project) []*indexPlan {
	needs := findIndexNeeds(project)
	advices := make([]index.Advice, len(needs))
	for i := range needs {
		advices[i] = needs[i].advice
	}
	serves := func(by index.Plan, i int) bool {
		a := &advices[i]
		return by.Where == "" && !a.Pair && slices.ContainsFunc(a.Keys, func(k index.Key) bool { return k.Column == by.Keys[0].Column }) &&
			index.Served(needs[i].query, a.Table, by.Index(), project.server())
	}
	var plans []*indexPlan
	thin := index.Thin(index.Consolidate(advices), serves)
	recurring := project.recurring(thin)
	for _, plan := range thin {
		p := &indexPlan{Plan: plan}
		for _, i := range plan.Serves {
			p.needs = append(p.needs, needs[i])
		}
		p.rule = p.kind()
		p.restrict(project, recurring[plan.Table])
		plans = append(plans, p)
	}
	return withoutSlight(project, plans)
}

// withoutSlight leaves out the plans that save little on tables that others do more
// for: each index costs every insert.
func withoutSlight(project *Project, plans []*indexPlan) []*indexPlan {
	slight := func(p *indexPlan) bool {
		return !slices.ContainsFunc(p.needs, func(n indexNeed) bool { return !project.savesLittle(n) })
	}
	better := map[*schema.Model]bool{}
	for _, p := range plans {
		if slices.ContainsFunc(p.needs, func(n indexNeed) bool { return !n.advice.Minor && !project.savesLittle(n) }) {
			better[p.Table] = true
		}
	}
	return slices.DeleteFunc(plans, func(p *indexPlan) bool { return better[p.Table] && slight(p) })
}

// kind is the code of the rule that the plan falls under.
func (p *indexPlan) kind() string {
	main := p.main()
	switch {
	case main.advice.Pair:
		return "IDX007"
	case slices.ContainsFunc(p.needs, indexNeed.pages) && p.misordered() == nil:
		return "IDX010"
	case p.misordered() != nil:
		return "IDX004"
	}
	return map[index.Gap]string{index.Unindexed: "IDX001", index.Uncovered: "IDX002", index.Unordered: "IDX003"}[main.advice.Gap]
}

// manyQueries is how many queries make an index worth more than the most urgent
// of them says: the code lives by what it asks for again and again.
const manyQueries = 5

// severity is that of the most urgent query, weighed by how many ask for the index.
// Where only the code lets guess that the table is large, one query alone is advice.
func (p *indexPlan) severity(project *Project) finding.Severity {
	main, queries := p.main(), len(p.queries())
	severity := project.severity(main)
	switch {
	case severity == finding.Advice && queries >= manyQueries && !main.advice.Minor && !main.advice.Slight && !main.advice.Joined && project.guess(p.Table).Guess != ProbablySmall:
		return finding.Warning
	case severity == finding.Warning && queries == 1 && len(main.advice.Flags) == 0 &&
		!project.known(p.Table, config.Large) && !project.Tables.IsHot(p.Table.Table, p.Table.Label):
		return finding.Advice
	}
	return severity
}

// misordered is a declared index with the plan's columns in an order that does not
// serve, or nil.
func (p *indexPlan) misordered() *schema.Index {
	if len(p.Keys) < 2 || p.Where != "" {
		return nil
	}
	for _, ix := range p.Table.Indexes {
		if ix.Unique || ix.Where != "" || ix.Method != "btree" || ix.Unknown != "" || len(ix.Terms) != len(p.Keys) {
			continue
		}
		if !slices.ContainsFunc(p.Keys, func(k index.Key) bool {
			return !slices.ContainsFunc(ix.Terms, func(t schema.Term) bool { return t.Column == k.Column.Column })
		}) && ix.Terms[0].Column != p.Keys[0].Column.Column {
			return ix
		}
	}
	return nil
}

// pages reports whether the query reads on behind the last row that was seen, in
// the order of columns that it filters a range of.
func (n indexNeed) pages() bool {
	q := n.query
	if !n.limited() || len(n.advice.Sorts) == 0 || len(q.OrderBy) == 0 || slices.ContainsFunc(q.Where, func(t query.Term) bool { return t.Lookup == "in" }) {
		return false
	}
	first := n.advice.Sorts[0]
	for _, o := range q.OrderBy {
		if o.Column != first.Column || o.Meta {
			continue
		}
		for _, t := range q.Where {
			if t.Table == n.advice.Table.Table && t.Column == first.Column && !t.Negated &&
				(o.Desc && strings.HasPrefix(t.Lookup, "lt") || !o.Desc && strings.HasPrefix(t.Lookup, "gt")) {
				return true
			}
		}
	}
	return false
}

// reportIndexPlans reports the plans of one rule.
func reportIndexPlans(p *Pass, message func(*indexPlan) string) {
	for _, plan := range p.indexPlans() {
		if plan.rule == p.rule.Code {
			plan.report(p, message(plan))
		}
	}
}

// report writes the finding: at the model, where the index goes.
func (p *indexPlan) report(pass *Pass, message string) {
	main, model := p.main(), p.Table
	if why := main.urgency(); why != "" {
		message += "; " + why
	}
	if n := len(p.queries()); n > 1 {
		message += fmt.Sprintf("; it serves %d queries", n)
	}
	file, span := p.place()
	what := "an index"
	if p.Where != "" {
		what = "a partial index"
	}
	r := pass.Report(file, span, "%s needs %s on (%s): %s", model.Name, what, keyNames(p.Keys), message).
		Severity(p.severity(pass.Project)).
		Confidence(main.confidence()).
		About(model, columnNames(main.advice)...).
		Suggest(p.suggestion()).
		Queries(p.needing()...).
		Paged(slices.ContainsFunc(p.needs, indexNeed.paged)).
		Size(pass.sizeWords(model)).
		Help("%s", p.help(pass.Project))
	for _, ix := range p.replaces() {
		r.Drop(model, ix)
	}
	if closest := main.advice.Closest; closest != nil {
		r.Closest(indexWords(model, closest.Index))
		if place := indexPlace(model, closest.Index); place.File != nil {
			r.Related(place.File, place.Span, "closest index: %s", indexWords(model, closest.Index))
		}
	}
	if len(main.advice.Flags) > 0 {
		r.Enforces(G12)
	}
}

// place is the class that the index is declared in; where it is not the project's
// own, the first query's.
func (p *indexPlan) place() (*source.File, source.Span) {
	if place := p.Table.Place; place.File != nil && !p.Table.Package && !p.Table.AutoCreated {
		return place.File, header(place)
	}
	q := p.main().query
	return q.File, q.Span
}

// header is the first line of what stands at a place.
func header(place schema.Place) source.Span {
	span := place.Span
	if end := strings.IndexAny(place.File.Text[span.Start:span.End], "\r\n"); end >= 0 {
		span.End = span.Start + uint32(end)
	}
	return span
}

// needing are the queries that need the index.
func (p *indexPlan) needing() []*query.Query {
	queries := make([]*query.Query, len(p.needs))
	for i, n := range p.needs {
		queries[i] = n.query
	}
	return queries
}

// paged reports whether the index has the order of a list that the code sets no limit to.
func (n indexNeed) paged() bool {
	return !n.limited() && slices.ContainsFunc(n.advice.Sorts, func(c *schema.Column) bool {
		return slices.ContainsFunc(n.advice.Keys[n.advice.Equal:], func(k index.Key) bool { return k.Column == c })
	})
}

// queries are those that need the index, each place once.
func (p *indexPlan) queries() []*query.Query {
	var queries []*query.Query
	for _, n := range p.needs {
		if !slices.ContainsFunc(queries, func(q *query.Query) bool { return q.File == n.query.File && q.Span == n.query.Span }) {
			queries = append(queries, n.query)
		}
	}
	return queries
}

// replaces are the indexes that the new one makes redundant and that can go: a
// field that other models share keeps its own.
func (p *indexPlan) replaces() []*schema.Index {
	return slices.DeleteFunc(slices.Clone(p.Replaces), func(ix *schema.Index) bool {
		field := ix.Origin == schema.OriginForeignKey || ix.Origin == schema.OriginField
		return p.Table.Package || p.Table.AutoCreated || field && inherits(p.Table, p.Keys[0].Column)
	})
}

// suggestion is the index to add in Django's words.
func (p *indexPlan) suggestion() finding.Index {
	s := finding.Index{Method: "btree", Where: p.Where, Foreign: p.Table.Package || p.Table.AutoCreated}
	if p.Where != "" {
		s.Condition = conditionPython(p.Table, p.Where)
	}
	placed := false
	nulls := make([]string, len(p.Keys))
	for i, k := range p.Keys {
		s.Fields = append(s.Fields, keyName(k))
		nulls[i] = k.Nulls
		placed = placed || k.Nulls != ""
	}
	if placed {
		s.Nulls = nulls
	}
	return s
}

// urgency says why it matters here.
func (n indexNeed) urgency() string {
	var words []string
	if len(n.advice.Flags) > 0 {
		words = append(words, flagWords[n.advice.Flags[0]])
	}
	switch contexts := n.query.Contexts; {
	case slices.Contains(contexts, "loop"):
		words = append(words, "in a loop")
	case slices.Contains(contexts, "task"):
		words = append(words, "in a task")
	}
	return strings.Join(words, ", ")
}

// help is the Python to write and what to know about it.
func (p *indexPlan) help(project *Project) string {
	main, model := p.main(), p.Table
	var b strings.Builder
	suggested := p.suggestion()
	switch {
	case model.Package:
		fmt.Fprintf(&b, "%s comes from an installed package, so its Meta cannot be changed; create the index in a migration of your own, with atomic = False:\n%s",
			model.Name, p.create())
	case model.AutoCreated:
		fmt.Fprintf(&b, "%s is made by a ManyToManyField; declare a through model to give it the index, or create it in a migration with atomic = False:\n%s",
			model.Name, p.create())
	default:
		fmt.Fprintf(&b, "In %s:\nclass Meta:\n    indexes = [%s]", model.Name, suggested.Python(model.Label))
		if project.known(model, config.Large) {
			b.WriteString("\nThe table is large: let the migration use AddIndexConcurrently, with atomic = False, so that writes go on.")
		}
	}
	if inherited := p.inheritedField(); inherited != "" && !model.Package {
		fmt.Fprintf(&b, "\n%s comes from an abstract base; declare the index in %s's own Meta, derived from the base's.", inherited, model.Name)
	}
	for _, ix := range p.replaces() {
		switch ix.Origin {
		case schema.OriginForeignKey:
			fmt.Fprintf(&b, "\nIt also does the work of the foreign key's own index: db_index=False can then go on %s.", p.Keys[0].Column.Field)
		case schema.OriginField:
			fmt.Fprintf(&b, "\nIt also does the work of db_index=True on %s.", p.Keys[0].Column.Field)
		default:
			fmt.Fprintf(&b, "\nExtend %s instead of adding a second index.", indexWords(model, ix))
		}
	}
	b.WriteString("\n" + p.price())
	for _, n := range p.needs {
		if call := lastCall(n.query); makesOnce(call) && len(n.advice.Keys) == n.advice.Equal && !model.Package {
			fmt.Fprintf(&b, "\nWithout a unique constraint %s() may insert the same row twice at once; if the fields tell rows apart, a UniqueConstraint on them serves this query too.", call)
			break
		}
	}
	if slices.ContainsFunc(p.needs, indexNeed.leavesOut) {
		b.WriteString("\nFilters that are added under a condition are left out.")
	}
	if main.advice.Paged {
		b.WriteString("\nThe code sets no limit: the index pays where the list is shown page by page, as it should be.")
	}
	if main.advice.Doubt != "" {
		fmt.Fprintf(&b, "\nLess sure than most: %s.", main.advice.Doubt)
	}
	if !main.query.Complete {
		b.WriteString("\nPart of the query could not be read")
		if len(main.query.Unknown) > 0 {
			b.WriteString(": " + main.query.Unknown[0])
		}
		b.WriteString(".")
	}
	return b.String()
}

// price is what the index costs writers.
func (p *indexPlan) price() string {
	moves := ""
	for _, k := range p.Keys {
		if strings.Contains(k.Column.Field, "updated") || strings.Contains(k.Column.Field, "modified") {
			moves = fmt.Sprintf(", and an update of %s can no longer be a HOT update", k.Column.Field)
		}
	}
	if n := len(p.replaces()); n > 0 {
		return "Its price: none to speak of, as it takes the place of another" + moves + "."
	}
	return fmt.Sprintf("Its price: one more index of %d for each insert to write%s.", len(p.Table.Indexes)+1, moves)
}

func lastCall(q *query.Query) string {
	if len(q.Steps) == 0 {
		return ""
	}
	return q.Steps[len(q.Steps)-1].Call
}

// makesOnce tells the calls that look a row up and insert it where it is not there.
func makesOnce(call string) bool {
	return slices.Contains([]string{"get_or_create", "update_or_create", "aget_or_create", "aupdate_or_create"}, call)
}

// leavesOut reports whether the query has conditional filters that the advice leaves out.
func (n indexNeed) leavesOut() bool {
	return slices.ContainsFunc(n.query.Where, func(t query.Term) bool {
		return t.Conditional && t.Table == n.advice.Table.Table &&
			!slices.ContainsFunc(n.advice.Filters, func(c *schema.Column) bool { return c.Column == t.Column })
	})
}

// inheritedField names a column of the plan that an abstract base declares.
func (p *indexPlan) inheritedField() string {
	for _, k := range p.Keys {
		if inherits(p.Table, k.Column) {
			return k.Column.Field
		}
	}
	return ""
}

func (p *indexPlan) create() string {
	suggested := p.suggestion()
	var columns []string
	for _, k := range p.Keys {
		column := `"` + k.Column.Column + `"`
		if k.Desc {
			column += " DESC"
		}
		if k.Nulls != "" {
			column += " NULLS " + k.Nulls
		}
		columns = append(columns, column)
	}
	where := ""
	if p.Where != "" {
		where = " WHERE " + p.Where
	}
	return fmt.Sprintf(`migrations.RunSQL('CREATE INDEX CONCURRENTLY %s ON "%s" (%s)%s')`,
		suggested.Name(p.Table.Label), p.Table.Table, strings.Join(columns, ", "), where)
}
