"""Indexes and constraints in every writing."""

import datetime

import django
from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import Case, Deferrable, Exists, F, Func, Index, Q, UniqueConstraint, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, ExtractYear, Length, Lower, MD5, Substr, Trim, TruncDate, Upper

from .names import index_for, unique

CHECK = "check" if django.VERSION < (5, 1) else "condition"
ACTIVE = Q(active=True)
STATES = ("new", "open", "done")
COLUMNS = ["alpha", "beta", "gamma"]


class Base(models.Model):
    alpha = models.CharField(max_length=10)
    beta = models.IntegerField()
    gamma = models.IntegerField(null=True)
    active = models.BooleanField(default=True)
    state = models.CharField(max_length=10, default="new")
    when = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    text = models.TextField(blank=True)
    owner = models.ForeignKey("relations.Plain", models.CASCADE, related_name="+")

    class Meta:
        abstract = True


class UniqueTogetherTuple(Base):
    class Meta:
        unique_together = ("alpha", "beta")


class UniqueTogetherList(Base):
    class Meta:
        unique_together = [["alpha", "beta"], ["beta", "gamma", "owner"]]


class UniqueTogetherSet(Base):
    class Meta:
        unique_together = {("alpha", "owner")}


class UniqueTogetherSingle(Base):
    class Meta:
        unique_together = (("alpha",),)


class UniqueTogetherMade(Base):
    class Meta:
        unique_together = tuple((name, "owner") for name in COLUMNS)


class Simple(Base):
    class Meta:
        indexes = [
            models.Index(fields=["alpha"]),
            models.Index(fields=("-beta", "gamma")),
            models.Index(fields=["owner", "-when"], name="simple_owner_idx"),
            models.Index("alpha", name="simple_expression_field"),
            models.Index(F("alpha").desc(), "beta", name="simple_desc"),
            models.Index(F("gamma").asc(nulls_first=True), name="simple_nulls"),
            models.Index(F("gamma").desc(nulls_last=True), F("beta"), name="simple_nulls_last"),
            models.Index(fields=["text"], opclasses=["text_pattern_ops"], name="simple_opclass"),
            models.Index(fields=["alpha", "beta"], opclasses=["varchar_pattern_ops", "int4_ops"], name="simple_opclasses"),
            models.Index(fields=["owner"], include=["alpha", "beta"], name="simple_include"),
            models.Index(fields=["pk"], name="simple_pk") if False else models.Index(fields=["id", "owner"], name="simple_id"),
            models.Index(fields=["day"], name="simple_space", db_tablespace="pg_default"),
        ]


class Conditions(Base):
    class Meta:
        indexes = [
            models.Index(fields=["alpha"], name="cond_active", condition=ACTIVE),
            models.Index(fields=["alpha"], name="cond_not", condition=~ACTIVE),
            models.Index(fields=["alpha"], name="cond_and", condition=ACTIVE & Q(beta__gt=5)),
            models.Index(fields=["alpha"], name="cond_or", condition=Q(beta__lt=1) | Q(beta__gte=10)),
            models.Index(fields=["alpha"], name="cond_null", condition=Q(gamma__isnull=True)),
            models.Index(fields=["alpha"], name="cond_not_null", condition=Q(gamma__isnull=False)),
            models.Index(fields=["alpha"], name="cond_none", condition=Q(gamma=None)),
            models.Index(fields=["alpha"], name="cond_in", condition=Q(state__in=STATES)),
            models.Index(fields=["alpha"], name="cond_in_ints", condition=Q(beta__in=[1, 2])),
            models.Index(fields=["alpha"], name="cond_exclude", condition=~Q(state="done")),
            models.Index(fields=["alpha"], name="cond_exclude_null", condition=~Q(gamma=3)),
            models.Index(fields=["alpha"], name="cond_f", condition=Q(beta__gt=F("gamma"))),
            models.Index(fields=["alpha"], name="cond_f_math", condition=Q(beta__gt=F("gamma") + 1)),
            models.Index(fields=["alpha"], name="cond_range", condition=Q(beta__range=(1, 5))),
            models.Index(fields=["alpha"], name="cond_starts", condition=Q(alpha__startswith="x")),
            models.Index(fields=["alpha"], name="cond_contains", condition=Q(text__contains="50%")),
            models.Index(fields=["alpha"], name="cond_iexact", condition=Q(alpha__iexact="abc")),
            models.Index(fields=["alpha"], name="cond_day", condition=Q(day__gte=datetime.date(2020, 1, 1))),
            models.Index(fields=["alpha"], name="cond_year", condition=Q(day__year=2020)),
            models.Index(fields=["alpha"], name="cond_owner", condition=Q(owner=5)),
            models.Index(fields=["alpha"], name="cond_owner_id", condition=Q(owner_id__gt=5)),
            models.Index(fields=["alpha"], name="cond_xor", condition=Q(active=True) ^ Q(beta=1)),
            models.Index(fields=["alpha"], name="cond_regex", condition=Q(alpha__regex=r"^\d+$")),
            models.Index(fields=["alpha"], name="cond_bool_field", condition=Q(active=False, beta=1)),
            models.Index(fields=["alpha"], name="cond_empty", condition=~Q(text="") & ~Q(alpha="it's")),
            models.Index(fields=["alpha"], name="cond_length", condition=Q(pk__gt=5)),
        ]


