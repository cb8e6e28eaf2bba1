"""Bases in another module, whose strings mean what the child's app has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar  # noqa: F401

from django.conf import settings
from django.db import models
from django.db.models.base import ModelBase

T = TypeVar("T")

if TYPE_CHECKING:
    _Base = models.Model
else:
    _Base = object


class TypedMixin(_Base):
    """A model only to type checkers."""

    ghost = models.IntegerField()


class ToPlain(models.Model):
    plain = models.ForeignKey("Plain", models.CASCADE, related_name="%(class)s_to_plain")
    plains = models.ManyToManyField("Plain", related_name="%(app_label)s_%(class)s_plains", through="PlainLink")
    own = models.ForeignKey("self", models.CASCADE, null=True)

    class Meta:
        abstract = True


class PrefixBase(ModelBase):
    """Names tables after the class is made."""

    def __new__(mcs, name, bases, attrs, **kwargs):
        cls = super().__new__(mcs, name, bases, attrs, **kwargs)
        if not cls._meta.abstract and not cls._meta.proxy:
            cls._meta.db_table = "px_" + name.lower()
        return cls


class MetaBase(ModelBase):
    """Writes into Meta before the class is made."""

    def __new__(mcs, name, bases, attrs):
        meta = attrs.get("Meta", type("Meta", (), {}))
        if not hasattr(meta, "abstract"):
            meta.db_table = f"meta_{name.lower()}"
            attrs["Meta"] = meta
        return super().__new__(mcs, name, bases, attrs)


class Repository(models.Model):
    __class_getitem__ = classmethod(lambda cls, item: cls)
    label = models.CharField(max_length=4)

    class Meta:
        abstract = True


class MaybeAbstract(models.Model):
    number = models.IntegerField()

    class Meta:
        abstract = settings.FEATURE_BIG


class NotAbstract(models.Model):
    number = models.IntegerField()

    class Meta:
        abstract = settings.DECOUPLED_SWITCH
