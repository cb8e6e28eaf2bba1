package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
)

// An Implicit says why Django sends a query that the code does not build.
type Implicit string

const (
	ForeignKeyRead Implicit = "fk"            // order.customer, customer.profile: not loaded yet
	Prefetched     Implicit = "prefetch"      // one query for each relation of prefetch_related()
	Saved          Implicit = "save"          // Model.save()
	Refreshed      Implicit = "refresh"       // Model.refresh_from_db()
	Cascaded       Implicit = "cascade"       // delete(): the object and what refers to it
	RelatedWritten Implicit = "related_write" // add(), set(), remove() and clear() of a related manager
)

// implying is what is known of the queries that Django sends by itself. They
// are only looked for when somebody wants them: reading a relation is a query,
// and nearly every function reads one.
type implying struct {
	wanted   bool
	relating map[string]bool // names of relations that lead to one object
	rows     map[row]*row
	loaded   map[loading]bool // what the exploration under way has read already
	implied  []*Query
}

func newImplying(wanted bool, s *schema.Schema) implying {
	m := implying{wanted: wanted, rows: map[row]*row{}}
	if !wanted {
		return m
	}
	m.relating, m.loaded = map[string]bool{}, map[loading]bool{}
	for _, model := range s.Models {
		for _, r := range model.Relations {
			if r.Kind == schema.ForeignKey {
				m.relating[r.Field] = true
				if r.Unique && r.RelatedName != "" {
					m.relating[r.RelatedName] = true
				}
			}
		}
	}
	return m
}

// A row is what came with an object that a query found, as the Data of its
// instance. There is one for each content, so that objects can be compared.
type row struct {
	related string // the paths of select_related(), joined by spaces
	all     bool   // select_related() without names
	given   string // the relation to the object whose related manager it comes from
	fetched string // the paths of prefetch_related(), joined by spaces
}

// A loading is a relation of one object.
type loading struct {
	object *eval.Instance
	field  string
}

// rowOf is what comes with the rows of a queryset, as far as somebody asks:
// which relations are read is only of interest to who wants the implicit queries.
func (x *extractor) rowOf(s *state) *row {
	if x.wanted {
		return x.oneRow(row{strings.Join(s.joins, " "), s.wide, s.given, strings.Join(s.held, " ")})
	}
	if len(s.held) > 0 {
		return x.oneRow(row{fetched: strings.Join(s.held, " ")})
	}
	return nil
}

func (x *extractor) oneRow(r row) *row {
	known := x.rows[r]
	if known == nil {
		known = &r
		x.rows[r] = known
	}
	return known
}

// below returns what came with the object that a relation leads to, loaded
// false where the relation itself was not.
func (x *extractor) below(r *row, field string, always bool) (inner *row, loaded bool) {
	if r == nil {
		return nil, false
	}
	related, joined := behind(r.related, field)
	fetched, held := behind(r.fetched, field)
	if r.given == field {
		return nil, true
	}
	all := r.all && always
	return x.oneRow(row{related: related, all: all, fetched: fetched}), joined || held || all
}

// behind returns what paths go on with behind a relation, and whether one leads there.
func behind(paths, field string) (further string, leads bool) {
	var rest []string
	for path := range strings.FieldsSeq(paths) {
		if path == field {
			leads = true
		} else if more, ok := strings.CutPrefix(path, field+"__"); ok {
			leads = true
			rest = append(rest, more)
		}
	}
	return strings.Join(rest, " "), leads
}

// readRelation takes down the query of object.field, where field leads to one
// object, and returns what is known of that object. Reading it again costs nothing.
func (x *extractor) readRelation(object *eval.Instance, field string, always bool, target *schema.Model, where *leaf) *row {
	if !x.wanted || x.current() == nil {
		return nil
	}
	came, sure := object.Data.(*row)
	inner, loaded := x.below(came, field, always)
	at := x.project.In.Reading()
	key := loading{object, field}
	if loaded || at == nil || x.loaded[key] {
		return inner
	}
	x.loaded[key] = true
	doubt := ""
	if !sure && object.Args == nil {
		doubt = "its object may have been loaded together with it"
	}
	x.imply(ForeignKeyRead, at, "fk", Get, target, doubt, where)
	return inner
}

// imply takes down one query that Django sends by itself where c stands; call is what its step is called.
func (x *extractor) imply(why Implicit, c *eval.Call, call string, operation Operation, model *schema.Model, doubt string, where ...*leaf) {
	s := &state{x: x, limit: NoLimit, flags: &flags{}}
	for _, l := range where {
		s.where = append(s.where, &node{leaf: l})
	}
	x.implyState(why, c, call, operation, model, doubt, s)
}

func (x *extractor) implyState(why Implicit, c *eval.Call, call string, operation Operation, model *schema.Model, doubt string, s *state) {
	step, at, ok := x.stepAbove(c, call)
	if !ok {
		return
	}
	if s.model == nil && s.table == nil {
		s.table = model
		if d := x.classes[model.Label]; d != nil {
			s.model, s.table = d, nil
		}
	}
	s.steps, s.last, s.span, s.call, s.root = append(s.steps, step), step.File, at.Expr.Extent(), at, x.current()
	if doubt != "" {
		s.doubt(doubt)
	}
	q := x.compile(s, operation)
	if q == nil {
		return
	}
	q.Implicit = why
	function, place := x.placeOf(s)
	key := string(why) + q.shape()
	if before := x.seen[key]; before != nil {
		if !slices.Contains(before.places, place) {
			before.places = append(before.places, place)
		}
		if q.Complete && !before.Complete {
			before.Complete, before.Unknown = true, nil // somewhere it certainly is not loaded
		}
		return
	}
	q.Function, q.places = function, []placement{place}
	x.seen[key] = q
	x.implied = append(x.implied, q)
}

// stepAbove is the step of the project that makes a framework's call, at any height.
func (x *extractor) stepAbove(c *eval.Call, call string) (Step, *eval.Call, bool) {
	for at := c; at != nil; {
		if at.Module() != nil {
			if step, here, ok := x.step(at, call); ok {
				return step, here, true
			}
		}
		_, at = at.Outer()
	}
	return Step{}, nil, false
}

// ofSeveral is the right side of an IN list.
var ofSeveral = value{Value: Value{Many: true}}

// keyLeaf compares the primary key of a model.
func (x *extractor) keyLeaf(m *schema.Model, lookup string) *leaf {
	return columnLeaf(m, keyOf(x.layout(m)), lookup)
}

func columnLeaf(m *schema.Model, column, lookup string) *leaf {
	l := fixedLeaf(tableOf(m), column)
	if l.lookup = lookup; lookup == "in" {
		l.value = ofSeveral
	}
	return l
}
