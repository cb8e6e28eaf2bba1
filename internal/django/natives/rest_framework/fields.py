from rest_framework.exceptions import ValidationError


class empty:
    pass


class BuiltinSignatureError(Exception):
    pass


class CreateOnlyDefault:
    def __init__(self, default): ...


class CurrentUserDefault:
    pass


class SkipField(Exception):
    pass


MISSING_ERROR_MESSAGE = ""


def is_simple_callable(obj): ...
def get_attribute(instance, attrs): ...
def to_choices_dict(choices): ...
def flatten_choices_dict(choices): ...
def iter_options(grouped_choices, cutoff=None, cutoff_text=None): ...
def get_error_detail(exc_info): ...


class Field:
    default_error_messages = {}
    default_validators = []
    initial = None

    def __init__(self, *args, read_only=False, write_only=False, required=None, default=empty, source=None, **kwargs): ...
    def __class_getitem__(cls, *args, **kwargs):
        return cls

    def __getattr__(self, name): ...
    @property
    def context(self): ...
    def bind(self, field_name, parent): ...
    def get_attribute(self, instance): ...
    def get_default(self): ...
    def get_initial(self): ...
    def get_validators(self): ...
    def get_value(self, dictionary): ...
    def fail(self, key, **kwargs): ...
    def run_validation(self, data=empty): ...
    def run_validators(self, value): ...
    def validate_empty_values(self, data): ...
    def to_internal_value(self, data):
        return data

    def to_representation(self, value):
        return value


class BooleanField(Field):
    pass


class NullBooleanField(Field):
    pass


class CharField(Field):
    pass


class EmailField(CharField):
    pass


class RegexField(CharField):
    pass


class SlugField(CharField):
    pass


class URLField(CharField):
    pass


class UUIDField(Field):
    pass


class IPAddressField(CharField):
    pass


class IntegerField(Field):
    pass


class BigIntegerField(IntegerField):
    pass


class FloatField(Field):
    pass


class DecimalField(Field):
    pass


class DateTimeField(Field):
    pass


class DateField(Field):
    pass


class TimeField(Field):
    pass


class DurationField(Field):
    pass


class ChoiceField(Field):
    pass


class MultipleChoiceField(ChoiceField):
    pass


class FilePathField(ChoiceField):
    pass


class FileField(Field):
    pass


class ImageField(FileField):
    pass


class _UnvalidatedField(Field):
    pass


class ListField(Field):
    child = _UnvalidatedField()


class DictField(Field):
    child = _UnvalidatedField()


class HStoreField(DictField):
    pass


class JSONField(Field):
    pass


class ReadOnlyField(Field):
    pass


class HiddenField(Field):
    pass


class SerializerMethodField(Field):
    def __init__(self, method_name=None, **kwargs): ...


class ModelField(Field):
    pass
