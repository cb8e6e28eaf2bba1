VERSION = _version()


def _version(): ...


def get_version(version=None):
    return ".".join([str(part) for part in VERSION[:3]])


def setup(set_prefix=True): ...
