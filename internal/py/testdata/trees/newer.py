try: a
except A, B: c
try: a
except* D, E: f
t'a{b}c{d!r:e{f}}'
t'{a=}' t"{b}"
rt'\{a}' Tr"{b}"
t''
with (t'{x}'): pass
