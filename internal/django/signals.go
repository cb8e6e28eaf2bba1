package django

import (
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
	"github.com/ormlint/ormlint/internal/py"
	"github.com/ormlint/ormlint/internal/resolve"
)

// A receiver is what class_prepared calls for a model.
type receiver struct {
	function eval.Value
	sender   eval.Value // the only model that it wants to hear of, nil for every one
}

// A Connection is a function that a signal of a sender calls.
type Connection struct {
	Receiver *eval.Function
	Sender   eval.Value
}

// registerSignals keeps who listens to class_prepared, the one signal that
// decides what models there are, and which functions hear of which sender.
func (p *Project) registerSignals(n *eval.Natives) {
	n.Func("django.dispatch.Signal.connect", func(c *eval.Call) eval.Value {
		if c.Self() == p.In.Lookup("django.db.models.signals.class_prepared") {
			r := receiver{function: c.Arg(1, "receiver"), sender: c.Arg(2, "sender")}
			if r.sender == eval.Value(eval.None) {
				r.sender = nil
			}
			if r.function != nil && !eval.IsUnknown(r.function) {
				p.receivers = append(p.receivers, r)
			}
		}
		f, ok := c.Arg(1, "receiver").(*eval.Function)
		if sender := c.Arg(2, "sender"); ok && sender != nil && !eval.IsUnknown(sender) && sender != eval.Value(eval.None) {
			p.Connections = append(p.Connections, Connection{f, sender})
		}
		return eval.None
	})
}

// listen evaluates what connects receivers in a module that speaks of
// class_prepared: they must be there before the models that they hear of.
func (p *Project) listen(source *resolve.Module) {
	if source.Origin == resolve.Native || !strings.Contains(source.Text(), "class_prepared") {
		return
	}
	m := p.In.Module(source.Name)
	if m == nil {
		return
	}
	for _, s := range source.Tree().Body {
		if f, ok := s.(*py.FunctionDef); ok && len(f.Decorators) > 0 {
			p.In.Request()
			m.Get(f.Name)
		}
	}
	if source.Origin == resolve.Project {
		m.Effects()
	}
}

// prepared sends class_prepared: packages add models and fields when they hear of a model.
func (p *Project) prepared(m *Model) {
	for _, r := range p.receivers {
		if r.sender != nil && r.sender != eval.Value(m.Class) {
			continue
		}
		p.In.Request()
		p.In.Call(r.function, nil, []eval.Keyword{{Name: "sender", Value: m.Class}})
	}
	p.In.Request()
}
