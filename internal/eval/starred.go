package eval

import "slices"

// starred is f(*x) where x is one of several tuples or lists: each makes a call of its own.
type starred struct {
	at, count int       // where the elements of the first stand in Args
	others    [][]Value // elements of the others
}

// sequences returns the elements of each of some tuples and lists that are wholly
// known; nil where one is not, or nothing tells them apart.
func sequences(alts *Alternatives) [][]Value {
	all := make([][]Value, len(alts.Values))
	for i, alt := range alts.Values {
		switch alt := alt.(type) {
		case *Tuple:
			all[i] = alt.Elts
		case *List:
			if alt.Open || alt.Perhaps {
				return nil
			}
			all[i] = alt.Elts
		default:
			return nil
		}
	}
	return all
}

// each makes the call, once for each tuple that a starred argument may be.
func (c *Call) each(call func(*Call) Value) Value {
	if c.starred == nil {
		return call(c)
	}
	star := c.starred
	c.starred = nil
	before, after := c.Args[:star.at:star.at], c.Args[star.at+star.count:]
	result := call(c)
	for _, elts := range star.others {
		other := *c
		other.Args = slices.Concat(before, elts, after)
		result = Join(result, call(&other))
	}
	return result
}
