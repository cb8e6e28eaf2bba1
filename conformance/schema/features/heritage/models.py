"""Inheritance of models and of their Meta."""

import uuid

from django.contrib.auth.models import Group
from django.db import models
from django.db.models.base import ModelBase

from relations.models import Plain


class Stamped(models.Model):
    created = models.DateTimeField(auto_now_add=True, db_index=True)
    changed = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
        ordering = ["-created"]
        get_latest_by = "created"
        indexes = [
            models.Index(fields=["created", "changed"]),
            models.Index(fields=["-changed"], name="%(app_label)s_%(class)s_chg"),
        ]


class Keyed(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)

    class Meta:
        abstract = True


class Named:
    """A mixin that is no model: its fields do not count."""

    name = models.CharField(max_length=5)
    help = None


class NamedModel(Named, models.Model):
    title = models.CharField(max_length=6)


class Both(Stamped, Keyed):
    """Two abstract bases, the first one's Meta."""


class BothOther(Keyed, Stamped):
    """The first base's Meta has no indexes."""


class OwnMeta(Stamped):
    class Meta:
        verbose_name = "loses the indexes"


class InheritedMeta(Stamped):
    class Meta(Stamped.Meta):
        db_table = "inherited_meta"


class MixedMeta(Stamped, Keyed):
    class Meta(Stamped.Meta, Keyed.Meta):
        abstract = False
        indexes = Stamped.Meta.indexes + [models.Index(fields=["id", "created"], name="mixed_meta_idx")]


class StillAbstract(Stamped):
    note = models.TextField()
    user = models.ForeignKey("accounts.Person", models.CASCADE, related_name="%(app_label)s_%(class)s_set")

    class Meta(Stamped.Meta):
        abstract = True
        unique_together = [["user", "created"]]
        constraints = [
            models.UniqueConstraint(fields=["note"], name="%(class)s_note_uniq"),
            models.CheckConstraint(name="%(class)s_check", **{"check" if __import__("django").VERSION < (5, 1) else "condition": ~models.Q(note="")}),
        ]


class Leaf(StillAbstract):
    pass


class LeafTwo(StillAbstract):
    note = None

    class Meta(StillAbstract.Meta):
        constraints = StillAbstract.Meta.constraints[2:]


class LeafTwoMeta(StillAbstract):
    note = models.CharField(max_length=3)

    class Meta(StillAbstract.Meta):
        unique_together = ()
        indexes = []
        constraints = []


class NotAbstractBase:
    class Meta:
        db_table = "from_plain_class"
        ordering = ["id"]


class MetaFromPlain(models.Model):
    number = models.IntegerField()

    class Meta(NotAbstractBase.Meta):
        pass


class MetaMixin:
    class Meta:
        db_table = "from_mixin"
        indexes = [models.Index(fields=["number"])]


class MetaFromMixin(MetaMixin, models.Model):
    """A mixin's Meta is found by attribute lookup."""

    number = models.IntegerField()


class Removed(Stamped):
    changed = None

    class Meta:
        pass


class Replaced(Stamped):
    created = models.DateField(null=True)
    changed = models.IntegerField(unique=True)

    class Meta:
        indexes = [models.Index(fields=["changed"])]


class ReplacedByProperty(Stamped):
    @property
    def changed(self):
        return None

    class Meta:
        pass


class ReplacedByMethod(Keyed):
    def id(self):
        return 5


class RemovedAgain(Removed):
    """A child of a concrete model without a field of the grandparent."""

    extra = models.IntegerField()

    class Meta:
        pass


# Concrete bases.


class Place(models.Model):
    name = models.CharField(max_length=50, db_index=True)
    code = models.SlugField(unique=True)

    class Meta:
        ordering = ["name"]
        unique_together = [("name", "code")]
        db_table = "places"


class Restaurant(Place):
    stars = models.IntegerField()


class Pizzeria(Restaurant):
    oven = models.BooleanField(default=True)


class Cafe(Place):
    place = models.OneToOneField(Place, models.CASCADE, parent_link=True, related_name="cafe_of", primary_key=True)
    seats = models.IntegerField()


class Bar(Place):
    place_link = models.OneToOneField("heritage.Place", models.CASCADE, parent_link=True, db_column="plc")
    id_number = models.AutoField(primary_key=True)

    class Meta:
        indexes = [models.Index(fields=["place_link"], name="bar_place_idx")]


class Owner(models.Model):
    code = models.CharField(max_length=4, primary_key=True)


class Company(models.Model):
    tax_number = models.BigIntegerField(primary_key=True)


class OwnerCompany(Owner, Company):
    """Two concrete parents."""

    since = models.DateField()


