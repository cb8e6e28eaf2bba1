from django.forms.fields import ChoiceField
from django.forms.forms import Form
from django.forms.models import ModelChoiceField, ModelForm, ModelMultipleChoiceField


class TreeNodeChoiceFieldMixin:
    pass


class TreeNodeChoiceField(TreeNodeChoiceFieldMixin, ModelChoiceField):
    pass


class TreeNodeMultipleChoiceField(TreeNodeChoiceFieldMixin, ModelMultipleChoiceField):
    pass


class TreeNodePositionField(ChoiceField):
    pass


class MoveNodeForm(Form):
    pass


class MPTTAdminForm(ModelForm):
    pass
