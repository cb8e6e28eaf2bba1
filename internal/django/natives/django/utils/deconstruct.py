def deconstructible(*args, path=None):
    if args:
        return args[0]
    return _same


def _same(cls):
    return cls
