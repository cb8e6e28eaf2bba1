"""Every field class, and every way to write its arguments."""

import datetime
import functools
import operator
import string
import uuid
from collections import OrderedDict, namedtuple
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Final, Optional

from django.conf import settings
from django.core.validators import MaxValueValidator, MinLengthValidator
from django.db import models
from django.db import models as m
from django.db.models import CharField as Text
from django.db.models.fields import IntegerField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import choices
from .choices import Colour, Kind, Level, Mixed, Named, Size

if TYPE_CHECKING:
    from accounts.models import Person


class Everything(models.Model):
    auto = models.BigAutoField(primary_key=True)
    big = models.BigIntegerField(null=True)
    binary = models.BinaryField(max_length=20)
    boolean = models.BooleanField()
    boolean_null = models.BooleanField(null=True)
    char = models.CharField(max_length=10)
    date = models.DateField(auto_now=True)
    date_time = models.DateTimeField(auto_now_add=True)
    decimal_number = models.DecimalField(max_digits=12, decimal_places=4)
    duration = models.DurationField(default=datetime.timedelta(days=1))
    email = models.EmailField()
    email_short = models.EmailField(max_length=75)
    file = models.FileField(upload_to="x")
    file_long = models.FileField(upload_to="x", max_length=500)
    path = models.FilePathField(path="/")
    floating = models.FloatField(default=0.0)
    image = models.FileField()
    integer = models.IntegerField(_("integer"), null=True, blank=True)
    ip = models.GenericIPAddressField(protocol="IPv4")
    json = models.JSONField(default=dict)
    positive_big = models.PositiveBigIntegerField()
    positive = models.PositiveIntegerField()
    positive_small = models.PositiveSmallIntegerField()
    slug = models.SlugField()
    slug_plain = models.SlugField(db_index=False)
    slug_long = models.SlugField(max_length=200, unique=True)
    small = models.SmallIntegerField()
    text = models.TextField()
    text_limited = models.TextField(max_length=200)
    text_indexed = models.TextField(db_index=True)
    text_unique = models.TextField(unique=True, null=True)
    time = models.TimeField(null=True, db_index=True)
    url = models.URLField()
    url_long = models.URLField(max_length=2_000)
    a_uuid = models.UUIDField(default=uuid.uuid4, unique=True)
    ip_indexed = models.GenericIPAddressField(db_index=True, null=True)
    file_indexed = models.FileField(db_index=True)
    email_unique = models.EmailField(unique=True)


class SmallKey(models.Model):
    id = models.SmallAutoField(primary_key=True)


class PlainKey(models.Model):
    id = models.AutoField(primary_key=True)


class TextKey(models.Model):
    code = models.CharField(max_length=3, primary_key=True)


class LongTextKey(models.Model):
    code = models.TextField(primary_key=True, null=False)


class DecimalKey(models.Model):
    number = models.DecimalField(max_digits=10, decimal_places=0, primary_key=True)


class DateKey(models.Model):
    day = models.DateField(primary_key=True, unique=True, db_index=True)


class IPKey(models.Model):
    address = models.GenericIPAddressField(primary_key=True)


class Spelled(models.Model):
    """Columns with other names."""

    plain = models.IntegerField(db_column="other")
    upper = models.IntegerField(db_column="UPPER Case")
    percent = models.IntegerField(db_column="per%cent")
    reserved = models.CharField(max_length=5, db_column="order", db_index=True)
    unicode = models.IntegerField(db_column="größe", unique=True)
    dotted = models.IntegerField(db_column="a.b", db_index=True)
    key = models.ForeignKey(TextKey, models.CASCADE, db_column="the_key")
    long = models.IntegerField(db_column="a_very_long_column_name_that_is_nearly_as_long_as_allowed", db_index=True)
    a_field_with_a_name_that_is_far_too_long_for_one_index_name = models.IntegerField(db_index=True)

    class Meta:
        db_table = 'Quoted "Table'.replace('"', "")


