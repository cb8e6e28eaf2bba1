"""Every simple statement."""
import a, a.b.c as d, a . b
from . import x
from ...pkg import (y as z, w,)
from .... import *
x = 1; y = 2;
a = b = c, *d = e
a, (b, [c, *d]) = e
x += 1; x @= 2; x **= 3; x //= 4; x >>= 5; x <<= 6
x: int
x: int = 1
(x): int = 1
x.y: int = yield
x[0]: tuple = 1, *z
del a, (b), [c, d], e.f, (g, h),
assert a, "b"
raise
raise A from B
pass
global g, h
nonlocal i
return
return 1, *a
yield
yield from x
x = yield a, b
x = \
    1
a; b ;
