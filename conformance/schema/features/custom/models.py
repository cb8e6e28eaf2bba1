import enum

from django.db import models

from custom import fields
from custom.fields import *  # noqa: F403
from custom.fields import OwnerField, PairField


class Grade(enum.Enum):
    GOOD = "good"
    EXCELLENT = "excellent"


class Owner(models.Model):
    code = fields.TokenKey(primary_key=True)


class Tag(models.Model):
    id = fields.TypedKey(primary_key=True)
    owner = models.ForeignKey(Owner, models.CASCADE)


class Serial(models.Model):
    id = fields.SerialField(primary_key=True)


class Unsigned(models.Model):
    id = fields.UnsignedAutoField(primary_key=True)
    serial = models.ForeignKey(Serial, models.CASCADE)


class Owned(models.Model):
    owner = OwnerField()
    second = OwnerField(null=True, related_name="+")
    third = OwnerField("custom.Tag", models.PROTECT, related_name="+", to_field="id")
    unsigned = models.ForeignKey("Unsigned", models.CASCADE, db_index=False)
    soft = fields.SoftKey("custom.Serial")
    unique = fields.UniqueKey("Tag", models.CASCADE, related_name="+")
    tags = fields.TagsField()
    other = fields.TagsField("Owner", db_table="custom_other_owners", related_name="+")


class Customised(models.Model):
    upper = fields.UpperCharField()
    upper_short = fields.UpperCharField(max_length=3, db_index=False)
    fixed = fields.FixedCharField(5)
    fixed_two = fields.FixedCharField(db_index=True)
    vendor = fields.VendorField(null=True)
    nothing = fields.NoColumnField()
    engine = EngineField(unique=False)  # noqa: F405
    path = LtreeField(db_index=True)  # noqa: F405
    internal = fields.InternalField(unique=True)
    internal_text = fields.InternalTextField(max_length=9, db_index=True)
    json = JsonTextField(db_index=True)  # noqa: F405
    parameters = fields.ParametersField(unique=True)
    checked = fields.CheckedField()
    pair = PairField()
    single = PairField(with_unit=False, null=True)
    prefixed = fields.PrefixField(db_index=True)
    renaming = fields.RenamingField(unique=True)
    counts = fields.CountsField(default=0)
    virtual = fields.VirtualField()
    stamps = fields.StampsField()
    described = fields.ProxyDescription()
    secret = fields.EncryptedCharField(max_length=5, unique=True, searchable=True)
    secret_date = fields.EncryptedDateField(db_index=True)
    secret_int = fields.EncryptedInteger(null=True)
    secret_text = fields.EncryptedText()
    grade = fields.EnumField(Grade, default=Grade.GOOD)
    bits = fields.BitField(flags=("a", "b"), default=[])
    money = fields.MoneyField(max_digits=8)
    money_default = fields.MoneyField("Label", null=True)
    hash = fields.HashField(db_index=True)
    slot = fields.SlotField()
    small_slot = fields.SmallSlotField(unique=False)
    versioned = fields.VersionedText()
    cast = fields.CastField(null=True)
    array = fields.DomainArray(models.IntegerField())
    array_text = fields.DomainArray(base=fields.FixedCharField(7))
    types = fields.DataTypesField()
    formatted = fields.FormattedField(db_index=True)
    stamp = fields.TimestampField()
    stamp_six = fields.TimestampField(precision=6, null=True, auto_now_add=False)


class PairBase(models.Model):
    length = PairField()
    stamps = fields.StampsField()

    class Meta:
        abstract = True


class PairChild(PairBase):
    pass


class PairGrandChild(PairChild):
    width = PairField()


class Referenced(models.Model):
    left = models.IntegerField()
    right = models.IntegerField()

    class Meta:
        unique_together = ("left", "right")


class Referencing(models.Model):
    left_number = models.IntegerField()
    right_number = models.IntegerField()
    reference = fields.CompositeReference(
        Referenced,
        on_delete=models.CASCADE,
        from_fields=["left_number", "right_number"],
        to_fields=["left", "right"],
    )