class Expressions(Base):
    class Meta:
        indexes = [
            models.Index(Lower("alpha"), name="expr_lower"),
            models.Index(Upper("alpha").desc(), "beta", name="expr_upper"),
            models.Index(F("beta") + F("gamma"), name="expr_sum"),
            models.Index(F("beta") * 2 - 1, name="expr_math"),
            models.Index(Coalesce("gamma", "beta"), name="expr_coalesce"),
            models.Index(Coalesce("gamma", 0), name="expr_coalesce_value"),
            models.Index(Length("alpha"), name="expr_length"),
            models.Index(Cast("beta", models.BigIntegerField()), name="expr_cast"),
            models.Index(Func("beta", function="abs"), name="expr_func"),
            models.Index(OpClass(Lower("alpha"), name="varchar_pattern_ops"), name="expr_opclass"),
            models.Index(Case(When(active=True, then=F("beta")), default=None), name="expr_case"),
            models.Index(Substr("alpha", 1, 3), name="expr_substr"),
            models.Index(Trim("text"), Lower(Trim("alpha")), name="expr_trim"),
            models.Index(MD5("text"), name="expr_md5"),
            models.Index(ExtractYear("day"), name="expr_year"),
            models.Index("owner_id", Lower("alpha"), name="expr_owner"),
            models.Index(F("day__year"), name="expr_transform") if False else models.Index(F("day"), name="expr_day"),
            models.Index(Lower("alpha"), name="expr_condition", condition=Q(active=True)),
            models.Index(Lower("alpha"), name="expr_include", include=["beta"]) if django.VERSION >= (3, 2) else None,
        ]


class Constraints(Base):
    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["alpha", "beta"], name="con_plain"),
            UniqueConstraint(fields=("owner",), name="con_owner", condition=Q(active=True)),
            UniqueConstraint(Lower("alpha"), name="con_lower"),
            UniqueConstraint(Lower("alpha").desc(), "owner", name="con_lower_desc"),
            UniqueConstraint(fields=["beta"], name="con_deferrable", deferrable=Deferrable.DEFERRED),
            UniqueConstraint(fields=["gamma"], name="con_immediate", deferrable=models.Deferrable.IMMEDIATE),
            UniqueConstraint(fields=["state"], include=["alpha"], name="con_include"),
            UniqueConstraint(fields=["text"], opclasses=["text_pattern_ops"], name="con_opclass"),
            UniqueConstraint(Lower("alpha"), name="con_both", condition=~Q(alpha="")),
            models.CheckConstraint(name="con_check", **{CHECK: Q(beta__gte=0)}),
            unique("con_helper", "alpha", "owner"),
            unique("con_helper_cond", "beta", condition=Q(gamma__isnull=True)),
        ]


