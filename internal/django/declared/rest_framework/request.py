class override_method:
    pass


class WrappedAttributeError(Exception):
    pass


class Empty:
    pass


class ForcedAuthentication:
    pass


class Request:
    pass
