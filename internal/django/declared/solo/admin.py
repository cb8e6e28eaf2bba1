from django.contrib.admin.options import ModelAdmin


class SingletonModelAdmin(ModelAdmin):
    pass
