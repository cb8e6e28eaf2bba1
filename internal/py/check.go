package py

import "fmt"

// Check reports the first node that breaks the promises of Parse: no node is
// nil, and every span lies inside the text and inside its parent's. Decorators
// alone stand before the definition they belong to.
func Check(m *Module) error { return checkBelow(m) }

func checkBelow(parent Node) (failure error) {
	outer := parent.Extent()
	switch parent.(type) {
	case *FunctionDef, *ClassDef:
		outer.Start = 0
	}
	Walk(parent, func(n Node) bool {
		switch {
		case failure != nil:
		case n == nil:
			failure = fmt.Errorf("%s at %d has a child that is nil", TypeName(parent), outer.Start)
		case n == parent:
			return true
		default:
			span := n.Extent()
			if span.Start > span.End || span.Start < outer.Start || span.End > outer.End {
				failure = fmt.Errorf("%s %d–%d is not inside %s %d–%d",
					TypeName(n), span.Start, span.End, TypeName(parent), outer.Start, outer.End)
			} else {
				failure = checkBelow(n)
			}
		}
		return false
	})
	return failure
}
