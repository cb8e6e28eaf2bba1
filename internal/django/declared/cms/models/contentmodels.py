from django.db import models
from cms.models.fields import PlaceholderRelationField
from cms.models.managers import ContentAdminManager, PageContentManager


class PageContent(models.Model):
    language = models.CharField(max_length=15, db_index=True)
    title = models.CharField(max_length=255)
    page_title = models.CharField(max_length=255, null=True)
    menu_title = models.CharField(max_length=255, null=True)
    meta_description = models.TextField(null=True)
    redirect = models.CharField(max_length=2048, null=True)
    slug = models.SlugField(max_length=255)
    overwrite_url = models.CharField(max_length=255, null=True)
    page = models.ForeignKey("Page", models.CASCADE, related_name="pagecontent_set")
    creation_date = models.DateTimeField()
    placeholders = PlaceholderRelationField()
    created_by = models.CharField(max_length=255)
    changed_by = models.CharField(max_length=255)
    changed_date = models.DateTimeField()
    in_navigation = models.BooleanField(db_index=True)
    soft_root = models.BooleanField(db_index=True)
    template = models.CharField(max_length=100)
    limit_visibility_in_menu = models.SmallIntegerField(null=True, db_index=True)
    xframe_options = models.IntegerField()
    objects = PageContentManager()
    admin_manager = ContentAdminManager()

    class Meta:
        app_label = "cms"
        unique_together = (("language", "page"),)
