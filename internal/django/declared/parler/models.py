from django.db import models
from parler.fields import TranslatedField as TranslatedField
from parler.fields import TranslationsForeignKey
from parler.managers import TranslatableManager
from parler.utils.compat import HideChoicesCharField


class TranslatedFieldsModelMixin:
    pass


class TranslatedFieldsModel(TranslatedFieldsModelMixin, models.Model):
    language_code = HideChoicesCharField(max_length=15, db_index=True)

    class Meta:
        abstract = True


def create_translations_model(shared_model, related_name, meta, **fields):
    table = shared_model._meta.db_table
    options = {
        "db_table": f"{table}_translation",
        **(meta or {}),
        "app_label": shared_model._meta.app_label,
        "managed": shared_model._meta.managed,
    }
    unique = models.UniqueConstraint(fields=["language_code", "master"], name=f"{table}_translation_uniq_lang")
    options["constraints"] = [*options.get("constraints", []), unique]
    attrs = {
        **fields,
        "Meta": type("Meta", (), options),
        "__module__": shared_model.__module__,
        "objects": models.Manager(),
        "master": TranslationsForeignKey(shared_model, models.CASCADE, related_name=related_name, null=True),
    }
    return type(f"{shared_model.__name__}Translation", (TranslatedFieldsModel,), attrs)


class TranslatedFields:
    def __init__(self, meta=None, **fields):
        self.meta = meta
        self.fields = fields

    def contribute_to_class(self, cls, name, **kwargs):
        create_translations_model(cls, name, self.meta, **self.fields)


class TranslatableModelMixin:
    pass


class TranslatableModel(TranslatableModelMixin, models.Model):
    objects = TranslatableManager()

    class Meta:
        abstract = True
