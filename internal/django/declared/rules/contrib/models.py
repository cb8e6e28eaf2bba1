from django.db import models
from django.db.models.base import ModelBase


class RulesModelBaseMixin:
    def __new__(cls, name, bases, attrs, **kwargs):
        # An option that Django's own Meta does not know.
        if hasattr(attrs.get("Meta"), "rules_permissions"):
            del attrs["Meta"].rules_permissions
        return super().__new__(cls, name, bases, attrs, **kwargs)


class RulesModelBase(RulesModelBaseMixin, ModelBase):
    pass


class RulesModelMixin:
    pass


class RulesModel(RulesModelMixin, models.Model, metaclass=RulesModelBase):
    class Meta:
        abstract = True
