from django.views.generic.edit import FormView


class BaseImportExportMixin:
    pass


class BaseImportMixin(BaseImportExportMixin):
    pass


class BaseExportMixin(BaseImportExportMixin):
    pass


class ExportViewMixin(BaseExportMixin):
    pass


class ExportViewFormMixin(ExportViewMixin, FormView):
    pass
