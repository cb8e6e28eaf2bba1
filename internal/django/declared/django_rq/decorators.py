def job(func_or_queue, connection=None, *args, **kwargs):
    return func_or_queue if callable(func_or_queue) else lambda function: function
