"""An app that is imported by its bare name: its folder is put on sys.path."""

from django.db import models

from nested.deep.models import Deepest


class Product(models.Model):
    name = models.CharField(max_length=30, unique=True)
    deepest = models.ForeignKey(Deepest, models.CASCADE, null=True)
    similar = models.ManyToManyField("self", through="Similar", symmetrical=False)

    class Meta:
        db_table = f"{__name__.partition('.')[0]}_{__qualname__.lower().replace('.meta', '')}"


class Similar(models.Model):
    first = models.ForeignKey("shop.Product", models.CASCADE, related_name="+")
    second = models.ForeignKey(Product, models.CASCADE, related_name="+")
