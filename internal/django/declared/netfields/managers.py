from django.db import models


class NetManager(models.Manager):
    pass
