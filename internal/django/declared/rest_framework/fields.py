class empty:
    pass


class BuiltinSignatureError(Exception):
    pass


class CreateOnlyDefault:
    pass


class CurrentUserDefault:
    pass


class SkipField(Exception):
    pass


class Field:
    def __init__(self, *args, read_only=False, write_only=False, required=None, source=None, **kwargs):
        self.read_only = read_only
        self.source = source


class BooleanField(Field):
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
    pass


class DictField(Field):
    pass


class HStoreField(DictField):
    pass


class JSONField(Field):
    pass


class ReadOnlyField(Field):
    pass


class HiddenField(Field):
    pass


class SerializerMethodField(Field):
    pass


class ModelField(Field):
    pass
