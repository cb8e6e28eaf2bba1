from django_lifecycle.decorators import hook
from django_lifecycle.mixins import LifecycleModelMixin
from django_lifecycle.models import LifecycleModel

BEFORE_SAVE, AFTER_SAVE = "before_save", "after_save"
BEFORE_CREATE, AFTER_CREATE = "before_create", "after_create"
BEFORE_UPDATE, AFTER_UPDATE = "before_update", "after_update"
BEFORE_DELETE, AFTER_DELETE = "before_delete", "after_delete"
