from cms.models.query import PageQuerySet
from django.db import models


class PageManager(models.Manager):
    def get_queryset(self):
        return PageQuerySet(self.model)


class WithUserMixin:
    pass


class PageUrlManager(WithUserMixin, models.Manager):
    pass


class PageContentManager(WithUserMixin, models.Manager):
    pass


class ContentAdminQuerySet(models.QuerySet):
    pass


class ContentAdminManager(WithUserMixin, models.Manager):
    def get_queryset(self):
        return ContentAdminQuerySet(self.model, using=self._db)


class PlaceholderForObjQS(models.QuerySet):
    pass


class PlaceholderManager(models.Manager):
    pass


class BasicPagePermissionManager(models.Manager):
    pass


class GlobalPagePermissionManager(BasicPagePermissionManager):
    pass


class PagePermissionManager(BasicPagePermissionManager):
    pass
