from django.conf import settings
from django.db import models
from modelsearch.index import Indexed
from modelsearch.queryset import SearchableQuerySetMixin
from taggit.managers import TaggableManager
from wagtail.models.media import CollectionMember


class ImageQuerySet(SearchableQuerySetMixin, models.QuerySet):
    pass


class ImageFileMixin:
    pass


class WagtailImageField(models.ImageField):
    pass


class AbstractImage(ImageFileMixin, CollectionMember, Indexed, models.Model):
    title = models.CharField(max_length=255)
    file = WagtailImageField()
    description = models.CharField(max_length=255)
    width = models.IntegerField()
    height = models.IntegerField()
    created_at = models.DateTimeField(db_index=True)
    uploaded_by_user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    tags = TaggableManager()
    focal_point_x = models.PositiveIntegerField(null=True)
    focal_point_y = models.PositiveIntegerField(null=True)
    focal_point_width = models.PositiveIntegerField(null=True)
    focal_point_height = models.PositiveIntegerField(null=True)
    file_size = models.PositiveIntegerField(null=True)
    file_hash = models.CharField(max_length=40, db_index=True)
    objects = ImageQuerySet.as_manager()

    class Meta:
        abstract = True


class Image(AbstractImage):
    pass


class AbstractRendition(ImageFileMixin, models.Model):
    filter_spec = models.CharField(max_length=255, db_index=True)
    file = WagtailImageField()
    width = models.IntegerField()
    height = models.IntegerField()
    focal_point_key = models.CharField(max_length=16)

    class Meta:
        abstract = True


class Rendition(AbstractRendition):
    image = models.ForeignKey("Image", models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
