from django.forms.boundfield import BoundField
from django.forms.models import BaseInlineFormSet, BaseModelForm, ModelForm, ModelFormMetaclass


class TranslatedField:
    pass


class BaseTranslatableModelForm(BaseModelForm):
    pass


class TranslatableBoundField(BoundField):
    pass


class TranslatableModelFormMetaclass(ModelFormMetaclass):
    pass


class TranslatableModelForm(BaseTranslatableModelForm, ModelForm):
    pass


class TranslatableBaseInlineFormSet(BaseInlineFormSet):
    pass
