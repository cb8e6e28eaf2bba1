# Settings from the environment are read as where nothing is set: the default counts.
class Undefined:
    pass


class UndefinedValueError(Exception):
    pass


undefined = Undefined()


def _unset(): ...


class Csv:
    def __init__(self, cast=str, delimiter=",", strip=" ", post_process=list):
        self.cast, self.delimiter, self.post_process = cast, delimiter, post_process

    def __call__(self, value):
        if not isinstance(value, str):
            return value
        return self.post_process([self.cast(part.strip()) for part in value.split(self.delimiter) if part.strip()])


class Choices:
    def __init__(self, flat=None, cast=str, choices=None): ...

    def __call__(self, value):
        return value


class Config:
    def __init__(self, repository=None): ...

    def get(self, option, default=undefined, cast=undefined):
        if default is undefined:
            return _unset()
        if cast is undefined or default is None:
            return default
        if cast is bool and isinstance(default, str):
            return default.lower() in ("y", "yes", "t", "true", "on", "1")
        return cast(default)

    def __call__(self, option, default=undefined, cast=undefined):
        return self.get(option, default, cast)


class AutoConfig(Config):
    def __init__(self, search_path=None): ...


class RepositoryEnv:
    def __init__(self, source, encoding="UTF-8"): ...


class RepositoryIni(RepositoryEnv):
    pass


class RepositoryEmpty(RepositoryEnv):
    pass


config = AutoConfig()
