"""What newer versions of Django write: constraints and defaults by version."""

import django
from django.db import models
from django.db.models import Q

EXTRA = {"nulls_distinct": False} if django.VERSION >= (5, 0) else {}
MESSAGE = {"violation_error_code": "x"} if django.VERSION >= (5, 0) else {"violation_error_message": "x"}


class Distinct(models.Model):
    number = models.IntegerField(null=True)
    other = models.IntegerField(null=True)

    class Meta:
        db_table_comment = "a comment"
        constraints = [
            models.UniqueConstraint(fields=["number", "other"], name="nulls_pair", **EXTRA),
            models.UniqueConstraint(fields=["number"], name="nulls_one", condition=Q(other__gt=1), **EXTRA, **MESSAGE),
        ]


class Commented(models.Model):
    number = models.IntegerField(db_comment="a comment")
    if django.VERSION >= (5, 0):
        fresh = models.IntegerField(db_default=5)
        text = models.CharField(max_length=10, db_default="it's")
    if django.VERSION[0] < 5:
        stale = models.IntegerField(default=5)
