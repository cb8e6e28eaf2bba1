from django.conf import settings
from django.db import models


class Query(models.Model):
    query_string = models.CharField(max_length=255, unique=True)


class QueryDailyHits(models.Model):
    query = models.ForeignKey("Query", models.CASCADE, related_name="daily_hits")
    date = models.DateField()
    hits = models.IntegerField()

    class Meta:
        unique_together = (("query", "date"),)


class SearchPromotion(models.Model):
    query = models.ForeignKey("Query", models.CASCADE, related_name="editors_picks")
    page = models.ForeignKey(getattr(settings, "WAGTAIL_PAGE_MODEL", "wagtailcore.Page"), models.CASCADE, null=True)
    external_link_url = models.URLField()
    external_link_text = models.CharField(max_length=200, null=True)
    description = models.TextField()
    sort_order = models.IntegerField(null=True)

    class Meta:
        ordering = ("sort_order",)
