from django.db import models


class ThumbnailOption(models.Model):
    name = models.CharField(max_length=100)
    width = models.IntegerField()
    height = models.IntegerField()
    crop = models.BooleanField()
    upscale = models.BooleanField()

    class Meta:
        app_label = "filer"
        ordering = ("width", "height")
