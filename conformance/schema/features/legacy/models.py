"""What Django 5.1 removed."""

from django.contrib.postgres.fields import CICharField, CIEmailField, CITextField
from django.db import models


class IndexTogetherBase(models.Model):
    alpha = models.CharField(max_length=5)
    beta = models.IntegerField()
    gamma = models.ForeignKey("relations.Plain", models.CASCADE)

    class Meta:
        abstract = True


class IndexTogether(IndexTogetherBase):
    class Meta:
        index_together = ("alpha", "beta")


class IndexTogetherTwo(IndexTogetherBase):
    class Meta:
        index_together = [["alpha", "gamma"], ("beta", "alpha")]
        unique_together = ["alpha", "gamma"]


class CaseInsensitive(models.Model):
    char = CICharField(max_length=10, unique=True)
    mail = CIEmailField(db_index=True)
    text = CITextField()