class AbstractOfConcrete(Place):
    floor = models.IntegerField()

    class Meta:
        abstract = True


class House(AbstractOfConcrete):
    pass


class Tower(AbstractOfConcrete):
    class Meta:
        db_table = "towers"


class PlaceProxy(Place):
    class Meta:
        proxy = True
        ordering = ["-name"]


class PlaceProxyProxy(PlaceProxy):
    class Meta:
        proxy = True


class ChildOfProxy(PlaceProxy):
    """Multi-table inheritance through a proxy."""

    more = models.IntegerField()


class ProxyWithAbstract(Named, Place):
    class Meta:
        proxy = True
        app_label = "relations"


class PlainChild(Plain):
    """A parent of another app."""

    remark = models.TextField(blank=True)


class GroupProxy(Group):
    class Meta:
        proxy = True


class GroupChild(Group):
    pass


# Diamonds.


class Top(models.Model):
    top = models.IntegerField(db_index=True)
    shared = models.CharField(max_length=1)

    class Meta:
        abstract = True


class Left(Top):
    left = models.IntegerField()
    shared = models.CharField(max_length=2)

    class Meta(Top.Meta):
        abstract = True


class Right(Top):
    right = models.IntegerField()
    shared = models.CharField(max_length=3)

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["right"], name="%(class)s_right")]


class Bottom(Left, Right):
    pass


class BottomTurned(Right, Left):
    bottom = models.IntegerField()


class ConcreteTop(models.Model):
    top = models.IntegerField()


class ConcreteLeft(ConcreteTop):
    left = models.IntegerField()
    top_of_left = models.OneToOneField(ConcreteTop, models.CASCADE, parent_link=True)


class ConcreteRight(ConcreteTop):
    right = models.IntegerField()


class MixedDiamond(ConcreteLeft, Keyed):
    pass


class GenericMixin:
    extra_method = None

    def save(self, *args, **kwargs):
        super().save(*args, **kwargs)


class WithGenericMixin(GenericMixin, Stamped, models.Model):
    value = models.IntegerField()


class OtherLabel(models.Model):
    class Meta:
        app_label = "columns"


class OtherLabelBase(models.Model):
    number = models.IntegerField(db_index=True)

    class Meta:
        abstract = True
        app_label = "columns"


class OtherLabelChild(OtherLabelBase):
    pass


class Unmanaged(models.Model):
    number = models.IntegerField(db_index=True)
    many = models.ManyToManyField(Place)

    class Meta:
        managed = False


class UnmanagedTo(models.Model):
    unmanaged = models.IntegerField()

    class Meta:
        managed = not True
        db_table = "unmanaged_to"


class OrderedChild(models.Model):
    place = models.ForeignKey(Place, models.CASCADE)

    class Meta:
        order_with_respect_to = "place"


class OrderedGrandChild(OrderedChild):
    pass


class OrderedBase(models.Model):
    place = models.ForeignKey(Place, models.CASCADE, related_name="+")

    class Meta:
        abstract = True
        order_with_respect_to = "place"


class OrderedFromBase(OrderedBase):
    number = models.IntegerField()


class PolymorphicBase(ModelBase):
    def __new__(mcs, name, bases, attrs, **kwargs):
        attrs.setdefault("made_by", None)
        if name.startswith("Stamped"):
            attrs["stamp"] = models.DateTimeField(null=True)
        return super().__new__(mcs, name, bases, attrs, **kwargs)


class WithMetaclass(models.Model, metaclass=PolymorphicBase):
    number = models.IntegerField()


class StampedByMetaclass(WithMetaclass):
    other = models.IntegerField()


class Subclassed(models.Model):
    def __init_subclass__(cls, suffix="", **kwargs):
        super().__init_subclass__(**kwargs)
        cls.suffix = suffix

    class Meta:
        abstract = True


class SubclassedChild(Subclassed, suffix="x"):
    number = models.IntegerField()


class LinkedAbstract(models.Model):
    place_ptr = models.OneToOneField(Place, models.CASCADE, parent_link=True, primary_key=True, related_name="+")

    class Meta:
        abstract = True


class LinkedChild(LinkedAbstract, Place):
    number = models.IntegerField()


class M2MBase(models.Model):
    places = models.ManyToManyField(Place, related_name="%(class)s_places")
    selves = models.ManyToManyField("self")

    class Meta:
        abstract = True


class M2MChild(M2MBase):
    pass


class M2MChildTable(M2MBase):
    class Meta:
        db_table = "m2m_child"


class M2MGrandChild(M2MChild):
    more = models.ManyToManyField("heritage.Owner")
