class BaseManager:
    """The names of the queryset class are found by __getattr__, which stands for Django's copies of its methods."""

    use_in_migrations = False
    auto_created = False
    _queryset_class = None
    _db = None

    def __init__(self): ...
    def __get__(self, instance, owner): ...
    @classmethod
    def from_queryset(cls, queryset_class, class_name=None): ...
    def contribute_to_class(self, cls, name): ...
    def db_manager(self, using=None, hints=None):
        return self
    def get_queryset(self): ...
    def __call__(self, *, manager): ...
    def __getattr__(self, name): ...


class Manager(BaseManager):
    pass


class RelatedManager:
    """What Django's managers of relations override: every method of a manager that asks for its
    get_queryset() gets the rows of the object."""

    def get_queryset(self): ...


class ManagerDescriptor:
    pass


class EmptyManager(Manager):
    def __init__(self, model): ...
