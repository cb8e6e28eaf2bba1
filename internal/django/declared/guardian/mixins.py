class LoginRequiredMixin:
    pass


class PermissionRequiredMixin:
    pass


class GuardianUserMixin:
    pass


class GuardianGroupMixin:
    pass


class PermissionListMixin:
    pass
