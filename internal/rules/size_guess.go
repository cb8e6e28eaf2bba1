package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/config"
	"github.com/ormlint/ormlint/internal/query"
	"github.com/ormlint/ormlint/internal/schema"
)

// A Guess is what the code lets expect of a table's size.
type Guess uint8

const (
	NoGuess Guess = iota
	ProbablySmall
	ProbablyLarge
)

// An Estimate is what the code lets expect of a table's size, and why.
type Estimate struct {
	Guess  Guess
	Reason string
}

// known reports whether somebody says that the table is of a class.
func (p *Project) known(model *schema.Model, class config.Size) bool {
	return p.Size(model).Class == class
}

// guess is what the code lets expect of a table that nobody says the size of.
func (p *Project) guess(model *schema.Model) Estimate {
	p.guessed.Do(func() { p.guesses = p.estimate() })
	return p.guesses[model]
}

// sizeWords says how large the table is and where that comes from.
func (p *Project) sizeWords(model *schema.Model) string {
	if size := p.Size(model); size.Source != "" {
		return size.String()
	}
	if e := p.guess(model); e.Guess != NoGuess {
		return e.Reason
	}
	return "size unknown"
}

func (p *Project) estimate() map[*schema.Model]Estimate {
	growth := growths(p.Queries)
	pointed := map[*schema.Model]int{}
	for _, model := range p.Schema.Models {
		for _, c := range model.Columns {
			if c.References != nil && c.References.Model != nil && !model.AutoCreated {
				pointed[c.References.Model]++
			}
		}
	}
	guesses := map[*schema.Model]Estimate{}
	for _, model := range p.Schema.Models {
		if model.Table != "" && !model.Proxy && p.Size(model).Class == config.UnknownSize {
			guesses[model] = estimate(model, growth[model], pointed[model])
		}
	}
	return guesses
}

// A growth is where rows of a table are made.
type growth struct {
	bulk, often *query.Query // by bulk_create, in a loop; in an endpoint or a task
	any         bool
}

func growths(queries []*query.Query) map[*schema.Model]*growth {
	found := map[*schema.Model]*growth{}
	for _, q := range queries {
		if q.Operation != query.Insert || q.Model == nil {
			continue
		}
		model := q.Model
		if model.Concrete != nil {
			model = model.Concrete
		}
		g := found[model]
		if g == nil {
			g = &growth{}
			found[model] = g
		}
		g.any = true
		bulk := slices.Contains(q.Contexts, "loop") || slices.ContainsFunc(q.Steps, func(s query.Step) bool { return strings.HasSuffix(s.Call, "bulk_create") })
		switch {
		case bulk && g.bulk == nil:
			g.bulk = q
		case !bulk && g.often == nil && (slices.Contains(q.Contexts, "endpoint") || slices.Contains(q.Contexts, "task")):
			g.often = q
		}
	}
	return found
}

// What a class is called says what its rows are: things that happen and are
// never over, or kinds of things that somebody sets up.
var (
	happenings = []string{"Log", "LogEntry", "Event", "History", "Audit", "Activity", "Message", "Notification", "Metric", "Measurement",
		"Sample", "Datum", "Reading", "View", "Visit", "Hit", "Click", "Transaction", "Movement", "Change", "Attempt", "Delivery", "Ping",
		"Flip", "Run", "Execution", "Result", "Build", "Revision", "Version", "Snapshot", "Line", "Item", "Order", "Payment", "Vote",
		"Submission", "Comment", "Entry", "Record", "Failure", "Occurrence", "Heartbeat", "Observation", "Point", "Usage", "Tick"}
	settings = []string{"Type", "Category", "Kind", "Status", "Country", "Currency", "Language", "License", "Group", "Role", "Setting",
		"Settings", "Config", "Configuration", "Template", "Permission", "Option", "Plan", "Choice", "Site", "Level", "Theme", "Style", "Feature",
		"Flag", "Switch", "Backend", "Provider", "Policy", "Rule", "Region", "Unit", "Preference", "Preferences", "Domain", "Tier", "Schedule"}
)

// estimate judges the size of a table from the code: where its rows are made, what
// they are called, and where it stands in the graph of foreign keys. Many tables
// point at a parent; facts point at many and nothing points at them.
func estimate(model *schema.Model, g *growth, pointed int) Estimate {
	points := 0
	for _, c := range model.Columns {
		if c.References != nil && !c.PrimaryKey {
			points++
		}
	}
	called, is := lastWord(model.Name, happenings), lastWord(model.Name, settings)
	leaf := points >= 2 && pointed == 0
	if g == nil {
		g = &growth{}
	}
	because := func(parts ...string) string {
		return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
	}
	shape := ""
	switch {
	case leaf:
		shape = fmt.Sprintf("it points at %d tables and nothing points at it", points)
	case called != "":
		shape = fmt.Sprintf("a row for each %s", strings.ToLower(called))
	}
	switch {
	case is != "" && g.bulk == nil && g.often == nil:
		return Estimate{Guess: ProbablySmall, Reason: because("probably small: set up by hand")}
	case g.bulk != nil && (called != "" || leaf):
		return Estimate{Guess: ProbablyLarge, Reason: because("probably large: rows are made in bulk or loops"+at(g.bulk), shape)}
	case g.often != nil && (called != "" || leaf) && points > 0:
		return Estimate{Guess: ProbablyLarge, Reason: because("probably large: rows are made as it runs"+at(g.often), shape)}
	case called != "" && leaf:
		return Estimate{Guess: ProbablyLarge, Reason: because("probably large: "+shape, fmt.Sprintf("a row for each %s", strings.ToLower(called)))}
	}
	return Estimate{}
}

func at(q *query.Query) string {
	return fmt.Sprintf(" (%s:%d)", q.File.Path, q.File.Line(q.Span.Start))
}

// lastWord returns the word that a class name ends with, "" where it is none of them.
func lastWord(name string, words []string) string {
	for _, word := range words {
		if rest, ends := strings.CutSuffix(name, word); ends && (rest == "" || word[0] >= 'A' && word[0] <= 'Z') {
			return word
		}
	}
	return ""
}
