from django.conf import settings
from django.db import models
from allauth.account.managers import EmailAddressManager, EmailConfirmationManager


class EmailAddress(models.Model):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)
    email = models.EmailField(max_length=254, db_index=True)
    verified = models.BooleanField()
    primary = models.BooleanField()
    objects = EmailAddressManager()

    class Meta:
        unique_together = [("user", "email")]
        constraints = [
            models.UniqueConstraint(
                name="unique_primary_email", fields=("user", "primary"), condition=models.Q(primary=True)
            ),
            models.UniqueConstraint(name="unique_verified_email", fields=("email",), condition=models.Q(verified=True)),
        ]


class EmailConfirmationMixin:
    pass


class EmailConfirmation(EmailConfirmationMixin, models.Model):
    email_address = models.ForeignKey("EmailAddress", models.CASCADE)
    created = models.DateTimeField()
    sent = models.DateTimeField(null=True)
    key = models.CharField(max_length=64, unique=True)
    objects = EmailConfirmationManager()
