from contextlib import contextmanager


@contextmanager
def scope(**scopes):
    yield


@contextmanager
def scopes_disabled():
    yield


# What is active is known where the program runs.
def get_scope(): ...
