sep = "/"


def join(path, *paths):
    for part in paths:
        if part.startswith("/"):
            path = part
        elif path.endswith("/") or not path:
            path = path + part
        else:
            path = path + "/" + part
    return path


def dirname(p):
    return p.rpartition("/")[0]


def basename(p):
    return p.rpartition("/")[2]


def abspath(path):
    return path


def realpath(path, *, strict=False):
    return path


def normpath(path):
    return path


def expanduser(path):
    return path


def expandvars(path):
    return path


def splitext(p):
    root, dot, extension = p.rpartition(".")
    if not dot or "/" in extension:
        return (p, "")
    return (root, dot + extension)


def split(p):
    return (dirname(p), basename(p))


def exists(path): ...
def isfile(path): ...
def isdir(path): ...
def getsize(path): ...
def relpath(path, start="."): ...
def isabs(path):
    return path.startswith("/")
