package query

import (
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
)

// registerObjects puts what an object of a model has behind its declarations:
// values of columns are not known, relations lead to objects and related managers.
func (x *extractor) registerObjects(n *eval.Natives) {
	n.Extend("django.db.models.fields.Field.__get__", func(ofClass eval.NativeFunc) eval.NativeFunc {
		return func(c *eval.Call) eval.Value {
			field, ok1 := c.Self().(*eval.Instance)
			object, ok2 := c.Arg(1, "instance").(*eval.Instance)
			if !ok1 || !ok2 || !object.Class.Is(modelClass) {
				return ofClass(c)
			}
			return x.fieldValue(field, object)
		}
	})
	// An installed contenttypes puts a descriptor in the field's place.
	n.Func("django.db.models.fields.related_descriptors.ReverseManyToOneDescriptor.__get__", func(c *eval.Call) eval.Value {
		object, ok := c.Arg(1, "instance").(*eval.Instance)
		rel, isRel := x.project.In.Attr(c.Self(), "rel").(*eval.Instance)
		if !ok || !isRel || !object.Class.Is(modelClass) {
			return c.Self()
		}
		field, ok := x.project.In.Attr(rel, "field").(*eval.Instance)
		if !ok {
			return eval.Unknownf("a generic relation")
		}
		return x.fieldValue(field, object)
	})
	n.Func(modelClass+".__getattr__", func(c *eval.Call) eval.Value {
		object, ok := c.Self().(*eval.Instance)
		name, known := eval.AsStr(c.Arg(1, "name"))
		if !ok || !known {
			return eval.Unknownf("an attribute of an object")
		}
		if v := x.reverseValue(object, name); v != nil {
			return x.belonging(v, object, name)
		}
		return eval.Unknownf("%s of an object of %s", name, object.Class.Name)
	})
}

// fieldValue is object.field.
func (x *extractor) fieldValue(field, object *eval.Instance) eval.Value {
	name := x.project.Text(field, "name")
	if m := x.modelOf(object.Class); m != nil {
		for at := range lineage(m) {
			for _, r := range at.Relations {
				if r.Field == name && (r.Kind == schema.ManyToMany || r.Kind == schema.GenericReverse) {
					if v := x.forwardManager(at, r); v != nil {
						return x.belonging(v, object, name)
					}
				}
			}
		}
	}
	if field.Class.Is("django.db.models.fields.related.ForeignKey") {
		if class, ok := x.project.Attr(field, "related_model").(*eval.Class); ok && x.modelOf(class) != nil {
			there := x.object(class)
			null := x.project.Flag(field, "null")
			if came := x.readRelation(object, name, !null, x.modelOf(class), x.keyLeaf(x.modelOf(class), "exact")); came != nil {
				there.Data = came
			}
			if object.Data != nil && guessed(object) != "" {
				there.Data = object.Data
			}
			if null {
				return eval.Join(there, eval.None)
			}
			return there
		}
	}
	return eval.Unknownf("%s of an object of %s", name, object.Class.Name)
}

// belonging hands on to a related manager what is known of its object: that its
// class is not certain, or that the rows came with it.
func (x *extractor) belonging(v eval.Value, object *eval.Instance, name string) eval.Value {
	i, ok := v.(*eval.Instance)
	if !ok {
		return v
	}
	of, ok := i.Data.(*manager)
	if !ok || of.related == nil {
		return v
	}
	of.related.doubt = guessed(object) // it was made for this object
	if came, ok := object.Data.(*row); ok {
		if further, held := behind(came.fetched, name); held {
			of.related.fetched = x.oneRow(row{fetched: further})
		}
	}
	return v
}

