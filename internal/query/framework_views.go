package query

import (
	"slices"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/schema"
)

// registerFrameworks puts behind Django's views, forms and admin what needs
// models and querysets: which object a request names, what a form field chooses from.
func (x *extractor) registerFrameworks(n *eval.Natives) {
	x.registerViews(n)
	x.registerForms(n)
	x.registerAdmin(n)
}

func (x *extractor) registerViews(n *eval.Natives) {
	var user *django.Model // asked for by nearly every view
	n.Func(requestClass+".user", func(c *eval.Call) eval.Value {
		if self, ok := c.Self().(*eval.Instance); ok {
			if v := known(x.attribute(self, "user")); v != nil {
				return v
			}
		}
		if user == nil {
			user = x.userModel()
		}
		if user != nil {
			return x.object(user.Class)
		}
		return eval.Unknownf("a user of a model that is not known")
	})
	// Whether somebody is logged in is decided at run time, though the class of users always says yes.
	for _, name := range []string{"is_authenticated", "is_anonymous"} {
		n.Override("django.contrib.auth.base_user", "AbstractBaseUser."+name, func(*eval.Call) eval.Value {
			return eval.Unknownf("whether a user is logged in")
		})
	}
	n.Func("django.views.generic.base.View.request", func(*eval.Call) eval.Value {
		if class, ok := x.project.In.Lookup(requestClass).(*eval.Class); ok {
			return x.object(class)
		}
		return eval.Unknownf("a request")
	})
	n.Func("django.views.generic.detail.SingleObjectMixin.object", x.later("object", "get_object"))
	n.Func("django.views.generic.edit.BaseCreateView.object", x.later("object", "_new_object"))
	n.Func("django.views.generic.list.MultipleObjectMixin.object_list", x.later("object_list", "get_queryset"))
	n.Func("django.views.generic.list.run", x.runList)
	n.Func("django.views.generic.detail.get_by_key", x.getByKey)
	n.Func("django.views.generic.detail.object_of", func(c *eval.Call) eval.Value { return x.objectOf(c.Arg(0, "model")) })
}

// later is an attribute of a view that its handlers assign: what the project's
// methods assign, else what Django's handlers do, which a method says.
func (x *extractor) later(name, method string) eval.NativeFunc {
	return func(c *eval.Call) eval.Value {
		self, ok := c.Self().(*eval.Instance)
		if !ok || slices.Contains(x.preparing, name) {
			return eval.Unknownf("%s of a view", name)
		}
		if v := known(x.attribute(self, name)); v != nil {
			return v
		}
		x.preparing = append(x.preparing, name)
		v := x.project.In.CallMethod(self, method)
		x.preparing = x.preparing[:len(x.preparing)-1]
		return v
	}
}

// runList takes a queryset down that a list shows, whatever else is made of it.
func (x *extractor) runList(c *eval.Call) eval.Value {
	return each(c.Self(), func(v eval.Value) eval.Value {
		if s := stateOf(v); s != nil {
			x.finished(s, Select)
		}
		return eval.None
	})
}

// finished takes down what a framework runs of a project's queryset, and in
// place of what the project built of it.
func (x *extractor) finished(n *state, operation Operation) {
	if n.last == nil {
		return
	}
	x.take(n, operation)
	for at := n; at != nil && len(at.steps) == len(n.steps); at = at.prev {
		x.use(at)
	}
}

// getByKey is the object that a URL names by the key or by the slug of a row.
func (x *extractor) getByKey(c *eval.Call) eval.Value {
	slug, _ := eval.AsStr(orNone(c.Arg(1, "slug_field")))
	return each(c.Self(), func(from eval.Value) eval.Value {
		s := stateOf(x.querySetFrom(from))
		if s == nil {
			return eval.Unknownf("an object of a model that is not known")
		}
		n := s.chain()
		key := &node{leaf: &leaf{path: "pk", span: c.Site.Span}}
		if x.hasField(s, slug) {
			key = key.sometimes()
			n.where = append(n.where, &node{leaf: &leaf{path: slug, span: c.Site.Span}, conditional: true})
		}
		n.where = append(n.where, key)
		x.finished(n, Get)
		return x.element(n)
	})
}

func (x *extractor) hasField(s *state, name string) bool {
	if s.model == nil || name == "" {
		return false
	}
	m := x.schemaOf(s.model)
	if m == nil {
		return false
	}
	owner, _ := x.owner(x.layout(m), name)
	return owner != nil
}

// relationOf returns the relation of a model's field, nil where it is none.
func (x *extractor) relationOf(m *schema.Model, name string) *schema.Relation {
	owner, _ := x.owner(x.layout(m), name)
	if owner == nil {
		return nil
	}
	return owner.forward[name]
}

// objectOf is some object of a model's class.
func (x *extractor) objectOf(model eval.Value) eval.Value {
	return each(model, func(v eval.Value) eval.Value {
		if class, ok := v.(*eval.Class); ok {
			return x.object(class)
		}
		return eval.Unknownf("an object of a model that is not known")
	})
}

// each does something with a value, or with each of its alternatives.
func each(v eval.Value, do func(eval.Value) eval.Value) eval.Value {
	alts, ok := v.(*eval.Alternatives)
	if !ok {
		return do(v)
	}
	var joined eval.Value
	for _, alt := range alts.Values {
		if got := do(alt); joined == nil {
			joined = got
		} else {
			joined = eval.Join(joined, got)
		}
	}
	return joined
}
