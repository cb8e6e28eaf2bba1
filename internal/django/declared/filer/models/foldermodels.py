from django.conf import settings
from django.db import models
from filer.models.mixins import IconsMixin


class FolderPermissionManager(models.Manager):
    pass


class Folder(models.Model, IconsMixin):
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    name = models.CharField(max_length=255)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="filer_owned_folders")
    uploaded_at = models.DateTimeField()
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        app_label = "filer"
        ordering = ("name",)
        unique_together = (("parent", "name"),)


class FolderPermission(models.Model):
    folder = models.ForeignKey("Folder", models.CASCADE, null=True)
    type = models.SmallIntegerField()
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="filer_folder_permissions"
    )
    group = models.ForeignKey("auth.Group", models.CASCADE, null=True, related_name="filer_folder_permissions")
    everybody = models.BooleanField()
    can_read = models.SmallIntegerField(null=True)
    can_edit = models.SmallIntegerField(null=True)
    can_add_children = models.SmallIntegerField(null=True)
    objects = FolderPermissionManager()

    class Meta:
        app_label = "filer"
