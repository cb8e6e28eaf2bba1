"""What real code does and no documentation shows."""

import functools
import itertools
import re
import sys
from collections import ChainMap
from pathlib import Path

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import *  # noqa: F403
from django.db.models import F, Index, Q, UniqueConstraint
from django.db.models.signals import class_prepared
from django.utils.module_loading import import_string

from accounts.models import Person
from columns.models import Computed, Enumerated
from relations.models import Plain as RelationsPlain
from oddities.base import MaybeAbstract, MetaBase, NotAbstract, PrefixBase, Repository, ToPlain, TypedMixin


class Plain(models.Model):
    name = models.CharField(max_length=19, unique=True)
    code = models.CharField(max_length=4, unique=True, db_column="Code")
    one = models.OneToOneField(RelationsPlain, models.CASCADE, to_field="name", db_column="1st")


class PlainLink(models.Model):
    plain = models.ForeignKey(Plain, models.CASCADE)
    near = models.ForeignKey("NearPlain", models.CASCADE)


class NearPlain(ToPlain):
    pass


class Typed(TypedMixin, models.Model):
    number = models.IntegerField()


class Prefixed(models.Model, metaclass=PrefixBase):
    number = models.IntegerField()
    plains = models.ManyToManyField(Plain)


class PrefixedChild(Prefixed):
    more = models.IntegerField()


class MetaMade(models.Model, metaclass=MetaBase):
    number = models.IntegerField()


class MetaMadeToo(models.Model, metaclass=MetaBase):
    class Meta:
        ordering = ["id"]


class IntRepository(Repository[int]):
    number = models.IntegerField()


class FromMaybe(MaybeAbstract):
    pass


class FromNot(NotAbstract):
    pass


class StarImported(Model):  # noqa: F405
    text = CharField(max_length=3)  # noqa: F405
    number = IntegerField(null=True)  # noqa: F405


class Copied(models.Model):
    """Lengths and types of other models' fields."""

    name = models.CharField(max_length=Plain._meta.get_field("name").max_length)
    by_attribute = models.CharField(max_length=Plain.code.field.max_length)
    email = models.EmailField(max_length=Person._meta.get_field("email").max_length)
    status = models.CharField(max_length=20, choices=Enumerated.Status.choices)
    widest = models.CharField(max_length=Enumerated.Status.widest())
    local = models.CharField(max_length=Computed.LOCAL)
    clone = Plain._meta.get_field("code").clone()
    to_code = models.ForeignKey(Plain, models.CASCADE, to_field="code", related_name="+")
    to_one = models.ForeignKey(Plain, models.CASCADE, to_field="one", related_name="+")
    made = import_string("django.db.models.CharField")(max_length=6)
    got = getattr(models, "Small" + "IntegerField")()
    registered = models.ForeignKey(apps.get_registered_model("relations", "Plain"), models.CASCADE, related_name="+")
    target = models.ForeignKey(RelationsPlain.objects.model, models.CASCADE, related_name="+")
    pathed = models.CharField(max_length=len(Path("/a/b.txt").suffix) if False else 4)
    counted = models.CharField(max_length=len(re.split(",", "a,b,c")) if False else 3)


class User(AbstractUser):
    """A changed field of an installed base."""

    groups = None
    user_permissions = None

    class Meta:
        swappable = "FEATURES_ODD_USER"
        db_table = "odd_user"


User._meta.get_field("email")._unique = True
User._meta.get_field("first_name").max_length = 33
User._meta.get_field("last_name").null = True


class Changed(models.Model):
    name = models.CharField(max_length=5)
    number = models.IntegerField()
    hidden = models.IntegerField()


Changed._meta.get_field("number").db_index = True
Changed._meta.unique_together = (("name", "number"),)
Changed._meta.db_table = "odd_changed"
Changed._meta.indexes.append(models.Index(fields=["name"], name="odd_changed_name"))


class OtherVendor(models.Model):
    number = models.IntegerField()

    class Meta:
        required_db_vendor = "sqlite"


class SameVendor(models.Model):
    number = models.IntegerField()

    class Meta:
        required_db_vendor = "postgresql"
        required_db_features = ["supports_json_field"]


