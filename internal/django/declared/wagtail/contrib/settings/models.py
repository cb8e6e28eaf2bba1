from django.db import models


class AbstractSetting(models.Model):
    class Meta:
        abstract = True


class BaseSiteSetting(AbstractSetting):
    site = models.OneToOneField("wagtailcore.Site", models.CASCADE)

    class Meta:
        abstract = True


class BaseGenericSetting(AbstractSetting):
    class Meta:
        abstract = True
