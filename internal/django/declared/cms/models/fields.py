from django.contrib.contenttypes.fields import GenericRelation
from django.db import models


class PageField(models.ForeignKey):
    def __init__(self, **kwargs):
        super().__init__(**{**kwargs, "to": "cms.Page", "on_delete": models.CASCADE})


class PlaceholderField(models.ForeignKey):
    def __init__(self, slotname=None, *args, **kwargs):
        super().__init__(**{**kwargs, "to": "cms.Placeholder", "on_delete": models.CASCADE, "null": True})


class PlaceholderRelationField(GenericRelation):
    def __init__(self, checks=None, **kwargs):
        super().__init__("cms.Placeholder", **kwargs)
