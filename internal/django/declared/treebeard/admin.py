from django.contrib.admin.options import ModelAdmin


class TreeAdmin(ModelAdmin):
    pass
