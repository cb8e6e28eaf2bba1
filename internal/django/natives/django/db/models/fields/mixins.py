class FieldCacheMixin:
    pass


class CheckFieldDefaultMixin:
    pass


NOT_PROVIDED = None
