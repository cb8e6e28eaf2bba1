SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


class OperationHolderMixin:
    # What is combined asks each of its parts, or some of them.
    def __and__(self, other):
        return OperandHolder(AND, self, other)

    def __or__(self, other):
        return OperandHolder(OR, self, other)

    def __rand__(self, other):
        return OperandHolder(AND, other, self)

    def __ror__(self, other):
        return OperandHolder(OR, other, self)

    def __invert__(self):
        return SingleOperandHolder(NOT, self)


class SingleOperandHolder(OperationHolderMixin):
    def __init__(self, operator_class, op1_class): ...
    def __call__(self, *args, **kwargs):
        return self.operator_class(self.op1_class())


class OperandHolder(OperationHolderMixin):
    def __init__(self, operator_class, op1_class, op2_class): ...
    def __call__(self, *args, **kwargs):
        return self.operator_class(self.op1_class(), self.op2_class())


class _Operands:
    def __init__(self, op1, op2=None): ...
    def has_permission(self, request, view):
        self.op1.has_permission(request, view)
        if self.op2 is not None:
            self.op2.has_permission(request, view)

    def has_object_permission(self, request, view, obj):
        self.op1.has_object_permission(request, view, obj)
        if self.op2 is not None:
            self.op2.has_object_permission(request, view, obj)


class AND(_Operands):
    pass


class OR(_Operands):
    pass


class NOT(_Operands):
    pass


class BasePermissionMetaclass(OperationHolderMixin, type):
    pass


class BasePermission(metaclass=BasePermissionMetaclass):
    def has_permission(self, request, view): ...
    def has_object_permission(self, request, view, obj): ...


class AllowAny(BasePermission):
    pass


class IsAuthenticated(BasePermission):
    pass


class IsAdminUser(BasePermission):
    pass


class IsAuthenticatedOrReadOnly(BasePermission):
    pass


class DjangoModelPermissions(BasePermission):
    perms_map = {}
    authenticated_users_only = True

    def get_required_permissions(self, method, model_cls): ...
    def _queryset(self, view): ...


class DjangoModelPermissionsOrAnonReadOnly(DjangoModelPermissions):
    authenticated_users_only = False


class DjangoObjectPermissions(DjangoModelPermissions):
    def get_required_object_permissions(self, method, model_cls): ...
