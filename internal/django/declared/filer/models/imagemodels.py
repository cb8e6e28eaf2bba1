from django.db import models
from filer.models.abstract import BaseImage


class Image(BaseImage):
    date_taken = models.DateTimeField(null=True)
    author = models.CharField(max_length=255, null=True)
    must_always_publish_author_credit = models.BooleanField()
    must_always_publish_copyright = models.BooleanField()

    class Meta:
        app_label = "filer"
        swappable = "FILER_IMAGE_MODEL"
        default_manager_name = "objects"
