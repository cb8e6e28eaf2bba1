from django.db import models


class TranslatableQuerySet(models.QuerySet):
    pass


class TranslatableManager(models.Manager.from_queryset(TranslatableQuerySet)):
    pass
