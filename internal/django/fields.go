package django

import (
	"slices"
	"strconv"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

// dataTypes are PostgreSQL's types for Django's internal types, as the catalogue
// spells them (django/db/backends/postgresql/base.py, data_types).
var dataTypes = map[string]string{
	"AutoField": "integer", "BigAutoField": "bigint", "SmallAutoField": "smallint",
	"BinaryField": "bytea", "BooleanField": "boolean", "NullBooleanField": "boolean",
	"CharField": "varchar", "FileField": "varchar", "FilePathField": "varchar", "SlugField": "varchar",
	"DateField": "date", "DateTimeField": "timestamp with time zone", "TimeField": "time without time zone",
	"DecimalField": "numeric", "DurationField": "interval", "FloatField": "double precision",
	"IntegerField": "integer", "BigIntegerField": "bigint", "SmallIntegerField": "smallint",
	"PositiveIntegerField": "integer", "PositiveBigIntegerField": "bigint", "PositiveSmallIntegerField": "smallint",
	"IPAddressField": "inet", "GenericIPAddressField": "inet", "JSONField": "jsonb",
	"OneToOneField": "integer", "TextField": "text", "UUIDField": "uuid",
}

// templates are the types that take parameters of the field.
var templates = map[string]string{
	"CharField": "varchar(%(max_length)s)", "FileField": "varchar(%(max_length)s)", "FilePathField": "varchar(%(max_length)s)",
	"SlugField": "varchar(%(max_length)s)", "DecimalField": "numeric(%(max_digits)s, %(decimal_places)s)",
}

// DBType returns the type of a field's column as the field says it: "" and a
// reason where that is not known, "" without a reason for a field without a column.
func (p *Project) DBType(f *eval.Instance) (dbType, reason string) {
	p.In.Request()
	switch v := p.In.CallMethod(f, "db_type", p.connection()).(type) {
	case eval.Str:
		return string(v), ""
	case eval.NoneType:
		return "", ""
	case *eval.Unknown:
		return "", v.Reason
	case *eval.Alternatives:
		return "", "its type is one of " + eval.Repr(v)
	}
	return "", "its type is made at run time"
}

// RelDBType returns the type of a foreign key's column to a field.
func (p *Project) RelDBType(f *eval.Instance) eval.Value {
	return p.In.CallMethod(f, "rel_db_type", p.connection())
}

func (p *Project) connection() eval.Value { return p.In.Lookup("django.db.connection") }

// InternalType is the field's get_internal_type().
func (p *Project) InternalType(f *eval.Instance) string {
	text, _ := eval.AsStr(p.In.CallMethod(f, "get_internal_type"))
	return text
}

// Attr returns an attribute of a field or index.
func (p *Project) Attr(i *eval.Instance, name string) eval.Value { return p.In.Attr(i, name) }

// Flag returns an attribute that is true or false; unknown is false.
func (p *Project) Flag(i *eval.Instance, name string) bool {
	truth, known := p.In.Truth(p.In.Attr(i, name))
	return truth && known
}

// Text returns an attribute that is a string, "" for any other.
func (p *Project) Text(i *eval.Instance, name string) string {
	text, _ := eval.AsStr(p.In.Attr(i, name))
	return text
}

func (p *Project) registerFields(n *eval.Natives) {
	n.Func("django.db._data_types", func(*eval.Call) eval.Value {
		types := eval.NewDict()
		for name, dbType := range dataTypes {
			if template, ok := templates[name]; ok {
				dbType = template
			}
			p.In.SetKey(types, name, eval.Str(dbType))
		}
		return types
	})
	n.Func(fieldClass+".contribute_to_class", func(c *eval.Call) eval.Value {
		p.contributed(c)
		return eval.None
	})
	n.Func(manyToManyClass+".contribute_to_class", func(c *eval.Call) eval.Value {
		if f := p.contributed(c); f != nil {
			f.Model.addThrough(f)
		}
		return eval.None
	})
	n.Func(manyToManyClass+"._get_m2m_db_table", func(c *eval.Call) eval.Value {
		field, ok1 := c.Self().(*eval.Instance)
		table, ok2 := eval.AsStr(p.In.Attr(c.Arg(1, "opts"), "db_table"))
		if !ok1 || !ok2 {
			return eval.Unknownf("the table of a many-to-many field")
		}
		return eval.Str(p.throughTable(field, table))
	})
	n.Func(fieldClass+".__get__", func(c *eval.Call) eval.Value {
		// A field of an abstract base is another one in each model that inherits it;
		// of a many-to-many field that matters, as its through model is another too.
		i, ok := c.Self().(*eval.Instance)
		owner, isClass := c.Arg(2, "owner").(*eval.Class)
		if !ok {
			return c.Self()
		}
		base, _ := p.In.TryAttr(i, "model")
		if _, made := base.(*eval.Class); made && isClass && base != eval.Value(owner) && i.Class.Is(manyToManyClass) {
			if m := p.ModelOf(owner); m != nil {
				if f := m.Field(p.Text(i, "name")); f != nil {
					return f.Instance
				}
			}
		}
		if isClass && c.Arg(1, "instance") == eval.Value(eval.None) && !i.Class.Is(manyToManyClass) {
			return p.In.Copy(i) // a descriptor: what is assigned to it does not reach the field
		}
		return i
	})
	n.Func(fieldClass+".deconstruct", p.deconstruct)
	n.Func(fieldClass+".db_type", p.fieldType)
	n.Func(fieldClass+".clone", func(c *eval.Call) eval.Value {
		if i, ok := c.Self().(*eval.Instance); ok {
			return p.In.Copy(i)
		}
		return eval.Unknownf("a copy of a field")
	})
	n.Func("django.db.models.fields.AutoFieldMixin.rel_db_type", p.integerType)
	n.Func("django.db.models.fields.PositiveIntegerRelDbTypeMixin.rel_db_type", p.integerType)
	n.Func("django.db.models.fields.related.ForeignKey.db_type", func(c *eval.Call) eval.Value {
		target := p.targetField(c.Self())
		if target == nil {
			return eval.Unknownf("the model it refers to is not known")
		}
		return p.RelDBType(target)
	})
	n.Func("django.db.models.fields.related.ForeignKey.target_field", func(c *eval.Call) eval.Value {
		if target := p.targetField(c.Self()); target != nil {
			return target
		}
		return eval.Unknownf("the model it refers to is not known")
	})
	n.Func("django.db.models.fields.related.RelatedField.related_model", func(c *eval.Call) eval.Value {
		if f := p.fieldOf(c.Self()); f != nil {
			if target := p.Target(f); target != nil {
				return target.Class
			}
		}
		return eval.Unknownf("the model it refers to is not known")
	})
}

// contributed adds a field to a model as Field.contribute_to_class does, nil where it is there.
func (p *Project) contributed(c *eval.Call) *Field {
	i, ok1 := c.Self().(*eval.Instance)
	class, ok2 := c.Arg(1, "cls").(*eval.Class)
	name, ok3 := eval.AsStr(c.Arg(2, "name"))
	if !ok1 || !ok2 || !ok3 {
		return nil
	}
	private := false
	if v := c.Arg(3, "private_only"); v != nil {
		private, _ = p.In.Truth(v)
	}
	m := p.ModelOf(class)
	if m == nil || m.has(i) {
		return nil
	}
	return m.addField(name, i, private)
}

// deconstructed are the arguments of fields that decide the schema, with what they are unless given.
var deconstructed = []struct {
	name     string
	fallback eval.Value
}{
	{"primary_key", eval.Bool(false)}, {"max_length", eval.None}, {"_unique", eval.Bool(false)}, {"blank", eval.Bool(false)},
	{"null", eval.Bool(false)}, {"db_index", eval.Bool(false)}, {"db_column", eval.None}, {"db_tablespace", eval.None},
	{"db_collation", eval.None}, {"max_digits", nil}, {"decimal_places", nil}, {"size", eval.None}, {"base_field", nil},
	{"db_default", nil}, {"default", nil}, {"choices", eval.None}, {"editable", eval.Bool(true)},
}

// deconstruct is Field.deconstruct: name, path and the arguments that make the field again.
func (p *Project) deconstruct(c *eval.Call) eval.Value {
	i, ok := c.Self().(*eval.Instance)
	if !ok {
		return eval.Unknownf("what makes a field")
	}
	kw := eval.NewDict()
	put := func(name string, fallback eval.Value) {
		v, found := p.In.TryAttr(i, name)
		class, isClass := v.(*eval.Class)
		if !found || v == fallback || isClass && class.Name == "NOT_PROVIDED" {
			return
		}
		p.In.SetKey(kw, strings.TrimPrefix(name, "_"), v)
	}
	for _, a := range deconstructed {
		put(a.name, a.fallback)
	}
	if rel, ok := p.In.Attr(i, "remote_field").(*eval.Instance); ok {
		to := p.In.Attr(rel, "model")
		if text, _ := eval.AsStr(to); text == "self" {
			to = p.In.Attr(i, "model")
		}
		p.In.SetKey(kw, "to", to)
		for _, name := range []string{"on_delete", "related_name", "related_query_name"} {
			if v := p.In.Attr(rel, name); v != eval.Value(eval.None) && !eval.IsUnknown(v) {
				p.In.SetKey(kw, name, v)
			}
		}
		if i.Class.Is("django.db.models.fields.related.ForeignKey") {
			put("db_constraint", eval.Bool(true))
			if name := p.Text(rel, "field_name"); name != "" {
				p.In.SetKey(kw, "to_field", eval.Str(name))
			}
			if p.Flag(i, "db_index") {
				p.In.DeleteKey(kw, "db_index")
			} else {
				p.In.SetKey(kw, "db_index", eval.Bool(false))
			}
		}
	}
	return &eval.Tuple{Elts: []eval.Value{
		p.In.Attr(i, "name"), eval.Str(i.Class.ModuleName() + "." + i.Class.Name), &eval.List{}, kw}}
}

// nameField is Field.set_attributes_from_name. It is done here for classes that
// name themselves as Django's do, which is nearly all; others say it themselves.
func (p *Project) nameField(v *eval.Instance, name string) {
	owner := func(method string) string {
		if _, class := v.Class.Find(method); class != nil {
			return class.FullName()
		}
		return ""
	}
	named, attname, column := owner("set_attributes_from_name"), owner("get_attname"), owner("get_attname_column")
	dbColumn := p.In.Attr(v, "db_column")
	_, given := eval.AsStr(dbColumn)
	if named != fieldClass || attname != fieldClass && attname != foreignKeyClass || column != fieldClass && column != foreignKeyClass ||
		!given && dbColumn != eval.Value(eval.None) {
		p.In.CallMethod(v, "set_attributes_from_name", eval.Str(name))
		return
	}
	if own := p.Text(v, "name"); own != "" {
		name = own
	}
	p.In.SetAttr(v, "name", eval.Str(name))
	if attname == foreignKeyClass {
		name += "_id"
	}
	if !given || dbColumn == eval.Value(eval.Str("")) {
		dbColumn = eval.Str(name)
	}
	p.In.SetAttr(v, "attname", eval.Str(name))
	p.In.SetAttr(v, "column", dbColumn)
	p.In.SetAttr(v, "concrete", eval.Bool(true))
}

// fieldType is Field.db_type: what the internal type and its parameters make.
func (p *Project) fieldType(c *eval.Call) eval.Value {
	i, ok := c.Self().(*eval.Instance)
	if !ok {
		return eval.Unknownf("the type of a field")
	}
	v := p.In.CallMethod(i, "get_internal_type")
	internal, ok := eval.AsStr(v)
	if !ok {
		return eval.Unknownf("the internal type of %s", i.Class.Name)
	}
	dbType, known := dataTypes[internal]
	if !known {
		return eval.None
	}
	switch dbType {
	case "varchar":
		return p.charType(i)
	case "numeric":
		digits, ok1 := eval.AsInt(p.In.Attr(i, "max_digits"))
		places, ok2 := eval.AsInt(p.In.Attr(i, "decimal_places"))
		if !ok1 || !ok2 {
			return eval.Str("numeric")
		}
		return eval.Str("numeric(" + strconv.FormatInt(digits, 10) + "," + strconv.FormatInt(places, 10) + ")")
	}
	return eval.Str(dbType)
}

func (p *Project) charType(i *eval.Instance) eval.Value {
	v := p.In.Attr(i, "max_length")
	if n, ok := eval.AsInt(v); ok {
		return eval.Str("varchar(" + strconv.FormatInt(n, 10) + ")")
	}
	if v == eval.Value(eval.None) {
		return eval.Str("varchar")
	}
	return eval.Unknownf("max_length: %s", eval.Reason(v))
}

// integerType is the type of a foreign key to an automatic or positive integer.
func (p *Project) integerType(c *eval.Call) eval.Value {
	i, ok := c.Self().(*eval.Instance)
	if !ok {
		return eval.Unknownf("the type of a field")
	}
	internal := p.InternalType(i)
	switch {
	case i.Class.Is("django.db.models.fields.BigIntegerField"), strings.HasPrefix(internal, "Big"):
		return eval.Str("bigint")
	case i.Class.Is("django.db.models.fields.SmallIntegerField"), strings.HasPrefix(internal, "Small"):
		return eval.Str("smallint")
	}
	return eval.Str("integer")
}

// fieldOf returns the field that an object is, nil where it belongs to no model.
func (p *Project) fieldOf(v eval.Value) *Field {
	i, ok := v.(*eval.Instance)
	if !ok {
		return nil
	}
	class, _ := p.In.Attr(i, "model").(*eval.Class)
	if class == nil {
		return nil
	}
	if m := p.ModelOf(class); m != nil {
		for _, f := range m.all() {
			if f.Instance == i {
				return f
			}
		}
	}
	return nil
}

// targetField is the field that a foreign key refers to: to_field, else the primary key.
func (p *Project) targetField(v eval.Value) *eval.Instance {
	f := p.fieldOf(v)
	if f == nil {
		return nil
	}
	if t := p.TargetField(f); t != nil {
		return t.Instance
	}
	return nil
}

// TargetField returns the field that a foreign key refers to.
func (p *Project) TargetField(f *Field) *Field {
	target := p.Target(f)
	if target == nil {
		return nil
	}
	rel, _ := p.In.Attr(f.Instance, "remote_field").(*eval.Instance)
	if rel != nil {
		if name := p.Text(rel, "field_name"); name != "" {
			for _, candidate := range target.Fields() {
				if candidate.Name == name || candidate.Attname == name {
					return candidate
				}
			}
		}
	}
	return target.Concrete.PK
}

// Target returns the model that a relation leads to, nil where it is not known.
func (p *Project) Target(f *Field) *Model {
	rel, ok := p.In.Attr(f.Instance, "remote_field").(*eval.Instance)
	if !ok {
		return nil
	}
	return p.ResolveModel(f.Model, p.In.Attr(rel, "model"))
}

// settleTargets puts the class in the place of a name that a relation gives its
// target by, as Django does once it knows it (RelatedField.contribute_to_related_class).
func (p *Project) settleTargets() {
	for _, m := range p.Models {
		if m.Abstract {
			continue
		}
		for _, f := range slices.Concat(m.Local, m.M2M) {
			rel, ok := p.In.Attr(f.Instance, "remote_field").(*eval.Instance)
			if !ok {
				continue
			}
			if _, named := eval.AsStr(p.In.Attr(rel, "model")); !named {
				continue
			}
			if target := p.Target(f); target != nil {
				p.In.SetAttr(rel, "model", target.Class)
			}
		}
	}
}

// ResolveModel returns the model that a class or a name in a relation of m means.
func (p *Project) ResolveModel(m *Model, to eval.Value) *Model {
	switch to := to.(type) {
	case *eval.Class:
		return p.ModelOf(to)
	case *eval.Alternatives:
		return p.ResolveModel(m, to.Values[0])
	}
	name, ok := eval.AsStr(to)
	if !ok {
		return nil
	}
	if name == "self" {
		return m
	}
	label, model, dotted := strings.Cut(name, ".")
	if !dotted {
		label, model = m.AppLabel, name
	}
	if found := p.byLabel[strings.ToLower(label+"."+model)]; found != nil {
		return found
	}
	if class := p.classByLabel(label, model); class != nil {
		return p.ModelOf(class)
	}
	return nil
}

// classByLabel returns a model's class by app label and name, also while models are being loaded.
func (p *Project) classByLabel(label, name string) *eval.Class {
	if m := p.byLabel[strings.ToLower(label+"."+name)]; m != nil {
		return m.Class
	}
	if p.loaded {
		return nil
	}
	if app := p.byApp[label]; app != nil {
		if m := p.In.Module(app.Name + ".models"); m != nil {
			if v, ok := m.Get(name); ok {
				if c, ok := v.(*eval.Class); ok {
					return c
				}
			}
		}
	}
	p.In.Provisional() // it may be there later
	return nil
}
