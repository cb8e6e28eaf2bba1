class Atomic:
    def __init__(self, using, savepoint, durable): ...


def atomic(using=None, savepoint=True, durable=False):
    if callable(using):
        return using
    return Atomic(using, savepoint, durable)


def non_atomic_requests(using=None):
    if callable(using):
        return using
    return _same


def _same(function):
    return function


def on_commit(func, using=None, robust=False): ...
def get_connection(using=None): ...
def set_autocommit(autocommit, using=None): ...
def commit(using=None): ...
def rollback(using=None): ...
def savepoint(using=None): ...
def savepoint_commit(sid, using=None): ...
def savepoint_rollback(sid, using=None): ...


class TransactionManagementError(Exception):
    pass
