from rest_framework.authentication import BaseAuthentication


class JWTAuthentication(BaseAuthentication):
    pass


class JWTStatelessUserAuthentication(JWTAuthentication):
    pass
