from django.db import models
from filer.models.filemodels import File


class BaseImage(File):
    _height = models.FloatField(null=True)
    _width = models.FloatField(null=True)
    _transparent = models.BooleanField()
    default_alt_text = models.CharField(max_length=255, null=True)
    default_caption = models.CharField(max_length=255, null=True)
    subject_location = models.CharField(max_length=64)
    file_ptr = models.OneToOneField(
        "filer.File", models.CASCADE, related_name="%(app_label)s_%(class)s_file", parent_link=True
    )

    class Meta:
        abstract = True
        app_label = "filer"
        default_manager_name = "objects"
