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
	"github.com/ormlint/ormlint/internal/stats"
)

// An indexNeed is the index that one query lacks on one table.
type indexNeed struct {
	query  *query.Query
	advice index.Advice
	joined bool          // the table is not the query's own
	other  *index.Advice // another query's advice whose index serves this one too, or nil
}

// reportIndexNeeds reports every query that lacks an index in the given way.
func reportIndexNeeds(p *Pass, gap index.Gap, message func(indexNeed) string) {
	reported := map[string]bool{}
	forms := map[string]Report{}
	for _, need := range p.Project.indexNeeds() {
		if need.advice.Gap != gap {
			continue
		}
		place := fmt.Sprintf("%p %v %s", need.query.File, need.query.Span, keyNames(need.advice.Keys))
		if reported[place] {
			continue
		}
		reported[place] = true
		form := need.form()
		if first, ok := forms[form]; ok && form != "" {
			first.Related(need.query.File, need.query.Span, "the same index serves the query as it goes on here")
			continue
		}
		forms[form] = need.report(p, message(need))
	}
}

// form tells apart the querysets that one function builds from one start, as a
// search form does, and leaves to others to run; "" for a query that it runs itself.
func (n indexNeed) form() string {
	q := n.query
	if len(q.Steps) == 0 || q.Operation != query.Select || q.Limit != query.NoLimit {
		return ""
	}
	start := q.Steps[0]
	return fmt.Sprintf("%s %p %d %s %s", q.Function, start.File, start.Span.Start, n.advice.Table.Label, keyNames(n.advice.Keys))
}

// findIndexNeeds looks at every query of the project; needs of one table know of each other.
func findIndexNeeds(project *Project) []indexNeed {
	tables := map[string]*schema.Model{}
	for _, model := range project.Schema.Models {
		if model.Table != "" && !model.Proxy {
			tables[model.Table] = model
		}
	}
	var needs []indexNeed
	for _, q := range project.Queries {
		table, joined := askedTable(q, tables)
		if table == nil || !project.indexMatters(q, table) {
			continue
		}
		advice := index.Advise(q, table, index.Server{})
		if advice.Gap == index.NoGap || joined && advice.Gap != index.Unindexed {
			continue
		}
		// What could not be read may be a filter that an existing index serves.
		if !q.Complete && advice.Gap != index.Uncovered {
			continue
		}
		needs = append(needs, indexNeed{query: q, advice: advice, joined: joined})
	}
	advices := make([]index.Advice, len(needs))
	for i := range needs {
		advices[i] = needs[i].advice
	}
	for i, into := range index.Merge(advices) {
		if keyNames(advices[into].Keys) != keyNames(advices[i].Keys) {
			needs[i].other = &advices[into]
		}
	}
	return needs
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

// alwaysSmall are Django's own tables with a row for each model, site or group.
var alwaysSmall = []string{"contenttypes.ContentType", "auth.Permission", "auth.Group", "sites.Site"}

// indexMatters leaves out tables that are small or that the project does not make,
// and code that runs once.
func (project *Project) indexMatters(q *query.Query, table *schema.Model) bool {
	if !table.Managed || slices.Contains(alwaysSmall, table.Label) || project.Size(table).Class == config.Small {
		return false
	}
	return !slices.Contains(q.Contexts, "migration") && !slices.Contains(q.Contexts, "test")
}

// report writes the finding.
func (n indexNeed) report(p *Pass, message string) Report {
	model := n.advice.Table
	if why := n.urgency(); why != "" {
		message += "; " + why
	}
	r := p.Report(n.query.File, n.query.Span, "%s", message).
		Severity(n.severity(p.Project)).
		Confidence(n.confidence()).
		About(model, columnNames(n.advice)...).
		Suggest(suggestion(n.advice)).
		Queries(n.query).
		Help("%s", n.help(p.Project))
	if closest := n.advice.Closest; closest != nil {
		if place := indexPlace(model, closest.Index); place.File != nil {
			r.Related(place.File, place.Span, "closest index: %s", indexWords(model, closest.Index))
		}
	}
	if len(n.advice.Flags) > 0 {
		r.Enforces(G12)
	}
	n.relateSteps(r)
	return r
}

// mostSteps is how many places of a query are named at most.
const mostSteps = 3

// relateSteps names where the query is made, where that is not the place of the finding.
func (n indexNeed) relateSteps(r Report) {
	named := 0
	for i, step := range n.query.Steps {
		if step.File == n.query.File && n.query.Span.Contains(step.Span.Start) || named == mostSteps {
			continue
		}
		switch {
		case i == 0:
			r.Related(step.File, step.Span, "the query starts here")
		case step.Call == "filter" || step.Call == "exclude":
			r.Related(step.File, step.Span, "it is filtered here")
		default:
			continue
		}
		named++
	}
}

// limited reports whether the query may stop at its first rows.
func (n indexNeed) limited() bool {
	return n.query.Limit != query.NoLimit || n.query.Operation == query.First || n.query.Operation == query.Last
}

// severity follows the size of the table, the red flags of the query and where it runs.
func (n indexNeed) severity(project *Project) finding.Severity {
	model := n.advice.Table
	large := project.Size(model).Class == config.Large
	red := len(n.advice.Flags) > 0
	switch {
	case n.advice.Minor && large:
		return finding.Warning
	case n.advice.Minor:
		return finding.Advice
	case large, red && slices.Contains(n.query.Contexts, "loop") && !n.checkedInside():
		return finding.Error
	case red, project.Tables.IsHot(model.Table, model.Label):
		return finding.Warning
	}
	return finding.Advice
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
	case n.joined, n.advice.Doubt != "", len(n.advice.Table.Unknown) > 0:
		return finding.Medium
	}
	return finding.High
}

