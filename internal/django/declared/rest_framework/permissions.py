class OperationHolderMixin:
    pass


class SingleOperandHolder(OperationHolderMixin):
    pass


class OperandHolder(OperationHolderMixin):
    pass


class AND:
    pass


class OR:
    pass


class NOT:
    pass


class BasePermissionMetaclass(OperationHolderMixin, type):
    pass


class BasePermission:
    pass


class AllowAny(BasePermission):
    pass


class IsAuthenticated(BasePermission):
    pass


class IsAdminUser(BasePermission):
    pass


class IsAuthenticatedOrReadOnly(BasePermission):
    pass


class DjangoModelPermissions(BasePermission):
    pass


class DjangoModelPermissionsOrAnonReadOnly(DjangoModelPermissions):
    pass


class DjangoObjectPermissions(DjangoModelPermissions):
    pass
