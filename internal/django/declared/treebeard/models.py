from django.db import models


class Node(models.Model):
    class Meta:
        abstract = True
