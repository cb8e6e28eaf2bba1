class Token:
    pass


# What a variable holds is known where the program runs, whatever its default.
class ContextVar:
    def __init__(self, name, default=None): ...
    def get(self, default=None): ...
    def set(self, value): ...
    def reset(self, token): ...


class Context:
    pass


def copy_context(): ...
