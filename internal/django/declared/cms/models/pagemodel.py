from django.db import models
from cms.models.managers import PageManager, PageUrlManager
from treebeard.mp_tree import MP_Node


class Page(MP_Node):
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="djangocms_pages")
    created_by = models.CharField(max_length=255)
    changed_by = models.CharField(max_length=255)
    creation_date = models.DateTimeField()
    changed_date = models.DateTimeField()
    reverse_id = models.CharField(max_length=40, null=True, db_index=True)
    navigation_extenders = models.CharField(max_length=80, null=True, db_index=True)
    login_required = models.BooleanField()
    is_home = models.BooleanField(db_index=True)
    application_urls = models.CharField(max_length=200, null=True, db_index=True)
    application_namespace = models.CharField(max_length=200, null=True)
    is_page_type = models.BooleanField()
    objects = PageManager()

    class Meta:
        app_label = "cms"
        ordering = ["path"]


class PageUrl(models.Model):
    slug = models.SlugField(max_length=255)
    path = models.CharField(max_length=255, null=True, db_index=True)
    language = models.CharField(max_length=15, db_index=True)
    page = models.ForeignKey("Page", models.CASCADE, related_name="urls")
    site = models.ForeignKey("sites.Site", models.CASCADE, related_name="djangocms_urls")
    managed = models.BooleanField()
    objects = PageUrlManager()

    class Meta:
        app_label = "cms"
        constraints = [
            models.UniqueConstraint(name="unique_together_page_language", fields=("page", "language")),
            models.UniqueConstraint(name="unique_site_language_path", fields=("site", "language", "path")),
        ]


class PageType(Page):
    class Meta:
        proxy = True
