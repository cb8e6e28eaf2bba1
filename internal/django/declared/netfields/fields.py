from django.db import models


class _NetAddressField(models.Field):
    pass


class InetAddressField(_NetAddressField):
    def __init__(self, *args, store_prefix_length=True, **kwargs):
        super().__init__(*args, **kwargs)

    def db_type(self, connection):
        return "inet"


class CidrAddressField(_NetAddressField):
    def db_type(self, connection):
        return "cidr"


class MACAddressField(models.Field):
    def db_type(self, connection):
        return "macaddr"


class MACAddress8Field(models.Field):
    def db_type(self, connection):
        return "macaddr8"
