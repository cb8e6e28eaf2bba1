from django.db import models


class SafeDeleteQueryset(models.QuerySet):
    pass
