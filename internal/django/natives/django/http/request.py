class UnreadablePostError(OSError):
    pass


class RawPostDataException(Exception):
    pass


class HttpRequest:
    """What a request holds is made at run time; only who sends it leads to queries."""

    @property
    def user(self): ...

    async def auser(self):
        return self.user


class HttpHeaders:
    pass


class QueryDict:
    pass


class MediaType:
    pass


def bytes_to_text(s, encoding): ...
def split_domain_port(host): ...
def validate_host(host, allowed_hosts): ...


RAISE_ERROR = object()
