from django.db import models


class Deepest(models.Model):
    number = models.IntegerField()
