package query

import (
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// connect explores what connects functions to signals, before anything else:
// the objects that a receiver is handed are those of its sender.
func (x *extractor) connect(modules []*resolve.Module) {
	for _, m := range modules {
		if m.File == nil || fileContexts(m.File.Path)&inTest != 0 {
			continue
		}
		text := m.Text()
		if !strings.Contains(text, "ignal") {
			continue
		}
		signs := connections(text)
		module := x.project.In.Module(m.Name)
		if len(signs) == 0 || module == nil || module.Source != m {
			continue
		}
		w := &walker{x: x, module: module, file: m.File, signs: signs, again: true}
		w.block(m.Tree().Body, nil, m.Name)
		for _, s := range m.Tree().Body {
			if call, ok := s.(*py.ExprStmt); ok && w.signed(s.Extent()) {
				x.project.In.Request()
				module.Eval(call.Value, nil)
			}
		}
	}
	x.project.In.Request()
}

// connected explores what signals call, also where it mentions nothing of the
// ORM itself: what it calls is handed an object of the sender.
func (x *extractor) connected() {
	for _, c := range x.project.Connections {
		f := c.Receiver
		if m := f.Module.Source; f.Def == nil || x.visited[f.Def] || m.File == nil || !x.judged[m.File] || len(x.sendersOf(f)) == 0 {
			continue
		}
		x.visited[f.Def] = true
		x.root = &root{file: f.Module.Source.File, name: f.Module.Source.Name + "." + f.Name}
		x.explore(f, nil)
		x.root = nil
	}
}

// connections returns where a text calls a method connect().
func connections(text string) []uint32 {
	const call = ".connect("
	var found []uint32
	for i := 0; ; {
		next := strings.Index(text[i:], call)
		if next < 0 {
			return found
		}
		i += next
		found = append(found, uint32(i))
		i += len(call)
	}
}

// sent is what a receiver of signals is handed as its sender, or as the object
// that was saved or deleted; nil where it was seen to be connected to no model.
func (x *extractor) sent(f *eval.Function, name string) eval.Value {
	var v eval.Value
	for _, class := range x.sendersOf(f) {
		var one eval.Value = class
		if name == "instance" {
			one = x.object(class)
		}
		if v == nil {
			v = one
		} else {
			v = eval.Join(v, one)
		}
	}
	return v
}

// sendersOf returns the models whose signals a function receives: those of
// @receiver(post_save, sender=Order) and of post_save.connect(f, sender=Order).
func (x *extractor) sendersOf(f *eval.Function) []*eval.Class {
	var found []*eval.Class
	seen := map[*eval.Class]bool{}
	add := func(v eval.Value) {
		for _, v := range alternatives(v) {
			if class := x.senderClass(v); class != nil && !seen[class] {
				seen[class] = true
				found = append(found, class)
			}
		}
	}
	for _, d := range f.Def.Decorators {
		call, ok := d.(*py.Call)
		if !ok || lastName(call.Func) != "receiver" {
			continue
		}
		for _, k := range call.Keywords {
			if k.Name == "sender" {
				add(f.Module.Eval(k.Value, f.Owner))
			}
		}
	}
	for _, c := range x.project.Connections {
		if c.Receiver.Def == f.Def {
			add(c.Sender)
		}
	}
	return found
}

// senderClass is the model that a sender is, or names.
func (x *extractor) senderClass(v eval.Value) *eval.Class {
	if label, ok := eval.AsStr(v); ok {
		for _, m := range x.project.Models {
			if strings.EqualFold(m.Label(), label) && x.schemaOf(m) != nil {
				return m.Class
			}
		}
		return nil
	}
	if class, ok := v.(*eval.Class); ok && x.modelOf(class) != nil {
		return class
	}
	return nil
}
