package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
)

// byHand are the calls that make Django send implicit queries.
var byHand = map[string]bool{
	"save": true, "asave": true, "delete": true, "adelete": true, "refresh_from_db": true, "arefresh_from_db": true,
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