var flagWords = map[index.Flag]string{
	index.SetBesideRange: "an IN list beside a range",
	index.KeysetFilters:  "keyset pagination with filters",
	index.KeyWithMoment:  "a foreign key with a primary key or timestamp",
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
func (n indexNeed) help(project *Project) string {
	a := n.advice
	var b strings.Builder
	switch model := a.Table; {
	case model.Package:
		fmt.Fprintf(&b, "%s comes from an installed package, so its Meta cannot be changed; create the index in a migration of your own, with atomic = False:\n%s",
			model.Name, createIndex(a))
	case model.AutoCreated:
		fmt.Fprintf(&b, "%s is made by a ManyToManyField; declare a through model to give it the index, or create it in a migration with atomic = False:\n%s",
			model.Name, createIndex(a))
	default:
		suggested := suggestion(a)
		fmt.Fprintf(&b, "In %s:\nclass Meta:\n    indexes = [%s]", model.Name, suggested.Python(model.Label))
		if project.Size(model).Class == config.Large {
			b.WriteString("\nThe table is large: let the migration use AddIndexConcurrently, with atomic = False, so that writes go on.")
		}
	}
	if size := project.Size(a.Table); size.Rows != stats.UnknownRows {
		fmt.Fprintf(&b, "\n%s has %s.", a.Table.Table, size)
	}
	if inherited := inheritedField(a); inherited != "" && !a.Table.Package {
		fmt.Fprintf(&b, "\n%s comes from an abstract base; declare the index in %s's own Meta, derived from the base's.", inherited, a.Table.Name)
	}
	if own := extendedIndex(a); own != "" {
		b.WriteString("\n" + own)
	}
	if last := len(n.query.Steps) - 1; last >= 0 && len(a.Keys) == a.Equal && !a.Table.Package && makesOnce(n.query.Steps[last].Call) {
		fmt.Fprintf(&b, "\nWithout a unique constraint %s() may insert the same row twice at once; if the fields tell rows apart, a UniqueConstraint on them serves this query too.",
			n.query.Steps[last].Call)
	}
	if n.other != nil {
		fmt.Fprintf(&b, "\nAnother query needs (%s), which serves this one too: one index is enough.", keyNames(n.other.Keys))
	}
	if n.leavesOut() {
		b.WriteString("\nFilters that are added under a condition are left out.")
	}
	if a.Doubt != "" {
		fmt.Fprintf(&b, "\nLess sure than most: %s.", a.Doubt)
	}
	if !n.query.Complete {
		b.WriteString("\nPart of the query could not be read")
		if len(n.query.Unknown) > 0 {
			b.WriteString(": " + n.query.Unknown[0])
		}
		b.WriteString(".")
	}
	return b.String()
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

// inheritedField names a column of the advice that an abstract base declares.
func inheritedField(a index.Advice) string {
	for _, k := range a.Keys {
		if inherits(a.Table, k.Column) {
			return k.Column.Field
		}
	}
	return ""
}

// inherits reports whether a field is written in another file than its model.
func inherits(model *schema.Model, c *schema.Column) bool {
	return c.Place.File != nil && model.Place.File != nil && c.Place.File != model.Place.File
}

// extendedIndex says which existing index the new one makes superfluous.
func extendedIndex(a index.Advice) string {
	extended := a.Extends()
	field := extended != nil && (extended.Origin == schema.OriginForeignKey || extended.Origin == schema.OriginField)
	switch {
	case extended == nil:
		return ""
	case field && inherits(a.Table, a.Keys[0].Column): // other models share the field
		return ""
	case extended.Origin == schema.OriginForeignKey:
		return fmt.Sprintf("It also does the work of the foreign key's own index: db_index=False can then go on %s.", a.Keys[0].Column.Field)
	case extended.Origin == schema.OriginField:
		return fmt.Sprintf("It also does the work of db_index=True on %s.", a.Keys[0].Column.Field)
	}
	return fmt.Sprintf("Extend %s instead of adding a second index.", indexWords(a.Table, extended))
}

// conditionPython writes the predicate, which is always a chain of IS NULL.
func conditionPython(a index.Advice) string {
	var tests []string
	for _, test := range strings.Split(a.Where, " AND ") {
		name := strings.Trim(strings.TrimSuffix(test, " IS NULL"), `"`)
		for _, c := range a.Table.Columns {
			if c.Column == name {
				tests = append(tests, c.Field+"__isnull=True")
			}
		}
	}
	return "Q(" + strings.Join(tests, ", ") + ")"
}

func createIndex(a index.Advice) string {
	suggested := suggestion(a)
	var columns []string
	for _, k := range a.Keys {
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
	if a.Where != "" {
		where = " WHERE " + a.Where
	}
	return fmt.Sprintf(`migrations.RunSQL('CREATE INDEX CONCURRENTLY %s ON "%s" (%s)%s')`,
		suggested.Name(a.Table.Label), a.Table.Table, strings.Join(columns, ", "), where)
}

// suggestion is the index to add in Django's words.
func suggestion(a index.Advice) finding.Index {
	s := finding.Index{Method: "btree", Where: a.Where, Foreign: a.Table.Package || a.Table.AutoCreated}
	if a.Where != "" {
		s.Condition = conditionPython(a)
	}
	placed := false
	nulls := make([]string, len(a.Keys))
	for i, k := range a.Keys {
		s.Fields = append(s.Fields, keyName(k))
		nulls[i] = k.Nulls
		placed = placed || k.Nulls != ""
	}
	if placed {
		s.Nulls = nulls
	}
	return s
}

func keyName(k index.Key) string {
	if k.Desc {
		return "-" + k.Column.Field
	}
	return k.Column.Field
}

func keyNames(keys []index.Key) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = keyName(k)
	}
	return strings.Join(names, ", ")
}

// columnNames are the columns that the query filters and sorts on.
func columnNames(a index.Advice) []string {
	var names []string
	for _, c := range slices.Concat(a.Filters, a.Sorts) {
		if !slices.Contains(names, c.Column) {
			names = append(names, c.Column)
		}
	}
	return names
}

// fieldWords is "a", "a and b" or "a, b and c".
func fieldWords(columns []*schema.Column) string { return words(fieldNames(columns), " and ") }

// alternatives is "a", "a or b" or "a, b or c".
func alternatives(columns []*schema.Column) string { return words(fieldNames(columns), " or ") }

func fieldNames(columns []*schema.Column) []string {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Field
	}
	return names
}

func words(names []string, last string) string {
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:len(names)-1], ", ") + last + names[len(names)-1]
}

// indexWords names an index as its declaration does.
func indexWords(model *schema.Model, ix *schema.Index) string {
	var terms []string
	for _, term := range ix.Terms {
		text := term.Expression
		if term.Column != "" {
			text = fieldOf(model, term.Column)
		}
		if term.Desc {
			text = "-" + text
		}
		terms = append(terms, text)
	}
	list := strings.Join(terms, ", ")
	switch {
	case ix.Primary:
		return "the primary key"
	case ix.Origin == schema.OriginForeignKey:
		return "the foreign key's own index on " + list
	case ix.Where != "":
		return "the partial index (" + list + ")"
	case ix.Unique:
		return "the unique index (" + list + ")"
	}
	return "the index (" + list + ")"
}

// fieldOf is the field of a column, or the column where no field has it.
func fieldOf(model *schema.Model, column string) string {
	for _, c := range model.Columns {
		if c.Column == column {
			return c.Field
		}
	}
	return column
}

func indexPlace(model *schema.Model, ix *schema.Index) schema.Place {
	if ix.Place.File != nil {
		return ix.Place
	}
	return model.Place
}
