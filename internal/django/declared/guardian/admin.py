from django.contrib.admin.options import ModelAdmin
from django.forms.forms import Form


class GuardedInlineAdminMixin:
    pass


class AdminUserObjectPermissionsForm:
    pass


class AdminGroupObjectPermissionsForm:
    pass


class GuardedModelAdminMixin:
    pass


class ReinforcedGuardedModelAdminMixin(GuardedModelAdminMixin):
    pass


class GuardedModelAdmin(GuardedModelAdminMixin, ModelAdmin):
    pass


class ReinforcedGuardedModelAdmin(ReinforcedGuardedModelAdminMixin, ModelAdmin):
    pass


class UserManage(Form):
    pass


class GroupManage(Form):
    pass