class PreQuoted(models.Model):
    name = models.CharField(max_length=5, unique=True, db_index=True)
    other = models.ForeignKey("self", models.CASCADE, null=True)
    many = models.ManyToManyField(TextKey)

    class Meta:
        db_table = '"prequoted"'


class ModelWithALongNameThatMustBeShortenedInIndexNames(models.Model):
    name = models.CharField(max_length=5, unique=True)
    other_name_that_is_long = models.CharField(max_length=5, db_index=True)
    many_with_a_long_name = models.ManyToManyField(TextKey)
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True)

    class Meta:
        unique_together = [("name", "other_name_that_is_long")]
        indexes = [models.Index(fields=["other_name_that_is_long", "-name"])]


class Collated(models.Model):
    name = models.CharField(max_length=20, db_collation="C", db_index=True)
    text = models.TextField(db_collation="case_insensitive", unique=True)
    mail = models.EmailField(db_collation="case_insensitive", unique=True)
    slug = models.SlugField(db_collation="POSIX")


NAME_LENGTH = 2**6
CHOICES = [("short", "Short"), ("much longer", "Longer")]
NUMBERS = ((1, "one"), (22, "two"))
LENGTHS = {"title": 33, "body": {"max": 44}}
KWARGS = dict(max_length=66, null=True)
COMMON: Final = {"max_length": 21, "blank": True}
LETTERS = string.ascii_lowercase
Limit = namedtuple("Limit", "low high")
LIMIT = Limit(low=3, high=99)


@dataclass
class Bounds:
    small: int = 5
    large: int = 55
    factor: float = 2.0

    @property
    def middle(self):
        return (self.small + self.large) // 2


BOUNDS = Bounds(large=57)


def longest(pairs):
    return max(len(key) for key, _label in pairs)


def short_text(length=30, **kwargs):
    kwargs.setdefault("blank", True)
    return models.CharField(max_length=length, **kwargs)


def optional(cls, *args, **kwargs):
    return cls(*args, null=True, blank=True, **kwargs)


def choices_of(enumeration):
    return {"choices": [(m.value, m.name) for m in enumeration], "max_length": max(len(str(m.value)) for m in enumeration)}


Money = functools.partial(models.DecimalField, max_digits=14, decimal_places=2)
Cascade = functools.partial(models.ForeignKey, on_delete=models.CASCADE)
Optional_ = functools.partial(Cascade, null=True)
shorten = lambda n: models.CharField(max_length=n)  # noqa: E731


class Constants:
    LENGTH = 71
    NESTED = {"a": [1, 2, 73]}

    class Inner:
        LENGTH = 74

    @staticmethod
    def static(n):
        return n + 1

    @classmethod
    def of_class(cls):
        return cls.LENGTH + 10


