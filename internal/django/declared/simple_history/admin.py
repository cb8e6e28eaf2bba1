from django.contrib.admin.options import ModelAdmin


class SimpleHistoryAdmin(ModelAdmin):
    pass
