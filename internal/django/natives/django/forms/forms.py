from functools import cached_property

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms.boundfield import BoundField
from django.forms.utils import RenderableFormMixin
from django.forms.widgets import MediaDefiningClass

__all__ = ["BaseForm", "Form"]


class DeclarativeFieldsMetaclass(MediaDefiningClass):
    pass


class _Fields:
    """The fields of a form by name. One is made only when somebody asks for it."""

    def __getitem__(self, name): ...
    def get(self, name, default=None): ...
    def pop(self, name, default=None): ...
    def __setitem__(self, name, field): ...


class _CleanedData:
    """What a valid form was given: of a field that chooses among rows the rows."""

    def __getitem__(self, name): ...
    def get(self, name, default=None): ...
    def pop(self, name, default=None): ...
    def __setitem__(self, name, value): ...


class _ClassFields:
    def __get__(self, instance, owner): ...


class BaseForm(RenderableFormMixin):
    base_fields = declared_fields = _ClassFields()
    prefix = None

    def __init__(self, data=None, files=None, *args, **kwargs):
        self.data = data
        self.files = files

    @cached_property
    def fields(self): ...

    @cached_property
    def cleaned_data(self): ...

    def clean(self):
        return self.cleaned_data


class Form(BaseForm):
    pass
