from wagtail.blocks.field_block import URLBlock


class EmbedValue:
    pass


class EmbedBlock(URLBlock):
    pass
