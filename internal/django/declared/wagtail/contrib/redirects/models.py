from django.conf import settings
from django.db import models


class Redirect(models.Model):
    old_path = models.CharField(max_length=255, db_index=True)
    site = models.ForeignKey("wagtailcore.Site", models.CASCADE, null=True, related_name="redirects")
    is_permanent = models.BooleanField()
    redirect_page = models.ForeignKey(
        getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.CASCADE, null=True
    )
    redirect_page_route_path = models.CharField(max_length=255)
    redirect_link = models.URLField(max_length=255)
    automatically_created = models.BooleanField()
    created_at = models.DateTimeField(null=True)

    class Meta:
        unique_together = [("old_path", "site")]
