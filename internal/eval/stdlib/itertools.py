def chain(*iterables):
    elements = []
    for iterable in iterables:
        elements.extend(iterable)
    return elements


def _from_iterable(iterables):
    return chain(*iterables)


chain.from_iterable = _from_iterable


def product(*iterables, repeat=1):
    rows = [()]
    for iterable in iterables:
        rows = [row + (element,) for row in rows for element in iterable]
    return rows


def islice(iterable, *args): ...
def count(start=0, step=1): ...
def groupby(iterable, key=None): ...
def combinations(iterable, r): ...
def permutations(iterable, r=None): ...
def zip_longest(*iterables, fillvalue=None): ...
def repeat(object, times=None): ...
def cycle(iterable): ...
def accumulate(iterable, func=None): ...
def starmap(function, iterable):
    return [function(*arguments) for arguments in iterable]


def tee(iterable, n=2):
    return tuple(iterable for _ in range(n))


def takewhile(predicate, iterable): ...
def dropwhile(predicate, iterable): ...
def compress(data, selectors): ...
def filterfalse(predicate, iterable):
    return [element for element in iterable if not predicate(element)]
