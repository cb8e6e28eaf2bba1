from django.forms.forms import Form
from wagtail.admin.forms.models import WagtailAdminModelForm


class CopyForm(Form):
    pass


class PageViewRestrictionForm:
    pass


class WagtailAdminPageForm(WagtailAdminModelForm):
    pass


class MoveForm(Form):
    pass


class ParentChooserForm(Form):
    pass
