from django.db import models


class BaseHierarkeyStoreModel(models.Model):
    key = models.CharField(max_length=255)
    value = models.TextField()

    class Meta:
        abstract = True


class GlobalSettingsBase:
    pk = "_global"


class Hierarkey:
    def __init__(self, attribute_name):
        self.attribute_name = attribute_name

    def add_default(self, key, value, default_type=str):
        pass

    def add_type(self, type, serialize, unserialize):
        pass

    def _store(self, owner, unique_together, **fields):
        attrs = {
            "__module__": owner.__module__,
            "Meta": type("Meta", (), {"unique_together": unique_together}),
            **fields,
        }
        name = f"{owner.__name__}_{self.attribute_name.title()}Store"
        return type(BaseHierarkeyStoreModel)(name, (BaseHierarkeyStoreModel,), attrs)

    def set_global(self, cache_namespace=None):
        def wrapper(owner):
            self._store(owner, (("key",),))
            return owner

        return wrapper

    def add(self, cache_namespace=None, parent_field=None):
        def wrapper(model):
            related_name = f"_{self.attribute_name}_objects"
            owner = models.ForeignKey(model, models.CASCADE, related_name=related_name)
            self._store(model, (("object", "key"),), object=owner)
            return model

        return wrapper
