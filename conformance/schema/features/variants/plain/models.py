from django.db import models


class Thing(models.Model):
    name = models.CharField(max_length=5, db_index=True)
    others = models.ManyToManyField("self")
