match a:
    case 1 | -1 | 1.5 | 1+2j | -1-2j: pass
    case 'a' 'b' | b'c': pass
    case None | True | False: pass
    case _: pass
    case x if x > 1: pass
    case a.b.c: pass
    case (x): pass
    case (x, y) | [x, y]: pass
    case (x,): pass
    case (): pass
    case []: pass
    case x, *rest: pass
    case *_, x,: pass
    case [x, [y, *_], (z)]: pass
    case {}: pass
    case {'a': 1, b.c: x, -1: _, **rest}: pass
    case {None: 1, }: pass
    case C(): pass
    case C(1, x, a=2, b=y,): pass
    case a.C(x=1): pass
    case (1 | 2) as x: pass
match a, b:
    case x: y
match *a, b:
    case _:
        match (c):
            case _: pass
match = case = type = 1
match.x
match(x)
match[x]: int
match * a, b
match -x
print(match, case)
case: int = 1
match (a := b):
    case _: pass
match [a]:
    case _: pass
match {}:
    case _: pass
match lambda: 1:
    case _: pass
match not a:
    case _: pass
match match:
    case case: pass
