from guardian.models.models import (
    BaseGenericObjectPermission,
    BaseObjectPermission,
    GroupObjectPermission,
    GroupObjectPermissionAbstract,
    GroupObjectPermissionBase,
    UserObjectPermission,
    UserObjectPermissionAbstract,
    UserObjectPermissionBase,
)
from django.contrib.auth.models import Group, Permission
