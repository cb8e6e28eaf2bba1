from . import path

environ = _environ()
environb = environ
sep = "/"
linesep = "\n"
name = "posix"
devnull = "/dev/null"


def _environ(): ...


def getenv(key, default=None):
    if default is None:
        return environ.get(key)
    return environ.get(key, default)


def getcwd(): ...
def cpu_count(): ...
def listdir(path="."): ...
def makedirs(name, mode=0o777, exist_ok=False): ...
def getpid(): ...
def fspath(path):
    return path
