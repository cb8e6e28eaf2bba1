from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models


class RevisionQuerySet(models.QuerySet):
    def page_revisions(self):
        return self.filter(base_content_type=ContentType.objects.get_for_model(Revision))

    def for_instance(self, instance):
        return self.filter(base_content_type=instance.get_base_content_type(), object_id=str(instance.pk))


class RevisionsManager(models.Manager.from_queryset(RevisionQuerySet)):
    pass


class PageRevisionsManager(RevisionsManager):
    def get_queryset(self):
        return RevisionQuerySet(self.model, using=self._db).page_revisions()


class Revision(models.Model):
    content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    base_content_type = models.ForeignKey("contenttypes.ContentType", models.CASCADE, related_name="+")
    object_id = models.CharField(max_length=255)
    created_at = models.DateTimeField(db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="wagtail_revisions")
    object_str = models.TextField()
    content = models.JSONField()
    approved_go_live_at = models.DateTimeField(null=True, db_index=True)
    objects = RevisionsManager()
    page_revisions = PageRevisionsManager()
    content_object = GenericForeignKey(for_concrete_model=False)

    class Meta:
        indexes = [
            models.Index(name="content_object_idx", fields=["content_type", "object_id"]),
            models.Index(name="base_content_object_idx", fields=["base_content_type", "object_id"]),
        ]


class RevisionMixin(models.Model):
    latest_revision = models.ForeignKey("wagtailcore.Revision", models.SET_NULL, null=True, related_name="+")
    _revisions = GenericRelation("wagtailcore.Revision", for_concrete_model=False)

    class Meta:
        abstract = True
