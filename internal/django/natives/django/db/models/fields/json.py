from django.db.models.fields import Field, TextField
from django.db.models.fields.mixins import CheckFieldDefaultMixin
from django.db.models.lookups import PostgresOperatorLookup, Transform


class JSONField(CheckFieldDefaultMixin, Field):
    def __init__(self, verbose_name=None, name=None, encoder=None, decoder=None, **kwargs):
        self.encoder, self.decoder = encoder, decoder
        super().__init__(verbose_name, name, **kwargs)

    def get_internal_type(self):
        return "JSONField"


class KeyTransform(Transform):
    postgres_operator = "->"
    postgres_nested_operator = "#>"

    def __init__(self, key_name, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.key_name = str(key_name)


class KeyTextTransform(KeyTransform):
    postgres_operator = "->>"
    postgres_nested_operator = "#>>"

    @classmethod
    def from_lookup(cls, lookup):
        transform, *keys = lookup.split("__")
        for key in keys:
            transform = cls(key, transform)
        return transform


class KeyTransformFactory:
    def __init__(self, key_name): ...


KT = KeyTextTransform.from_lookup
