from django.db import models


class ReferenceIndexQuerySet(models.QuerySet):
    pass


class ReferenceIndex(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    base_content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    to_content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    to_object_id = models.CharField(max_length=255)
    model_path = models.TextField()
    content_path = models.TextField()
    content_path_hash = models.UUIDField()
    objects = ReferenceIndexQuerySet.as_manager()

    class Meta:
        unique_together = [("base_content_type", "object_id", "to_content_type", "to_object_id", "content_path_hash")]
        indexes = [
            models.Index(name="referenceindex_source_object", fields=["base_content_type", "object_id"]),
            models.Index(name="referenceindex_target_object", fields=["to_content_type", "to_object_id"]),
        ]
