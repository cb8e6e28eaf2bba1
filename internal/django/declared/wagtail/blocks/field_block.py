from wagtail.blocks.base import Block


class FieldBlock(Block):
    pass


class FieldBlockAdapter:
    pass


class CharBlock(FieldBlock):
    pass


class TextBlock(FieldBlock):
    pass


class BlockQuoteBlock(TextBlock):
    pass


class FloatBlock(FieldBlock):
    pass


class DecimalBlock(FieldBlock):
    pass


class RegexBlock(FieldBlock):
    pass


class URLBlock(FieldBlock):
    pass


class BooleanBlock(FieldBlock):
    pass


class DateBlock(FieldBlock):
    pass


class TimeBlock(FieldBlock):
    pass


class DateTimeBlock(FieldBlock):
    pass


class EmailBlock(FieldBlock):
    pass


class IntegerBlock(FieldBlock):
    pass


class BaseChoiceBlock(FieldBlock):
    pass


class ChoiceBlock(BaseChoiceBlock):
    pass


class MultipleChoiceBlock(BaseChoiceBlock):
    pass


class RichTextBlock(FieldBlock):
    pass


class RawHTMLBlock(FieldBlock):
    pass


class ChooserBlock(FieldBlock):
    pass


class PageChooserBlock(ChooserBlock):
    pass
