from django.forms.forms import Form


class ChangeListSearchForm(Form):
    pass


class ChangeList:
    pass
