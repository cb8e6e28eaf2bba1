from django.core.exceptions import ValidationError
from django.forms.fields import ChoiceField, Field
from django.forms.forms import BaseForm, DeclarativeFieldsMetaclass
from django.forms.formsets import BaseFormSet, form_of, some_of

__all__ = [
    "ModelForm", "BaseModelForm", "model_to_dict", "fields_for_model", "ModelChoiceField", "ModelMultipleChoiceField",
    "ALL_FIELDS", "BaseModelFormSet", "modelformset_factory", "BaseInlineFormSet", "inlineformset_factory",
    "modelform_factory",
]

ALL_FIELDS = "__all__"


def construct_instance(form, instance, fields=None, exclude=None):
    return instance


def model_to_dict(instance, fields=None, exclude=None): ...
def apply_limit_choices_to_to_formfield(formfield): ...
def fields_for_model(model, fields=None, exclude=None, *args, **kwargs): ...
def modelform_defines_fields(form_class): ...
def _get_foreign_key(parent_model, model, fk_name=None, can_fail=False): ...


class ModelFormOptions:
    def __init__(self, options=None):
        self.model = getattr(options, "model", None)
        self.fields = getattr(options, "fields", None)
        self.exclude = getattr(options, "exclude", None)


class _Options:
    def __get__(self, instance, owner):
        return ModelFormOptions(getattr(owner if instance is None else instance, "Meta", None))


class ModelFormMetaclass(DeclarativeFieldsMetaclass):
    pass


class BaseModelForm(BaseForm):
    _meta = _Options()

    def __init__(
        self, data=None, files=None, auto_id=None, prefix=None, initial=None, error_class=None, label_suffix=None,
        empty_permitted=False, instance=None, **kwargs,
    ):
        self.data = data
        self.files = files
        keep_instance(self, instance)

    @property
    def instance(self):
        return form_instance(self)

    def save(self, commit=True):
        return self.instance


def form_instance(form):
    """The object that a form was given, or a new one of its model."""
    ...


def keep_instance(form, instance): ...


class ModelForm(BaseModelForm):
    pass


def modelform_factory(model, form=ModelForm, fields=None, *args, **kwargs):
    bases = (form.Meta,) if hasattr(form, "Meta") else ()
    return type(model.__name__ + "Form", (form,), {"Meta": type("Meta", bases, {"model": model, "fields": fields})})


class BaseModelFormSet(BaseFormSet):
    model = None

    def __init__(self, data=None, files=None, auto_id=None, prefix=None, queryset=None, **kwargs):
        self.data = data
        self.files = files
        self.queryset = queryset

    def get_queryset(self):
        if self.queryset is None:
            return self.model._default_manager.get_queryset()
        return self.queryset

    def save(self, commit=True):
        return some_of(form_instance(form_of(self.form)))

    def save_new(self, form, commit=True):
        return form.save(commit=commit)

    def save_existing(self, form, obj, commit=True):
        return form.save(commit=commit)

    @property
    def new_objects(self):
        return self.save()

    @property
    def deleted_objects(self):
        return self.save()


def modelformset_factory(model, form=ModelForm, formfield_callback=None, formset=BaseModelFormSet, **kwargs):
    form = modelform_factory(model, form=form)
    return type(model.__name__ + "FormSet", (formset,), {"form": form, "model": model})


class BaseInlineFormSet(BaseModelFormSet):
    parent = fk_name = None

    def __init__(self, data=None, files=None, instance=None, save_as_new=False, prefix=None, queryset=None, **kwargs):
        self.data = data
        self.files = files
        self.queryset = queryset
        self.instance = instance

    def get_queryset(self):
        return rows_of(super().get_queryset(), self.parent, self.fk_name)


def rows_of(queryset, parent, fk_name):
    """The rows of a queryset that belong to an object of another model."""
    ...


def inlineformset_factory(
    parent_model, model, form=ModelForm, formset=BaseInlineFormSet, fk_name=None, *args, **kwargs
):
    form = modelform_factory(model, form=form)
    names = {"form": form, "model": model, "parent": parent_model, "fk_name": fk_name}
    return type(model.__name__ + "FormSet", (formset,), names)


class InlineForeignKeyField(Field):
    pass


class ModelChoiceIteratorValue:
    pass


class ModelChoiceIterator:
    def __init__(self, field):
        self.field = field
        self.queryset = field.queryset


class ModelChoiceField(ChoiceField):
    iterator = ModelChoiceIterator

    def __init__(self, queryset, *args, required=True, **kwargs):
        self.required = required
        self.queryset = queryset


class ModelMultipleChoiceField(ModelChoiceField):
    pass
