class ErrorDetail(str):
    pass


class APIException(Exception):
    pass


class ValidationError(APIException):
    pass


class ParseError(APIException):
    pass


class AuthenticationFailed(APIException):
    pass


class NotAuthenticated(APIException):
    pass


class PermissionDenied(APIException):
    pass


class NotFound(APIException):
    pass


class MethodNotAllowed(APIException):
    pass


class NotAcceptable(APIException):
    pass


class UnsupportedMediaType(APIException):
    pass


class Throttled(APIException):
    pass
