from typing import *
from typing import TYPE_CHECKING


def deprecated(message, **kwargs):
    return final


def TypeAliasType(name, value, **kwargs):
    return value
