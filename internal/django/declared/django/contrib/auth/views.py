from django.views.generic.base import TemplateView
from django.views.generic.edit import FormView


class RedirectURLMixin:
    pass


class LoginView(RedirectURLMixin, FormView):
    pass


class LogoutView(RedirectURLMixin, TemplateView):
    pass


class PasswordContextMixin:
    pass


class PasswordResetView(PasswordContextMixin, FormView):
    pass


class PasswordResetDoneView(PasswordContextMixin, TemplateView):
    pass


class PasswordResetConfirmView(PasswordContextMixin, FormView):
    pass


class PasswordResetCompleteView(PasswordContextMixin, TemplateView):
    pass


class PasswordChangeView(PasswordContextMixin, FormView):
    pass


class PasswordChangeDoneView(PasswordContextMixin, TemplateView):
    pass
