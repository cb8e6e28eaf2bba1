# Settings from the environment are read as where nothing is set: the default counts.
class NoValue:
    pass


class ImproperlyConfigured(Exception):
    pass


_NOTSET = NoValue()


def _unset(): ...


class Path:
    def __init__(self, start="", *paths, **kwargs): ...
    def path(self, *paths, **kwargs): ...
    def __call__(self, *paths, **kwargs): ...
    def __sub__(self, other): ...
    def __add__(self, other): ...
    def __truediv__(self, other): ...


class Env:
    NOTSET = _NOTSET
    prefix = ""

    def __init__(self, **scheme):
        self.scheme = scheme

    def __call__(self, var, cast=None, default=_NOTSET, parse_default=False):
        return self.get_value(var, cast, default, parse_default)

    def get_value(self, var, cast=None, default=_NOTSET, parse_default=False):
        if default is _NOTSET and var in self.scheme:
            declared = self.scheme[var]
            if isinstance(declared, tuple) and len(declared) > 1:
                default = declared[1]
        if default is _NOTSET:
            return _unset()
        return default

    def str(self, var, default=_NOTSET, multiline=False):
        return self.get_value(var, default=default)

    unicode = str

    def bytes(self, var, default=_NOTSET, encoding="utf8"):
        return self.get_value(var, default=default)

    def bool(self, var, default=_NOTSET):
        return self.get_value(var, default=default)

    def int(self, var, default=_NOTSET):
        return self.get_value(var, default=default)

    def float(self, var, default=_NOTSET):
        return self.get_value(var, default=default)

    def json(self, var, default=_NOTSET):
        return self.get_value(var, default=default)

    def list(self, var, cast=None, default=_NOTSET):
        return self.get_value(var, default=default)

    def tuple(self, var, cast=None, default=_NOTSET):
        return self.get_value(var, default=default)

    def dict(self, var, cast=None, default=_NOTSET):
        return self.get_value(var, default=default)

    def url(self, var, default=_NOTSET):
        return self.get_value(var, default=default)

    def path(self, var, default=_NOTSET, **kwargs):
        return self.get_value(var, default=default)

    def db_url(self, var="DATABASE_URL", default=_NOTSET, engine=None):
        return _unset()

    db = db_url

    def cache_url(self, var="CACHE_URL", default=_NOTSET, backend=None):
        return _unset()

    cache = cache_url

    def email_url(self, var="EMAIL_URL", default=_NOTSET, backend=None):
        return _unset()

    email = email_url

    def search_url(self, var="SEARCH_URL", default=_NOTSET, engine=None):
        return _unset()

    def channels_url(self, var="CHANNELS_URL", default=_NOTSET, backend=None):
        return _unset()

    @classmethod
    def read_env(cls, env_file=None, overwrite=False, encoding="utf8", **overrides): ...


class FileAwareEnv(Env):
    pass
