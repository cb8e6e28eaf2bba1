if a: b
elif c:
    d
elif e: f; g
else:
    h
while (n := next(x)): continue
else: break
for x in y: pass
for x, *y in *a, b:
    pass
else:
    pass
for (x.y, z[0]) in (a): pass
try:
    a
except A:
    b
except (A, B) as c:
    d
except:
    e
else:
    f
finally:
    g
try: a
finally: b
try: a
except* A as e: b
except* (B, C): d
with a: b
with a as b, c as (d, e), f.g as h.i: j
with (a as b, c as d,): e
with (a, b): c
with (a, b) as c: d
with (a), (b): c
with (a): b
with (a).b as c: d
with (a if b else c) as d, e: f
with (yield): a
with (x for x in y): a
with (a := b): c
with (): a
with (a, b)[0], (c): d
@a.b[c](d)
@(lambda f: f)
def f(a, b: int = 1, /, c=2, *d: e, f, g: h = 3, **i: j) -> k: l
def f(*, a, b=1): pass
def f(*args: *Ts, **kw): pass
def f(a, /): pass
def f(a=1, /, *, b): pass
async def f():
    async with a as b, c: d
    async for x in y: z
    else: w
    await x
    return [x async for x in y]
@a
@b
class C(A, *B, metaclass=D, **E): f: int = 1
class C(): pass
class C: pass
if a:
	tabs
	if b:
	        mixed
 # a comment at another column

    # and one more
if a:
    b
    
    # blank line above
    c
