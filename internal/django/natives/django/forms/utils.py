from django.core.exceptions import ValidationError


def pretty_name(name): ...
def flatatt(attrs): ...


class RenderableMixin:
    pass


class RenderableFieldMixin(RenderableMixin):
    pass


class RenderableFormMixin(RenderableMixin):
    pass


class RenderableErrorMixin(RenderableMixin):
    pass


class ErrorDict(dict, RenderableErrorMixin):
    pass


class ErrorList(list, RenderableErrorMixin):
    pass


def from_current_timezone(value): ...
def to_current_timezone(value): ...
