from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models
from guardian.managers import GroupObjectPermissionManager, UserObjectPermissionManager


class BaseObjectPermission(models.Model):
    permission = models.ForeignKey("auth.Permission", models.CASCADE)

    class Meta:
        abstract = True


class BaseGenericObjectPermission(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE)
    object_pk = models.CharField(max_length=255)
    content_object = GenericForeignKey(fk_field="object_pk")

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["content_type", "object_pk"])]


class UserObjectPermissionBase(BaseObjectPermission):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    objects = UserObjectPermissionManager()

    class Meta:
        abstract = True
        unique_together = ["user", "permission", "content_object"]


class UserObjectPermissionAbstract(UserObjectPermissionBase, BaseGenericObjectPermission):
    class Meta:
        abstract = True
        unique_together = ["user", "permission", "object_pk"]
        indexes = [models.Index(fields=["content_type", "object_pk"])]


class UserObjectPermission(UserObjectPermissionAbstract):
    class Meta:
        unique_together = ["user", "permission", "object_pk"]
        indexes = [
            models.Index(fields=["permission", "user", "content_type", "object_pk"]),
            models.Index(fields=["user", "content_type", "object_pk"]),
        ]


class GroupObjectPermissionBase(BaseObjectPermission):
    group = models.ForeignKey("auth.Group", models.CASCADE)
    objects = GroupObjectPermissionManager()

    class Meta:
        abstract = True
        unique_together = ["group", "permission", "content_object"]


class GroupObjectPermissionAbstract(GroupObjectPermissionBase, BaseGenericObjectPermission):
    class Meta:
        abstract = True
        unique_together = ["group", "permission", "object_pk"]
        indexes = [models.Index(fields=["content_type", "object_pk"])]


class GroupObjectPermission(GroupObjectPermissionAbstract):
    class Meta:
        unique_together = ["group", "permission", "object_pk"]
        indexes = [
            models.Index(fields=["permission", "group", "content_type", "object_pk"]),
            models.Index(fields=["group", "content_type", "object_pk"]),
        ]
