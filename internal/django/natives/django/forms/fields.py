__all__ = [
    "Field", "CharField", "IntegerField", "DateField", "TimeField", "DateTimeField", "DurationField", "RegexField",
    "EmailField", "FileField", "ImageField", "URLField", "BooleanField", "NullBooleanField", "ChoiceField",
    "MultipleChoiceField", "ComboField", "MultiValueField", "FloatField", "DecimalField", "SplitDateTimeField",
    "GenericIPAddressField", "FilePathField", "JSONField", "SlugField", "TypedChoiceField", "TypedMultipleChoiceField",
    "UUIDField",
]


class Field:
    """A field of a form. Only those that choose among rows lead to queries: see forms.models."""

    empty_values = [None, "", [], (), {}]

    def __init__(self, *args, required=True, **kwargs):
        self.required = required


class CharField(Field):
    pass


class IntegerField(Field):
    pass


class FloatField(IntegerField):
    pass


class DecimalField(IntegerField):
    pass


class BaseTemporalField(Field):
    pass


class DateField(BaseTemporalField):
    pass


class TimeField(BaseTemporalField):
    pass


class DateTimeFormatsIterator:
    pass


class DateTimeField(BaseTemporalField):
    pass


class DurationField(Field):
    pass


class RegexField(CharField):
    pass


class EmailField(CharField):
    pass


class FileField(Field):
    pass


class ImageField(FileField):
    pass


class URLField(CharField):
    pass


class BooleanField(Field):
    pass


class NullBooleanField(BooleanField):
    pass


class CallableChoiceIterator:
    pass


class ChoiceField(Field):
    pass


class TypedChoiceField(ChoiceField):
    pass


class MultipleChoiceField(ChoiceField):
    pass


class TypedMultipleChoiceField(MultipleChoiceField):
    pass


class ComboField(Field):
    pass


class MultiValueField(Field):
    pass


class FilePathField(ChoiceField):
    pass


class SplitDateTimeField(MultiValueField):
    pass


class GenericIPAddressField(CharField):
    pass


class SlugField(CharField):
    pass


class UUIDField(CharField):
    pass


class InvalidJSONInput(str):
    pass


class JSONString(str):
    pass


class JSONField(CharField):
    pass
