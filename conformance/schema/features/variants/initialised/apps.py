from django.apps import AppConfig as Base

from . import PREFIX


class InitialisedConfig(Base):
    name = __name__.rpartition(".")[0]
    label = f"{PREFIX}ialised"
    default_auto_field = "custom.fields.UnsignedAutoField"
