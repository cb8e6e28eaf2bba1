from django.db import models


class AbstractAttachment(models.Model):
    name = models.CharField(max_length=255, null=True)
    file = models.FileField()
    uploaded = models.DateTimeField()

    class Meta:
        abstract = True


class Attachment(AbstractAttachment):
    pass
