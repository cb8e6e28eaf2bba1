from django.db import models


class MadeReady(models.Model):
    number = models.IntegerField()
