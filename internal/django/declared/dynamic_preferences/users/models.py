from django.conf import settings
from django.db import models
from dynamic_preferences.models import PerInstancePreferenceModel


class UserPreferenceModel(PerInstancePreferenceModel):
    instance = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)

    class Meta:
        app_label = "dynamic_preferences_users"
        unique_together = ("instance", "section", "name")
