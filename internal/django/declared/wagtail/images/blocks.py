from wagtail.blocks.field_block import ChooserBlock
from wagtail.blocks.struct_block import StructBlock, StructBlockAdapter


class ImageChooserBlock(ChooserBlock):
    pass


class ImageChooserBlockComparison:
    pass


class ImageBlock(StructBlock):
    pass


class ImageBlockAdapter(StructBlockAdapter):
    pass


class ImageBlockComparison:
    pass
