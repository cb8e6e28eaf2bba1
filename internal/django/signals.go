package django

import "github.com/ormlint/ormlint/internal/eval"

// registerSignals keeps who listens to class_prepared, the one signal that decides what models there are.
func (p *Project) registerSignals(n *eval.Natives) {
	n.Func("django.dispatch.Signal.connect", func(c *eval.Call) eval.Value {
		if c.Self() == p.In.Lookup("django.db.models.signals.class_prepared") {
			if receiver := c.Arg(1, "receiver"); receiver != nil && !eval.IsUnknown(receiver) {
				p.receivers = append(p.receivers, receiver)
			}
		}
		return eval.None
	})
}
