from django.views.generic.edit import CreateView, UpdateView


class ViewUrlMixin:
    pass


class TranslatableSlugMixin:
    pass


class FallbackLanguageResolved(Exception):
    pass


class LanguageChoiceMixin:
    pass


class TranslatableModelFormMixin(LanguageChoiceMixin):
    pass


class TranslatableCreateView(TranslatableModelFormMixin, CreateView):
    pass


class TranslatableUpdateView(TranslatableModelFormMixin, UpdateView):
    pass
