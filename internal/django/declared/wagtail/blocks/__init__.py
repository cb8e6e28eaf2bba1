from wagtail.blocks.base import BaseBlock, Block, BoundBlock, DeclarativeSubBlocksMetaclass, BlockWidget, BlockField
from wagtail.blocks.field_block import (
    FieldBlock,
    CharBlock,
    URLBlock,
    RichTextBlock,
    RawHTMLBlock,
    ChooserBlock,
    PageChooserBlock,
    TextBlock,
    BooleanBlock,
    DateBlock,
    TimeBlock,
    DateTimeBlock,
    ChoiceBlock,
    MultipleChoiceBlock,
    EmailBlock,
    IntegerBlock,
    FloatBlock,
    DecimalBlock,
    RegexBlock,
    BlockQuoteBlock,
)
from wagtail.blocks.list_block import ListBlock, ListBlockValidationError
from wagtail.blocks.static_block import StaticBlock
from wagtail.blocks.stream_block import BaseStreamBlock, StreamBlock, StreamValue, StreamBlockValidationError
from wagtail.blocks.struct_block import (
    BlockGroup,
    BaseStructBlock,
    StructBlock,
    StructValue,
    StructBlockValidationError,
)
