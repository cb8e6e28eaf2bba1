class LifecycleModelMixin:
    pass
