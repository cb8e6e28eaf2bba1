from django.db import models


class UserSocialAuthManager(models.Manager):
    pass
