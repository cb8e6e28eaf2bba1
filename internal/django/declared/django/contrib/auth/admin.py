from django.contrib.admin.options import ModelAdmin


class GroupAdmin(ModelAdmin):
    pass


class UserAdmin(ModelAdmin):
    pass
