from django.conf import settings
from django.db import models
from modelsearch.index import Indexed
from modelsearch.queryset import SearchableQuerySetMixin
from taggit.managers import TaggableManager
from wagtail.models.media import CollectionMember


class DocumentQuerySet(SearchableQuerySetMixin, models.QuerySet):
    pass


class AbstractDocument(CollectionMember, Indexed, models.Model):
    title = models.CharField(max_length=255)
    file = models.FileField()
    created_at = models.DateTimeField()
    uploaded_by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    tags = TaggableManager()
    file_size = models.PositiveBigIntegerField(null=True)
    file_hash = models.CharField(max_length=40)
    objects = DocumentQuerySet.as_manager()

    class Meta:
        abstract = True


class Document(AbstractDocument):
    pass
