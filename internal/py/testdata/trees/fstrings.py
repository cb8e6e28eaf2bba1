f''
f'a'
f'{a}'
f'a{b}c{d!r}e{f:g}h{i!s:>{j}.{k}}l'
f'{a=}' f'{a = !r:^20}' f'x{ a= }y'
'a' f'b{c}d' 'e' f'f' r'g'
f'' 'a' f''
f'{{}}' f'a{{b}}c'
f'{x:{y}}' f'{x:a{y:b{z}}c}'
f'{a["b"]}' f"{a["b"]}"
f'{f'{f'{a}'}'}'
f'''{
    a  # comment
    + b
    = :c}
text'''
f'{a, *b}' f'{yield}' f'{yield a}' f'{lambda_}' f'{(lambda: 1)}'
f'{a!=b}' f'{a==b}' f'{a:=5}' f'{(a:=5)}'
rf'\{a}\d{b:\d}' f'\{a}' f'\N{EM DASH}' f'a\
b{c}'
f'{x:{y}{{z}' if 0 else f'{x:%H:%M}'
F"" fR'{a}' Rf"{b}"
f'{a}' '' f'{b}'
f'{ {1: 2}[1] }'
f'{x:
}'
