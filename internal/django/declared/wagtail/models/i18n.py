from django.db import models


class LocaleManager(models.Manager):
    pass


class Locale(models.Model):
    language_code = models.CharField(max_length=100, unique=True)
    objects = LocaleManager()
    all_objects = models.Manager()

    class Meta:
        ordering = ["language_code"]


class TranslatableMixin(models.Model):
    translation_key = models.UUIDField()
    locale = models.ForeignKey("wagtailcore.Locale", models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        unique_together = [("translation_key", "locale")]


class BootstrapTranslatableMixin(TranslatableMixin):
    translation_key = models.UUIDField(null=True)
    locale = models.ForeignKey("wagtailcore.Locale", models.PROTECT, null=True, related_name="+")

    class Meta:
        abstract = True
