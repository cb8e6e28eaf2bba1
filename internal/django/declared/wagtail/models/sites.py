from django.conf import settings
from django.db import models
from django.db.models.functions import Lower


class SiteManager(models.Manager):
    def get_queryset(self):
        return (
            super()
            .get_queryset()
            .order_by(
                models.Case(models.When(site_name="", then=Lower("hostname")), default=Lower("site_name")),
                Lower("hostname"),
            )
        )


class Site(models.Model):
    hostname = models.CharField(max_length=255, db_index=True)
    port = models.IntegerField()
    site_name = models.CharField(max_length=255)
    root_page = models.ForeignKey(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.CASCADE, related_name="sites_rooted_here"
    )
    is_default_site = models.BooleanField()
    objects = SiteManager()

    class Meta:
        unique_together = ("hostname", "port")


class GroupSitePermissionManager(models.Manager):
    pass


class GroupSitePermission(models.Model):
    group = models.ForeignKey("auth.Group", models.CASCADE, related_name="site_permissions")
    site = models.ForeignKey("Site", models.CASCADE, related_name="group_permissions")
    permission = models.ForeignKey("auth.Permission", models.CASCADE)
    objects = GroupSitePermissionManager()

    class Meta:
        unique_together = ("group", "site", "permission")
