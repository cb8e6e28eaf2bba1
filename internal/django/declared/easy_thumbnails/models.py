from django.db import models


class FileManager(models.Manager):
    pass


class ThumbnailManager(FileManager):
    pass


class File(models.Model):
    storage_hash = models.CharField(max_length=40, db_index=True)
    name = models.CharField(max_length=255, db_index=True)
    modified = models.DateTimeField()
    objects = FileManager()

    class Meta:
        abstract = True
        unique_together = (("storage_hash", "name"),)


class Source(File):
    pass


class Thumbnail(File):
    source = models.ForeignKey("Source", models.CASCADE, related_name="thumbnails")
    objects = ThumbnailManager()

    class Meta:
        unique_together = (("storage_hash", "name", "source"),)


class ThumbnailDimensions(models.Model):
    thumbnail = models.OneToOneField("Thumbnail", models.CASCADE, related_name="dimensions")
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
