package query

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/schema"
)

// A backward is a relation seen from its target.
type backward struct {
	owner    *schema.Model
	relation *schema.Relation
}

// relate makes the relations of every model known to their targets.
func (x *extractor) relate() {
	x.reverse = map[*schema.Model][]*backward{}
	x.related = map[string]bool{}
	for _, m := range x.schema.Models {
		for _, r := range m.Relations {
			if r.Kind == schema.ManyToMany || r.Kind == schema.GenericReverse {
				x.related[r.Field] = true
			}
			if r.Target == nil || r.Kind != schema.ForeignKey && r.Kind != schema.ManyToMany {
				continue
			}
			target := r.Target
			if target.Proxy && target.Concrete != nil {
				target = target.Concrete
			}
			x.reverse[target] = append(x.reverse[target], &backward{m, r})
			if r.RelatedName != "" && !(r.Kind == schema.ForeignKey && r.Unique) {
				x.related[r.RelatedName] = true
			}
		}
	}
}

// A layout is what names in lookups mean on one model.
type layout struct {
	model   *schema.Model
	columns map[string]*schema.Column   // by field name and attribute name
	forward map[string]*schema.Relation // by field name and attribute name
	key     *schema.Column
	paths   map[string]reached // where paths lead from here
}

func (x *extractor) layout(m *schema.Model) *layout {
	if m.Proxy && m.Concrete != nil {
		m = m.Concrete
	}
	if l := x.layouts[m]; l != nil {
		return l
	}
	l := &layout{model: m, columns: map[string]*schema.Column{}, forward: map[string]*schema.Relation{}}
	for _, c := range m.Columns {
		l.columns[c.Field] = c
		if c.References != nil {
			l.columns[c.Field+"_id"] = c
		}
		if c.PrimaryKey {
			l.key = c
		}
	}
	for _, r := range m.Relations {
		l.forward[r.Field] = r
		if r.Kind == schema.ForeignKey {
			l.forward[r.Field+"_id"] = r
		}
	}
	x.layouts[m] = l
	return l
}

// A hop is one join of a path.
type hop struct {
	table  string // that is joined
	target string // its column
	from   string // the table that it is joined to
	column string // its column
	direct bool   // along a foreign key: a join that only fetches the key is left out
	null   bool   // may find no row
	many   bool   // may find several
	kind   string // of a generic relation: the content type's column of table
}

// A reached is where a path leads.
type reached struct {
	table    string
	column   string // "" where it has none
	field    *schema.Column
	model    *schema.Model // of the table that holds the last field
	relation *schema.Model // the model that the last name leads to, nil for a plain column
	attname  bool          // the last name is written as the column: customer_id
	rest     []string      // transforms and lookup
	hops     []hop
	whole    []hop // the hops with those that a comparison leaves out
	problem  string
}

// lead is follow for a path as it is written: the same ones come with every view of a model.
func (x *extractor) lead(m *schema.Model, path string) reached {
	l := x.layout(m)
	r, ok := l.paths[path]
	if !ok {
		r = x.follow(m, strings.Split(path, "__"))
		if l.paths == nil {
			l.paths = map[string]reached{}
		}
		l.paths[path] = r
	}
	return r
}

// follow walks names from a model as Query.names_to_path does, and leaves the
// joins out that Query.trim_joins leaves out.
func (x *extractor) follow(m *schema.Model, names []string) reached {
	l := x.layout(m)
	out := reached{table: tableOf(m), model: l.model, rest: names}
	var hops []hop
	current := l
	for len(out.rest) > 0 {
		name := out.rest[0]
		next, more, ok := x.field(current, name, &out)
		if !ok {
			break
		}
		hops = append(hops, more...)
		out.rest = out.rest[1:]
		out.attname = strings.HasSuffix(name, "_id") && (out.field == nil || out.field.Field != name)
		if next == nil {
			break
		}
		current = next
	}
	if len(out.rest) == len(names) {
		out.problem = m.Label + " has no field " + names[0]
		return out
	}
	out.whole = hops
	for i := len(hops) - 1; i >= 0 && hops[i].direct && hops[i].target == out.column; i-- {
		out.table, out.column = hops[i].from, hops[i].column
		hops = hops[:i]
	}
	out.hops = hops
	return out
}

