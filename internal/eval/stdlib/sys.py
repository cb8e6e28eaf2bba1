argv = ["manage.py", "migrate"]
version_info = _version_info()
version = "3"
platform = "linux"
maxsize = 9223372036854775807
path = []
modules = _modules()
stdout = stderr = stdin = None


def _version_info(): ...


class _Modules:
    def __getitem__(self, name): ...
    def get(self, name, default=None):
        return self[name]


def _modules():
    return _Modules()


def exit(status=None):
    raise SystemExit


def intern(string):
    return string


def getrecursionlimit(): ...
