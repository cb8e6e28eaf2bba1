from rest_framework.permissions import BasePermission


class KeyParser:
    pass


class BaseHasAPIKey(BasePermission):
    pass


class HasAPIKey(BaseHasAPIKey):
    pass
