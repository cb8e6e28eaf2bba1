from django.db import models


class ClusterableModel(models.Model):
    class Meta:
        abstract = True
