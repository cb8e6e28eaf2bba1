from django.contrib.postgres.indexes import GinIndex
from modelsearch.abstract_models import AbstractPostgresIndexEntry


class IndexEntry(AbstractPostgresIndexEntry):
    class Meta:
        unique_together = ("content_type", "object_id")
        indexes = [GinIndex(fields=["autocomplete"]), GinIndex(fields=["title"]), GinIndex(fields=["body"])]
