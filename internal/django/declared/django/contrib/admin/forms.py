from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm


class AdminAuthenticationForm(AuthenticationForm):
    pass


class AdminPasswordChangeForm(PasswordChangeForm):
    pass
