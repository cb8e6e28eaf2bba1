from django.db import models


class Redirect(models.Model):
    site = models.ForeignKey("sites.Site", models.CASCADE)
    old_path = models.CharField(max_length=200, db_index=True)
    new_path = models.CharField(max_length=200)

    class Meta:
        db_table = "django_redirect"
        ordering = ["old_path"]
        unique_together = [["site", "old_path"]]
