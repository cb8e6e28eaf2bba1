from django.utils.deprecation import MiddlewareMixin


class AuthenticationMiddleware(MiddlewareMixin):
    pass


class LoginRequiredMiddleware(MiddlewareMixin):
    pass


class RemoteUserMiddleware:
    pass


class PersistentRemoteUserMiddleware(RemoteUserMiddleware):
    pass
