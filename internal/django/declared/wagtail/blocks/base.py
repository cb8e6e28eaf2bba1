from django.forms.fields import Field
from django.forms.widgets import Widget


class BaseBlock(type):
    pass


class Block:
    pass


class BoundBlock:
    pass


class DeclarativeSubBlocksMetaclass(BaseBlock):
    pass


class BlockWidget(Widget):
    pass


class BlockField(Field):
    pass
