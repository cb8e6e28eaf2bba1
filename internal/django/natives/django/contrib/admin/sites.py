from django.contrib.admin.options import ModelAdmin
from django.utils.functional import LazyObject


class AdminSite:
    def __init__(self, name="admin"):
        self.name = name

    def register(self, model_or_iterable, admin_class=None, **options): ...
    def unregister(self, model_or_iterable): ...
    def admin_view(self, view, cacheable=False):
        return view


class DefaultAdminSite(LazyObject):
    pass


class AlreadyRegistered(Exception):
    pass


class NotRegistered(Exception):
    pass


all_sites = []
site = AdminSite()
