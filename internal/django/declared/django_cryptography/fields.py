from django.db import models


class EncryptedMixin:
    def __init__(self, *args, key=None, ttl=None, **kwargs):
        super().__init__(*args, **kwargs)

    def get_internal_type(self):
        return "BinaryField"


def get_encrypted_field(base_class):
    return type("Encrypted" + base_class.__name__, (EncryptedMixin, base_class), {"base_class": base_class})


def encrypt(base_field, key=None, ttl=None):
    if isinstance(base_field, type):
        return get_encrypted_field(base_field)
    name, path, args, kwargs = base_field.deconstruct()
    return get_encrypted_field(type(base_field))(*args, **kwargs)


class PickledField(models.Field):
    def get_internal_type(self):
        return "BinaryField"
