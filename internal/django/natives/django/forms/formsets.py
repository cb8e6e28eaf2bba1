from django.core.exceptions import ValidationError
from django.forms.forms import Form
from django.forms.utils import RenderableFormMixin

__all__ = ["BaseFormSet", "formset_factory", "all_valid"]

TOTAL_FORM_COUNT = "TOTAL_FORMS"
INITIAL_FORM_COUNT = "INITIAL_FORMS"
MIN_NUM_FORM_COUNT = "MIN_NUM_FORMS"
MAX_NUM_FORM_COUNT = "MAX_NUM_FORMS"
ORDERING_FIELD_NAME = "ORDER"
DELETION_FIELD_NAME = "DELETE"
DEFAULT_MIN_NUM = 0
DEFAULT_MAX_NUM = 1000


class ManagementForm(Form):
    pass


class BaseFormSet(RenderableFormMixin):
    form = None

    def __init__(self, data=None, files=None, *args, **kwargs):
        self.data = data
        self.files = files

    @property
    def forms(self):
        return some_of(form_of(self.form))

    @property
    def initial_forms(self):
        return self.forms

    @property
    def extra_forms(self):
        return self.forms

    @property
    def deleted_forms(self):
        return self.forms

    @property
    def ordered_forms(self):
        return self.forms

    def __iter__(self):
        return self.forms

    def __getitem__(self, index):
        return self.forms[index]

    def add_fields(self, form, index): ...
    def clean(self): ...


def form_of(form_class): ...
def some_of(value): ...


def formset_factory(form, formset=BaseFormSet, *args, **kwargs):
    return type(form.__name__ + "FormSet", (formset,), {"form": form})


def all_valid(formsets): ...
