from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, UserManager
from django.db import models
from cms.models.managers import GlobalPagePermissionManager, PagePermissionManager


User = get_user_model()


class AbstractPagePermission(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    group = models.ForeignKey("auth.Group", models.CASCADE, null=True)
    can_change = models.BooleanField()
    can_add = models.BooleanField()
    can_delete = models.BooleanField()
    can_publish = models.BooleanField()
    can_change_advanced_settings = models.BooleanField()
    can_change_permissions = models.BooleanField()
    can_move_page = models.BooleanField()
    can_view = models.BooleanField()

    class Meta:
        abstract = True
        app_label = "cms"


class GlobalPagePermission(AbstractPagePermission):
    can_recover_page = models.BooleanField()
    sites = models.ManyToManyField("sites.Site")
    objects = GlobalPagePermissionManager()

    class Meta:
        app_label = "cms"


class PagePermission(AbstractPagePermission):
    grant_on = models.IntegerField()
    page = models.ForeignKey("Page", models.CASCADE, null=True)
    objects = PagePermissionManager()

    class Meta:
        app_label = "cms"


class PageUserManager(UserManager):
    pass


class PageUser(User):
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="created_users")
    objects = PageUserManager()

    class Meta:
        app_label = "cms"


class PageUserGroup(Group):
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="created_usergroups"
    )

    class Meta:
        app_label = "cms"
