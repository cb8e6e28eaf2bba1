from django.forms.fields import CharField, Field
from django.forms.forms import Form
from django.forms.models import ModelForm
from django.forms.widgets import Widget


class ReadOnlyPasswordHashWidget(Widget):
    pass


class ReadOnlyPasswordHashField(Field):
    pass


class UsernameField(CharField):
    pass


class SetPasswordMixin:
    pass


class SetUnusablePasswordMixin:
    pass


class BaseUserCreationForm(SetPasswordMixin, ModelForm):
    pass


class UserCreationForm(BaseUserCreationForm):
    pass


class UserChangeForm(ModelForm):
    pass


class AuthenticationForm(Form):
    pass


class PasswordResetForm(Form):
    pass


class SetPasswordForm(SetPasswordMixin, Form):
    pass


class PasswordChangeForm(SetPasswordForm):
    pass


class AdminPasswordChangeForm(SetUnusablePasswordMixin, SetPasswordMixin, Form):
    pass


class AdminUserCreationForm(SetUnusablePasswordMixin, UserCreationForm):
    pass
