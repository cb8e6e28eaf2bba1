from django.db import models


class Dashboard(models.Model):
    class Meta:
        managed = False
