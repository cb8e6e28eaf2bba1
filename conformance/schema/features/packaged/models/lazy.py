from django.db import models


class Lazy(models.Model):
    number = models.IntegerField()


class User(models.Model):
    lazy = models.OneToOneField(Lazy, models.CASCADE, primary_key=True)
