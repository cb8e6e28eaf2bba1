"""Relations of every kind."""

from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.functional import lazy

User = get_user_model()


class Plain(models.Model):
    name = models.CharField(max_length=10, unique=True)
    number = models.PositiveIntegerField(unique=True)


class Code(models.Model):
    code = models.CharField(primary_key=True, max_length=6)


class ToCode(models.Model):
    code = models.OneToOneField(Code, models.CASCADE, primary_key=True)
    created = models.DateTimeField(auto_now_add=True)


class ToToCode(models.Model):
    to_code = models.ForeignKey(ToCode, models.CASCADE)
    one = models.OneToOneField(to="ToCode", on_delete=models.PROTECT, null=True, related_name="one")


class Keys(models.Model):
    plain = models.ForeignKey(Plain, on_delete=models.CASCADE)
    quoted = models.ForeignKey("Plain", models.SET_NULL, null=True, related_name="+")
    dotted = models.ForeignKey("relations.Plain", models.SET_DEFAULT, default=1, related_name="d%(class)s")
    lower = models.ForeignKey("relations.plain", models.RESTRICT, related_name="lower")
    later = models.ForeignKey("Later", models.CASCADE)
    own = models.ForeignKey("self", models.CASCADE, null=True, blank=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    user_class = models.ForeignKey(User, models.SET(lambda: None), related_name="+")
    user_string = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    by_name = models.ForeignKey(Plain, models.CASCADE, to_field="name", related_name="+")
    by_number = models.ForeignKey("Plain", models.CASCADE, to_field="number", related_name="+", db_column="num")
    free = models.ForeignKey(Plain, models.DO_NOTHING, db_constraint=False, related_name="+")
    unindexed = models.ForeignKey(Plain, models.CASCADE, db_index=False, related_name="+")
    unique = models.ForeignKey(Code, models.CASCADE, unique=True, related_name="+")
    one = models.OneToOneField(Plain, models.CASCADE, related_name="+")
    one_free = models.OneToOneField(Plain, models.CASCADE, db_constraint=False, related_name="+", null=True)
    other_app = models.ForeignKey("custom.Tag", models.CASCADE)
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField(db_index=True)
    target = GenericForeignKey()
    setting = models.ForeignKey(settings.EXTRA_MODEL, models.CASCADE, related_name="+")
    getter = models.ForeignKey(to=getattr(settings, "FEATURES_TARGET", "relations.Code"), on_delete=models.CASCADE, related_name="+")
    by_meta = models.ForeignKey(Plain._meta.label, models.CASCADE, related_name="+")
    recursive = models.ForeignKey("relations.Keys", models.CASCADE, related_name="+", null=True)
    to_code = models.ForeignKey("relations.ToCode", models.CASCADE, related_name="+", db_index=False)


class Later(models.Model):
    keys = GenericRelation(Keys)


class Chain(models.Model):
    one = models.OneToOneField("Later", models.CASCADE, primary_key=True)


class ChainTwo(models.Model):
    chain = models.OneToOneField(Chain, models.CASCADE, primary_key=True, db_column="chain")


class ChainThree(models.Model):
    two = models.ForeignKey(ChainTwo, models.CASCADE)


class Many(models.Model):
    plain = models.ManyToManyField(Plain)
    quoted = models.ManyToManyField("Plain", related_name="+")
    tabled = models.ManyToManyField(Plain, db_table="many_to_plain", related_name="tabled")
    own = models.ManyToManyField("self")
    own_directed = models.ManyToManyField("self", symmetrical=False, related_name="inverse")
    own_named = models.ManyToManyField("relations.Many", related_name="named+")
    users = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    codes = models.ManyToManyField("Code")
    chained = models.ManyToManyField(ToCode)
    free = models.ManyToManyField(Plain, db_constraint=False, related_name="+")
    through = models.ManyToManyField(Plain, through="Through", related_name="through_many")
    through_fields = models.ManyToManyField(
        Plain, through="relations.ThroughFields", through_fields=("many", "plain"), related_name="+"
    )
    own_through = models.ManyToManyField("self", through="OwnThrough", through_fields=["source", "target"], symmetrical=True)
    other_app = models.ManyToManyField("custom.Owner")
    groups = models.ManyToManyField("auth.Group", related_name="%(app_label)s_%(class)s")
    types = models.ManyToManyField(to=ContentType, blank=True, verbose_name="types")
    swapped = models.ManyToManyField(get_user_model(), related_name="swapped_many", through="relations.ToUser")
    a_many_to_many_field_with_a_name_that_is_too_long_for_a_table = models.ManyToManyField(Plain, related_name="+")


class Through(models.Model):
    many = models.ForeignKey(Many, models.CASCADE)
    plain = models.ForeignKey(Plain, models.CASCADE)
    position = models.IntegerField()

    class Meta:
        unique_together = ("many", "plain", "position")
        ordering = ["position"]


class ThroughFields(models.Model):
    many = models.ForeignKey(Many, models.CASCADE, related_name="+")
    plain = models.ForeignKey(Plain, models.CASCADE, related_name="+")
    inviter = models.ForeignKey(Plain, models.CASCADE, related_name="+")


class OwnThrough(models.Model):
    source = models.ForeignKey(Many, models.CASCADE, related_name="+")
    target = models.ForeignKey(Many, models.CASCADE, related_name="+")


class ToUser(models.Model):
    many = models.ForeignKey("Many", models.CASCADE)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)


class AutoThrough(models.Model):
    """A reference to an automatic table."""

    link = models.ForeignKey(Many.plain.through, models.CASCADE)


class ToAbstractUser(models.Model):
    from accounts.models import Person as Owner

    owner = models.ForeignKey(Owner, models.CASCADE)
    member = models.ForeignKey("accounts.Member", models.CASCADE, related_name="+")
    staff = models.ForeignKey("accounts.Staff", models.CASCADE, related_name="+")
    team = models.ForeignKey("accounts.Team", models.CASCADE)
    pizzeria = models.ForeignKey("heritage.Pizzeria", models.CASCADE)
    proxies = models.ManyToManyField("heritage.PlaceProxy")
    cafes = models.ManyToManyField("heritage.Cafe")


class Node(models.Model):
    parent = models.ForeignKey("Node", models.CASCADE, related_name="children", null=True)
    root = models.ForeignKey(lazy(lambda: "self", str)() if False else "self", models.CASCADE, null=True, related_name="+")

    class Meta:
        default_related_name = "nodes"


class Swappable(models.Model):
    number = models.IntegerField()

    class Meta:
        swappable = "FEATURES_SWAPPED_MODEL"


class ToSwappable(models.Model):
    swappable = models.ForeignKey("relations.Swappable", models.CASCADE)
    swappables = models.ManyToManyField(Swappable)


Plain.add_to_class("added", models.CharField(max_length=4, null=True, db_index=True))
models.IntegerField(null=True).contribute_to_class(Plain, "contributed")
Code.add_to_class("plains", models.ManyToManyField(Plain, related_name="+"))
apps.get_app_config("relations").some_attribute = 5
