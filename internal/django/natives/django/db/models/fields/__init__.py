import enum

from django.db.models.query_utils import RegisterLookupMixin

__all__ = [
    "AutoField", "BLANK_CHOICE_DASH", "BigAutoField", "BigIntegerField", "BinaryField", "BooleanField", "CharField",
    "CommaSeparatedIntegerField", "DateField", "DateTimeField", "DecimalField", "DurationField", "EmailField", "Empty",
    "Field", "FilePathField", "FloatField", "GenericIPAddressField", "IPAddressField", "IntegerField", "NOT_PROVIDED",
    "NullBooleanField", "PositiveBigIntegerField", "PositiveIntegerField", "PositiveSmallIntegerField", "SlugField",
    "SmallAutoField", "SmallIntegerField", "TextField", "TimeField", "URLField", "UUIDField",
]


class NOT_PROVIDED:
    pass


class Empty:
    pass


BLANK_CHOICE_DASH = [("", "---------")]


def return_None():
    return None


class Field(RegisterLookupMixin):
    empty_strings_allowed = True
    empty_values = [None, "", [], (), {}]
    default_validators = []
    hidden = False
    many_to_many = None
    many_to_one = None
    one_to_many = None
    one_to_one = None
    related_model = None
    remote_field = None
    is_relation = False
    generated = False
    concrete = True
    system_check_deprecated_details = None
    system_check_removed_details = None
    default_error_messages = {}
    creation_counter = 0

    def __init__(
        self, verbose_name=None, name=None, primary_key=False, max_length=None, unique=False, blank=False, null=False,
        db_index=False, rel=None, default=NOT_PROVIDED, editable=True, serialize=True, unique_for_date=None,
        unique_for_month=None, unique_for_year=None, choices=None, help_text="", db_column=None, db_tablespace=None,
        auto_created=False, validators=(), error_messages=None, db_comment=None, db_default=NOT_PROVIDED,
    ): ...

    @property
    def unique(self):
        return self._unique or self.primary_key

    def check(self, **kwargs): ...
    def clone(self): ...
    def deconstruct(self): ...
    def contribute_to_class(self, cls, name, private_only=False): ...
    def __get__(self, instance, owner): ...

    @property
    def field(self):  # of the descriptor that stands in the class
        return self

    def set_attributes_from_name(self, name):
        self.name = self.name or name
        self.attname, self.column = self.get_attname_column()
        self.concrete = self.column is not None

    def get_attname(self):
        return self.name

    def get_attname_column(self):
        attname = self.get_attname()
        return attname, self.db_column or attname

    def get_internal_type(self):
        return self.__class__.__name__

    def db_type(self, connection): ...
    def db_parameters(self, connection):
        return {"type": self.db_type(connection), "check": None}

    def rel_db_type(self, connection):
        return self.db_type(connection)

    def db_type_parameters(self, connection): ...
    def db_check(self, connection):
        return None

    def db_type_suffix(self, connection):
        return None

    def has_default(self):
        return self.default is not NOT_PROVIDED

    def get_default(self): ...
    def get_filter_kwargs_for_object(self, obj): ...
    def formfield(self, form_class=None, choices_form_class=None, **kwargs): ...
    def value_from_object(self, obj): ...
    def pre_save(self, model_instance, add): ...
    def get_prep_value(self, value):
        return value

    def get_db_prep_value(self, value, connection, prepared=False):
        return value

    def get_db_prep_save(self, value, connection):
        return value

    def to_python(self, value):
        return value

    def clean(self, value, model_instance):
        return value

    def validate(self, value, model_instance): ...
    def run_validators(self, value): ...
    def save_form_data(self, instance, data): ...
    def value_to_string(self, obj): ...
    def get_choices(self, include_blank=True, blank_choice=BLANK_CHOICE_DASH, limit_choices_to=None, ordering=()): ...
    def get_col(self, alias, output_field=None): ...
    def cast_db_type(self, connection): ...

    @property
    def flatchoices(self): ...


class BooleanField(Field):
    def get_internal_type(self):
        return "BooleanField"


class NullBooleanField(BooleanField):
    def __init__(self, *args, **kwargs):
        kwargs["null"] = True
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "NullBooleanField"


