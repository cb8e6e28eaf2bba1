"""Models that take the place of the packages' own; only with check.py --swapped."""

from auditlog.models import AbstractLogEntry
from django.db import models
from knox.models import AbstractAuthToken
from oauth2_provider.models import AbstractAccessToken, AbstractApplication
from waffle.models import AbstractUserFlag


class Application(AbstractApplication):
    logo = models.URLField()


class AccessToken(AbstractAccessToken):
    extra = models.TextField()


class Flag(AbstractUserFlag):
    plan = models.CharField(max_length=10)


class Token(AbstractAuthToken):
    device = models.CharField(max_length=10)


class Entry(AbstractLogEntry):
    place = models.CharField(max_length=10)
