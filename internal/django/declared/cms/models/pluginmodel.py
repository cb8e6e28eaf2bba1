from django.db import models


class CMSPlugin(models.Model):
    placeholder = models.ForeignKey("Placeholder", models.CASCADE, null=True)
    parent = models.ForeignKey("self", models.CASCADE, null=True)
    position = models.SmallIntegerField()
    language = models.CharField(max_length=15, db_index=True)
    plugin_type = models.CharField(max_length=50, db_index=True)
    creation_date = models.DateTimeField()
    changed_date = models.DateTimeField()

    class Meta:
        app_label = "cms"
        ordering = ("position",)
        unique_together = ("placeholder", "language", "position")
        indexes = [models.Index(fields=["placeholder", "language", "position"])]
