class BaseManager:
    use_in_migrations = False
    auto_created = False
    _queryset_class = None

    def __init__(self): ...
    @classmethod
    def from_queryset(cls, queryset_class, class_name=None): ...
    def contribute_to_class(self, cls, name): ...
    def db_manager(self, using=None, hints=None):
        return self
    def get_queryset(self): ...
    def all(self):
        return self.get_queryset()
    def __getattr__(self, name): ...


class Manager(BaseManager):
    pass


class ManagerDescriptor:
    pass


class EmptyManager(Manager):
    def __init__(self, model): ...
