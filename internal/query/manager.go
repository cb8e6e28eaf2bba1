package query

import (
	"cmp"
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
	"github.com/ormlint/ormlint/internal/schema"
)

// A manager is what a manager's instance stands for once it is reached through its model.
type manager struct {
	model   *django.Model
	related *relatedTo     // of a related manager
	origin  *eval.Instance // the manager as it is bound to the model
}

// relatedTo is the condition that a related manager adds.
type relatedTo struct {
	leaves []*leaf
	// through is read alone by count() and exists() of a many-to-many manager.
	through *schema.Model
	doubt   string // why it may belong to another model's object, "" where that is certain
	fetched *row   // what came along where the rows did, by prefetch_related(); nil where they did not
	field   string // the foreign key of the rows that leads to the object, which they have then
}

// A boundManager is a manager of a class body together with the class it is reached through.
type boundManager struct {
	manager *eval.Instance
	class   *eval.Class
}

func (x *extractor) registerManagers(n *eval.Natives) {
	const base = managerClass + "."
	n.Func(base+"__get__", func(c *eval.Call) eval.Value {
		self, ok1 := c.Self().(*eval.Instance)
		class, ok2 := c.Arg(2, "owner").(*eval.Class)
		if !ok1 || !ok2 {
			return c.Self()
		}
		return x.bind(self, class)
	})
	n.Func(base+"from_queryset", func(c *eval.Call) eval.Value {
		class, ok := c.Self().(*eval.Class)
		if !ok {
			return eval.Unknownf("a manager class that is not known")
		}
		return x.managerClass(c, class, c.Arg(1, "queryset_class"))
	})
	n.Func(base+"get_queryset", func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		if !ok {
			return eval.Unknownf("the queryset of a manager that is not known")
		}
		return x.newQuerySet(self)
	})
	n.Func(relatedGetQuerySet, func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		if !ok {
			return eval.Unknownf("the queryset of a manager that is not known")
		}
		return x.querySetOf(self)
	})
	n.Func(base+"__call__", func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		name, known := eval.AsStr(orNone(c.Keyword("manager")))
		if !ok || !known {
			return eval.Unknownf("a manager that is chosen at run time")
		}
		return x.otherManager(self, name)
	})
	n.Func(base+"__getattr__", func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		name, known := eval.AsStr(c.Arg(1, "name"))
		if !ok || !known {
			return eval.Unknownf("an attribute of a manager")
		}
		return x.managerAttribute(self, name)
	})
	n.Func(querySetClass+".as_manager", func(c *eval.Call) eval.Value {
		class, ok := x.project.In.Lookup("django.db.models.manager.Manager").(*eval.Class)
		if !ok {
			return eval.Unknownf("a manager")
		}
		i := x.project.In.NewInstance(asClass(x.managerClass(c, class, c.Self()), class))
		i.Made = c.Site
		return i
	})
	n.Func("django.db.models.base._Objects.__get__", func(c *eval.Call) eval.Value {
		if class, ok := c.Arg(2, "owner").(*eval.Class); ok {
			return x.bind(x.plainManager(), class)
		}
		return eval.Unknownf("the manager of a model")
	})
	for _, name := range []string{"_default_manager", "_base_manager"} {
		n.Func("django.db.models.base.ModelBase."+name, func(c *eval.Call) eval.Value {
			class, ok := c.Self().(*eval.Class)
			if !ok {
				return eval.Unknownf("the manager of a model")
			}
			if name == "_base_manager" {
				return x.bind(x.plainManager(), class)
			}
			if m := x.project.ModelOf(class); m != nil {
				return x.defaultManager(m)
			}
			return eval.Unknownf("the manager of a model")
		})
	}
}

func asClass(v eval.Value, fallback *eval.Class) *eval.Class {
	if c, ok := v.(*eval.Class); ok {
		return c
	}
	return fallback
}

// plainManager is the manager of models without one.
func (x *extractor) plainManager() *eval.Instance {
	if x.plain == nil {
		class, _ := x.project.In.Lookup("django.db.models.manager.Manager").(*eval.Class)
		x.plain = x.project.In.NewInstance(class)
	}
	return x.plain
}

