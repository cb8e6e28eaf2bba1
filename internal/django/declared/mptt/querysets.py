from django.db import models


class TreeQuerySet(models.QuerySet):
    pass