def state_indexes(prefix):
    found = []
    for number, state in enumerate(STATES):
        found.append(models.Index(fields=["alpha"], name=f"{prefix}_{state}_{number}", condition=Q(state=state)))
    return found


def with_owner(indexes):
    yield from indexes
    yield Index(fields=["owner", "day"], name="made_owner_day")


class Made(Base):
    class Meta:
        indexes = [
            *state_indexes("made"),
            *[models.Index(fields=[name], name=f"made_{name}_idx") for name in COLUMNS],
            *(models.Index(fields=["-" + name]) for name in ("beta",)),
            index_for("alpha", "-day"),
            index_for("owner", prefix="ox"),
        ] + list(with_owner([models.Index(fields=["when"])]))
        constraints = [
            UniqueConstraint(fields=[first, second], name=f"made_{first}_{second}_uniq")
            for first, second in zip(COLUMNS, COLUMNS[1:])
            if first != second
        ]


class MadeLater(Base):
    class Meta:
        indexes = []
        for _name in COLUMNS:
            indexes.append(models.Index(fields=[_name], name="later_%s" % _name))
        if settings.FEATURE_BIG:
            indexes += [models.Index(fields=["day"], name="later_big")]
        if settings.DECOUPLED_SWITCH:
            indexes += [models.Index(fields=["when"], name="later_never")]
        del _name


COMMON_INDEXES = (models.Index(fields=["beta", "alpha"], name="common_%(class)s"), models.Index(fields=["gamma", "-day"]))


class SharedOne(Base):
    class Meta:
        indexes = list(COMMON_INDEXES)


class SharedTwo(Base):
    class Meta:
        indexes = [*COMMON_INDEXES, models.Index(fields=["state"])]


class AbstractIndexes(Base):
    class Meta:
        abstract = True
        indexes = [
            models.Index(fields=["alpha", "day"]),
            models.Index(Lower("alpha"), name="%(app_label)s_%(class)s_low"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["alpha", "state"], name="%(app_label)s_%(class)s_u"),
        ]


class FromAbstractOne(AbstractIndexes):
    pass


class FromAbstractTwo(AbstractIndexes):
    class Meta(AbstractIndexes.Meta):
        indexes = AbstractIndexes.Meta.indexes[:1] + [models.Index(fields=["when"])]


class FromAbstractThree(AbstractIndexes):
    class Meta:
        constraints = AbstractIndexes._meta.constraints[:0]


class FieldIndexes(models.Model):
    unique_and_index = models.CharField(max_length=5, unique=True, db_index=True)
    unique_number = models.IntegerField(unique=True, null=True)
    for_date = models.SlugField(unique_for_date="day")
    day = models.DateField(db_index=True)
    json = models.JSONField(db_index=True)
    decimal = models.DecimalField(max_digits=5, decimal_places=1, db_index=True)
    uuid = models.UUIDField(db_index=True)
    url = models.URLField(db_index=True)
    key = models.ForeignKey("columns.TextKey", models.CASCADE)
    one = models.OneToOneField("columns.TextKey", models.CASCADE, related_name="+")
    long_key = models.ForeignKey("columns.LongTextKey", models.CASCADE)
    ip = models.ForeignKey("columns.IPKey", models.CASCADE, null=True)
    decimal_key = models.ForeignKey("columns.DecimalKey", models.CASCADE)
    date_key = models.OneToOneField("columns.DateKey", models.CASCADE)
    small_key = models.ForeignKey("columns.SmallKey", models.CASCADE)

    class Meta:
        indexes = [models.Index(fields=["key", "day"]), models.Index(fields=["key_id"], name="by_attname") if False else models.Index(fields=["-key"])]


class FunctionDefault(Func):
    function = "date_part"
    template = "%(function)s('epoch', %(expressions)s)"


class OwnExpressions(Base):
    class Meta:
        indexes = [
            models.Index(FunctionDefault("day"), name="own_epoch"),
            models.Index(Func(F("alpha"), Value("x"), function="left_of") if False else Func(F("alpha"), 3, function="left"), name="own_left"),
            models.Index(Func(Lower("alpha"), template="md5(%(expressions)s)"), name="own_template"),
        ]