// bind returns the manager as it is reached through a class.
func (x *extractor) bind(m *eval.Instance, class *eval.Class) eval.Value {
	key := boundManager{m, class}
	if b := x.bound[key]; b != nil {
		return b
	}
	model := x.project.ModelOf(class)
	if model == nil {
		return m
	}
	of := &manager{model: model}
	b := m.With(of)
	of.origin = b
	x.project.In.SetAttr(b, "model", class)
	x.bound[key] = b
	return b
}

// managerClass is Manager.from_queryset(): the same class over another queryset class.
func (x *extractor) managerClass(c *eval.Call, class *eval.Class, querySet eval.Value) eval.Value {
	if c.Scope == nil || eval.IsUnknown(querySet) || querySet == nil {
		return class
	}
	name := class.Name
	if qs, ok := querySet.(*eval.Class); ok {
		name += "From" + qs.Name
	}
	namespace := eval.NewDict(eval.Str("_queryset_class"), querySet)
	return x.project.In.MakeClass(name, []eval.Value{class}, namespace, c.Scope, c.Site)
}

// querySetClassOf is the class of a manager's querysets.
func (x *extractor) querySetClassOf(m *eval.Instance) *eval.Class {
	v, own := m.Own("_queryset_class")
	if !own {
		v, _ = m.Class.Find("_queryset_class")
	}
	if v != nil {
		if class, ok := v.(*eval.Class); ok {
			return class
		}
	}
	class, _ := x.project.In.Lookup(querySetClass).(*eval.Class)
	return class
}

// newQuerySet is BaseManager.get_queryset().
func (x *extractor) newQuerySet(m *eval.Instance) eval.Value {
	of, ok := m.Data.(*manager)
	if !ok {
		return eval.Unknownf("a queryset of a model that is not known")
	}
	class := x.querySetClassOf(m)
	if class == nil {
		return eval.Unknownf("a queryset")
	}
	i := x.project.In.NewInstance(class)
	x.project.In.SetAttr(i, "model", of.model.Class)
	i.Data = &state{x: x, model: of.model, limit: NoLimit, flags: &flags{}}
	return i
}

// querySetOf is what a call on a manager starts from.
func (x *extractor) querySetOf(m *eval.Instance) eval.Value {
	of, ok := m.Data.(*manager)
	if !ok {
		return eval.Unknownf("a queryset of a model that is not known")
	}
	v := x.baseQuerySet(m, of)
	i, isInstance := v.(*eval.Instance)
	s := stateOf(v)
	if !isInstance || s == nil {
		return v
	}
	if of.related == nil {
		return i.Anew(s)
	}
	rows := i.Anew(of.related.narrow(s))
	if of.related.fetched != nil {
		return withRows(x, rows)
	}
	return rows
}

// baseQuerySet is what a manager's get_queryset() returns. It is asked once, as
// if nothing else were going on.
func (x *extractor) baseQuerySet(m *eval.Instance, of *manager) eval.Value {
	if v, ok := x.bases[of.origin]; ok && of.origin != nil {
		return v
	}
	if of.origin != nil { // of a related manager its class's own, which is narrowed then
		m = of.origin
	}
	get, ok := x.project.In.TryAttr(m, "get_queryset")
	if !ok {
		return eval.Unknownf("a manager without get_queryset()")
	}
	v := x.project.In.CallFresh(get, nil)
	if of.origin != nil && x.schema != nil {
		x.bases[of.origin] = v
	}
	return v
}

// relatedGetQuerySet is what managers of relations have in place of their class's get_queryset().
const relatedGetQuerySet = "django.db.models.manager.RelatedManager.get_queryset"

// relatedTo is a manager as a relation of an object gives it.
func (x *extractor) relatedTo(origin *eval.Instance, model *django.Model, to *relatedTo) *eval.Instance {
	m := origin.With(&manager{model: model, related: to, origin: origin})
	if get := x.project.In.Lookup(relatedGetQuerySet); get != nil {
		m.Attrs = append(m.Attrs, eval.Attribute{Name: "get_queryset", Value: &eval.BoundMethod{Self: m, Func: get}})
	}
	return m
}

func (r *relatedTo) narrow(s *state) *state {
	n := s.chain()
	n.given = r.field
	if r.fetched != nil {
		n.fetched, n.held = true, strings.Fields(r.fetched.fetched)
	}
	for _, l := range r.leaves {
		n.where = append(n.where, &node{leaf: l})
	}
	if r.doubt != "" {
		n.doubt(r.doubt)
	}
	return n
}

