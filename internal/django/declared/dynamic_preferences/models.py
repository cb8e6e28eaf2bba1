from django.db import models


class BasePreferenceModel(models.Model):
    section = models.CharField(max_length=150, null=True, db_index=True)
    name = models.CharField(max_length=150, db_index=True)
    raw_value = models.TextField(null=True)

    class Meta:
        abstract = True
        app_label = "dynamic_preferences"


class GlobalPreferenceModel(BasePreferenceModel):
    class Meta:
        app_label = "dynamic_preferences"
        unique_together = ("section", "name")


class PerInstancePreferenceModel(BasePreferenceModel):
    class Meta:
        abstract = True
        app_label = "dynamic_preferences"
        unique_together = ("instance", "section", "name")
