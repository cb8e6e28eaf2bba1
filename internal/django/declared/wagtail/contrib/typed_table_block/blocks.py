from django.core.exceptions import ValidationError
from wagtail.blocks.base import Block


class TypedTableBlockValidationError(ValidationError):
    pass


class TypedTable:
    pass


class BaseTypedTableBlock(Block):
    pass


class TypedTableBlock(BaseTypedTableBlock):
    pass


class TypedTableBlockAdapter:
    pass
