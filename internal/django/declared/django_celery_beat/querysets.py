from django.db import models


class PeriodicTaskQuerySet(models.QuerySet):
    pass
