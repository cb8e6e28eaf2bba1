import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import AbstractUser, Group, Permission, PermissionsMixin
from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **extra):
        user = self.model(email=self.normalize_email(email), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user


class Person(AbstractBaseUser, PermissionsMixin):
    """The user model: a UUID key, no username."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("email address"), unique=True)
    first_name = models.CharField(_("first name"), max_length=150, blank=True)
    is_staff = models.BooleanField(default=False)
    followers = models.ManyToManyField("self", symmetrical=False, related_name="following", blank=True)

    objects = PersonManager()
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []

    class Meta:
        swappable = "AUTH_USER_MODEL"
        verbose_name = _("person")


class OldUser(AbstractUser):
    """A user model that the settings do not choose, with groups of its own."""

    email = None
    last_name = None
    groups = models.ManyToManyField(Group, related_name="old_users", blank=True)
    user_permissions = models.ManyToManyField(Permission, related_name="old_users", db_table="old_permissions")

    class Meta(AbstractUser.Meta):
        swappable = "FEATURES_OLD_USER"
        db_table = "old_user"


class Member(Person):
    """Multi-table inheritance of the user model."""

    since = models.DateField(null=True)


class Staff(Person):
    class Meta:
        proxy = True
        ordering = ["email"]


class Team(Group):
    """A child of a packaged model: its key is a link of that model's type."""

    lead = models.ForeignKey(Person, models.SET_NULL, null=True)
