package django

import (
	"fmt"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

// inherit adds what the model gets from its bases: copies of the fields of
// abstract ones, links to concrete ones (the second half of ModelBase.__new__).
func (m *Model) inherit() {
	p := m.project
	own := map[string]bool{}
	for _, f := range m.all() {
		own[f.Name] = true
	}
	parents := map[*eval.Class]bool{}
	for _, base := range m.Class.Bases() {
		if b, ok := base.(*eval.Class); ok && p.byClass[b] != nil {
			parents[b] = true
		}
	}
	inherited := map[string]bool{} // names that a class earlier in the MRO defines
	for _, k := range m.Class.MRO() {
		base := p.byClass[k]
		if k == m.Class || !parents[k] || base == nil {
			for _, name := range k.OwnNames() {
				inherited[name] = true
			}
			if k != m.Class && base != nil { // what ModelBase has put into its class
				for _, f := range base.all() {
					inherited[f.Name], inherited[f.Attname] = true, true
				}
			}
			continue
		}
		if m.Proxy && !base.Abstract {
			m.Concrete = base.Concrete
			m.Table = base.Table
			m.PK = base.PK
		}
		if base.Abstract {
			for _, f := range append(append([]*Field(nil), base.Local...), base.M2M...) {
				if !own[f.Name] && !inherited[f.Name] && m.Field(f.Name) == nil {
					m.copyField(f)
				}
			}
			for _, parent := range base.Parents {
				if m.parentOf(parent.Model) == nil {
					link := m.Field(parent.Link.Name)
					if link == nil {
						link = parent.Link
					}
					m.Parents = append(m.Parents, Parent{parent.Model, link})
				}
			}
		} else {
			for _, f := range append(append([]*Field(nil), base.Local...), base.M2M...) {
				inherited[f.Name] = true
			}
			if !m.Proxy {
				m.linkTo(base.Concrete, inherited)
			}
		}
		for _, f := range base.Private {
			if !own[f.Name] && m.Field(f.Name) == nil && base.Abstract {
				m.copyField(f)
			}
		}
	}
}

func (m *Model) parentOf(other *Model) *Parent {
	for i := range m.Parents {
		if m.Parents[i].Model == other {
			return &m.Parents[i]
		}
	}
	return nil
}

// linkFor returns the model's own one-to-one field that leads to a base, nil
// where it has none. The base is compared by name, as other models may not be there yet.
func (m *Model) linkFor(base *Model) *Field {
	p := m.project
	for _, k := range m.Class.MRO() {
		owner := p.byClass[k]
		if owner == nil || owner != m && !owner.Abstract {
			continue
		}
		for _, f := range owner.Local {
			if !f.Instance.Class.Is("django.db.models.fields.related.OneToOneField") {
				continue
			}
			rel, ok := p.In.Attr(f.Instance, "remote_field").(*eval.Instance)
			if !ok || p.Version.AtLeast(4, 0) && !p.Flag(rel, "parent_link") || !m.names(p.In.Attr(rel, "model"), base) {
				continue
			}
			if owner != m {
				return m.Field(f.Name)
			}
			return f
		}
	}
	return nil
}

// names reports whether the target of a relation of m is a certain model.
func (m *Model) names(to eval.Value, model *Model) bool {
	if to == eval.Value(model.Class) {
		return true
	}
	name, ok := eval.AsStr(to)
	if !strings.Contains(name, ".") {
		name = m.AppLabel + "." + name
	}
	return ok && strings.EqualFold(name, model.Label())
}

// linkTo makes the model a child of a concrete one by multi-table inheritance.
func (m *Model) linkTo(base *Model, inherited map[string]bool) {
	if m.parentOf(base) != nil {
		return
	}
	link := m.linkFor(base)
	if link == nil {
		name := strings.ToLower(base.Name) + "_ptr"
		p := m.project
		class, _ := p.In.Lookup("django.db.models.fields.related.OneToOneField").(*eval.Class)
		cascade := p.In.Lookup("django.db.models.deletion.CASCADE")
		i, ok := p.In.Call(class, []eval.Value{base.Class}, []eval.Keyword{
			{Name: "on_delete", Value: cascade}, {Name: "name", Value: eval.Str(name)},
			{Name: "auto_created", Value: eval.Bool(true)}, {Name: "parent_link", Value: eval.Bool(true)},
		}).(*eval.Instance)
		if !ok {
			return
		}
		i.Made = m.Class.Made
		link = m.addAuto(name, i)
		if inherited[name] {
			m.Unknown = append(m.Unknown, "field "+name+" clashes with the link to "+base.Label())
		}
	}
	m.Parents = append(m.Parents, Parent{base, link})
}

// addAuto adds a field that Django makes, before all others.
func (m *Model) addAuto(name string, i *eval.Instance) *Field {
	f := m.addField(name, i, false)
	f.Auto = true
	for at, other := range m.Local {
		if other == f {
			m.Local = append(m.Local[:at:at], m.Local[at+1:]...)
			break
		}
	}
	m.Local = insert(m.Local, f)
	return f
}

// copyField gives the model a field of an abstract base.
func (m *Model) copyField(f *Field) {
	in := m.project.In
	c := in.Copy(f.Instance)
	if rel, ok := in.Attr(c, "remote_field").(*eval.Instance); ok {
		r := in.Copy(rel)
		in.SetAttr(r, "field", c)
		in.SetAttr(c, "remote_field", r)
	}
	if method, owner := c.Class.Find("contribute_to_class"); method != nil && owner.FullName() != fieldClass {
		in.Request()
		in.Call(method, []eval.Value{c, m.Class, eval.Str(f.Name)}, nil)
		in.Request()
	}
	if !m.has(c) {
		m.addField(f.Name, c, isPrivate(c.Class))
	}
	for _, added := range m.all() {
		if added.Instance == c {
			added.Inherited = true
		}
	}
}

// addPrimaryKey gives a model without a primary key one: the link to its parent, or the automatic field.
func (m *Model) addPrimaryKey() {
	p := m.project
	if len(m.Parents) > 0 {
		link := m.Parents[0].Link
		p.In.SetAttr(link.Instance, "primary_key", eval.Bool(true))
		m.PK = link
		return
	}
	path := p.AutoField(m)
	class, _ := p.In.Lookup(path).(*eval.Class)
	if class == nil {
		m.Unknown = append(m.Unknown, fmt.Sprintf("default primary key: %s is not known", path))
		class, _ = p.In.Lookup("django.db.models.AutoField").(*eval.Class)
	}
	i, ok := p.In.Call(class, nil, []eval.Keyword{
		{Name: "verbose_name", Value: eval.Str("ID")}, {Name: "primary_key", Value: eval.Bool(true)},
		{Name: "auto_created", Value: eval.Bool(true)},
	}).(*eval.Instance)
	if !ok {
		return
	}
	i.Made = m.Class.Made
	m.PK = m.addAuto("id", i)
}

// AutoField is the class of automatic keys: what the app says, else the setting.
func (p *Project) AutoField(m *Model) string {
	if m.App != nil && m.App.AutoField != "" {
		return m.App.AutoField
	}
	if path := p.Settings.Str("DEFAULT_AUTO_FIELD"); path != "" {
		return path
	}
	return "django.db.models.AutoField"
}

// addOrder adds the _order column of order_with_respect_to.
func (m *Model) addOrder() {
	if name, ok := eval.AsStr(orNone(m.option("order_with_respect_to"))); !ok || name == "" || m.Proxy {
		return
	}
	p := m.project
	p.In.SetAttr(m.Options, "ordering", &eval.Tuple{Elts: []eval.Value{eval.Str("_order")}})
	for _, f := range m.Local {
		if f.Name == "_order" {
			return
		}
	}
	class := p.In.Lookup("django.db.models.fields.proxy.OrderWrt")
	if i, ok := p.In.Call(class, nil, nil).(*eval.Instance); ok {
		i.Made = m.Class.Made
		m.addField("_order", i, false)
	}
}
