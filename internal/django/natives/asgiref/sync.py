def sync_to_async(func=None, *, thread_sensitive=True, executor=None, context=None):
    if func is None:
        return sync_to_async
    return func


def async_to_sync(awaitable=None, *, force_new_loop=False):
    if awaitable is None:
        return async_to_sync
    return awaitable


SyncToAsync = sync_to_async
AsyncToSync = async_to_sync


def iscoroutinefunction(func): ...
def markcoroutinefunction(func):
    return func
