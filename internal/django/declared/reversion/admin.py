from django.contrib.admin.options import ModelAdmin


class _RollBackRevisionView(Exception):
    pass


class VersionAdmin(ModelAdmin):
    pass
