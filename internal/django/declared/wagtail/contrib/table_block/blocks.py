from django.forms.widgets import HiddenInput
from wagtail.blocks.field_block import FieldBlock


class TableInput(HiddenInput):
    pass


class TableInputAdapter:
    pass


class TableBlock(FieldBlock):
    pass
