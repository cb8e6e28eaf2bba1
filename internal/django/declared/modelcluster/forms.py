from django.forms.models import BaseModelFormSet, ModelForm, ModelFormMetaclass, ModelFormOptions


class BaseTransientModelFormSet(BaseModelFormSet):
    pass


class BaseChildFormSet(BaseTransientModelFormSet):
    pass


class ClusterFormOptions(ModelFormOptions):
    pass


class ClusterFormMetaclass(ModelFormMetaclass):
    pass


class ClusterForm(ModelForm):
    pass