class CharField(Field):
    def __init__(self, *args, db_collation=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.db_collation = db_collation

    def get_internal_type(self):
        return "CharField"


class CommaSeparatedIntegerField(CharField):
    pass


class DateTimeCheckMixin:
    pass


class DateField(DateTimeCheckMixin, Field):
    def __init__(self, verbose_name=None, name=None, auto_now=False, auto_now_add=False, **kwargs):
        super().__init__(verbose_name, name, **kwargs)
        self.auto_now, self.auto_now_add = auto_now, auto_now_add

    def get_internal_type(self):
        return "DateField"


class DateTimeField(DateField):
    def get_internal_type(self):
        return "DateTimeField"


class DecimalField(Field):
    def __init__(self, verbose_name=None, name=None, max_digits=None, decimal_places=None, **kwargs):
        super().__init__(verbose_name, name, **kwargs)
        self.max_digits, self.decimal_places = max_digits, decimal_places

    def get_internal_type(self):
        return "DecimalField"


class DurationField(Field):
    def get_internal_type(self):
        return "DurationField"


class EmailField(CharField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 254)
        super().__init__(*args, **kwargs)


class FilePathField(Field):
    def __init__(
        self, verbose_name=None, name=None, path="", match=None, recursive=False, allow_files=True, allow_folders=False,
        **kwargs,
    ):
        kwargs.setdefault("max_length", 100)
        super().__init__(verbose_name, name, **kwargs)

    def get_internal_type(self):
        return "FilePathField"


class FloatField(Field):
    def get_internal_type(self):
        return "FloatField"


class IntegerField(Field):
    def get_internal_type(self):
        return "IntegerField"


class BigIntegerField(IntegerField):
    def get_internal_type(self):
        return "BigIntegerField"


class SmallIntegerField(IntegerField):
    def get_internal_type(self):
        return "SmallIntegerField"


class IPAddressField(Field):
    def get_internal_type(self):
        return "IPAddressField"


class GenericIPAddressField(Field):
    def __init__(self, verbose_name=None, name=None, protocol="both", unpack_ipv4=False, *args, **kwargs):
        kwargs["max_length"] = 39
        super().__init__(verbose_name, name, *args, **kwargs)

    def get_internal_type(self):
        return "GenericIPAddressField"


class PositiveIntegerRelDbTypeMixin:
    def rel_db_type(self, connection): ...


class PositiveBigIntegerField(PositiveIntegerRelDbTypeMixin, BigIntegerField):
    def get_internal_type(self):
        return "PositiveBigIntegerField"


class PositiveIntegerField(PositiveIntegerRelDbTypeMixin, IntegerField):
    def get_internal_type(self):
        return "PositiveIntegerField"


class PositiveSmallIntegerField(PositiveIntegerRelDbTypeMixin, SmallIntegerField):
    def get_internal_type(self):
        return "PositiveSmallIntegerField"


class SlugField(CharField):
    def __init__(self, *args, max_length=50, db_index=True, allow_unicode=False, **kwargs):
        self.allow_unicode = allow_unicode
        super().__init__(*args, max_length=max_length, db_index=db_index, **kwargs)

    def get_internal_type(self):
        return "SlugField"


class TextField(Field):
    def __init__(self, *args, db_collation=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.db_collation = db_collation

    def get_internal_type(self):
        return "TextField"


class TimeField(DateTimeCheckMixin, Field):
    def __init__(self, verbose_name=None, name=None, auto_now=False, auto_now_add=False, **kwargs):
        super().__init__(verbose_name, name, **kwargs)

    def get_internal_type(self):
        return "TimeField"


class URLField(CharField):
    def __init__(self, verbose_name=None, name=None, **kwargs):
        kwargs.setdefault("max_length", 200)
        super().__init__(verbose_name, name, **kwargs)


class BinaryField(Field):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("editable", False)
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "BinaryField"


class UUIDField(Field):
    def __init__(self, verbose_name=None, **kwargs):
        kwargs["max_length"] = 32
        super().__init__(verbose_name, **kwargs)

    def get_internal_type(self):
        return "UUIDField"


class AutoFieldMixin:
    def rel_db_type(self, connection): ...


class AutoFieldMeta(type):
    pass


class AutoField(AutoFieldMixin, IntegerField, metaclass=AutoFieldMeta):
    def __init__(self, *args, **kwargs):
        kwargs["blank"] = True
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "AutoField"


class BigAutoField(AutoFieldMixin, BigIntegerField):
    def get_internal_type(self):
        return "BigAutoField"


class SmallAutoField(AutoFieldMixin, SmallIntegerField):
    def get_internal_type(self):
        return "SmallAutoField"
