from django.core.exceptions import ValidationError
from collections import OrderedDict
from wagtail.blocks.base import Block, BoundBlock


class StructBlockValidationError(ValidationError):
    pass


class BlockGroup:
    pass


class StructValue(OrderedDict):
    pass


class PlaceholderBoundBlock(BoundBlock):
    pass


class BaseStructBlock(Block):
    pass


class StructBlock(BaseStructBlock):
    pass


class StructBlockAdapter:
    pass
