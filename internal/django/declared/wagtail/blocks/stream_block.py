from django.core.exceptions import ValidationError
from collections.abc import MutableSequence
from wagtail.blocks.base import Block


class StreamBlockValidationError(ValidationError):
    pass


class BaseStreamBlock(Block):
    pass


class StreamBlock(BaseStreamBlock):
    pass


class StreamValue(MutableSequence):
    pass


class StreamBlockAdapter:
    pass
