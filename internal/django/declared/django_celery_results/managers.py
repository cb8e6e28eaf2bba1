from django.db import models


class ResultManager(models.Manager):
    pass


class TaskResultManager(ResultManager):
    pass


class GroupResultManager(ResultManager):
    pass
