from django.db import models


class InheritanceQuerySetMixin:
    def select_subclasses(self, *subclasses):
        return self.all()

    def instance_of(self, *models):
        return self.all()


class InheritanceQuerySet(InheritanceQuerySetMixin, models.QuerySet):
    pass


class InheritanceManagerMixin:
    def get_queryset(self):
        return InheritanceQuerySet(self.model)

    def select_subclasses(self, *subclasses):
        return self.get_queryset().select_subclasses(*subclasses)

    def get_subclass(self, *args, **kwargs):
        return self.get_queryset().get(*args, **kwargs)


class InheritanceManager(InheritanceManagerMixin, models.Manager):
    pass


class QueryManagerMixin:
    def __init__(self, *args, **kwargs):
        self._q = args[0] if args else models.Q(**kwargs)
        self._order_by = None
        super().__init__()

    def order_by(self, *args):
        self._order_by = args
        return self

    def get_queryset(self):
        chosen = super().get_queryset().filter(self._q)
        return chosen if self._order_by is None else chosen.order_by(*self._order_by)


class QueryManager(QueryManagerMixin, models.Manager):
    pass


class SoftDeletableQuerySetMixin:
    def delete(self):
        self.update(is_removed=True)


class SoftDeletableQuerySet(SoftDeletableQuerySetMixin, models.QuerySet):
    pass


class SoftDeletableManagerMixin:
    def __init__(self, *args, _emit_deprecation_warnings=False, **kwargs):
        super().__init__(*args, **kwargs)

    def get_queryset(self):
        return SoftDeletableQuerySet(model=self.model, using=self._db).filter(is_removed=False)


class SoftDeletableManager(SoftDeletableManagerMixin, models.Manager):
    pass


class JoinQueryset(models.QuerySet):
    pass


class JoinManagerMixin:
    def get_queryset(self):
        return JoinQueryset(self.model, using=self._db)


class JoinManager(JoinManagerMixin, models.Manager):
    pass
