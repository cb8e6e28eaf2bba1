class Token:
    pass


class BlacklistMixin:
    pass


class SlidingToken(BlacklistMixin, Token):
    pass


class AccessToken(Token):
    pass


class RefreshToken(BlacklistMixin, Token):
    pass


class UntypedToken(Token):
    pass
