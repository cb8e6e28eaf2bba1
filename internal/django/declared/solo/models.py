from django.db import models


class SingletonModel(models.Model):
    class Meta:
        abstract = True

    @classmethod
    def get_solo(cls):
        row, created = cls.objects.get_or_create(pk=1)
        return row
