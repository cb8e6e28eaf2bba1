package query

import (
	"slices"

	"github.com/ormlint/ormlint/internal/django"
	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/resolve"
)

// filtersMade are the filters of a FilterSet class; known is false where it may have others.
type filtersMade struct {
	filters []filter
	known   bool
}

// A generatedBy is the Data of a filter that Meta.fields names: what it asks for.
type generatedBy struct{ node *node }

// filtersOf returns the filters of a FilterSet class, and whether these are all.
func (fs *filterSets) filtersOf(class *eval.Class) ([]filter, bool) {
	if found, ok := fs.filters[class]; ok {
		return found.filters, found.known
	}
	made := filtersMade{known: true}
	if written(class, "get_filters") {
		made = fs.madeBy(class)
	} else {
		for _, named := range fs.named(class) {
			made.filters = append(made.filters, fs.filter(named.name, named.instance))
		}
	}
	fs.filters[class] = made
	return made.filters, made.known
}

// madeBy calls a get_filters() of the project's own.
func (fs *filterSets) madeBy(class *eval.Class) filtersMade {
	in := fs.x.project.In
	get, ok := in.TryAttr(class, "get_filters")
	if !ok {
		return filtersMade{}
	}
	d, ok := in.CallFresh(get, nil).(*eval.Dict)
	if !ok { // those that are declared are there all the same
		made := filtersMade{}
		for _, named := range fs.named(class) {
			made.filters = append(made.filters, fs.filter(named.name, named.instance))
		}
		return made
	}
	made := filtersMade{known: !d.Open}
	d.Each(func(k, v eval.Value) {
		name, ok := eval.AsStr(k)
		if instance, isFilter := v.(*eval.Instance); ok && isFilter && instance.Class.Is(filterClass) {
			made.filters = append(made.filters, fs.filter(name, instance))
		} else {
			made.known = false
		}
	})
	return made
}

// byName is FilterSet.get_filters(): the filters by their names.
func (fs *filterSets) byName(c *eval.Call) eval.Value {
	d := eval.NewDict()
	class, ok := c.Self().(*eval.Class)
	if !ok {
		d.Open = true
		return d
	}
	for _, named := range fs.named(class) {
		fs.x.project.In.SetKey(d, named.name, named.instance)
	}
	return d
}

// A namedFilter is a filter with the parameter that it reads.
type namedFilter struct {
	name     string
	instance *eval.Instance
}

// named returns the filters that Meta.fields of a class names, and those that are declared.
func (fs *filterSets) named(class *eval.Class) []namedFilter {
	declared := fs.declared(class)
	var found []namedFilter
	model, _ := metaOf(class, "model").(*eval.Class)
	plain, _ := fs.x.project.In.Lookup(filterClass).(*eval.Class)
	if model != nil && plain != nil {
		fs.generated(fs.x.modelOf(model), metaOf(class, "fields"), metaOf(class, "exclude"), func(name string, n *node) {
			if !slices.ContainsFunc(declared, func(f namedFilter) bool { return f.name == name }) {
				i := fs.x.project.In.NewInstance(plain)
				i.Open, i.Data = true, &generatedBy{n}
				found = append(found, namedFilter{name, i})
			}
		})
	}
	return append(found, declared...)
}

// A fieldsOn is what a view names to filter a model by, and the FilterSet class that this is for.
type fieldsOn struct {
	base   *eval.Class
	model  *django.Model
	fields eval.Value
}

// fromBase is the FilterSet that a backend makes of a view's fields and of the
// project's own class for that; nil where it has none.
func (fs *filterSets) fromBase(backend *eval.Class, model *django.Model, fields eval.Value) *eval.Class {
	if backend == nil || model == nil {
		return nil
	}
	v, _ := backend.Find("filterset_base")
	base, ok := v.(*eval.Class)
	if !ok || base.Module == nil || base.Module.Source.Origin == resolve.Native {
		return nil
	}
	key := fieldsOn{base, model, fields}
	if made, ok := fs.bases[key]; ok {
		return made
	}
	in := fs.x.project.In
	factory := in.Lookup("django_filters.filterset.filterset_factory")
	made, _ := in.CallFresh(&eval.Partial{Func: factory, Args: []eval.Value{model.Class, base, fields}}, nil).(*eval.Class)
	fs.bases[key] = made
	return made
}
