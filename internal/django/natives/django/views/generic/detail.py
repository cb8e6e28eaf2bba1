from django.views.generic.base import ContextMixin, TemplateResponseMixin, View


class SingleObjectMixin(ContextMixin):
    model = None
    queryset = None
    slug_field = "slug"
    context_object_name = None
    slug_url_kwarg = "slug"
    pk_url_kwarg = "pk"
    query_pk_and_slug = False

    @property
    def object(self): ...

    def get_object(self, queryset=None):
        if queryset is None:
            queryset = self.get_queryset()
        return get_by_key(queryset, self.get_slug_field())

    def get_queryset(self):
        return (self.model._default_manager if self.queryset is None else self.queryset).all()

    def get_slug_field(self):
        return self.slug_field

    def get_context_object_name(self, obj):
        return self.context_object_name or obj._meta.model_name

    def get_context_data(self, **kwargs):
        found = self.object
        context = {"object": found}
        if found is not None:
            context[self.get_context_object_name(found)] = found
        context.update(kwargs)
        return super().get_context_data(**context)


def get_by_key(queryset, slug_field=None):
    """The object that a URL names: by its key, or by its slug where the model has one."""
    ...


def object_of(model):
    """Some object of a model: a new one, or one of which nothing is known."""
    ...


class BaseDetailView(SingleObjectMixin, View):
    def get(self, request, *args, **kwargs):
        self.object = self.get_object()
        return self.render_to_response(self.get_context_data(object=self.object))


class SingleObjectTemplateResponseMixin(TemplateResponseMixin):
    template_name_field = None
    template_name_suffix = "_detail"


class DetailView(SingleObjectTemplateResponseMixin, BaseDetailView):
    pass
