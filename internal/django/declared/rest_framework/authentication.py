from django.middleware.csrf import CsrfViewMiddleware


class CSRFCheck(CsrfViewMiddleware):
    pass


class BaseAuthentication:
    pass


class BasicAuthentication(BaseAuthentication):
    pass


class SessionAuthentication(BaseAuthentication):
    pass


class TokenAuthentication(BaseAuthentication):
    pass


class RemoteUserAuthentication(BaseAuthentication):
    pass