// lineage yields a model and the parents of multi-table inheritance; of a proxy the model it stands for.
func lineage(m *schema.Model) func(func(*schema.Model) bool) {
	return func(yield func(*schema.Model) bool) {
		var visit func(m *schema.Model) bool
		visit = func(m *schema.Model) bool {
			if m.Proxy && m.Concrete != nil {
				m = m.Concrete
			}
			if !yield(m) {
				return false
			}
			for _, p := range m.Parents {
				if !visit(p) {
					return false
				}
			}
			return true
		}
		visit(m)
	}
}

// forwardManager is the related manager of a many-to-many field or a generic relation.
func (x *extractor) forwardManager(m *schema.Model, r *schema.Relation) eval.Value {
	if r.Target == nil {
		return nil
	}
	if r.Kind == schema.GenericReverse {
		return x.relatedManager(r.Target, genericLeaves(r), nil)
	}
	if r.Through == nil || r.SourceColumn == "" {
		return nil
	}
	return x.relatedManager(r.Target, []*leaf{fixedLeaf(r.Through.Table, r.SourceColumn, x.through(r, r.ReachColumn, r.Target)...)}, r.Through)
}

func fixedLeaf(table, column string, hops ...hop) *leaf {
	return &leaf{column: &fixed{table, column, hops}, lookup: "exact"}
}

// through is the join of a model to the through table of a many-to-many, by the column that refers to it.
func (x *extractor) through(r *schema.Relation, column string, m *schema.Model) []hop {
	return []hop{{table: r.Through.Table, target: column, from: tableOf(m), column: keyOf(x.layout(m)), null: true, many: true}}
}

func genericLeaves(r *schema.Relation) []*leaf {
	table := tableOf(r.Target)
	return []*leaf{fixedLeaf(table, r.TypeColumn), fixedLeaf(table, r.Column)}
}

// tableOf is the table of a model; of a proxy that of the model it stands for.
func tableOf(m *schema.Model) string {
	if m.Proxy && m.Concrete != nil {
		return m.Concrete.Table
	}
	return m.Table
}

// reverseValue is object.name where name is the accessor of a relation to the object's model.
func (x *extractor) reverseValue(object *eval.Instance, name string) eval.Value {
	if x.schema == nil {
		return nil
	}
	m := x.modelOf(object.Class)
	if m == nil {
		return nil
	}
	for at := range lineage(m) {
		for _, b := range x.reverse[at] {
			r := b.relation
			if r.RelatedName != name {
				continue
			}
			switch {
			case r.Kind == schema.ManyToMany:
				if r.Through != nil && r.ReachColumn != "" {
					return x.relatedManager(b.owner, []*leaf{fixedLeaf(r.Through.Table, r.ReachColumn, x.through(r, r.SourceColumn, b.owner)...)}, r.Through)
				}
			case r.Kind == schema.ForeignKey && r.Unique:
				if d := x.classes[b.owner.Label]; d != nil {
					there := x.object(d.Class)
					x.readRelation(object, name, false, b.owner, columnLeaf(b.owner, r.Column, "exact"))
					if x.wanted {
						there.Data = x.oneRow(row{given: r.Field})
					}
					return there
				}
			case r.Kind == schema.ForeignKey:
				return x.relatedRows(b, r)
			}
			return nil
		}
	}
	return nil
}

// relatedManager is the default manager of a model narrowed to what belongs to an object.
func (x *extractor) relatedManager(target *schema.Model, leaves []*leaf, through *schema.Model) eval.Value {
	d := x.classes[target.Label]
	if d == nil {
		return nil
	}
	dm, ok := x.defaultManager(d).(*eval.Instance)
	if !ok {
		return nil
	}
	return x.relatedTo(dm, d, &relatedTo{leaves: leaves, through: through})
}

// relatedRows is the manager of the rows whose foreign key leads to an object.
func (x *extractor) relatedRows(b *backward, r *schema.Relation) eval.Value {
	v := x.relatedManager(b.owner, []*leaf{fixedLeaf(tableOf(b.owner), r.Column)}, nil)
	if i, ok := v.(*eval.Instance); ok {
		i.Data.(*manager).related.field = r.Field
	}
	return v
}
