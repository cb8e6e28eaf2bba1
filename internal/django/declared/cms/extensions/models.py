from django.db import models


class BaseExtension(models.Model):
    class Meta:
        abstract = True


class PageExtension(BaseExtension):
    extended_object = models.OneToOneField("cms.Page", models.CASCADE)

    class Meta:
        abstract = True


class PageContentExtension(BaseExtension):
    extended_object = models.OneToOneField("cms.PageContent", models.CASCADE)

    class Meta:
        abstract = True