// otherManager is a related manager by another manager of its model: order.lines(manager="live").
func (x *extractor) otherManager(m *eval.Instance, name string) eval.Value {
	of, ok := m.Data.(*manager)
	if !ok || of.related == nil {
		return eval.Unknownf("a manager is called that belongs to no object")
	}
	for _, candidate := range x.allManagers(of.model) {
		if b, ok := x.bind(candidate.instance, of.model.Class).(*eval.Instance); ok && candidate.name == name {
			return x.relatedTo(b, of.model, of.related)
		}
	}
	return eval.Unknownf("%s has no manager %s", of.model.Label(), name)
}

// managerAttribute is what a manager has from its queryset class.
func (x *extractor) managerAttribute(m *eval.Instance, name string) eval.Value {
	of, ok := m.Data.(*manager)
	if ok && name == "model" { // bound below a branch, which takes attributes back
		return of.model.Class
	}
	if !ok || len(name) > 1 && name[0] == '_' && name[1] != '_' {
		return eval.Unknownf("attribute %s of a manager", name)
	}
	if of.related != nil && of.related.through != nil && x.countsThrough(m) && (name == "count" || name == "exists" || name == "acount" || name == "aexists") {
		class, _ := x.project.In.Lookup(querySetClass).(*eval.Class)
		i := x.project.In.NewInstance(class)
		s := &state{x: x, table: of.related.through, limit: NoLimit, flags: &flags{}}
		i.Data = of.related.narrow(s)
		return x.project.In.Attr(i, name)
	}
	if of.related != nil && of.related.through != nil && name == "through" {
		for _, m := range x.project.Models {
			if x.schemaOf(m) == of.related.through {
				return m.Class
			}
		}
	}
	if of.related != nil && relatedOnly[name] {
		if x.wanted {
			return x.relatedWrite(of, name)
		}
		return eval.Unknownf("%s() of a related manager", name)
	}
	class := x.querySetClassOf(m)
	if class == nil {
		return eval.Unknownf("attribute %s of a manager", name)
	}
	if v, _ := class.Find(name); v == nil {
		if qs, ok := x.querySetOf(m).(*eval.Instance); !ok || qs.Class == class {
			return eval.Unknownf("a manager has no attribute %s", name)
		}
	}
	return x.project.In.Attr(x.querySetOf(m), name)
}

// countsThrough reports whether count() and exists() of a many-to-many manager read the through table
// alone: since Django 5.1, and never with a manager class of the project's own, which may narrow.
func (x *extractor) countsThrough(m *eval.Instance) bool {
	return x.project.Version.AtLeast(5, 1) && m.Class.FullName() == "django.db.models.manager.Manager"
}

// relatedOnly are methods that only related managers have.
var relatedOnly = map[string]bool{"add": true, "remove": true, "clear": true, "set": true, "aadd": true, "aremove": true, "aclear": true, "aset": true}

// querySetFrom returns the queryset that a shortcut starts from: of a model, a manager or a queryset.
func (x *extractor) querySetFrom(v eval.Value) eval.Value {
	switch v := v.(type) {
	case *eval.Class:
		if m := x.project.ModelOf(v); m != nil {
			if dm, ok := x.defaultManager(m).(*eval.Instance); ok {
				return x.querySetOf(dm)
			}
		}
	case *eval.Instance:
		if stateOf(v) != nil {
			return v
		}
		if v.Class.Is(managerClass) {
			return x.querySetOf(v)
		}
	}
	return eval.Unknownf("a queryset of a model that is not known")
}

// A namedManager is a manager of a class body.
type namedManager struct {
	name     string
	instance *eval.Instance
}

// managersIn returns the managers that a class's own body names.
func (x *extractor) managersIn(class *eval.Class) []namedManager {
	if found, ok := x.managersOf[class]; ok {
		return found
	}
	var found []namedManager
	for _, name := range class.OwnNames() {
		v, _ := class.Own(name)
		if i, ok := v.(*eval.Instance); ok && i.Class.Is(managerClass) {
			found = append(found, namedManager{name, i})
		}
	}
	if x.managersOf == nil {
		x.managersOf = map[*eval.Class][]namedManager{}
	}
	if !class.Running() {
		x.managersOf[class] = found
	}
	return found
}

