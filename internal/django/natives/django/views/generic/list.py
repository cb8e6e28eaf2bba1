from django.core.paginator import Paginator
from django.views.generic.base import ContextMixin, TemplateResponseMixin, View


class MultipleObjectMixin(ContextMixin):
    allow_empty = True
    queryset = None
    model = None
    paginate_by = None
    paginate_orphans = 0
    context_object_name = None
    paginator_class = Paginator
    page_kwarg = "page"
    ordering = None

    @property
    def object_list(self): ...

    def get_queryset(self):
        queryset = (self.model._default_manager if self.queryset is None else self.queryset).all()
        ordering = self.get_ordering()
        if ordering:
            if isinstance(ordering, str):
                ordering = (ordering,)
            queryset = queryset.order_by(*ordering)
        return queryset

    def get_ordering(self):
        return self.ordering

    def get_paginate_by(self, queryset):
        return self.paginate_by

    def get_paginator(self, queryset, per_page, orphans=0, allow_empty_first_page=True, **kwargs):
        return self.paginator_class(queryset, per_page, orphans=orphans, **kwargs)

    def paginate_queryset(self, queryset, page_size):
        paginator = self.get_paginator(queryset, page_size)
        page = paginator.page(self.page_kwarg)
        return paginator, page, page.object_list, True

    def get_paginate_orphans(self):
        return self.paginate_orphans

    def get_allow_empty(self):
        return self.allow_empty

    def get_context_object_name(self, object_list):
        return self.context_object_name or object_list.model._meta.model_name + "_list"

    def get_context_data(self, *, object_list=None, **kwargs):
        queryset = self.object_list if object_list is None else object_list
        page_size = self.get_paginate_by(queryset)
        paginator = page = None
        if page_size:
            paginator, page, queryset, paginated = self.paginate_queryset(queryset, page_size)
        context = {"paginator": paginator, "page_obj": page, "object_list": queryset}
        context[self.get_context_object_name(queryset)] = queryset
        context.update(kwargs)
        return super().get_context_data(**context)


def run(queryset):
    """Reads the rows, in pages or not."""
    ...


class BaseListView(MultipleObjectMixin, View):
    def get(self, request, *args, **kwargs):
        self.object_list = self.get_queryset()
        run(self.object_list)
        return self.render_to_response(self.get_context_data())


class MultipleObjectTemplateResponseMixin(TemplateResponseMixin):
    template_name_suffix = "_list"


class ListView(MultipleObjectTemplateResponseMixin, BaseListView):
    pass
