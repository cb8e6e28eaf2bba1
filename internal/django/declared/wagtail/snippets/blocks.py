from wagtail.blocks.field_block import ChooserBlock


class SnippetChooserBlock(ChooserBlock):
    pass
