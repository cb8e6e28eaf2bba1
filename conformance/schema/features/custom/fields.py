"""Fields of one's own, by every hook that Django offers."""

import json

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models.fields.related import ForeignObject
from django.utils.functional import cached_property


class UpperCharField(models.CharField):
    """A default argument."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = kwargs.get("max_length", 42)
        kwargs.setdefault("db_index", True)
        super().__init__(*args, **kwargs)

    def get_prep_value(self, value):
        return super().get_prep_value(value).upper()


class FixedCharField(models.Field):
    """A type with a parameter."""

    def __init__(self, length=2, *args, **kwargs):
        self.length = length
        super().__init__(*args, **kwargs)

    def db_type(self, connection):
        return "char(%s)" % self.length

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["length"] = self.length
        return name, path, args, kwargs


class VendorField(models.Field):
    def db_type(self, connection):
        if connection.vendor == "postgresql":
            return "double precision"
        elif connection.settings_dict["ENGINE"].endswith("mysql"):
            return "double"
        return None


class NoColumnField(models.Field):
    def db_type(self, connection):
        return None


class EngineField(models.TextField):
    def db_type(self, connection):
        engines = {"postgresql": "tsquery", "sqlite": "text"}
        return engines[connection.vendor]


class LtreeField(models.TextField):
    description = "ltree"

    def __init__(self, *args, **kwargs):
        kwargs["editable"] = False
        super(LtreeField, self).__init__(*args, **kwargs)

    def db_type(self, connection):
        return "ltree"


class InternalField(models.Field):
    def get_internal_type(self):
        return "SmallIntegerField"


class InternalTextField(models.CharField):
    def get_internal_type(self):
        return "TextField"


class JsonTextField(models.Field):
    def get_internal_type(self):
        return "TextField"

    def to_python(self, value):
        return json.loads(value)


class ParametersField(models.Field):
    def db_parameters(self, connection):
        return {"type": "macaddr", "check": None}

    def db_type(self, connection):
        return "macaddr"


class CheckedField(models.PositiveIntegerField):
    def db_check(self, connection):
        return '"%s" > 3' % self.column


class TokenKey(models.CharField):
    """A key whose references have another type."""

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 12
        super().__init__(*args, **kwargs)

    def rel_db_type(self, connection):
        return "varchar(24)"


class UnsignedAutoField(models.BigAutoField):
    """An automatic key by its internal type."""


class SerialField(models.AutoField):
    def db_type(self, connection):
        return "bigint"

    def rel_db_type(self, connection):
        return "bigint"


class TypedKey(models.PositiveBigIntegerField):
    pass


class PairField(models.Field):
    """Adds a second column."""

    def __init__(self, *args, with_unit=True, **kwargs):
        self.with_unit = with_unit
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "FloatField"

    def contribute_to_class(self, cls, name, **kwargs):
        super().contribute_to_class(cls, name, **kwargs)
        if self.with_unit and not cls._meta.abstract and cls.__module__ != "__fake__":
            unit = models.CharField(max_length=8, default="m", db_index=True)
            cls.add_to_class("%s_unit" % name, unit)


class PrefixField(models.IntegerField):
    """Chooses its column itself."""

    def get_attname_column(self):
        attname, column = super().get_attname_column()
        return attname, "px_" + column


class RenamingField(models.IntegerField):
    def set_attributes_from_name(self, name):
        super().set_attributes_from_name(name)
        self.column = f"renamed_{name}"


class OwnerField(models.ForeignKey):
    """A reference with everything given."""

    def __init__(self, to="custom.Owner", on_delete=models.CASCADE, **kwargs):
        kwargs.setdefault("related_name", "%(app_label)s_%(class)s_owned")
        super().__init__(to, on_delete, **kwargs)


class SoftKey(models.ForeignKey):
    """A reference without constraint and index."""

    def __init__(self, to, **kwargs):
        kwargs["db_constraint"] = False
        kwargs["db_index"] = False
        kwargs.setdefault("on_delete", models.DO_NOTHING)
        super().__init__(to, **kwargs)

    def db_type(self, connection):
        return "bigint"


class UniqueKey(models.ForeignKey):
    def __init__(self, *args, **kwargs):
        kwargs["unique"] = True
        super().__init__(*args, **kwargs)


class TagsField(models.ManyToManyField):
    def __init__(self, to="custom.Tag", **kwargs):
        kwargs.setdefault("blank", True)
        super().__init__(to, **kwargs)


class CountsField(models.IntegerField):
    """Adds a property, no column."""

    def contribute_to_class(self, cls, name, *args, **kwargs):
        super().contribute_to_class(cls, name, *args, **kwargs)
        setattr(cls, f"get_{name}", lambda instance: getattr(instance, name))


class VirtualField:
    """Not a field at all."""

    def contribute_to_class(self, cls, name):
        self.name = name
        self.model = cls
        setattr(cls, name, self)
        try:
            cls._meta.get_field(name)
        except FieldDoesNotExist:
            pass


class StampsField:
    """Not a field; adds two."""

    def contribute_to_class(self, cls, name):
        for part in ("created", "changed"):
            models.DateTimeField(null=True, db_index=part == "changed").contribute_to_class(cls, f"{name}_{part}")


class ProxyDescription:
    def __get__(self, instance, owner=None):
        return self if instance is None else 5

    def __set_name__(self, owner, name):
        self.name = name


class EncryptedMixin:
    def __init__(self, *args, **kwargs):
        if kwargs.get("primary_key"):
            raise ValueError("no key")
        kwargs.pop("searchable", None)
        kwargs["unique"] = False
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "BinaryField"


class EncryptedCharField(EncryptedMixin, models.CharField):
    pass


class EncryptedDateField(EncryptedMixin, models.DateField):
    @cached_property
    def validators(self):
        return []


def encrypted(base):
    """Make an encrypted class of a field class."""

    class Encrypted(base):
        def db_type(self, connection):
            return "bytea"

    Encrypted.__name__ = "Encrypted" + base.__name__
    return Encrypted


EncryptedInteger = encrypted(models.IntegerField)
EncryptedText = type("EncryptedText", (EncryptedMixin, models.TextField), {"description": "made"})


class EnumField(models.CharField):
    """Its length is what the enumeration needs."""

    def __init__(self, enum, **kwargs):
        self.enum = enum
        kwargs["max_length"] = max(len(member.value) for member in enum)
        kwargs["choices"] = [(member.value, member.name) for member in enum]
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        kwargs["enum"] = self.enum
        return name, path, args, kwargs


class BitField(models.BigIntegerField):
    def __init__(self, flags, default=None, *args, **kwargs):
        if isinstance(default, (list, tuple, set)):
            default = 0
        self.flags = list(flags)
        models.BigIntegerField.__init__(self, default=default, *args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.flags, *args], kwargs


class MoneyField(models.DecimalField):
    def __init__(self, verbose_name=None, name=None, max_digits=19, decimal_places=4, currency="EUR", **kwargs):
        self.currency = currency
        super().__init__(verbose_name, name, max_digits, decimal_places, **kwargs)


class HashField(models.UUIDField):
    def db_type(self, connection):
        base = super().db_type(connection)
        return base if base == "uuid" else "text"


class SlotField(models.CharField):
    DEFAULTS = {"max_length": 16, "unique": True}

    def __init__(self, **kwargs):
        super().__init__(**{**self.DEFAULTS, **kwargs})


class SmallSlotField(SlotField):
    DEFAULTS = dict(SlotField.DEFAULTS, max_length=4)


class VersionedText(models.TextField):
    def __new__(cls, *args, **kwargs):
        return super().__new__(cls)

    @property
    def db_tablespace(self):
        return None

    @db_tablespace.setter
    def db_tablespace(self, value):
        pass


class CastField(models.Field):
    def cast_db_type(self, connection):
        return "text"

    def db_type(self, connection):
        return f"{'inter'}{'val'}"


class DomainArray(models.Field):
    def __init__(self, base, **kwargs):
        self.base = base
        super().__init__(**kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "base": self.base}

    def db_type(self, connection):
        return f"{self.base.db_type(connection)}[]"


class DataTypesField(models.Field):
    def db_type(self, connection):
        return connection.data_types["BigIntegerField"]


class FormattedField(models.Field):
    def db_type(self, connection):
        params = {"max_length": 99}
        return connection.data_types["CharField"] % params if False else "varchar(%(max_length)s)" % params


class TimestampField(models.DateTimeField):
    def __init__(self, *args, auto_now_add=True, precision=3, **kwargs):
        self.precision = precision
        super().__init__(*args, auto_now_add=auto_now_add, **kwargs)

    def db_type(self, connection):
        return "timestamp(%d) without time zone" % self.precision


class CompositeReference(ForeignObject):
    """Two columns point at two columns."""
