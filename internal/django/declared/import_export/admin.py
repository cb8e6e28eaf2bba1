from django.contrib.admin.options import ModelAdmin
from import_export.mixins import BaseExportMixin, BaseImportMixin


class ImportExportMixinBase:
    pass


class ImportMixin(BaseImportMixin, ImportExportMixinBase):
    pass


class ExportMixin(BaseExportMixin, ImportExportMixinBase):
    pass


class ImportExportMixin(ImportMixin, ExportMixin):
    pass


class ImportExportModelAdmin(ImportExportMixin, ModelAdmin):
    pass


class ExportActionMixin(ExportMixin):
    pass


class ExportActionModelAdmin(ExportActionMixin, ModelAdmin):
    pass


class ImportExportActionModelAdmin(ImportMixin, ExportActionModelAdmin):
    pass
