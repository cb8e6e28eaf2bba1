from django.conf import settings
from django.db import models


class AuthenticatorManager(models.Manager):
    pass


class Authenticator(models.Model):
    objects = AuthenticatorManager()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    type = models.CharField(max_length=20)
    data = models.JSONField()
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="unique_authenticator_type",
                fields=("user", "type"),
                condition=models.Q(type__in=("totp", "recovery_codes")),
            )
        ]
