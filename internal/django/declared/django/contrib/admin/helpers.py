from django.forms.forms import Form
from django.forms.utils import ErrorList


class ActionForm(Form):
    pass


class AdminForm:
    pass


class Fieldset:
    pass


class Fieldline:
    pass


class AdminField:
    pass


class AdminReadonlyField:
    pass


class InlineAdminFormSet:
    pass


class InlineAdminForm(AdminForm):
    pass


class InlineFieldset(Fieldset):
    pass


class AdminErrorList(ErrorList):
    pass
