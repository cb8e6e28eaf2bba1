from wagtail.blocks.base import Block


class StaticBlock(Block):
    pass


class StaticBlockAdapter:
    pass
