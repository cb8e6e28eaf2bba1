class Panel:
    def __init__(self, *args, **kwargs):
        pass


class FieldPanel(Panel):
    pass


class InlinePanel(Panel):
    pass


class MultiFieldPanel(Panel):
    pass


class FieldRowPanel(Panel):
    pass


class TabbedInterface(Panel):
    pass


class ObjectList(Panel):
    pass


class HelpPanel(Panel):
    pass


class TitleFieldPanel(FieldPanel):
    pass


class PageChooserPanel(FieldPanel):
    pass


class MultipleChooserPanel(InlinePanel):
    pass


class PublishingPanel(MultiFieldPanel):
    pass
