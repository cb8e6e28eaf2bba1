from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class TextIDGenericRelation(GenericRelation):
    pass


class BaseIndexEntry(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=50)
    content_object = GenericForeignKey()
    title_norm = models.FloatField()

    class Meta:
        abstract = True
        unique_together = ("content_type", "object_id")


class AbstractPostgresIndexEntry(BaseIndexEntry):
    autocomplete = SearchVectorField()
    title = SearchVectorField()
    body = SearchVectorField()
    title_text = models.TextField()
    body_text = models.TextField()

    class Meta:
        abstract = True
        unique_together = ("content_type", "object_id")
        indexes = [GinIndex(fields=["autocomplete"]), GinIndex(fields=["title"]), GinIndex(fields=["body"])]


AbstractIndexEntry = AbstractPostgresIndexEntry
AbstractSQLiteFTSIndexEntry = None
