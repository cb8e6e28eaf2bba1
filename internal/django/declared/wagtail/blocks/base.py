from django.forms.fields import Field
from django.forms.widgets import Widget


class BaseBlock(type):
    pass


class Block:
    def __init__(self, *args, **kwargs):
        pass


class BoundBlock:
    pass


class DeclarativeSubBlocksMetaclass(BaseBlock):
    pass


class BlockWidget(Widget):
    pass


class BlockField(Field):
    pass
