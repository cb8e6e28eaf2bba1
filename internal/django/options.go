package django

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

// optionNames are the options of Meta that decide something here
// (Django documentation, "Model Meta options").
var optionNames = []string{
	"ordering", "indexes", "constraints", "unique_together", "index_together", "db_index_together", "get_latest_by",
	"order_with_respect_to", "db_tablespace", "default_manager_name", "base_manager_name", "default_related_name",
	"swappable", "managed", "proxy", "permissions", "default_permissions", "verbose_name", "verbose_name_plural",
	"select_on_save", "required_db_features", "required_db_vendor", "app_label", "db_table", "db_table_comment",
}

// optionDefaults are what an option is where Meta does not say.
func optionDefault(name string) eval.Value {
	switch name {
	case "ordering", "indexes", "constraints", "unique_together", "index_together", "db_index_together", "permissions":
		return &eval.List{}
	case "managed":
		return eval.Bool(true)
	case "proxy", "select_on_save":
		return eval.Bool(false)
	case "db_tablespace", "db_table":
		return eval.Str("")
	}
	return eval.None
}

// makeOptions makes the model's _meta.
func (p *Project) makeOptions(m *Model) {
	class, _ := p.In.Lookup("django.db.models.options.Options").(*eval.Class)
	o := p.In.NewInstance(class)
	o.Data = m
	m.Options = o
	for _, name := range optionNames {
		v := m.option(name)
		if v == nil {
			v = optionDefault(name)
			if m.base != nil && !m.base.Abstract && (name == "ordering" || name == "get_latest_by") {
				v = p.In.Attr(m.base.Options, name)
			}
		}
		p.In.SetAttr(o, name, v)
	}
	for _, name := range []string{"indexes", "constraints"} {
		p.In.SetAttr(o, name, m.ownCopies(p.In.Attr(o, name)))
	}
	if table, ok := eval.AsStr(p.In.Attr(o, "db_table")); ok && table != "" {
		m.Table = table
	} else if !eval.IsUnknown(p.In.Attr(o, "db_table")) {
		m.Table = ShortenName(m.AppLabel+"_"+strings.ToLower(m.Name), MaxNameLength)
	} else {
		m.Unknown = append(m.Unknown, "Meta.db_table: "+eval.Reason(p.In.Attr(o, "db_table")))
	}
	verbose := eval.Value(eval.Str(camelToSpaces(m.Name)))
	if v := p.In.Attr(o, "verbose_name"); v == eval.Value(eval.None) {
		p.In.SetAttr(o, "verbose_name", verbose)
	}
	if text, ok := eval.AsStr(p.In.Attr(o, "verbose_name")); ok && p.In.Attr(o, "verbose_name_plural") == eval.Value(eval.None) {
		p.In.SetAttr(o, "verbose_name_plural", eval.Str(text+"s"))
	}
	for name, v := range map[string]eval.Value{
		"app_label": eval.Str(m.AppLabel), "object_name": eval.Str(m.Name), "model_name": eval.Str(strings.ToLower(m.Name)),
		"label": eval.Str(m.Label()), "label_lower": eval.Str(m.AppLabel + "." + strings.ToLower(m.Name)),
		"abstract": eval.Bool(m.Abstract), "proxy": eval.Bool(m.Proxy), "model": m.Class, "concrete_model": m.Class,
		"db_table": eval.Str(m.Table), "auto_created": eval.Bool(false), "apps": p.In.Lookup("django.apps.apps"),
	} {
		p.In.SetAttr(o, name, v)
	}
}

