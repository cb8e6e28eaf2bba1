from django.db import models


class SafeMigrationManager(models.Manager):
    pass


class SafeMigration(models.Model):
    created = models.DateTimeField()
    app = models.CharField(max_length=255)
    name = models.CharField(max_length=255)
    detected = models.DateTimeField()
    objects = SafeMigrationManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app", "name"], name="safemigration_unique")]
