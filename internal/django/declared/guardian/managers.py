from django.db import models


class BaseObjectPermissionManager(models.Manager):
    pass


class UserObjectPermissionManager(BaseObjectPermissionManager):
    pass


class GroupObjectPermissionManager(BaseObjectPermissionManager):
    pass
