"""django.contrib.postgres."""

import django
from django.contrib.postgres import fields as pgfields
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import (
    ArrayField, BigIntegerRangeField, DateRangeField, DateTimeRangeField, DecimalRangeField, HStoreField,
    IntegerRangeField, RangeBoundary, RangeOperators,
)
from django.contrib.postgres.indexes import (
    BloomIndex, BrinIndex, BTreeIndex, GinIndex, GistIndex, HashIndex, OpClass, SpGistIndex,
)
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Lower, Upper


class TsTzRange(Func):
    function = "TSTZRANGE"
    output_field = DateTimeRangeField()


class Types(models.Model):
    texts = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    numbers = ArrayField(models.IntegerField(), size=3, null=True)
    nested = ArrayField(ArrayField(models.CharField(max_length=5), size=2))
    nested_more = ArrayField(base_field=ArrayField(ArrayField(models.FloatField())))
    uuids = ArrayField(models.UUIDField(), db_index=True)
    unique_texts = ArrayField(models.TextField(), unique=True)
    decimals = ArrayField(models.DecimalField(max_digits=5, decimal_places=2))
    jsons = ArrayField(models.JSONField(), null=True)
    ranges = ArrayField(IntegerRangeField())
    store = HStoreField()
    store_null = pgfields.HStoreField(null=True, default=dict)
    integer_range = IntegerRangeField()
    big_range = BigIntegerRangeField(null=True)
    decimal_range = DecimalRangeField()
    date_range = DateRangeField(db_index=True)
    datetime_range = DateTimeRangeField(unique=True)
    vector = SearchVectorField(null=True)
    positive = ArrayField(models.PositiveSmallIntegerField())
    slugs = ArrayField(models.SlugField(max_length=12))
    emails = ArrayField(models.EmailField(), db_index=True)


class Reservation(models.Model):
    room = models.ForeignKey("relations.Plain", models.CASCADE)
    during = DateTimeRangeField()
    days = DateRangeField(null=True)
    start = models.DateTimeField()
    end = models.DateTimeField()
    cancelled = models.BooleanField(default=False)
    name = models.CharField(max_length=20)

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="exclude_overlap",
                expressions=[("during", RangeOperators.OVERLAPS), ("room", RangeOperators.EQUAL)],
                condition=Q(cancelled=False),
            ),
            ExclusionConstraint(
                name="exclude_function",
                expressions=[
                    (TsTzRange("start", "end", RangeBoundary()), RangeOperators.OVERLAPS),
                    (F("room"), RangeOperators.EQUAL),
                ],
                index_type="GIST",
            ),
            ExclusionConstraint(
                name="exclude_spgist",
                index_type="SPGIST",
                expressions=[("days", RangeOperators.OVERLAPS)],
                deferrable=models.Deferrable.DEFERRED,
            ),
            ExclusionConstraint(
                name="exclude_include",
                expressions=[("during", RangeOperators.ADJACENT_TO)],
                include=["name"],
            ),
            ExclusionConstraint(
                name="exclude_opclass",
                expressions=[(OpClass("days", name="range_ops"), RangeOperators.OVERLAPS)],
            ),
        ]


class Indexed(models.Model):
    text = models.TextField()
    name = models.CharField(max_length=30)
    tags = ArrayField(models.CharField(max_length=5))
    data = models.JSONField()
    vector = SearchVectorField()
    when = models.DateTimeField()
    number = models.IntegerField()
    span = IntegerRangeField()
    store = HStoreField()
    ip = models.GenericIPAddressField()

    class Meta:
        indexes = [
            GinIndex(fields=["tags"]),
            GinIndex(fields=["data"], name="pg_data_path", opclasses=["jsonb_path_ops"]),
            GinIndex(fields=["data", "tags"], name="pg_data_tags"),
            GinIndex(fields=["vector"], name="pg_vector", fastupdate=False),
            GinIndex(fields=["text"], name="pg_trgm", opclasses=["gin_trgm_ops"]),
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="pg_trgm_upper"),
            GinIndex(SearchVector("text", "name", config="english"), name="pg_search_vector"),
            GinIndex(fields=["number"], name="pg_gin_number"),
            GinIndex(fields=["store"], name="pg_store"),
            GistIndex(fields=["span"]),
            GistIndex(fields=["text"], name="pg_gist_trgm", opclasses=["gist_trgm_ops"]),
            GistIndex(fields=["span", "number"], name="pg_gist_two", fillfactor=80),
            GistIndex(fields=["span"], name="pg_gist_include", include=["number"]),
            BrinIndex(fields=["when"]),
            BrinIndex(fields=["when", "number"], name="pg_brin", pages_per_range=16, autosummarize=True),
            HashIndex(fields=["name"]),
            HashIndex(fields=["name"], name="pg_hash", condition=Q(number__gt=1)),
            SpGistIndex(fields=["ip"], name="pg_spgist", opclasses=["inet_ops"]),
            SpGistIndex(fields=["span"]),
            BloomIndex(fields=["number"], name="pg_bloom", length=80, columns=[4]),
            BTreeIndex(fields=["number", "-when"], name="pg_btree", fillfactor=70),
            BTreeIndex(Lower("name"), name="pg_btree_lower"),
            BTreeIndex(fields=["name"]),
        ]


class TypedIndex(GinIndex):
    """An index class of one's own."""

    def __init__(self, *expressions, fields=(), **kwargs):
        kwargs.setdefault("opclasses", ["gin_trgm_ops"] * len(fields))
        super().__init__(*expressions, fields=fields, **kwargs)


class UpperIndex(models.Index):
    suffix = "up"

    def create_sql(self, model, schema_editor, using="", **kwargs):
        return super().create_sql(model, schema_editor, using=using, **kwargs)


class OwnIndexes(models.Model):
    text = models.TextField()
    name = models.CharField(max_length=30)

    class Meta:
        indexes = [
            TypedIndex(fields=["text", "name"], name="own_trgm"),
            UpperIndex(fields=["name"]),
        ]
