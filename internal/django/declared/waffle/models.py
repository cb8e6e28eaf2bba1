from django.conf import settings
from django.db import models
from waffle.managers import FlagManager, SampleManager, SwitchManager


class BaseModel(models.Model):
    class Meta:
        abstract = True


class AbstractBaseFlag(BaseModel):
    name = models.CharField(max_length=100, unique=True)
    everyone = models.BooleanField(null=True)
    percent = models.DecimalField(null=True, max_digits=3, decimal_places=1)
    testing = models.BooleanField()
    superusers = models.BooleanField()
    staff = models.BooleanField()
    authenticated = models.BooleanField()
    languages = models.TextField()
    rollout = models.BooleanField()
    note = models.TextField()
    created = models.DateTimeField(db_index=True)
    modified = models.DateTimeField()
    objects = FlagManager()

    class Meta:
        abstract = True


class AbstractUserFlag(AbstractBaseFlag):
    groups = models.ManyToManyField("auth.Group")
    users = models.ManyToManyField(settings.AUTH_USER_MODEL)

    class Meta:
        abstract = True


class Flag(AbstractUserFlag):
    class Meta:
        swappable = "WAFFLE_FLAG_MODEL"


class AbstractBaseSwitch(BaseModel):
    name = models.CharField(max_length=100, unique=True)
    active = models.BooleanField()
    note = models.TextField()
    created = models.DateTimeField(db_index=True)
    modified = models.DateTimeField()
    objects = SwitchManager()

    class Meta:
        abstract = True


class AbstractBaseSample(BaseModel):
    name = models.CharField(max_length=100, unique=True)
    percent = models.DecimalField(max_digits=4, decimal_places=1)
    note = models.TextField()
    created = models.DateTimeField(db_index=True)
    modified = models.DateTimeField()
    objects = SampleManager()

    class Meta:
        abstract = True


class Switch(AbstractBaseSwitch):
    class Meta:
        swappable = "WAFFLE_SWITCH_MODEL"


class Sample(AbstractBaseSample):
    class Meta:
        swappable = "WAFFLE_SAMPLE_MODEL"
