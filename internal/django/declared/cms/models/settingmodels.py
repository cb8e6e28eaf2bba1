from django.conf import settings
from django.db import models


class PlaceholderForeignKey(models.ForeignKey):
    pass


class UserSettings(models.Model):
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="djangocms_usersettings")
    language = models.CharField(max_length=10)
    clipboard = PlaceholderForeignKey("Placeholder", models.CASCADE, null=True)

    class Meta:
        app_label = "cms"
