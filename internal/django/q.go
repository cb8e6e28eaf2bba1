package django

import (
	"slices"
	"strings"

	"github.com/ormlint/ormlint/internal/eval"
)

const qClass = "django.db.models.query_utils.Q"

// What a method of Q costs, in steps of the evaluator.
const (
	stepsToMake = 4
	stepsToJoin = 4
)

// registerQ puts the methods of Q behind their declarations: programs make and
// join thousands of them, and each would be a page of evaluation.
func registerQ(n *eval.Natives) {
	n.Func("django.utils.tree.Node.__bool__", func(c *eval.Call) eval.Value {
		children, ok := ownOf(c.Self(), "children")
		if !ok {
			return eval.Unknownf("whether a Q object is empty")
		}
		truth, known := c.In.Truth(children)
		if !known {
			return eval.Unknownf("whether a Q object is empty")
		}
		return eval.Bool(truth)
	})
	n.Func(qClass+".__init__", initQ)
	n.Func(qClass+"._combine", func(c *eval.Call) eval.Value {
		connector, _ := eval.AsStr(c.Arg(2, "connector"))
		return combineQ(c, connector)
	})
	for name, connector := range map[string]string{"__or__": "OR", "__and__": "AND", "__xor__": "XOR"} {
		n.Func(qClass+"."+name, func(c *eval.Call) eval.Value { return combineQ(c, connector) })
	}
}

func ownOf(v eval.Value, name string) (eval.Value, bool) {
	i, ok := v.(*eval.Instance)
	if !ok {
		return nil, false
	}
	return i.Own(name)
}

// initQ is Q.__init__: positional arguments are children, and so are the
// keywords as pairs, in the order of their names.
func initQ(c *eval.Call) eval.Value {
	self, ok := c.Self().(*eval.Instance)
	if !ok {
		return eval.None
	}
	c.In.Charge(stepsToMake)
	var connector, negated eval.Value = eval.Str("AND"), eval.Bool(false)
	var pairs []eval.Keyword
	var joinable []eval.Value
	for _, k := range c.Kw {
		switch k.Name {
		case "_connector":
			if k.Value != eval.Value(eval.None) {
				connector = k.Value
			}
		case "_negated":
			negated = k.Value
		default:
			pairs = append(pairs, k)
			joinable = append(joinable, k.Value)
		}
	}
	slices.SortStableFunc(pairs, func(a, b eval.Keyword) int { return strings.Compare(a.Name, b.Name) })
	children := slices.Clone(c.Args[1:])
	for _, k := range pairs {
		children = append(children, &eval.Tuple{Elts: []eval.Value{eval.Str(k.Name), k.Value}})
	}
	for _, a := range attributesOfQ(connector, negated, &eval.List{Elts: children, Open: c.Open}) {
		c.In.SetAttr(self, a.Name, a.Value)
	}
	c.In.CallMethod(self, "_joinable", joinable...)
	return eval.None
}

func attributesOfQ(connector, negated eval.Value, children *eval.List) []eval.Attribute {
	return []eval.Attribute{{Name: "connector", Value: connector}, {Name: "negated", Value: negated}, {Name: "children", Value: children}}
}

// combineQ is a | b and its like: an empty one gives way to the other.
func combineQ(c *eval.Call, connector string) eval.Value {
	c.In.Charge(stepsToJoin)
	self, ok := c.Self().(*eval.Instance)
	other := c.Arg(1, "other")
	if !ok || other == nil {
		return eval.Unknownf("a Q object joined with something unknown")
	}
	var found eval.Value
	might := func(v eval.Value) {
		if found != nil {
			v = eval.Join(found, v)
		}
		found = v
	}
	for _, side := range [2]struct{ tested, instead eval.Value }{{self, other}, {other, self}} {
		truth, known := c.In.Truth(side.tested)
		if known && truth {
			continue
		}
		might(side.instead)
		if known {
			return found
		}
	}
	class := self.Class.Ancestor(qClass)
	if class == nil {
		return eval.Unknownf("a Q object")
	}
	joined := c.In.NewInstance(class)
	joined.Made = self.Made
	joined.Attrs = attributesOfQ(eval.Str(connector), eval.Bool(false), &eval.List{Elts: []eval.Value{self, trueOf(c.In, other)}})
	c.In.CallMethod(joined, "_joinable")
	might(joined)
	return found
}

// trueOf leaves those of several values out that are known to be false.
func trueOf(in *eval.Interp, v eval.Value) eval.Value {
	alts, ok := v.(*eval.Alternatives)
	if !ok {
		return v
	}
	var left eval.Value
	for _, alt := range alts.Values {
		switch truth, known := in.Truth(alt); {
		case known && !truth:
		case left == nil:
			left = alt
		default:
			left = eval.Join(left, alt)
		}
	}
	if left == nil {
		return v
	}
	return left
}