// allManagers returns the managers of a model in Django's order: the default one first
// (Options.managers).
func (x *extractor) allManagers(m *django.Model) []namedManager {
	var found []namedManager
	depths := map[string]int{}
	for depth, k := range m.Class.MRO() {
		if k != m.Class && x.project.ModelOf(k) == nil {
			continue
		}
		for _, own := range x.managersIn(k) {
			if _, seen := depths[own.name]; !seen {
				depths[own.name] = depth
				found = append(found, own)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b namedManager) int {
		return cmp.Or(cmp.Compare(depths[a.name], depths[b.name]), cmp.Compare(a.instance.Serial, b.instance.Serial))
	})
	return found
}

// defaultManager is Model._default_manager.
func (x *extractor) defaultManager(m *django.Model) eval.Value {
	all := x.allManagers(m)
	if len(all) == 0 {
		return x.bind(x.plainManager(), m.Class)
	}
	chosen := all[0]
	if name, ok := eval.AsStr(m.Option("default_manager_name")); ok {
		for _, candidate := range all {
			if candidate.name == name {
				chosen = candidate
			}
		}
	}
	return x.bind(chosen.instance, m.Class)
}

// findUsers notes which models use a manager class, a queryset class, an abstract model or a mixin.
func (x *extractor) findUsers() {
	x.users = map[*eval.Class][]*django.Model{}
	x.managers = map[string]bool{}
	for _, m := range x.project.Models {
		if x.schemaOf(m) == nil {
			continue
		}
		seen := map[*eval.Class]bool{}
		add := func(class *eval.Class) {
			for _, k := range class.MRO() {
				if k.Def != nil && !seen[k] {
					seen[k] = true
					x.users[k] = append(x.users[k], m)
				}
			}
		}
		add(m.Class)
		for _, own := range x.allManagers(m) {
			x.managers[own.name] = true
			add(own.instance.Class)
			if class := x.querySetClassOf(own.instance); class != nil {
				add(class)
			}
			if class := x.overriddenClass(own.instance, m); class != nil {
				add(class)
			}
		}
	}
	// Models of tests and packages, and proxies, do not stand for a class that other models use.
	for class, models := range x.users {
		for _, better := range []func(*django.Model) bool{x.own, func(m *django.Model) bool { return !m.Proxy }} {
			if slices.ContainsFunc(models, better) {
				models = slices.DeleteFunc(models, func(m *django.Model) bool { return !better(m) })
			}
		}
		x.users[class] = models
	}
	// A model is explored as itself.
	for _, m := range x.project.Models {
		if x.schemaOf(m) != nil {
			x.users[m.Class] = []*django.Model{m}
		}
	}
}

// overriddenClass is the class of the querysets that a manager's own
// get_queryset() makes; nil where it has none.
func (x *extractor) overriddenClass(manager *eval.Instance, m *django.Model) *eval.Class {
	f, _ := manager.Class.Find("get_queryset")
	get, ok := f.(*eval.Function)
	if !ok || get.Module.Source.Origin == resolve.Native {
		return nil
	}
	b, ok := x.bind(manager, m.Class).(*eval.Instance)
	if !ok {
		return nil
	}
	qs, ok := x.querySetOf(b).(*eval.Instance)
	if !ok || stateOf(qs) == nil {
		return nil
	}
	return qs.Class
}

// own reports whether a model is written in a judged file.
func (x *extractor) own(m *django.Model) bool { return x.judged[m.Class.Made.File] }

// managerWith returns the manager of a model that is of a class, bound to the model.
func (x *extractor) managerWith(m *django.Model, class *eval.Class) eval.Value {
	for _, own := range x.allManagers(m) {
		if own.instance.Class.IsSubclass(class) {
			return x.bind(own.instance, m.Class)
		}
	}
	return nil
}

// querySetWith returns a queryset of a model that is of a class.
func (x *extractor) querySetWith(m *django.Model, class *eval.Class) eval.Value {
	for _, own := range x.allManagers(m) {
		of, made := x.querySetClassOf(own.instance), x.overriddenClass(own.instance, m)
		if of != nil && of.IsSubclass(class) || made != nil && made.IsSubclass(class) {
			if b, ok := x.bind(own.instance, m.Class).(*eval.Instance); ok {
				if v := x.querySetOf(b); stateOf(v) != nil {
					return v
				}
			}
		}
	}
	return nil
}