func camelToSpaces(name string) string {
	var b strings.Builder
	for i, r := range name {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToLower(b.String())
}

// ownCopies copies the indexes or constraints of a Meta that several models may
// share and fills their class names in (Options._format_names_with_class).
func (m *Model) ownCopies(v eval.Value) eval.Value {
	elts, all := eval.Elements(v)
	out := &eval.List{Open: !all}
	if eval.IsUnknown(v) {
		m.Unknown = append(m.Unknown, "Meta.indexes or Meta.constraints: "+eval.Reason(v))
	}
	for _, elt := range elts {
		i, ok := elt.(*eval.Instance)
		if !ok {
			out.Elts = append(out.Elts, elt)
			continue
		}
		c := m.project.In.Copy(i)
		if name, ok := eval.AsStr(m.project.In.Attr(c, "name")); ok {
			name = strings.NewReplacer("%(app_label)s", strings.ToLower(m.AppLabel), "%(class)s", strings.ToLower(m.Name), "%%", "%").Replace(name)
			m.project.In.SetAttr(c, "name", eval.Str(name))
		}
		out.Elts = append(out.Elts, c)
	}
	return out
}

// prepareIndexes is a place for what _meta must know once all fields are there.
func (m *Model) prepareIndexes() {
	if m.Proxy {
		m.project.In.SetAttr(m.Options, "concrete_model", m.Concrete.Class)
		m.project.In.SetAttr(m.Options, "db_table", eval.Str(m.Table))
	}
}

// Migrates reports whether the model's table is made on PostgreSQL: Django's
// Options.can_migrate, but for whether the model is managed.
func (m *Model) Migrates() bool {
	if vendor, ok := eval.AsStr(m.Option("required_db_vendor")); ok && vendor != "postgresql" {
		return false
	}
	features, _ := eval.Elements(m.Option("required_db_features"))
	for _, feature := range features {
		if name, _ := eval.AsStr(feature); name == "gis_enabled" && !m.project.hasPostGIS() {
			return false
		}
	}
	return true
}

// hasPostGIS reports whether the default database is, or may be, one with PostGIS.
func (p *Project) hasPostGIS() bool {
	engine, known := p.Settings.Engine()
	return !known || strings.Contains(engine, "gis")
}

// Option returns an option of _meta as it stands once the class is made.
func (m *Model) Option(name string) eval.Value { return m.project.In.Attr(m.Options, name) }

// Fields returns all fields with those of the parents first, as _meta.fields does.
func (m *Model) Fields() []*Field {
	var fields []*Field
	seen := map[string]bool{}
	if m.Proxy && m.Concrete != m {
		return m.Concrete.Fields()
	}
	for _, parent := range m.Parents {
		for _, f := range parent.Model.Fields() {
			if !seen[f.Name] {
				seen[f.Name] = true
				fields = append(fields, f)
			}
		}
	}
	for _, f := range m.Local {
		if !seen[f.Name] {
			fields = append(fields, f)
		}
	}
	return fields
}

// relationsTo are the other sides of the relations that lead to a model or to a
// parent of it, as _meta.related_objects has them: hidden ones are not there.
func (p *Project) relationsTo(m *Model) []eval.Value {
	if !p.loaded {
		return nil
	}
	if p.relations == nil {
		p.relations = map[*Model][]eval.Value{}
		for _, from := range p.Models {
			if from.Abstract || from.Proxy || !p.Registered(from) {
				continue
			}
			for _, f := range slices.Concat(from.Local, from.M2M) {
				rel, ok := p.In.Attr(f.Instance, "remote_field").(*eval.Instance)
				to := p.Target(f)
				if ok && to != nil && !strings.HasSuffix(p.Text(rel, "related_name"), "+") {
					p.relations[to.Concrete] = append(p.relations[to.Concrete], rel)
				}
			}
		}
	}
	if m.Concrete == nil {
		return nil
	}
	found := slices.Clone(p.relations[m.Concrete])
	for _, parent := range m.Parents {
		found = append(found, p.relationsTo(parent.Model)...)
	}
	return found
}

func instances(fields []*Field) eval.Value {
	l := &eval.List{}
	for _, f := range fields {
		l.Elts = append(l.Elts, f.Instance)
	}
	return l
}

func (p *Project) registerModels(n *eval.Natives) {
	n.Metaclass(modelBaseClass)
	n.Func("django.db.models.base._Meta.__get__", func(c *eval.Call) eval.Value {
		if class, ok := c.Arg(2, "owner").(*eval.Class); ok {
			if m := p.ModelOf(class); m != nil {
				return m.Options
			}
		}
		return eval.Unknownf("the options of a model that is being made")
	})
	n.Func("django.db.models.base.ModelBase.__new__", func(c *eval.Call) eval.Value {
		name, _ := eval.AsStr(c.Arg(1, "name"))
		if len(p.making) == 0 || p.making[len(p.making)-1].Name != name {
			return c.In.MakeType(c.Self(), c.Args[1:], c)
		}
		class := p.making[len(p.making)-1]
		if attrs, ok := c.Arg(3, "attrs").(*eval.Dict); ok {
			attrs.Each(func(k, v eval.Value) {
				if name, ok := eval.AsStr(k); ok {
					if old, had := class.Own(name); !had || old != v {
						class.Set(name, v)
					}
				}
			})
		}
		if p.byClass[class] == nil {
			p.construct(class)
		}
		return class
	})
	n.Func("django.db.models.base.ModelBase.add_to_class", func(c *eval.Call) eval.Value {
		class, ok := c.Self().(*eval.Class)
		name, known := eval.AsStr(c.Arg(1, "name"))
		if !ok || !known {
			return eval.None
		}
		v := c.Arg(2, "value")
		if i, ok := v.(*eval.Instance); ok {
			if m := p.ModelOf(class); m != nil {
				m.contribute(name, i)
				return eval.None
			}
		}
		class.Set(name, v)
		return eval.None
	})
	const options = "django.db.models.options.Options."
	of := func(f func(m *Model) eval.Value) eval.NativeFunc {
		return func(c *eval.Call) eval.Value {
			if o, ok := c.Self().(*eval.Instance); ok {
				if m, ok := o.Data.(*Model); ok {
					return f(m)
				}
			}
			return eval.Unknownf("the options of a model")
		}
	}
	n.Func(options+"fields", of(func(m *Model) eval.Value { return instances(m.Fields()) }))
	n.Func(options+"concrete_fields", of(func(m *Model) eval.Value { return instances(m.Fields()) }))
	n.Func(options+"local_fields", of(func(m *Model) eval.Value { return instances(m.Local) }))
	n.Func(options+"local_concrete_fields", of(func(m *Model) eval.Value { return instances(m.Local) }))
	n.Func(options+"many_to_many", of(func(m *Model) eval.Value { return instances(m.M2M) }))
	n.Func(options+"local_many_to_many", of(func(m *Model) eval.Value { return instances(m.M2M) }))
	n.Func(options+"private_fields", of(func(m *Model) eval.Value { return instances(m.Private) }))
	n.Func(options+"get_fields", of(func(m *Model) eval.Value {
		l := &eval.List{Elts: p.relationsTo(m), Open: len(m.Unknown) > 0}
		for _, f := range slices.Concat(m.Fields(), m.M2M, m.Private) {
			l.Elts = append(l.Elts, f.Instance)
		}
		return l
	}))
	n.Func(options+"related_objects", of(func(m *Model) eval.Value { return &eval.List{Elts: p.relationsTo(m)} }))
	n.Func(options+"pk", of(func(m *Model) eval.Value {
		if m.PK == nil {
			return eval.None
		}
		return m.PK.Instance
	}))
	n.Func(options+"swapped", of(func(m *Model) eval.Value {
		if m.Swapped == "" {
			return eval.None
		}
		return eval.Str(m.Swapped)
	}))
	n.Func(options+"add_field", func(c *eval.Call) eval.Value {
		o, ok := c.Self().(*eval.Instance)
		f, isField := c.Arg(1, "field").(*eval.Instance)
		if m, isModel := o.Data.(*Model); ok && isField && isModel {
			name, _ := eval.AsStr(p.In.Attr(f, "name"))
			private, _ := p.In.Truth(orNone(c.Arg(2, "private")))
			m.addField(name, f, private)
		}
		return eval.None
	})
	n.Func(options+"get_field", func(c *eval.Call) eval.Value {
		o, ok := c.Self().(*eval.Instance)
		name, known := eval.AsStr(c.Arg(1, "field_name"))
		if m, isModel := o.Data.(*Model); ok && known && isModel {
			for _, f := range append(append(m.Fields(), m.M2M...), m.Private...) {
				if f.Name == name || f.Attname == name {
					return f.Instance
				}
			}
			if len(m.Unknown) == 0 && p.loaded {
				p.In.RaiseClass("django.core.exceptions.FieldDoesNotExist")
			}
		}
		return eval.Unknownf("a field of a model")
	})
}
