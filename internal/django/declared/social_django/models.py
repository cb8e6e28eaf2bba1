from django.conf import settings
from django.db import models
from social_django.managers import UserSocialAuthManager
from social_django.storage import (
    DjangoAssociationMixin,
    DjangoCodeMixin,
    DjangoNonceMixin,
    DjangoPartialMixin,
    DjangoUserMixin,
)


class AbstractUserSocialAuth(models.Model, DjangoUserMixin):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="social_auth")
    provider = models.CharField(max_length=32)
    id_key = models.CharField(max_length=255)
    uid = models.CharField(max_length=255, db_index=True)
    extra_data = models.JSONField()
    created = models.DateTimeField()
    modified = models.DateTimeField()
    objects = UserSocialAuthManager()

    class Meta:
        abstract = True
        constraints = [models.CheckConstraint(name="user_social_auth_uid_required", condition=~models.Q(uid=""))]


class UserSocialAuth(AbstractUserSocialAuth):
    class Meta:
        app_label = "social_django"
        db_table = "social_auth_usersocialauth"
        unique_together = ("provider", "uid")
        constraints = [models.CheckConstraint(name="user_social_auth_uid_required", condition=~models.Q(uid=""))]


class Nonce(models.Model, DjangoNonceMixin):
    server_url = models.CharField(max_length=255)
    timestamp = models.IntegerField(db_index=True)
    salt = models.CharField(max_length=65)

    class Meta:
        app_label = "social_django"
        db_table = "social_auth_nonce"
        unique_together = ("server_url", "timestamp", "salt")


class Association(models.Model, DjangoAssociationMixin):
    server_url = models.CharField(max_length=255)
    handle = models.CharField(max_length=255)
    secret = models.CharField(max_length=255)
    issued = models.IntegerField()
    lifetime = models.IntegerField()
    assoc_type = models.CharField(max_length=64)

    class Meta:
        app_label = "social_django"
        db_table = "social_auth_association"
        unique_together = ("server_url", "handle")


class Code(models.Model, DjangoCodeMixin):
    email = models.EmailField(max_length=254)
    code = models.CharField(max_length=32, db_index=True)
    verified = models.BooleanField()
    timestamp = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "social_django"
        db_table = "social_auth_code"
        unique_together = ("email", "code")


class Partial(models.Model, DjangoPartialMixin):
    token = models.CharField(max_length=32, db_index=True)
    next_step = models.PositiveSmallIntegerField()
    backend = models.CharField(max_length=32)
    data = models.JSONField()
    timestamp = models.DateTimeField(db_index=True)

    class Meta:
        app_label = "social_django"
        db_table = "social_auth_partial"
