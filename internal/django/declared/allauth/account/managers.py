from django.db import models


class EmailAddressManager(models.Manager):
    pass


class EmailConfirmationManager(models.Manager):
    pass
