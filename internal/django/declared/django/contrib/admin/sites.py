from django.utils.functional import LazyObject


class AdminSite:
    pass


class DefaultAdminSite(LazyObject):
    pass
