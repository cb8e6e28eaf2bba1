from django.db import models


class PolymorphicQuerySet(models.QuerySet):
    def non_polymorphic(self):
        return self.all()