class Computed(models.Model):
    LOCAL = 11
    LOCAL_CHOICES = (("a", "A"), ("bbb", "B"))
    ALL: ClassVar[dict] = {**LENGTHS, "more": 46}

    power = models.CharField(max_length=NAME_LENGTH)
    shifted = models.CharField(max_length=1 << 5)
    longest_key = models.CharField(max_length=max(len(c[0]) for c in CHOICES), choices=CHOICES)
    called = models.CharField(max_length=longest(CHOICES))
    mapped = models.CharField(max_length=max(map(len, dict(CHOICES))))
    looked_up = models.CharField(max_length=LENGTHS["title"])
    nested = models.CharField(max_length=LENGTHS["body"]["max"])
    gotten = models.CharField(max_length=LENGTHS.get("missing", 12))
    local = models.CharField(max_length=LOCAL, choices=LOCAL_CHOICES)
    local_sum = models.CharField(max_length=LOCAL + len(LOCAL_CHOICES))
    local_dict = models.CharField(max_length=ALL["more"])
    keywords = models.CharField(**KWARGS)
    merged = models.CharField(**{**KWARGS, "max_length": 67})
    united = models.CharField(**(COMMON | {"null": True}))
    letters = models.CharField(max_length=len(LETTERS))
    tupled = models.CharField(max_length=LIMIT.high)
    low = models.CharField(max_length=LIMIT[0])
    bounded = models.CharField(max_length=BOUNDS.large)
    middle = models.CharField(max_length=BOUNDS.middle)
    helper_text = short_text()
    helped = short_text(31, null=True)
    helped_more = short_text(length=32, db_index=True, blank=False)
    maybe = optional(models.IntegerField, "label")
    maybe_text = optional(models.CharField, max_length=5)
    money = Money()
    money_big = Money(max_digits=20, null=True)
    shortened = shorten(13)
    constant = models.CharField(max_length=Constants.LENGTH)
    constant_nested = models.CharField(max_length=Constants.NESTED["a"][-1])
    constant_inner = models.CharField(max_length=Constants.Inner.LENGTH)
    static = models.CharField(max_length=Constants.static(74))
    of_class = models.CharField(max_length=Constants.of_class())
    cascade = Cascade("TextKey", related_name="+")
    optional_key = Optional_(to="columns.TextKey", related_name="+")
    conditional = models.CharField(max_length=10 if NAME_LENGTH > 60 else 20)
    anded = models.CharField(max_length=settings.DEBUG and 10 or 25)
    sliced = models.CharField(max_length=len("abcdefghij"[2:8:2]))
    formatted = models.IntegerField(db_column=f"col_{NAME_LENGTH:03d}_{LOCAL!r}")
    percent = models.IntegerField(db_column="col_%s_%d" % ("x", 5))
    format_column = models.IntegerField(db_column="col_{}_{name}".format(1, name="y"))
    joined = models.IntegerField(db_column="_".join(["col", *"ab"]))
    reduced = models.CharField(max_length=functools.reduce(operator.add, [1, 2, 3]))
    summed = models.CharField(max_length=sum(n for n, _label in NUMBERS))
    walrus = models.CharField(max_length=(size := 15))
    after_walrus = models.CharField(max_length=size + 1)
    sorted_ = models.CharField(max_length=sorted([5, 9, 7], reverse=True)[0])
    floor = models.CharField(max_length=round(18.6))
    division = models.CharField(max_length=int(100 / 8))
    modulo = models.CharField(max_length=divmod(100, 30)[1])
    absolute = models.CharField(max_length=abs(-14))
    hexed = models.CharField(max_length=0x1F)
    parsed = models.CharField(max_length=int("1f", 16))
    ternary = models.IntegerField(null=True if NAME_LENGTH else False, unique=not LOCAL)
    chained = models.CharField(max_length=next(iter([28, 29])))
    zipped = models.CharField(max_length=dict(zip(["a", "b"], [26, 27]))["b"])
    enumerated = models.CharField(max_length=[i for i, c in enumerate("abcdef", 20) if c == "e"][0])
    ordered = models.CharField(max_length=OrderedDict([("k", 37)])["k"])
    anys = models.IntegerField(null=any(len(k) > 5 for k, _label in CHOICES), db_index=all([]))
    getattred = models.CharField(max_length=getattr(settings, "NOT_THERE", 38))
    from_settings = models.CharField(max_length=settings.DECOUPLED_LENGTH)
    from_environ = models.CharField(max_length=settings.FEATURE_SIZE)
    from_env_int = models.CharField(max_length=settings.FEATURE_INT)
    from_os = models.CharField(max_length=settings.OS_LENGTH)
    from_extra = models.CharField(max_length=settings.EXTRA_LENGTH)
    from_hidden = models.CharField(max_length=settings.EXTRA_HIDDEN)
    from_stage = models.CharField(max_length=settings.STAGE_LENGTH)
    from_secret = models.CharField(max_length=settings.SECRET_LENGTH)
    from_vars = models.CharField(max_length=settings.VARS_LENGTH)
    from_dict = models.CharField(max_length=settings.KEY_LENGTHS["long"])
    from_loop = models.CharField(max_length=10 * settings.FEATURE_LEVEL)
    from_choices = models.CharField(max_length=max(len(k) for k, _v in settings.MORE_CHOICES), choices=settings.MORE_CHOICES)
    positional = models.CharField("A label", "positional_name", False, 39)
    posit_null = models.IntegerField("l", None, False, None, True)


