package query

import (
	"slices"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// registrations is what functions make of the models that they are called with
// while the program starts: register(Model), @register, register(Model, views=Views).
type registrations struct {
	registering bool
	objects     []registeredObject
}

// A registeredObject is an object that is made for a model: a class of views, say.
type registeredObject struct {
	class *eval.Class
	args  []eval.Value
	kw    []eval.Keyword
}

// Bounds of the calls that are explored, and of the objects that they make.
const (
	maxRegistrations = 400
	maxRegistered    = 60
)

// register explores the calls of a module's top level that hand a model to a function of the project.
func (x *extractor) register(modules []*resolve.Module) {
	x.registering = true
	calls := 0
	for _, m := range modules {
		if m.File == nil || fileContexts(m.File.Path)&inTest != 0 && !x.judged[m.File] {
			continue
		}
		var module *eval.Module
		for _, s := range m.Tree().Body {
			for _, call := range registering(s) {
				if module == nil {
					module = x.project.In.Module(m.Name)
				}
				if module == nil || module.Source != m || calls >= maxRegistrations || !x.registers(module, call) {
					continue
				}
				calls++
				x.root = &root{file: m.File, name: m.Name}
				x.explore(module.LambdaOf(&py.Lambda{Span: call.Span, Args: &py.Arguments{}, Body: call}, nil), nil)
				x.root = nil
			}
		}
	}
	x.registering = false
}

// registering returns the calls that a statement makes with a class as the first argument.
func registering(s py.Stmt) []*py.Call {
	var calls []*py.Call
	switch s := s.(type) {
	case *py.ExprStmt:
		if call, ok := s.Value.(*py.Call); ok && len(call.Args) > 0 {
			calls = append(calls, call)
		}
	case *py.ClassDef:
		for _, d := range s.Decorators {
			if name, ok := d.(*py.Name); ok {
				calls = append(calls, &py.Call{Span: name.Span, Func: name, Args: []py.Expr{&py.Name{Span: name.Span, ID: s.Name}}})
			}
		}
	}
	return calls
}

// registers reports whether a call hands a model to a function of the project.
func (x *extractor) registers(module *eval.Module, call *py.Call) bool {
	name, ok := call.Func.(*py.Name)
	if !ok {
		return false
	}
	if _, ok := call.Args[0].(*py.Name); !ok {
		return false
	}
	x.project.In.Request()
	f, ok := module.Eval(name, nil).(*eval.Function)
	if !ok || f.Def == nil || f.Module.Source.Origin != resolve.Project {
		return false
	}
	class, ok := module.Eval(call.Args[0], nil).(*eval.Class)
	return ok && x.modelOf(class) != nil
}

// noteRegistered notes an object that is made for a model while a registration is explored.
func (x *extractor) noteRegistered(f *eval.Function, c *eval.Call) {
	if !x.registering || f.Name != "__init__" || len(c.Args) == 0 || len(x.objects) >= maxRegistered {
		return
	}
	i, ok := c.Args[0].(*eval.Instance)
	if !ok || i.Args == nil || x.modelOf(i.Class) != nil || f.Module.Source.Origin != resolve.Project {
		return // a constructor of the project makes what is not an object of a model
	}
	isModel := func(v eval.Value) bool { class, ok := v.(*eval.Class); return ok && x.modelOf(class) != nil }
	made := registeredObject{i.Class, slices.Clone(i.Args.Args), slices.Clone(i.Args.Kw)}
	if !slices.ContainsFunc(made.args, isModel) && !slices.ContainsFunc(made.kw, func(k eval.Keyword) bool { return isModel(k.Value) }) {
		return
	}
	same := func(o registeredObject) bool {
		return o.class == made.class && slices.Equal(o.args, made.args) && slices.Equal(o.kw, made.kw)
	}
	if !slices.ContainsFunc(x.objects, same) {
		x.objects = append(x.objects, made)
	}
}

// registeredObjects explores what the objects make views of.
func (x *extractor) registeredObjects() {
	x.making = true
	defer func() { x.making = false }()
	for _, o := range x.objects {
		x.project.In.Request()
		receiver, ok := x.project.In.Call(o.class, o.args, o.kw).(*eval.Instance)
		if !ok {
			continue
		}
		receiver.Open = true
		for _, f := range x.methodsWith(o.class, x.hintsOf) { // none changes it for the others
			x.root = &root{file: o.class.Made.File, name: o.class.FullName()}
			x.explore(f, receiver)
			x.root = nil
		}
	}
}
