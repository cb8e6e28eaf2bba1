from django.db import models


class CommentManager(models.Manager):
    pass
