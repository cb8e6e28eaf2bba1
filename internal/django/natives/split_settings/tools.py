# Settings in several files that share one namespace.
def optional(filename=None):
    return filename


def include(*args, **kwargs): ...
