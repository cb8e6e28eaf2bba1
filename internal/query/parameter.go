package query

import (
	"cmp"
	"strings"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
)

// parameters is what names of parameters mean.
type parameters struct {
	byName map[string]*django.Model // see namedAfter; nil before it is asked for
}

// parameter is what stands for a parameter of a function of which nobody knows
// how it is called: what its annotation says, the request that Django passes,
// the sender of a signal's receiver, or a model that it is named after and used like.
func (x *extractor) parameter(f *eval.Function, name string, annotation eval.Value) eval.Value {
	if v := x.typed(annotation); v != nil {
		return v
	}
	if annotation == nil {
		if v := x.byConvention(f, name); v != nil {
			return v
		}
	}
	return eval.Unknownf("parameter %s", name)
}

func (x *extractor) byConvention(f *eval.Function, name string) eval.Value {
	if name == "request" {
		if class, ok := x.project.In.Lookup(requestClass).(*eval.Class); ok {
			return x.object(class)
		}
		return nil
	}
	if f == nil || f.Def == nil {
		return nil
	}
	if name == "apps" && len(f.Def.Args.Args) > 0 && afterMigrate[f.Def.Args.Args[0].Name] {
		return x.project.In.Lookup("django.apps.apps")
	}
	if name == "user_obj" && f.Owner != nil && f.Owner.Is("django.contrib.auth.backends.BaseBackend") {
		if user := x.userModel(); user != nil {
			return x.object(user.Class)
		}
	}
	if name == "instance" || name == "sender" {
		if v := x.sent(f, name); v != nil {
			return v
		}
	}
	if m := x.namedAfter(name); m != nil && x.usedLike(f, name, m) {
		i := x.object(m.Class)
		i.Data = &guess{name + " is taken for a " + m.Label() + " by its name and what is read of it"}
		return i
	}
	return nil
}

// afterMigrate is what receivers of post_migrate have as their first parameter.
var afterMigrate = map[string]bool{"sender": true, "app_config": true}

// A guess is the Data of an object whose class no type and no value tells.
type guess struct{ reason string }

// guessed returns why the class of an object is not certain, "" where it is.
func guessed(i *eval.Instance) string {
	if g, ok := i.Data.(*guess); ok {
		return g.reason
	}
	return ""
}

// namedAfter returns the one model whose name a variable has: product_class is a ProductClass.
func (x *extractor) namedAfter(name string) *django.Model {
	if x.byName == nil {
		x.byName = map[string]*django.Model{}
		for _, m := range x.project.Models {
			if x.schemaOf(m) == nil || m.Class.Def == nil {
				continue
			}
			key := strings.ToLower(m.Class.Name)
			if before, taken := x.byName[key]; taken && before != m {
				x.byName[key] = nil // two have it
				continue
			}
			x.byName[key] = m
		}
		if user := x.userModel(); user != nil {
			x.byName["user"] = user
		}
	}
	return x.byName[strings.ReplaceAll(name, "_", "")]
}

// usedLike reports whether everything that a function reads of a parameter is
// there in a model. What a constructor keeps in self is looked at in its whole class.
func (x *extractor) usedLike(f *eval.Function, name string, m *django.Model) bool {
	used, fits := false, true
	look := func(attr *py.Attribute) {
		used = true
		fits = fits && x.hasAttribute(m, attr.Attr)
	}
	body := f.Def.Body
	if f.Def.Name == "__init__" && f.Owner != nil && f.Owner.Def != nil {
		body = f.Owner.Def.Body
	}
	for _, s := range body {
		py.Walk(s, func(n py.Node) bool {
			attr, ok := n.(*py.Attribute)
			if !ok {
				return fits
			}
			switch of := attr.Value.(type) {
			case *py.Name:
				if of.ID == name {
					look(attr)
				}
			case *py.Attribute:
				if self, ok := of.Value.(*py.Name); ok && self.ID == "self" && of.Attr == name {
					look(attr)
				}
			}
			return fits
		})
	}
	return used && fits
}

// hasAttribute reports whether an object of a model has an attribute: a column,
// a relation in either direction, or what its class says.
func (x *extractor) hasAttribute(m *django.Model, name string) bool {
	if v, _ := m.Class.Find(name); v != nil {
		return true
	}
	for at := range lineage(x.schemaOf(m)) {
		l := x.layout(at)
		if l.columns[name] != nil || l.forward[name] != nil {
			return true
		}
		for _, b := range x.reverse[at] {
			if b.relation.RelatedName == name {
				return true
			}
		}
	}
	return name == "pk" || name == "__class__" || strings.HasPrefix(name, "get_") && strings.HasSuffix(name, "_display")
}

// userModel returns the model that AUTH_USER_MODEL names, nil where there is
// none. Where settings that are not there may name it, it is Django's default.
func (x *extractor) userModel() *django.Model {
	label := cmp.Or(x.project.Settings.Str("AUTH_USER_MODEL"), "auth.User")
	for _, m := range x.project.Models {
		if strings.EqualFold(m.Label(), label) && x.schemaOf(m) != nil {
			return m
		}
	}
	return nil
}
