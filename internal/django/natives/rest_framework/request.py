class override_method:
    def __init__(self, view, request, method): ...
    def __enter__(self): ...
    def __exit__(self, *args, **kwargs): ...


class WrappedAttributeError(Exception):
    pass


class Empty:
    pass


class ForcedAuthentication:
    def __init__(self, force_user, force_token): ...


class Request:
    def __init__(self, request=None, parsers=None, authenticators=None, negotiator=None, parser_context=None): ...
    def __class_getitem__(cls, *args, **kwargs):
        return cls

    @property
    def user(self): ...

    def __getattr__(self, name): ...


def is_form_media_type(media_type): ...
def clone_request(request, method):
    return request
