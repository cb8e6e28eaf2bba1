from django.conf import settings
from django.db import models


class Clipboard(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="filer_clipboards")
    files = models.ManyToManyField("File", through="ClipboardItem", related_name="in_clipboards")

    class Meta:
        app_label = "filer"


class ClipboardItem(models.Model):
    file = models.ForeignKey("File", models.CASCADE)
    clipboard = models.ForeignKey("Clipboard", models.CASCADE)

    class Meta:
        app_label = "filer"
