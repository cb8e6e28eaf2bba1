"""The user model of check.py --swapped, in an app of its own because django CMS wants it before itself."""

from django.contrib.auth.models import AbstractUser
from django.db import models


class User(AbstractUser):
    id = models.UUIDField(primary_key=True)

    class Meta:
        db_table = "people"
