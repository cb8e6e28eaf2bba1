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

// byHand are the calls that make Django send implicit queries.
var byHand = map[string]bool{
	"save": true, "asave": true, "delete": true, "adelete": true, "refresh_from_db": true, "arefresh_from_db": true,
}

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
	m := implying{wanted: wanted}
	if !wanted {
		return m
	}
	m.relating, m.rows, m.loaded = map[string]bool{}, map[row]*row{}, map[loading]bool{}
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
}

// A loading is a relation of one object.
type loading struct {
	object *eval.Instance
	field  string
}

// rowOf is what comes with the rows of a queryset.
func (x *extractor) rowOf(s *state) *row {
	return x.oneRow(row{related: strings.Join(s.joins, " "), all: s.wide, given: s.given})
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
	var rest []string
	for path := range strings.FieldsSeq(r.related) {
		if path == field {
			loaded = true
		} else if further, ok := strings.CutPrefix(path, field+"__"); ok {
			loaded = true
			rest = append(rest, further)
		}
	}
	if r.all && always {
		return x.oneRow(row{all: true}), true
	}
	if r.given == field {
		return nil, true
	}
	return x.oneRow(row{related: strings.Join(rest, " ")}), loaded
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

// keyLeaf compares the primary key of a model.
func (x *extractor) keyLeaf(m *schema.Model, lookup string) *leaf {
	l := fixedLeaf(tableOf(m), keyOf(x.layout(m)))
	l.lookup = lookup
	return l
}

func columnLeaf(m *schema.Model, column, lookup string) *leaf {
	l := fixedLeaf(tableOf(m), column)
	l.lookup = lookup
	return l
}

// registerWrites puts Model.save(), delete() and refresh_from_db() behind their declarations.
func (x *extractor) registerWrites(n *eval.Natives) {
	for _, a := range []string{"", "a"} {
		n.Func(modelClass+"."+a+"save", x.write(a+"save", x.save, eval.None))
		n.Func(modelClass+"."+a+"delete", x.write(a+"delete", x.deleteObject, eval.Unknownf("how many rows were deleted")))
		n.Func(modelClass+"."+a+"refresh_from_db", x.write(a+"refresh_from_db", x.refresh, eval.None))
	}
}

func (x *extractor) write(name string, send func(c *eval.Call, call string, object *eval.Instance, m *schema.Model), result eval.Value) eval.NativeFunc {
	return func(c *eval.Call) eval.Value {
		if object, ok := c.Self().(*eval.Instance); ok && x.wanted && x.current() != nil {
			if m := x.modelOf(object.Class); m != nil {
				send(c, name, object, m)
			}
		}
		return result
	}
}

// save is Model.save_base(): every table of the model's lineage, parents first.
// An object that the code has just made is inserted, any other updated by its key.
func (x *extractor) save(c *eval.Call, call string, object *eval.Instance, m *schema.Model) {
	var fields []string
	if given, all := eval.Elements(orNone(c.Arg(4, "update_fields"))); all {
		for _, f := range given {
			if name, ok := eval.AsStr(f); ok {
				fields = append(fields, name)
			}
		}
	}
	tables := slices.Collect(lineage(m))
	slices.Reverse(tables)
	_, found := object.Data.(*row)
	key := loading{object: object} // of no field: it is in the database
	inserted := !found && !x.loaded[key] && fields == nil
	doubt := guessed(object)
	if inserted && object.Args == nil {
		doubt = "its object may be a new one or not"
	}
	x.loaded[key] = true
	for _, table := range tables {
		if inserted {
			x.imply(Saved, c, call, Insert, table, doubt)
			if object.Args != nil {
				continue
			}
		}
		s := x.stateOver(table)
		s.sets, s.where = fields, []*node{{leaf: x.keyLeaf(table, "exact")}}
		x.implyState(Saved, c, call, Update, table, doubt, s)
	}
}

func (x *extractor) refresh(c *eval.Call, call string, object *eval.Instance, m *schema.Model) {
	x.imply(Refreshed, c, call, Get, m, guessed(object), x.keyLeaf(m, "exact"))
	for key := range x.loaded {
		if key.object == object {
			delete(x.loaded, key)
		}
	}
}

// deleteObject is Model.delete().
func (x *extractor) deleteObject(c *eval.Call, call string, object *eval.Instance, m *schema.Model) {
	x.cascade(c, call, m, guessed(object), map[*schema.Model]bool{})
	x.deleteRows(c, call, m, guessed(object))
}

// deleteRows deletes rows by their keys, those of the tables that a model derives from behind its own.
func (x *extractor) deleteRows(c *eval.Call, call string, m *schema.Model, doubt string) {
	for table := range lineage(m) {
		x.imply(Cascaded, c, call, Delete, table, doubt, x.keyLeaf(table, "in"))
	}
}

// cascadeOf is what QuerySet.delete() sends beside its own query: where something
// refers to the rows, that one only fetches them.
func (x *extractor) cascadeOf(s *state) {
	m := x.schemaOf(s.model)
	if m == nil || !x.wanted || s.call == nil || x.current() == nil {
		return
	}
	x.cascade(s.call, "delete", m, "", map[*schema.Model]bool{})
	if !x.deletedAtOnce(m) {
		x.deleteRows(s.call, "delete", m, "")
	}
}

// cascade sends what Django's Collector.collect() does for the rows of a model
// that are deleted: rows that refer to them are fetched and deleted in turn, at
// once where nothing depends on them, and set to NULL where on_delete says so.
func (x *extractor) cascade(c *eval.Call, call string, m *schema.Model, doubt string, seen map[*schema.Model]bool) {
	if seen[m] {
		return
	}
	seen[m] = true
	for at := range lineage(m) {
		for _, b := range x.reverse[at] {
			if b.relation.Kind != schema.ForeignKey || b.relation.ParentLink || b.owner.Proxy {
				continue
			}
			x.cascadeTo(c, call, b, doubt, seen)
		}
		for _, r := range at.Relations {
			if r.Kind != schema.GenericReverse || r.Target == nil {
				continue
			}
			rows := []*leaf{columnLeaf(r.Target, r.TypeColumn, "exact"), columnLeaf(r.Target, r.Column, "in")}
			if x.deletedAtOnce(r.Target) {
				x.imply(Cascaded, c, call, Delete, r.Target, doubt, rows...)
				continue
			}
			x.imply(Cascaded, c, call, Select, r.Target, doubt, rows...)
			x.cascade(c, call, r.Target, doubt, seen)
			x.deleteRows(c, call, r.Target, doubt)
		}
	}
}

// cascadeTo is what becomes of the rows of one foreign key whose target is deleted.
func (x *extractor) cascadeTo(c *eval.Call, call string, b *backward, doubt string, seen map[*schema.Model]bool) {
	referring := columnLeaf(b.owner, b.relation.Column, "in")
	switch b.relation.OnDelete {
	case "CASCADE":
		if x.deletedAtOnce(b.owner) {
			x.imply(Cascaded, c, call, Delete, b.owner, doubt, referring)
			return
		}
		x.imply(Cascaded, c, call, Select, b.owner, doubt, referring)
		x.cascade(c, call, b.owner, doubt, seen)
		x.deleteRows(c, call, b.owner, doubt)
	case "SET_NULL", "SET_DEFAULT", "SET":
		x.imply(Cascaded, c, call, Update, b.owner, doubt, referring)
	case "PROTECT", "RESTRICT":
		x.imply(Cascaded, c, call, Select, b.owner, doubt, referring)
	}
}

// deletedAtOnce is Collector.can_fast_delete() as far as the models tell: nothing
// refers to the rows, and they are rows of one table.
func (x *extractor) deletedAtOnce(m *schema.Model) bool {
	if len(m.Parents) > 0 {
		return false
	}
	for _, b := range x.reverse[m] {
		if b.relation.Kind == schema.ForeignKey && b.relation.OnDelete != "DO_NOTHING" {
			return false
		}
	}
	return !slices.ContainsFunc(m.Relations, func(r *schema.Relation) bool { return r.Kind == schema.GenericReverse })
}

// prefetch sends a query for each relation that prefetch_related() names of the
// rows that a queryset finds.
func (x *extractor) prefetch(s *state) {
	if !x.wanted || len(s.prefetches) == 0 || s.plain || s.call == nil || x.current() == nil {
		return
	}
	done := map[string]bool{}
	for _, path := range s.prefetches {
		m := x.schemaOf(s.model)
		names := strings.Split(path, "__")
		for i, name := range names {
			if m == nil {
				break
			}
			q, next := x.prefetchOf(m, name)
			if q == nil {
				break
			}
			if so := strings.Join(names[:i+1], "__"); !done[so] {
				done[so] = true
				q.steps = slices.Concat(s.steps, q.steps)
				x.implyState(Prefetched, s.call, "prefetch", Select, next, "", q)
			}
			m = next
		}
	}
}

// prefetchOf is the queryset that fetches a relation of many objects at once,
// and the model that it leads to; nil for what is no relation.
func (x *extractor) prefetchOf(m *schema.Model, name string) (*state, *schema.Model) {
	many := func(v eval.Value, target *schema.Model) (*state, *schema.Model) {
		manager, ok := v.(*eval.Instance)
		if !ok {
			return nil, nil
		}
		s := stateOf(x.querySetOf(manager))
		if s == nil {
			return nil, nil
		}
		q := s.chain()
		for _, n := range q.where {
			if n.leaf != nil && n.leaf.column != nil && n.leaf.column.column != "" && n == q.where[len(q.where)-1] {
				in := *n.leaf
				in.lookup = "in"
				q.where = append(slices.Clone(q.where[:len(q.where)-1]), &node{leaf: &in})
			}
		}
		return q, target
	}
	for at := range lineage(m) {
		for _, r := range at.Relations {
			if r.Field != name || r.Target == nil {
				continue
			}
			if r.Kind == schema.ForeignKey {
				return x.byKeysOf(r.Target), r.Target
			}
			return many(x.forwardManager(at, r), r.Target)
		}
		for _, b := range x.reverse[at] {
			if b.relation.RelatedName != name {
				continue
			}
			if b.relation.Kind == schema.ForeignKey && b.relation.Unique {
				s := x.stateOver(b.owner)
				s.where = []*node{{leaf: columnLeaf(b.owner, b.relation.Column, "in")}}
				return s, b.owner
			}
			object := x.classes[at.Label]
			if object == nil {
				return nil, nil
			}
			return many(x.reverseValue(x.object(object.Class), name), b.owner)
		}
	}
	return nil, nil
}

func (x *extractor) stateOver(m *schema.Model) *state {
	return &state{x: x, model: x.classes[m.Label], limit: NoLimit, flags: &flags{}}
}

func (x *extractor) byKeysOf(m *schema.Model) *state {
	s := x.stateOver(m)
	s.where = []*node{{leaf: x.keyLeaf(m, "in")}}
	return s
}

// relatedWrite is add(), set(), remove() or clear() of a related manager.
func (x *extractor) relatedWrite(of *manager, name string) eval.Value {
	return &eval.Native{Name: name, Call: func(c *eval.Call) eval.Value {
		if x.current() != nil {
			x.writeRelated(c, of, name)
		}
		return eval.None
	}}
}

func (x *extractor) writeRelated(c *eval.Call, of *manager, name string) {
	method := name
	if name != "add" {
		method = strings.TrimPrefix(name, "a") // aset()
	}
	to := of.related
	belongs := to.leaves
	if through := to.through; through != nil {
		own := columnLeaf(through, belongs[0].column.column, "exact")
		send := func(operation Operation, where ...*leaf) {
			x.imply(RelatedWritten, c, name, operation, through, to.doubt, where...)
		}
		reached := columnLeaf(through, x.otherEnd(through, own.column.column), "in")
		switch method {
		case "add":
			send(Insert)
		case "set":
			x.imply(RelatedWritten, c, name, Select, x.schemaOf(of.model), to.doubt, belongs...)
			send(Delete, own, reached)
			send(Insert)
		case "remove":
			send(Delete, own, reached)
		case "clear":
			send(Delete, own)
		}
		return
	}
	m := x.schemaOf(of.model)
	send := func(operation Operation, where ...*leaf) {
		x.imply(RelatedWritten, c, name, operation, m, to.doubt, where...)
	}
	if method == "set" {
		send(Select, belongs...)
	}
	if method == "add" || method == "set" {
		send(Update, x.keyLeaf(m, "in"))
	}
	if method == "remove" || method == "set" {
		send(Update, append(slices.Clone(belongs), x.keyLeaf(m, "in"))...)
	}
	if method == "clear" {
		send(Update, belongs...)
	}
}

// otherEnd is the column of a through table that refers to the other side than column does.
func (x *extractor) otherEnd(through *schema.Model, column string) string {
	for _, r := range through.Relations {
		if r.Kind == schema.ForeignKey && r.Column != column {
			return r.Column
		}
	}
	return ""
}
