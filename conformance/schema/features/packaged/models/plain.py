from django.db import models


class Plain(models.Model):
    """The same name as a model of another app."""

    number = models.IntegerField()
    plain = models.ForeignKey("relations.Plain", models.CASCADE)
    own = models.ForeignKey("Plain", models.CASCADE, null=True)
