from django.contrib.admin.options import ModelAdmin


class RegistrationClosed(RuntimeError):
    pass


class ChildAdminNotRegistered(RuntimeError):
    pass


class PolymorphicParentModelAdmin(ModelAdmin):
    pass
