from django.db import models


class BaseManager(models.Manager):
    pass


class FlagManager(BaseManager):
    pass


class SwitchManager(BaseManager):
    pass


class SampleManager(BaseManager):
    pass
