NOFLAG = 0
IGNORECASE = I = 2
LOCALE = L = 4
MULTILINE = M = 8
DOTALL = S = 16
UNICODE = U = 32
VERBOSE = X = 64
ASCII = A = 256


class error(Exception):
    pass


PatternError = error


class Match:
    def __init__(self, found, names, at, to): ...

    def __getitem__(self, which):
        return self.found[self.names.get(which, which)]

    def group(self, *which):
        if not which:
            return self.found[0]
        if len(which) == 1:
            return self[which[0]]
        return tuple([self[one] for one in which])

    def groups(self, default=None):
        return tuple([default if one is None else one for one in self.found[1:]])

    def groupdict(self, default=None):
        return {name: default if self[name] is None else self[name] for name in self.names}

    def start(self, group=0):
        return self.at

    def end(self, group=0):
        return self.to

    def span(self, group=0):
        return (self.at, self.to)


class Pattern:
    def __init__(self, pattern, flags=0): ...

    def match(self, string, pos=0, endpos=None):
        return match(self, string)

    def fullmatch(self, string, pos=0, endpos=None):
        return fullmatch(self, string)

    def search(self, string, pos=0, endpos=None):
        return search(self, string)

    def findall(self, string, pos=0, endpos=None):
        return findall(self, string)

    def finditer(self, string, pos=0, endpos=None):
        return finditer(self, string)

    def split(self, string, maxsplit=0):
        return split(self, string, maxsplit)

    def sub(self, repl, string, count=0):
        return sub(self, repl, string, count)


def compile(pattern, flags=0):
    return pattern if isinstance(pattern, Pattern) else Pattern(pattern, flags)


def match(pattern, string, flags=0): ...
def fullmatch(pattern, string, flags=0): ...
def search(pattern, string, flags=0): ...
def findall(pattern, string, flags=0): ...
def finditer(pattern, string, flags=0): ...
def split(pattern, string, maxsplit=0, flags=0): ...
def sub(pattern, repl, string, count=0, flags=0): ...
def escape(pattern): ...
def purge(): ...
