from django.db import models


class BaseUserManager(models.Manager):
    @classmethod
    def normalize_email(cls, email):
        return email

    def get_by_natural_key(self, username):
        return self.get(**{self.model.USERNAME_FIELD: username})


class AbstractBaseUser(models.Model):
    password = models.CharField(max_length=128)
    last_login = models.DateTimeField(null=True)
    is_active = True
    REQUIRED_FIELDS = []

    class Meta:
        abstract = True

    @property
    def is_anonymous(self):
        return False

    @property
    def is_authenticated(self):
        return True
