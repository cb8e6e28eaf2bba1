from django.db import models
from polymorphic.query import PolymorphicQuerySet


class PolymorphicManager(models.Manager):
    queryset_class = PolymorphicQuerySet

    def get_queryset(self):
        return self.queryset_class(self.model, using=self._db)


class PolymorphicRelatedManager(PolymorphicManager):
    pass


class PolymorphicManyRelatedManager(PolymorphicManager):
    pass
