class OAuthLibMixin:
    pass


class ScopedResourceMixin:
    pass


class ProtectedResourceMixin(OAuthLibMixin):
    pass


class ReadWriteScopedResourceMixin(ScopedResourceMixin, OAuthLibMixin):
    pass


class ClientProtectedResourceMixin(OAuthLibMixin):
    pass


class ProtectedResourceMetadataMixin(OAuthLibMixin):
    pass
