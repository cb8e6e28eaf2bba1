from django.db import models


class BaseViewRestriction(models.Model):
    restriction_type = models.CharField(max_length=20)
    password = models.CharField(max_length=255)
    groups = models.ManyToManyField("auth.Group")

    class Meta:
        abstract = True
