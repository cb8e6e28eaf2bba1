package eval

import "github.com/ormlint/ormlint/internal/py"

// narrow drops the alternatives of plain names that a test excludes where it
// comes out as truth says; truth is what the side of a branch stands for. The
// test may also be an attribute of the name.
func (in *Interp) narrow(s *Scope, test py.Expr, truth bool) {
	if s.kind != functionScope {
		return
	}
	switch test := test.(type) {
	case *py.UnaryOp:
		if test.Op == py.Not {
			in.narrow(s, test.Operand, !truth)
		}
	case *py.BoolOp:
		if test.Or != truth { // all of an and are true, all of an or are false
			for _, part := range test.Values {
				in.narrow(s, part, truth)
			}
		}
	case *py.Name:
		in.keep(s, test, func(v Value) bool {
			t, known := in.Truth(v)
			return !known || t == truth
		})
	case *py.Attribute:
		if name, ok := test.Value.(*py.Name); ok {
			in.keep(s, name, func(v Value) bool {
				t, known := in.Truth(in.Attr(v, test.Attr))
				return !known || t == truth
			})
		}
	case *py.Compare:
		in.narrowCompared(s, test, truth)
	case *py.Call:
		in.narrowToClass(s, test, truth)
	}
}

// narrowCompared is narrow for name is None and name is not None.
func (in *Interp) narrowCompared(s *Scope, test *py.Compare, truth bool) {
	name, ok := test.Left.(*py.Name)
	if !ok || len(test.Ops) != 1 {
		return
	}
	if c, ok := test.Comparators[0].(*py.Constant); !ok || c.Kind != py.None {
		return
	}
	switch test.Ops[0] {
	case py.Is, py.Eq:
	case py.IsNot, py.NotEq:
		truth = !truth
	default:
		return
	}
	in.keep(s, name, func(v Value) bool {
		_, none := v.(NoneType)
		return none == truth || IsUnknown(v)
	})
}

// narrowToClass is narrow for isinstance(name, classes). Of something unknown it makes an object of the class.
func (in *Interp) narrowToClass(s *Scope, call *py.Call, truth bool) {
	if fn, ok := call.Func.(*py.Name); !ok || fn.ID != "isinstance" || len(call.Args) != 2 {
		return
	}
	name, ok := call.Args[0].(*py.Name)
	if !ok {
		return
	}
	v, _ := s.get(name.ID)
	switch v.(type) {
	case *Alternatives:
		classes := in.eval(s, call.Args[1])
		in.keep(s, name, func(alt Value) bool {
			is, known := in.truthOf(isA(in, in.TypeOf(alt), classes))
			return !known || is == truth
		})
	case *Unknown:
		if !truth || !in.exploring {
			return
		}
		if class, ok := in.eval(s, call.Args[1]).(*Class); ok && !class.native {
			i := in.NewInstance(class)
			i.Open = true
			in.assign(s, name.ID, i)
		}
	}
}

// keep drops those alternatives of a name that do not fit, unless none does.
func (in *Interp) keep(s *Scope, name *py.Name, fits func(Value) bool) {
	v, _ := s.get(name.ID)
	alts, ok := v.(*Alternatives)
	if !ok {
		return
	}
	var left Value
	for _, alt := range alts.Values {
		switch {
		case !fits(alt):
		case left == nil:
			left = alt
		default:
			left = Join(left, alt)
		}
	}
	if left != nil {
		in.assign(s, name.ID, left)
	}
}

// onlyWith drops the alternatives whose truth is known to be another.
func (in *Interp) onlyWith(v Value, truth bool) Value {
	alts, ok := v.(*Alternatives)
	if !ok {
		return v
	}
	var left Value
	for _, alt := range alts.Values {
		if t, known := in.Truth(alt); known && t != truth {
			continue
		}
		if left == nil {
			left = alt
		} else {
			left = Join(left, alt)
		}
	}
	if left == nil {
		return v
	}
	return left
}