class Enumerated(models.Model):
    colour = models.CharField(max_length=max(len(v) for v in Colour.values), choices=Colour.choices)
    colour_length = models.CharField(max_length=len(Colour))
    colour_names = models.CharField(max_length=max(map(len, Colour.names)))
    colour_labels = models.CharField(max_length=max(len(str(x)) for x in Colour.labels))
    level = models.IntegerField(choices=Level.choices, default=Level.LOW)
    level_length = models.CharField(max_length=max(value for value in Level.values if value))
    level_value = models.CharField(max_length=Level.HIGH)
    kind = models.CharField(max_length=len(Kind.LONG.value))
    kind_all = models.CharField(max_length=max(len(str(k.value)) for k in Kind))
    mixed = models.CharField(max_length=Mixed.longest(), choices=Mixed.choices())
    size = models.CharField(max_length=Size.LARGE)
    size_small = models.CharField(max_length=Size["SMALL"].value)
    size_by = models.CharField(max_length=Size(8))
    flag = models.CharField(max_length=choices.Flag.EXECUTE.value)
    named = models.CharField(max_length=len(Named.FIRST_NAME))
    functional = models.CharField(max_length=len(choices.Functional.__members__))
    pairs = models.CharField(max_length=max(len(v) for v in choices.Pairs.values))
    helper = models.CharField(**choices_of(Mixed))
    column = models.IntegerField(db_column=Colour.RED)

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        CLOSED_LONG = "closed-long", _("Closed")

        @classmethod
        def widest(cls):
            return max(len(value) for value, _label in cls.choices)

    status = models.CharField(max_length=Status.widest(), choices=Status.choices, default=Status.OPEN)
    status_index = models.CharField(max_length=20, db_index=bool(Status.OPEN))

    class Meta:
        indexes = [
            models.Index(fields=["status"], name="open_idx", condition=models.Q(status="open")),
            models.Index(fields=["level"], name="level_idx", condition=models.Q(level__in=[Level.LOW, Level.HIGH])),
        ]


class Aliased(m.Model):
    text = Text(max_length=6)
    number = IntegerField()
    if TYPE_CHECKING:
        person: "Person"
        fake = models.IntegerField()
    annotated: str = models.CharField(max_length=7)
    only_annotated: Optional[int]
    a = models.IntegerField()
    first, second = models.IntegerField(), models.CharField(max_length=8)
    (third, [fourth, *rest]) = models.IntegerField(), [models.BooleanField(), 1, 2]
    for _i in range(3):
        locals()[f"slot_{_i}"] = models.SmallIntegerField(null=_i % 2 == 1)
    vars()["extra"] = models.FloatField()
    removed = models.IntegerField()
    del removed
    rebound = models.IntegerField()
    rebound = models.CharField(max_length=9)
    if NAME_LENGTH > 10:
        under_if = models.IntegerField(null=True)
    else:
        under_else = models.IntegerField()
    try:
        under_try = models.IntegerField()
    except Exception:
        under_except = models.IntegerField()
    with_alias = text_alias = None
    lambda_default = models.IntegerField(default=lambda: 5)
    when = models.DateTimeField(default=timezone.now, validators=[MinLengthValidator(1)])
    limited = models.IntegerField(validators=[MaxValueValidator(5)], verbose_name=pgettext_lazy("a", "b"))
    mark = models.CharField(max_length=5,)
    match NAME_LENGTH:
        case 64:
            matched = models.CharField(max_length=64)
        case _:
            unmatched = models.IntegerField()
    while not locals().get("looped"):
        looped = models.IntegerField()


Model = models.Model
Base = Model


class Renamed(Model):
    name = models.CharField(max_length=5)


class RenamedToo(Base):
    name = models.CharField(max_length=5)
