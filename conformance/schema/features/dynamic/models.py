"""Models that are not written as plain classes."""

import contextlib
import functools
import sys

import django
from django.conf import settings
from django.db import models

try:
    from dynamic.absent import AbsentMixin
except ImportError:
    class AbsentMixin(models.Model):
        absent = models.BooleanField(default=True)

        class Meta:
            abstract = True

try:
    from dynamic import not_there  # noqa: F401
    HAS_IT = True
except ImportError:
    HAS_IT = False

if HAS_IT:
    class WithIt(models.Model):
        name = models.CharField(max_length=5)
else:
    class WithoutIt(models.Model):
        name = models.CharField(max_length=5)


class Absent(AbsentMixin):
    number = models.IntegerField()


if sys.version_info >= (3, 8):
    class NewPython(models.Model):
        number = models.IntegerField()
else:
    class OldPython(models.Model):
        number = models.IntegerField()

if django.VERSION >= (2, 0) and "postgresql" in settings.DATABASES["default"]["ENGINE"]:
    class NewDjango(models.Model):
        number = models.IntegerField(null=django.VERSION >= (5, 0))

with contextlib.suppress(AttributeError):
    class UnderWith(models.Model):
        number = models.IntegerField()

for _name in ("First", "Second"):
    globals()[f"Looped{_name}"] = type(
        f"Looped{_name}",
        (models.Model,),
        {"__module__": __name__, "number": models.IntegerField(db_index=_name == "First")},
    )


class Template(models.Model):
    note = models.TextField()

    class Meta:
        abstract = True


def make(name, base=Template, **fields):
    attrs = {"__module__": "dynamic.models", **fields}
    return type(name, (base,), attrs)


MadeOne = make("MadeOne", size=models.IntegerField())
MadeTwo = make("MadeTwo", Template, label=models.CharField(max_length=12), key=models.ForeignKey("MadeOne", models.CASCADE))


def history_of(model):
    """A factory with a class statement inside."""

    class History(models.Model):
        subject = models.ForeignKey(model, models.CASCADE, related_name="+")
        at = models.DateTimeField(auto_now_add=True)

        class Meta:
            abstract = True

    return History


class Watched(models.Model):
    number = models.IntegerField()


class WatchedHistory(history_of(Watched)):
    reason = models.CharField(max_length=20)


class NewHistory(history_of("dynamic.WatchedHistory")):
    class Meta:
        db_table = "new_history"


def translated(**fields):
    """A decorator with arguments: makes a second model."""

    def decorate(cls):
        meta = type("Meta", (), {"unique_together": [("master", "language")], "app_label": cls._meta.app_label})
        attrs = {
            "__module__": cls.__module__,
            "Meta": meta,
            "master": models.ForeignKey(cls, models.CASCADE, related_name="translations"),
            "language": models.CharField(max_length=7, db_index=True),
        }
        attrs.update(fields)
        cls.translation = type(cls.__name__ + "Translation", (models.Model,), attrs)
        return cls

    return decorate


@translated(title=models.CharField(max_length=90), body=models.TextField(null=True))
class Article(models.Model):
    slug = models.SlugField()


def timestamped(cls):
    cls.add_to_class("stamped_at", models.DateTimeField(null=True, db_index=True))
    return cls


@timestamped
class Decorated(models.Model):
    number = models.IntegerField()


@functools.total_ordering
class Ordered(models.Model):
    number = models.IntegerField()

    def __lt__(self, other):
        return self.number < other.number


class Registry:
    models = {}

    def register(self, cls):
        self.models[cls.__name__] = cls
        return cls


registry = Registry()


@registry.register
class Registered(models.Model):
    number = models.IntegerField()


def mixin(length):
    class Mixin(models.Model):
        code = models.CharField(max_length=length, unique=True)

        class Meta:
            abstract = True

    return Mixin


class Coded(mixin(11)):
    pass


class CodedTwice(mixin(length=13), Template):
    pass


BASES = (mixin(17), Template)


class Starred(*BASES):
    number = models.IntegerField()


class Chosen(Template if settings.FEATURE_BIG else models.Model):
    number = models.IntegerField()


def build():
    """A model made when the module is loaded."""

    class Inside(models.Model):
        number = models.IntegerField()

        class Meta:
            app_label = "dynamic"

    return Inside


Inside = build()


class Outer:
    class Nested(models.Model):
        number = models.IntegerField()


class Shadowed(models.Model):
    models = models.CharField(max_length=5)


_fields = {"one": models.IntegerField(), "two": models.CharField(max_length=2)}


class Unpacked(models.Model):
    locals().update(_fields)


class SetLater(models.Model):
    pass


for _field in ("red", "green"):
    SetLater.add_to_class(f"is_{_field}", models.BooleanField(default=False))


def fields_of(names):
    return {name: models.IntegerField(null=True) for name in names}


Bulk = type("Bulk", (Template,), dict(fields_of(["x", "y"]), __module__=__name__, Meta=type("Meta", (), {"db_table": "bulk"})))


class Manager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(number=1)


class ManagerBase(models.Model):
    objects = Manager()
    everything = models.Manager()

    class Meta:
        abstract = True
        default_manager_name = "everything"


class Managed(ManagerBase):
    number = models.IntegerField()
    custom = Manager.from_queryset(models.QuerySet)()


class Generic(models.Model):
    number = models.IntegerField()

    def __class_getitem__(cls, item):
        return cls

    class Meta:
        abstract = True


class Parametrised(Generic["x"]):
    other = models.IntegerField()


def default_fields(cls):
    """Adds fields to a class body before the model is made."""
    for name, field in (("added_one", models.IntegerField(default=1)), ("added_two", models.TextField(blank=True))):
        if not hasattr(cls, name):
            cls.add_to_class(name, field)
    return cls


@default_fields
@timestamped
class TwiceDecorated(Template):
    class Meta:
        indexes = [models.Index(fields=["note"], name="twice_note")]