// field follows one name. next is the layout behind a relation, nil behind a plain column.
func (x *extractor) field(l *layout, name string, out *reached) (next *layout, hops []hop, ok bool) {
	if name == "pk" {
		if l.key == nil {
			return nil, nil, false
		}
		name = l.key.Field
	}
	owner, up := x.owner(l, name)
	if owner == nil {
		return x.backwards(l, name, out)
	}
	hops = up
	table := owner.model.Table
	r := owner.forward[name]
	if r == nil {
		out.table, out.field, out.column = table, owner.columns[name], owner.columns[name].Column
		out.model, out.relation = owner.model, nil
		return nil, hops, true
	}
	switch r.Kind {
	case schema.ForeignKey:
		out.field = owner.columns[name]
		if r.Target == nil {
			out.table, out.column, out.model, out.relation = table, r.Column, owner.model, nil
			return nil, hops, true
		}
		target := x.layout(r.Target)
		hops = append(hops, hop{table: target.model.Table, target: r.TargetColumn, from: table, column: r.Column, direct: true, null: out.field == nil || out.field.Null})
		out.arrive(target, r.TargetColumn)
		return target, hops, true
	case schema.ManyToMany:
		if r.Target == nil || r.Through == nil || owner.key == nil {
			return nil, nil, false
		}
		target := x.layout(r.Target)
		through := tableOf(r.Through)
		hops = append(hops, hop{table: through, target: r.SourceColumn, from: table, column: owner.key.Column, null: true, many: true},
			hop{table: target.model.Table, target: keyOf(target), from: through, column: r.ReachColumn, direct: true})
		out.field = nil
		out.arrive(target, keyOf(target))
		return target, hops, true
	case schema.GenericReverse:
		if r.Target == nil || owner.key == nil {
			return nil, nil, false
		}
		target := x.layout(r.Target)
		hops = append(hops, hop{
			table: target.model.Table, target: r.Column, from: table, column: owner.key.Column, null: true, many: true, kind: r.TypeColumn,
		})
		out.field = nil
		out.arrive(target, keyOf(target))
		return target, hops, true
	}
	return nil, nil, false
}

func keyOf(l *layout) string {
	if l.key == nil {
		return ""
	}
	return l.key.Column
}

func (out *reached) arrive(at *layout, column string) {
	out.table, out.column = at.model.Table, column
	out.model, out.relation = at.model, at.model
}

// owner finds the model that has a field: the model itself or a parent of
// multi-table inheritance, with the joins up to it.
func (x *extractor) owner(l *layout, name string) (*layout, []hop) {
	if l.columns[name] != nil || l.forward[name] != nil {
		return l, nil
	}
	for _, p := range l.model.Parents {
		parent := x.layout(p)
		link := linkTo(l.model, parent.model)
		if link == nil {
			continue
		}
		if owner, up := x.owner(parent, name); owner != nil {
			return owner, append([]hop{upward(l, parent, link)}, up...)
		}
	}
	return nil, nil
}

// upward is the join of a child of multi-table inheritance to its parent.
func upward(child, parent *layout, link *schema.Relation) hop {
	return hop{table: parent.model.Table, target: link.TargetColumn, from: child.model.Table, column: link.Column, direct: true}
}

func linkTo(child, parent *schema.Model) *schema.Relation {
	for _, r := range child.Relations {
		if r.ParentLink && r.Target != nil && (r.Target == parent || r.Target.Concrete == parent) {
			return r
		}
	}
	return nil
}

// backwards follows the name of a relation from its target.
func (x *extractor) backwards(l *layout, name string, out *reached) (*layout, []hop, bool) {
	for _, b := range x.reverse[l.model] {
		r := b.relation
		if r.QueryName != name {
			continue
		}
		owner := x.layout(b.owner)
		out.field = nil
		if r.Kind == schema.ManyToMany {
			if r.Through == nil || owner.key == nil {
				return nil, nil, false
			}
			through := tableOf(r.Through)
			out.arrive(owner, owner.key.Column)
			return owner, []hop{
				{table: through, target: r.ReachColumn, from: l.model.Table, column: keyOf(l), null: true, many: true},
				{table: owner.model.Table, target: owner.key.Column, from: through, column: r.SourceColumn, direct: true},
			}, true
		}
		out.arrive(owner, keyOf(owner))
		return owner, []hop{{
			table: owner.model.Table, target: r.Column, from: l.model.Table, column: r.TargetColumn, null: true, many: !r.Unique,
		}}, true
	}
	for _, p := range l.model.Parents {
		parent := x.layout(p)
		if link := linkTo(l.model, parent.model); link != nil {
			if next, hops, ok := x.backwards(parent, name, out); ok {
				return next, append([]hop{upward(l, parent, link)}, hops...), true
			}
		}
	}
	return nil, nil, false
}

// lookupName joins what stands behind the field: a final exact falls away behind a transform.
func lookupName(rest []string) string {
	if len(rest) > 1 && rest[len(rest)-1] == "exact" {
		rest = rest[:len(rest)-1]
	}
	if len(rest) == 0 {
		return "exact"
	}
	return strings.Join(rest, "__")
}

// isNull makes isnull of a comparison with None.
func isNull(rest []string) []string {
	if len(rest) > 0 && (rest[len(rest)-1] == "exact" || rest[len(rest)-1] == "iexact") {
		rest = rest[:len(rest)-1]
	}
	return append(slices.Clone(rest), "isnull")
}
