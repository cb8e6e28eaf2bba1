CRITICAL, ERROR, WARNING, INFO, DEBUG, NOTSET = 50, 40, 30, 20, 10, 0


class Logger:
    def debug(self, msg, *args, **kwargs): ...
    def info(self, msg, *args, **kwargs): ...
    def warning(self, msg, *args, **kwargs): ...
    def error(self, msg, *args, **kwargs): ...
    def exception(self, msg, *args, **kwargs): ...
    def critical(self, msg, *args, **kwargs): ...
    def log(self, level, msg, *args, **kwargs): ...


class Handler:
    pass


class StreamHandler(Handler):
    pass


class Filter:
    pass


class Formatter:
    pass


def getLogger(name=None):
    return Logger()


def disable(level=50): ...
def basicConfig(**kwargs): ...
