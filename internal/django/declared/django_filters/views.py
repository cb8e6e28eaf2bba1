from django.views.generic.base import View
from django.views.generic.list import MultipleObjectMixin, MultipleObjectTemplateResponseMixin


class FilterMixin:
    pass


class BaseFilterView(FilterMixin, MultipleObjectMixin, View):
    pass


class FilterView(MultipleObjectTemplateResponseMixin, BaseFilterView):
    pass
