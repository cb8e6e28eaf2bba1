class SimpleCookie(dict):
    pass


def parse_cookie(cookie): ...
