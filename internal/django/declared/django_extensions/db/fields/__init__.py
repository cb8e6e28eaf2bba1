from django.db import models


class UniqueFieldMixin:
    pass


class AutoSlugField(UniqueFieldMixin, models.SlugField):
    def __init__(self, *args, populate_from=None, separator="-", overwrite=False, allow_duplicates=False, **kwargs):
        for name in ("slugify_function", "max_unique_query_attempts", "overwrite_on_add"):
            kwargs.pop(name, None)
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "SlugField"


class RandomCharField(UniqueFieldMixin, models.CharField):
    def __init__(self, *args, length=None, **kwargs):
        for name in ("lowercase", "uppercase", "include_digits", "include_alpha", "include_punctuation"):
            kwargs.pop(name, None)
        kwargs.pop("max_unique_query_attempts", None)
        kwargs.setdefault("max_length", length)
        super().__init__(*args, **kwargs)

    def internal_type(self):
        return "CharField"


class CreationDateTimeField(models.DateTimeField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_now_add", True)
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "DateTimeField"


class ModificationDateTimeField(CreationDateTimeField):
    def __init__(self, *args, **kwargs):
        kwargs.setdefault("auto_now", True)
        models.DateTimeField.__init__(self, *args, **kwargs)


class UUIDFieldMixin:
    DEFAULT_MAX_LENGTH = 36

    def __init__(self, verbose_name=None, name=None, auto=True, version=4, node=None, clock_seq=None, **kwargs):
        kwargs.pop("namespace", None)
        kwargs.pop("uuid_name", None)
        kwargs.setdefault("max_length", self.DEFAULT_MAX_LENGTH)
        super().__init__(verbose_name=verbose_name, **kwargs)


class ShortUUIDField(UUIDFieldMixin, models.CharField):
    DEFAULT_MAX_LENGTH = 22
