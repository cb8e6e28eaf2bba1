from django.core.exceptions import ValidationError
from collections.abc import MutableSequence
from wagtail.blocks.base import Block


class ListBlockValidationError(ValidationError):
    pass


class ListValue(MutableSequence):
    pass


class ListBlock(Block):
    pass


class ListBlockAdapter:
    pass
