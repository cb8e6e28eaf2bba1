from django.db import models

from django_scopes.state import get_scope


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
            """Outside of every scope Django never gets to ask the database."""
            queryset = super().get_queryset()
            scope = get_scope()
            if scope["_enabled"]:
                queryset = queryset.filter(**{path: scope[name] for name, path in scopes.items()})
            return queryset

        def all(self):
            return self.get_queryset().all()

    return Manager()