class OtherFeatures(models.Model):
    number = models.IntegerField(db_index=True)

    class Meta:
        required_db_features = {"gis_enabled"}


class NamedUnique(UniqueConstraint):
    """Makes its own name."""

    def __init__(self, *fields, prefix="odd", **kwargs):
        kwargs.setdefault("name", "_".join((prefix, *fields, "uniq")))
        super().__init__(fields=fields, **kwargs)

    def deconstruct(self):
        path, _args, kwargs = super().deconstruct()
        return path, tuple(kwargs.pop("fields")), kwargs


class Lists(models.Model):
    PAIRS = list(itertools.combinations(["alpha", "beta", "gamma"], 2))
    SHORT = {"alpha": "a", "beta": "b"}

    alpha = models.IntegerField()
    beta = models.IntegerField()
    gamma = models.IntegerField(null=True)

    class Meta:
        indexes = (
            *(Index(*[F(name) for name in names], name="odd_%s" % "_".join(names)) for names in [("alpha", "beta"), ("gamma",)]),
            *map(lambda name: Index(fields=[name], name=f"odd_map_{name}"), ["alpha", "gamma"]),
        )
        constraints = tuple(
            [NamedUnique("alpha", "beta"), NamedUnique("beta", "gamma", prefix="ox", condition=Q(gamma__isnull=False))]
        ) + tuple(
            NamedUnique(*pair, prefix="oy") for pair in itertools.product(["gamma"], ["alpha", "beta"]) if "beta" in pair
        )


class Chained(models.Model):
    OPTIONS = ChainMap({"max_length": 8}, {"null": True, "max_length": 9})
    mapped = models.CharField(**OPTIONS)
    grouped = models.CharField(max_length=len(list(itertools.chain("ab", "cde"))))
    cached = models.CharField(max_length=functools.lru_cache(maxsize=None)(lambda: 14)())


def with_fields(**fields):
    """A base made by a function, with fields given by name."""

    class Base(models.Model):
        locals().update(fields)

        class Meta:
            abstract = True

    return Base


class WithFields(with_fields(one=models.IntegerField(), two=models.CharField(max_length=2))):
    three = models.IntegerField()


class Soft(models.Model):
    deleted = models.DateTimeField(null=True, db_index=True)

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if not hasattr(cls, "soft_name"):
            cls.soft_name = cls.__name__


class SoftChild(Soft):
    class Meta(Soft.Meta):
        abstract = False
        db_table = "soft_child"


class Constants:
    class Lengths:
        NAME = 12

        @property
        def title(self):
            return self.NAME * 2

    lengths = Lengths()


class UsesConstants(models.Model):
    name = models.CharField(max_length=Constants.Lengths.NAME)
    title = models.CharField(max_length=Constants.lengths.title)
    with_getattr = models.CharField(max_length=getattr(Constants.Lengths, "NAME"))
    with_default = models.CharField(max_length=getattr(Constants, "MISSING", None) or 16)
    module = models.CharField(max_length=sys.modules[__name__].LATER_LENGTH if False else 18)


LATER_LENGTH = 18


class Conditional(models.Model):
    if django.VERSION >= (3, 1):
        data = models.JSONField(default=dict)
    else:
        from django.contrib.postgres.fields import JSONField

        data = JSONField(default=dict)
    try:
        from oddities.not_there import Field as MissingField
    except ImportError:
        MissingField = models.TextField
    missing = MissingField(db_index=True)
    for_each = {name: models.IntegerField() for name in "ab"}
    with_else = models.IntegerField() if settings.FEATURE_LEVEL == 3 else models.TextField()
    options = dict(null=True)
    spread = models.IntegerField(**options)
    options["null"] = False
    spread_later = models.IntegerField(**options)


def rename_tables(sender, **kwargs):
    if sender._meta.app_label == "oddities" and sender.__name__.startswith("Signalled"):
        sender._meta.db_table = "sig_" + sender._meta.model_name


class_prepared.connect(rename_tables)


class SignalledModel(models.Model):
    number = models.IntegerField()
    plains = models.ManyToManyField(Plain, related_name="+")
