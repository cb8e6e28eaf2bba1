from django.contrib.admin.options import ModelAdmin


class ParentAdminNotRegistered(RuntimeError):
    pass


class PolymorphicChildModelAdmin(ModelAdmin):
    pass
