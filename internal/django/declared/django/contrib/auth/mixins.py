class AccessMixin:
    pass


class LoginRequiredMixin(AccessMixin):
    pass


class PermissionRequiredMixin(AccessMixin):
    pass


class UserPassesTestMixin(AccessMixin):
    pass
