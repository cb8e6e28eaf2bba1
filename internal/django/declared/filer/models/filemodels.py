from django.conf import settings
from django.db import models
from filer.fields.multistorage_file import MultiStorageFileField
from filer.models.mixins import IconsMixin
from polymorphic.managers import PolymorphicManager
from polymorphic.models import PolymorphicModel
from polymorphic.query import PolymorphicQuerySet


class FileQuerySet(PolymorphicQuerySet):
    pass


class FileManager(PolymorphicManager):
    queryset_class = FileQuerySet


class File(PolymorphicModel, IconsMixin):
    folder = models.ForeignKey("Folder", models.CASCADE, null=True, related_name="all_files")
    file = MultiStorageFileField(max_length=255, null=True)
    _file_size = models.BigIntegerField(null=True)
    sha1 = models.CharField(max_length=40)
    has_all_mandatory_data = models.BooleanField()
    original_filename = models.CharField(max_length=255, null=True)
    name = models.CharField(max_length=255)
    description = models.TextField(null=True)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="owned_%(class)ss")
    uploaded_at = models.DateTimeField()
    modified_at = models.DateTimeField()
    is_public = models.BooleanField()
    mime_type = models.CharField(max_length=255)
    objects = FileManager()

    class Meta:
        app_label = "filer"
        base_manager_name = "objects"
