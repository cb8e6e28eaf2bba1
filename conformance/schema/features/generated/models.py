from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import Coalesce, Concat, JSONObject, Lower, Now, Pi, Upper


class Generated(models.Model):
    side = models.IntegerField(db_default=1)
    name = models.CharField(max_length=20, db_default=Value("none"))
    now = models.DateTimeField(db_default=Now())
    pi = models.FloatField(db_default=Pi())
    sum = models.FloatField(db_default=Value(1.5) + 2, null=True)
    flags = models.JSONField(db_default=Value({}, models.JSONField()))
    area = models.GeneratedField(expression=F("side") * F("side"), output_field=models.BigIntegerField(), db_persist=True)
    lower = models.GeneratedField(
        expression=Lower("name"), output_field=models.CharField(max_length=25), db_persist=True, unique=True
    )
    big = models.GeneratedField(
        expression=Case(When(side__gt=10, then=Value("big")), default=Value("small")),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
        db_index=True,
    )
    is_big = models.GeneratedField(expression=Q(side__gt=5), output_field=models.BooleanField(), db_persist=True)
    decimal = models.GeneratedField(
        expression=F("side") / 3, output_field=models.DecimalField(max_digits=8, decimal_places=2), db_persist=True
    )

    class Meta:
        indexes = [models.Index(fields=["area", "-lower"]), models.Index(F("area") + 1, name="area_plus")]
        constraints = [models.UniqueConstraint(fields=["side", "lower"], name="side_lower")]
