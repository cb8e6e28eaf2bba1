a or b or c and d and not e
not not a == b
a < b <= c != d is e is not f in g not in h
a | b ^ c & d << e >> f + g - h * i / j // k % l @ m
-a ** -b ** c
~+-a
(a + b) * (c)
await_ = 1
a if b else c if d else e
lambda: 0
lambda a, *b, c=1, **d: a
lambda *, a: (yield)
lambda a=lambda: 1, /, b=2: a
f(), f(a), f(a, *b, c=d, **e), f(*a, *b), f(a for a in b), f((a for a in b)), f(a, (b for b in c))
f(a := 1, b=(c := 2))
f(a=b,)
a.b.c[d].e(f)(g)
x[1], x[a:b], x[::], x[a:b:c, d], x[*a], x[*a, b], x[a,], x[:, 1], x[a:=1], x[()], x[lambda: 1]
(), (a,), (a, b), (a, *b), [*a, b], [a], [], {}, {a}, {*a, b}
{a: b, **c, d: e, }
{'a': lambda: 1, 'b': x if y else z}
[a for b in c if d if e for f in g]
{a for b, c in d}
{a: b for c in d}
(a async for b in c)
(a for b in (c if d else e) if (f := g))
[a for b in c or d if not e]
[x := 1, y]
(x := 1)
(yield)
(yield a, *b)
None, True, False, ..., 1, 1_000, 0x_ff, 0o17, 0b11, 1., .5, 1e10, 1_0.0_1e+1_0, 1j, 1.5J, 00
1if a else 2
1 .real, 1..real, 1.0.real
'a' "b" '''c
d''' r'\n'
b'x' if c else rb'y' b"z"
('a'
 # between
 u'b')
é = ñandú.ﬁ
a = (b
     .c()  # comment
     .d())
